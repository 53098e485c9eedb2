"""The promise line: what stands where, and what is said instead."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from makegood.kit.line import Kind, Mark, svg, words
from makegood.kit.line.glyphs import GLYPHS
from makegood.kit.line.labels import SIZE, width_of

NOW = datetime(2026, 9, 7, 16, tzinfo=UTC)
MADE = Mark("made", date(2026, 8, 31))
FIRST = Mark("moved_from", date(2026, 9, 4), moved_on=date(2026, 9, 2))
TOLD = Mark("told_letter", date(2026, 9, 2))
NEXT = Mark("due", date(2026, 9, 8))
KEPT = Mark("kept", date(2026, 9, 7))
STORY = [MADE, FIRST, TOLD, NEXT, KEPT]

KINDS: list[Kind] = ["moved_from", "told_letter", "told_spoken", "waiting", "due", "missed", "kept"]
NS = {"s": "http://www.w3.org/2000/svg"}


def drawn(
    marks: list[Mark], *, width: int = 120, small: bool = True, rtl: bool = False
) -> ElementTree.Element:
    return ElementTree.fromstring(svg(marks, now=NOW, width=width, small=small, rtl=rtl))


def spots(picture: ElementTree.Element) -> list[tuple[Kind, float]]:
    """Each mark's kind and its place, in the order drawn."""
    found = []
    for group in picture.findall("s:g", NS):
        place = re.match(r"translate\((-?[\d.]+) ", group.attrib["transform"])
        assert place is not None
        named = group.attrib["class"].removeprefix("line-")
        found.append((next(kind for kind in GLYPHS if kind == named), float(place[1])))
    return found


def labels(picture: ElementTree.Element) -> list[tuple[float, float, float, str]]:
    """Left, right and height of each label, and its text."""
    found = []
    for (_, x), group in zip(spots(picture), picture.findall("s:g", NS), strict=True):
        for text in group.findall("s:text", NS):
            half = width_of(text.text or "") / 2
            found.append((x - half, x + half, float(text.attrib["y"]), text.text or ""))
    return found


stories = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 400), st.booleans()), max_size=14
).map(
    lambda facts: [
        Mark("made", date(2026, 1, 5)),
        *(
            Mark(kind, date(2026, 1, 5) + timedelta(days=days), "x" * 30 if long else "")
            for kind, days, long in facts
        ),
    ]
)


class TestWhereMarksStand:
    def test_the_line_runs_in_time(self) -> None:
        kinds = [kind for kind, _ in spots(drawn(STORY))]
        assert kinds == ["made", "told_letter", "moved_from", "kept", "due"]

    def test_a_telling_after_the_due_day_stands_behind_its_flag(self) -> None:
        late = Mark("told_letter", date(2026, 9, 5))
        kinds = [kind for kind, _ in spots(drawn([MADE, FIRST, late, NEXT]))]
        assert kinds.index("told_letter") > kinds.index("moved_from")

    def test_kept_on_the_due_day_stands_before_its_flag(self) -> None:
        same_day = [MADE, Mark("due", KEPT.at), KEPT]
        assert [kind for kind, _ in spots(drawn(same_day))] == ["made", "kept", "due"]

    def test_a_due_day_is_not_over_before_its_end(self) -> None:
        evening = Mark("kept", datetime(2026, 9, 7, 20, tzinfo=UTC))
        last_thing = [MADE, Mark("due", date(2026, 9, 7)), evening]
        assert [kind for kind, _ in spots(drawn(last_thing))] == ["made", "kept", "due"]

    def test_the_first_flag_is_hollow_and_the_one_in_force_is_full(self) -> None:
        groups = drawn(STORY).findall("s:g", NS)
        flags = {g.attrib["class"]: g.find("s:g/s:path", NS) for g in groups}
        hollow, full = flags["line-moved_from"], flags["line-due"]
        assert hollow is not None
        assert full is not None
        assert hollow.attrib["fill"] == "none"
        assert full.attrib["fill"] == "currentColor"

    def test_today_shows_while_the_promise_is_open(self) -> None:
        assert "today" in dict(spots(drawn([MADE, NEXT])))
        assert "today" not in dict(spots(drawn(STORY)))

    def test_an_instant_is_placed_in_the_readers_zone(self) -> None:
        tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
        late_evening = datetime(2026, 9, 4, 22, tzinfo=UTC)  # already Saturday in Tokyo
        assert "Friday 4 September" in words([MADE, Mark("due", late_evening)], now=NOW)
        assert "Saturday 5 September" in words([MADE, Mark("due", late_evening)], now=tokyo)

    @given(stories, st.sampled_from([80, 120, 300]))
    def test_no_two_marks_collide(self, marks: list[Mark], width: int) -> None:
        for one, other in pairwise(spots(drawn(marks, width=width))):
            room = GLYPHS[one[0]].right + GLYPHS[other[0]].left
            assert other[1] - one[1] >= room - 0.11

    @given(stories, st.sampled_from([80, 120, 300]))
    def test_every_mark_is_inside_the_picture(self, marks: list[Mark], width: int) -> None:
        assert all(0 < x < width for _, x in spots(drawn(marks, width=width)))

    @given(stories)
    def test_where_room_lacks_the_making_and_the_end_stay(self, marks: list[Mark]) -> None:
        shown = {kind for kind, _ in spots(drawn([*marks, NEXT, KEPT], width=80))}
        assert "made" in shown

    def test_what_nobody_recorded_the_time_of_stands_last_and_names_no_day(self) -> None:
        gone = Mark("withdrawn", date(2020, 1, 1), dated=False)
        picture = drawn([MADE, gone, NEXT], width=400, small=False)
        assert [kind for kind, _ in spots(picture)] == ["made", "due", "withdrawn"]
        assert [text for *_, text in labels(picture)] == ["made", "Tue 8 Sep", "withdrawn"]

    def test_right_to_left_is_the_mirror(self) -> None:
        left = [(kind, x) for kind, x in spots(drawn(STORY))]
        right = [(kind, 120 - x) for kind, x in spots(drawn(STORY, rtl=True))]
        assert [kind for kind, _ in left] == [kind for kind, _ in right]
        assert [x for _, x in right] == pytest.approx([x for _, x in left], abs=0.11)

    def test_the_active_language_turns_the_line(self) -> None:
        with translation.override("ar"):
            assert spots_of(svg(STORY, now=NOW))["made"] > 60
        assert spots_of(svg(STORY, now=NOW))["made"] < 60

    def test_a_line_too_short_to_read_is_refused(self) -> None:
        with pytest.raises(ValueError, match="80 pixels"):
            svg(STORY, now=NOW, width=40)


