"""The chart: what stands where, what is left out, and that nothing lies outside the picture."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.kit.chart import Point, Scale, columns, rows
from makegood.kit.chart.parts import Sheet

SVG = "{http://www.w3.org/2000/svg}"
SCALE = Scale(0.5, 1.0, ((0.5, "50%"), (0.75, "75%"), (1.0, "100%")))
MARCH = Point("Mar", 0.75, 0.6, 0.9, said="75%", n="40", beneath="2026", full="March: 75%")
APRIL = Point("Apr", None, n="3")
MAY = Point("May", 1.0, 0.8, 1.0, said="100%", n="12", so_far=True)
SPRING = [MARCH, APRIL, MAY]

points = st.lists(
    st.builds(
        Point,
        label=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=40),
        value=st.none() | st.floats(-1, 2),
        low=st.none() | st.floats(-1, 2),
        high=st.none() | st.floats(-1, 2),
        said=st.just("100%"),
        n=st.integers(0, 100_000).map(str),
        beneath=st.sampled_from(["", "2026", "asked before it came"]),
    ),
    max_size=40,
)


def drawn(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def texts(picture: str) -> list[str]:
    return [each.text or "" for each in drawn(picture).iter(f"{SVG}text")]


def named(picture: str, name: str) -> list[dict[str, str]]:
    return [each.attrib for each in drawn(picture).iter() if each.get("class") == f"chart-{name}"]


def test_columns_stand_at_their_value_and_say_how_many() -> None:
    picture = columns(SPRING, SCALE, n_label="n", rtl=False)
    (march,), (may,) = named(picture, "dot"), named(picture, "open")
    assert float(march["cx"]) < float(may["cx"])
    assert float(march["cy"]) == pytest.approx(26 + 100)
    assert float(may["cy"]) == pytest.approx(26)
    beneath = texts(picture)[5:]
    assert beneath == ["Mar", "2026", "Apr", "May", "n", "40", "3", "12"]


def test_a_gap_is_a_gap() -> None:
    assert named(columns(SPRING, SCALE), "join") == []
    assert len(named(columns([MARCH, MARCH, APRIL, MAY], SCALE), "join")) == 1
    assert len(named(rows(SPRING, SCALE), "reach")) == 2


def test_where_columns_stand_close_labels_are_left_out_and_years_stay() -> None:
    said = texts(columns([MARCH, *[MAY] * 58, MARCH], SCALE, n_label="n"))
    assert "12" not in said
    assert "n" not in said
    assert said.count("2026") == 2
    assert 5 < said.count("May") < 30


def test_rows_lie_below_one_another_with_their_figure_at_the_end() -> None:
    picture = rows(SPRING, SCALE, n_label="n", rtl=False)
    assert texts(picture) == [
        *("100%", "75%", "50%", "n"),
        *("Mar · 2026", "75%", "40", "Apr", "3", "May", "100%", "12"),
    ]
    (march,), (may,) = named(picture, "dot"), named(picture, "open")
    assert float(march["cx"]) < float(may["cx"])
    assert float(march["cy"]) < float(may["cy"])


def test_long_names_take_two_lines_and_are_cut_then() -> None:
    long = Point("Late", 0.8, beneath="asked before it came, by a letter that nobody answered")
    said = texts(rows([long], SCALE))
    assert "Late" in said
    assert any(text.startswith("asked before it") and text.endswith("…") for text in said)


def test_of_names_on_the_scale_that_would_touch_every_second_stays() -> None:
    close = Scale(0.0, 1.0, tuple((n / 10, f"{n * 10}%") for n in range(11)))
    said = [text for text in texts(rows([MARCH], close)) if text.endswith("%") and text != "75%"]
    assert said[0] == "100%"
    assert len(said) < 6


def test_it_turns_with_the_language() -> None:
    one, other = (columns([MARCH, MAY], SCALE, rtl=rtl) for rtl in (False, True))
    (left,), (right,) = named(one, "dot"), named(other, "dot")
    assert float(left["cx"]) + float(right["cx"]) == pytest.approx(900, abs=0.2)
    assert drawn(other).get("direction") == "rtl"


def test_without_a_title_it_is_silent_and_with_one_it_is_read() -> None:
    assert drawn(rows(SPRING, SCALE)).get("aria-hidden") == "true"
    read = drawn(rows(SPRING, SCALE, title="Kept & told"))
    assert (read.get("role"), read.findtext(f"{SVG}title")) == ("img", "Kept & told")


def test_words_are_no_markup() -> None:
    bad = Point("<b>", 0.8, said="</svg>", n='"', beneath="&", full="<script>")
    for draw in (columns, rows):
        assert "<b>" in "".join(texts(draw([bad], SCALE)))
        assert "<script>" not in draw([bad], SCALE)


@settings(max_examples=30)
@given(points)
def test_everything_lies_inside_the_picture(found: list[Point]) -> None:
    for draw in (columns, rows):
        whole = drawn(draw(found, SCALE, n_label="n"))
        width, height = (float(side) for side in whole.attrib["viewBox"].split()[2:])
        for each in whole.iter(f"{SVG}circle"):
            assert 0 <= float(each.attrib["cx"]) <= width
            assert 0 <= float(each.attrib["cy"]) <= height
        for each in whole.iter(f"{SVG}text"):
            assert 0 <= float(each.attrib["x"]) <= width
            assert 0 < float(each.attrib["y"]) < height
        assert "style" not in whole.attrib


def test_names_and_figures_never_meet_the_drawing() -> None:
    sheet = Sheet(340, 100, size=13, rtl=False)
    names = ["7+ days early", "8–14 days late", "15+ days late"]
    found = [Point(name, 1.0, 0.5, 1.0, said="4.31", n="29900") for name in names]
    picture = rows(found, SCALE, n_label="n", rtl=False)
    spots = [part for each in named(picture, "reach") for part in each["d"][1:].split("L")]
    xs = [float(spot.split()[0]) for spot in spots]
    assert min(xs) > sheet.room(names)
    assert max(xs) < 340 - sheet.room(["29900"]) - sheet.room(["4.31"])
