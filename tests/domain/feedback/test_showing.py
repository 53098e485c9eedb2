"""Files are taken before the answer they belong to; what no answer takes is swept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from makegood.domain.feedback.actions import showing
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.actions.pressing import press
from makegood.domain.feedback.actions.showing import forget_shown, forget_untaken, take
from makegood.domain.feedback.actions.surveys import publish, write
from makegood.domain.feedback.models import Attachment, Invitation, Response, SurveyAnswer, Version
from makegood.domain.feedback.queries.asking import to_answer
from makegood.domain.feedback.queries.attachments import bytes_shown, untaken
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.foundation.files.actions import keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import bytes_kept, path_of
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation, survey
from tests.domain.feedback.shown import EXE, JPEG, PNG, SHOWS, sent, show

WORDS = Question(key="why", kind=Kind.TEXT, words={"en": "Why?"})
ASKS = Questionnaire(languages=("en",), pages=(Page(questions=(SHOWS,)), Page(questions=(WORDS,))))
WITHOUT = Questionnaire(languages=("en",), pages=(Page(questions=(WORDS,)),))


def asked(cast: Cast) -> Invitation:
    return invitation(cast.owner, cast.bakery, ASKS)


def answered(one: Invitation, said: Collection[str], *, page: int = 0) -> Response:
    by = Actor("customer", one.customer_id)
    given = {SHOWS.key: list(said)}
    return answer(invitation=one, page=page, said=given, language="en", by=by, at=NOW)


def lying() -> set[Path]:
    return set(Path(settings.FILES).iterdir())


def test_what_is_taken_waits_for_its_answer_and_is_then_of_it(cast: Cast) -> None:
    with enter(cast.studio):
        one = asked(cast)
        taken = show(one, sent(), at=NOW)
        waits = Attachment.objects.get()
        assert (taken.said, taken.refused, waits.response) == ((f"{waits.pk}",), (), None)
        response = answered(one, taken.said)
        assert Attachment.objects.get().response == response
        assert SurveyAnswer.objects.get().number == 1
        assert answers_of(response) == {"shows": Value(number=1)}
        entry = Entry.objects.get(event="file.kept")
        assert (entry.by, entry.by_id) == ("customer", cast.bakery.pk)


def test_what_no_answer_took_is_swept_after_a_day(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    before = lying()
    with enter(cast.studio):
        one = asked(cast)
        taken = show(one, sent(), at=NOW)
        answered(one, taken.said)
        show(one, sent("two.png", PNG), at=NOW)
    hour = timedelta(hours=1)
    assert forget_untaken(now=NOW + DAY - hour) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_untaken(now=NOW + DAY + hour) == 1
    assert forget_untaken(now=NOW + DAY + hour) == 0
    with enter(cast.studio):
        assert f"{Attachment.objects.get()}" == "sign.jpg"
        assert File.objects.get(name="").forgotten_at is not None
    assert len(lying() - before) == 1


def test_what_a_press_takes_while_others_are_swept_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has worked that press out yet: who sweeps is busy."""
    with enter(cast.studio):
        one = asked(cast)
        said = {SHOWS.key: show(one, sent(), at=NOW).said}

    def then_pressed(*, now: datetime) -> list[Attachment]:
        found = untaken(now=now)
        assert one.link_id is not None
        press(invitation=to_answer(one.link_id), page=0, said=said, language="en", at=now)
        return found

    monkeypatch.setattr(showing, "untaken", then_pressed)
    assert forget_untaken(now=NOW + 2 * DAY) == 0


def test_a_file_that_came_after_a_press_outlives_what_that_press_said(cast: Cast) -> None:
    with enter(cast.studio):
        one = asked(cast)
        first = show(one, sent(), at=NOW).said
        both = show(one, sent("two.png", PNG), at=NOW).said
        answered(one, first)
        answered(one, both)
        assert Attachment.objects.filter(response__isnull=False).count() == 2


def test_another_s_file_is_bound_to_no_answer_of_ours(cast: Cast) -> None:
    with enter(cast.studio):
        theirs, ours = asked(cast), asked(cast)
        (other,) = show(theirs, sent(), at=NOW).said
        answered(ours, [other])
        show(ours, at=NOW, away=(int(other),))
        assert Attachment.objects.get().response is None