def spots_of(picture: str) -> dict[Kind, float]:
    return dict(spots(ElementTree.fromstring(picture)))


class TestLabels:
    def test_each_mark_has_a_plain_word(self) -> None:
        said = [text for *_, text in labels(drawn(STORY, width=720, small=False))]
        assert said == ["made", "told Wed", "Fri 4 Sep", "kept Mon", "Tue 8 Sep"]

    def test_an_hour_promised_is_on_its_flag(self) -> None:
        due = Mark("due", datetime(2026, 9, 8, 15, tzinfo=UTC))
        assert "Tue 8 Sep 15:00" in svg([MADE, due], now=NOW, width=720, small=False)

    def test_a_label_given_wins(self) -> None:
        named = [Mark("made", MADE.at, "said on the phone"), NEXT]
        assert "said on the phone" in svg(named, now=NOW, width=720, small=False)

    def test_a_row_has_none(self) -> None:
        assert labels(drawn(STORY)) == []

    @given(stories, st.sampled_from([300, 340, 720]))
    def test_no_two_labels_overlap(self, marks: list[Mark], width: int) -> None:
        for one, other in combinations(labels(drawn(marks, width=width, small=False)), 2):
            apart = abs(one[2] - other[2]) >= SIZE
            assert apart or one[1] <= other[0] + 0.11 or other[1] <= one[0] + 0.11

    @given(stories)
    def test_every_label_is_inside_the_picture(self, marks: list[Mark]) -> None:
        for left, right, _, _ in labels(drawn(marks, width=340, small=False)):
            assert left >= -0.11
            assert right <= 340.11

    def test_a_word_from_outside_is_escaped(self) -> None:
        nasty = [Mark("made", MADE.at, "<script>&"), NEXT]
        assert "&lt;script&gt;&amp;" in svg(nasty, now=NOW, width=720, small=False)


class TestWhatThePageMayCarry:
    def test_it_has_no_style_attribute(self) -> None:
        for small in (True, False):
            assert "style=" not in svg(STORY, now=NOW, width=720, small=small)

    def test_without_a_title_it_is_silent(self) -> None:
        assert drawn(STORY).attrib["aria-hidden"] == "true"

    def test_with_a_title_it_is_an_image_that_says_so(self) -> None:
        picture = ElementTree.fromstring(svg(STORY, now=NOW, title="Kept & early"))
        assert picture.attrib["role"] == "img"
        title = picture.find("s:title", NS)
        assert title is not None
        assert title.text == "Kept & early"

    def test_it_carries_its_own_ink_for_print(self) -> None:
        inks = {group.attrib["color"] for group in drawn(STORY).findall("s:g", NS)}
        assert all(re.fullmatch(r"#[0-9a-f]{6}", ink) for ink in inks)
        assert GLYPHS["kept"].ink in inks

    def test_waiting_is_dotted(self) -> None:
        picture = svg([MADE, Mark("waiting", date(2026, 9, 1)), NEXT], now=NOW)
        assert re.search(r'class="line-waiting"[^>]*stroke-dasharray', picture)

    def test_what_is_to_come_is_not_drawn_as_past(self) -> None:
        assert "line-future" in svg([MADE, NEXT], now=NOW)
        assert "line-future" not in svg([MADE, Mark("due", date(2026, 9, 3))], now=NOW)


class TestWords:
    def test_the_sentence_of_a_kept_word(self) -> None:
        assert words(STORY, now=NOW, to="the bakery") == (
            "Promised for Friday 4 September, moved on Wednesday to Tuesday 8, "
            "the bakery was told the same day, kept on Monday"
        )

    @pytest.mark.parametrize(
        ("due", "said"),
        [
            (date(2026, 9, 7), "Promised for Monday 7 September, due today"),
            (date(2026, 9, 8), "Promised for Tuesday 8 September, due tomorrow"),
            (date(2026, 9, 10), "Promised for Thursday 10 September, due in 3 days"),
            (date(2026, 9, 4), "Promised for Friday 4 September, not kept yet"),
            (date(2027, 1, 8), "Promised for Friday 8 January 2027, due in 123 days"),
        ],
    )
    def test_an_open_promise_says_when_it_is_due(self, due: date, said: str) -> None:
        assert words([MADE, Mark("due", due)], now=NOW) == said

    def test_an_hour_is_said(self) -> None:
        due = Mark("due", datetime(2026, 9, 8, 15, tzinfo=UTC))
        assert words([MADE, due], now=NOW).startswith("Promised for Tuesday 8 September at 15:00")

    def test_who_was_spoken_with_is_not_called_written_to(self) -> None:
        spoken = [MADE, FIRST, Mark("told_spoken", date(2026, 9, 3)), NEXT]
        assert "we spoke with the bakery on Thursday 3 September" in words(
            spoken, now=NOW, to="the bakery"
        )

    def test_who_was_spoken_with_twice_in_a_day_is_named_once(self) -> None:
        spoken = [Mark("told_spoken", datetime(2026, 9, 5, hour, tzinfo=UTC)) for hour in (9, 15)]
        said = words([MADE, FIRST, *spoken, NEXT], now=NOW, to="Anna")
        assert said.count("we spoke with Anna") == 1
        assert "we spoke with Anna on Saturday," in said

    def test_two_days_are_said_in_one_breath(self) -> None:
        spoken = [Mark("told_spoken", date(2026, 9, day)) for day in (5, 5, 7)]
        said = words([MADE, FIRST, *spoken, NEXT], now=NOW, to="Anna")
        assert "we spoke with Anna on Saturday and on Monday," in said

    def test_a_letter_and_a_call_stay_two(self) -> None:
        both = [TOLD, Mark("told_spoken", TOLD.at)]
        said = words([MADE, FIRST, *both, NEXT], now=NOW, to="Anna")
        day = "on Wednesday 2 September"
        assert f"Anna was told {day}, we spoke with Anna {day}" in said

    def test_when_nobody_recorded_it_no_day_is_said(self) -> None:
        gone = Mark("withdrawn", datetime(2026, 12, 24, tzinfo=UTC), dated=False)
        said = words([MADE, NEXT, gone], now=NOW)
        assert said == "Promised for Tuesday 8 September, withdrawn, when is not recorded"

    def test_put_off_without_a_new_date_is_said_and_is_not_due(self) -> None:
        said = words([MADE, FIRST, TOLD], now=NOW, to="the bakery")
        assert said == (
            "Promised for Friday 4 September, put off on Wednesday without a new date, "
            "the bakery was told the same day"
        )

    def test_nobody_is_said_to_be_told_who_was_not(self) -> None:
        assert "told" not in words([MADE, FIRST, NEXT, KEPT], now=NOW, to="the bakery")

    def test_a_weekday_alone_is_only_said_of_a_day_near(self) -> None:
        far = [MADE, Mark("due", date(2026, 8, 28)), KEPT]
        assert "kept on Monday 7 September" in words(far, now=NOW)

    def test_many_moves_are_counted(self) -> None:
        moves = [Mark("moved_from", date(2026, 8, day)) for day in (3, 10, 17)]
        said = words([MADE, *moves, NEXT], now=NOW)
        assert "moved 3 times, last moved to Tuesday 8 September" in said

    def test_missed_withdrawn_and_waiting_are_said(self) -> None:
        due = Mark("due", date(2026, 9, 4))
        assert words([MADE, due, Mark("missed", due.at)], now=NOW).endswith(", missed")
        gone = Mark("withdrawn", date(2026, 9, 3))
        assert words([MADE, due, gone], now=NOW).endswith(", withdrawn on Thursday")
        waits = Mark("waiting", date(2026, 9, 1))
        assert "waiting since Tuesday 1 September" in words([MADE, waits, due], now=NOW)

    def test_without_a_date_it_says_so(self) -> None:
        assert words([MADE], now=NOW) == "Promised without a date"

    def test_days_follow_the_language(self) -> None:
        with translation.override("de"):
            assert "Freitag" in words(STORY, now=NOW)