def test_a_file_of_another_question_is_taken_away_there_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named here it stays, and so makes no room for more."""
    monkeypatch.setattr("makegood.domain.feedback.rules.files.MOST_OF_ONE", len(JPEG) + 1)
    bills = replace(SHOWS, key="bills")
    with enter(cast.studio):
        one = invitation(
            cast.owner,
            cast.bakery,
            Questionnaire(languages=("en",), pages=(Page(questions=(SHOWS, bills)),)),
        )
        (first,) = show(one, sent(), at=NOW).said
        by = Actor("customer", one.customer_id)
        more = take(
            invitation=one, question=bills, files=[sent()], away=[int(first)], by=by, at=NOW
        )
        assert [one[:13] for one in more.refused] == ["Together they"]
        assert f"{Attachment.objects.get().pk}" == first


def test_the_same_bytes_again_are_the_same_file(cast: Cast) -> None:
    with enter(cast.studio):
        one = asked(cast)
        first = show(one, sent(), at=NOW)
        assert show(one, sent("another name.jpg"), at=NOW) == first
        assert Attachment.objects.count() == 1


def test_one_that_cannot_be_taken_says_why_and_leaves_nothing(cast: Cast) -> None:
    before = lying()
    with enter(cast.studio):
        taken = show(asked(cast), sent("a.exe", EXE), sent("b.exe", EXE), at=NOW)
        assert [one[:7] for one in taken.refused] == ["“a.exe”", "“b.exe”"]
        assert (taken.said, Attachment.objects.count(), File.objects.count()) == ((), 0, 0)
    assert lying() == before


def test_what_breaks_half_way_leaves_no_bytes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lying()

    def breaks(*, name: str, **said: Any) -> File:
        if name == "two.png":
            raise OSError("no room on the disk")
        return keep(name=name, **said)

    monkeypatch.setattr(showing, "keep", breaks)
    with enter(cast.studio):
        one = asked(cast)
        with pytest.raises(OSError, match="no room"):
            show(one, sent(), sent("two.png", PNG), at=NOW)
        assert not Attachment.objects.exists()
    assert lying() == before


def test_they_lie_in_the_room_of_what_was_brought(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(cast.studio):
        one = asked(cast)
        show(one, sent(), at=NOW)
        assert bytes_kept() == bytes_shown() == len(JPEG)
        monkeypatch.setattr("makegood.domain.feedback.rules.files.MOST_KEPT", len(JPEG) + 1)
        refused = show(one, sent("two.png", PNG), at=NOW).refused
        assert refused[0].startswith("We have no room for files")
    with enter(cast.salon):
        assert bytes_kept() == 0


def test_one_that_was_deleted_says_so_and_takes_no_room(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    us: dict[str, Any] = {"by": Actor("member", cast.owner.pk), "at": NOW}
    with enter(cast.studio):
        one = asked(cast)
        answered(one, show(one, sent(), at=NOW).said)
        shown = Attachment.objects.select_related("file").get()
        with django_capture_on_commit_callbacks(execute=True):
            assert forget_shown(attachment=shown, **us)
        assert not forget_shown(attachment=shown, **us)
        assert not path_of(shown.file).exists()
        assert File.objects.get().name == ""
        assert (bytes_shown(), Attachment.objects.get().response_id) == (0, shown.response_id)
        assert Entry.objects.get(event="file.forgotten").by_id == cast.owner.pk


def test_nobody_whom_we_do_not_know_is_asked_for_files(cast: Cast) -> None:
    us: dict[str, Any] = {"by": Actor("member", cast.owner.pk), "at": NOW}
    with enter(cast.studio):
        asks = survey(cast.owner, ASKS)
        with pytest.raises(Refusal, match="It asks for files"):
            open_to_anybody(survey=asks, **us)
        assert not Link.objects.exists()
        opened = survey(cast.owner, WITHOUT)
        open_to_anybody(survey=opened, **us)
        write(survey=opened, questionnaire=ASKS, at=NOW)
        with pytest.raises(Refusal, match="may send no files"):
            publish(survey=opened, member=cast.owner, **us)
        assert Version.objects.get(survey=opened, number=2).published_at is None
        stranger = invitation(cast.owner, None, ASKS)
        assert show(stranger, sent(), at=NOW).refused == ("Here we take no files.",)
        assert not Attachment.objects.exists()
