"""What a customer showed us is handed to members, to be saved, and can be deleted for good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.actions.surveys import write
from makegood.domain.feedback.models import Attachment, Response, Version
from makegood.domain.feedback.rules.building import added
from makegood.domain.feedback.rules.questionnaire import Page, Questionnaire
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.insights.rules.results import Result
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.reactions import low_score_opens_case
from makegood.foundation.files.models import File
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk.survey_figures import shown as figures
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation, survey
from tests.domain.feedback.shown import JPEG, SHOWS, sent, show
from tests.ui.reading import Element, parsed

FIRST, *REST = after_delivery(["en"]).pages
ASKS = Questionnaire(languages=("en",), pages=(Page(questions=(*FIRST.questions, SHOWS)), *REST))


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW + DAY, tick=False):
        yield


@pytest.fixture
def shown(cast: Cast) -> Attachment:
    """The bakery gives two stars and a photo whose name is no name."""
    by = Actor("customer", cast.bakery.pk)
    with enter(cast.studio):
        one = invitation(cast.owner, cast.bakery, ASKS)
        taken = show(one, sent("<b>sign.jpg"), at=NOW)
        said = {"overall": ["2"], SHOWS.key: taken.said}
        answer(invitation=one, page=0, said=said, language="en", enough=True, by=by, at=NOW)
        return Attachment.objects.select_related("response").get()


def path(shown: Attachment, more: str = "") -> str:
    return f"/desk/fern-studio/shown/{shown.pk}{more}"


def main(client: Client, where: str) -> Element:
    return parsed(client.get(f"/desk/fern-studio/{where}").content.decode()).one("main")


def of(shown: Attachment) -> Response:
    assert shown.response is not None
    return shown.response


def test_its_bytes_are_handed_out_shut_in_and_under_our_name(
    alice: Client, shown: Attachment
) -> None:
    answer = alice.get(path(shown))
    assert answer.getvalue() == JPEG
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'attachment; filename="fern-studio-{shown.pk}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'"} <= set(policy)
    assert "no-store" in answer["Cache-Control"]


def test_it_is_linked_beside_what_they_wrote_though_they_wrote_nothing(
    alice: Client, shown: Attachment
) -> None:
    page = main(alice, f"surveys/{of(shown).survey_id}/answers")
    (link,) = [one for one in page.all("a") if "download" in one.attributes]
    assert (link.attributes["href"], link.text) == (path(shown), "<b>sign.jpg")
    assert not page.all("img")


def test_the_results_count_who_showed_something() -> None:
    given: dict[tuple[str, int | None], int] = {("", 2): 3, ("", 1): 4}
    (part,) = figures([Result(SHOWS, given)], "en", business="Fern")["parts"]
    assert (part["heading"], part["sentence"]) == (SHOWS.words["en"], "7 showed us something.")
    assert figures([Result(SHOWS, {})], "en", business="Fern")["parts"] == []


def test_a_case_shows_what_came_with_the_answer_that_opened_it(
    alice: Client, cast: Cast, shown: Attachment
) -> None:
    with enter(cast.studio):
        low_score_opens_case(Entry.objects.get(event="survey.scored"), at=NOW)
        case = Case.objects.get()
    page = main(alice, f"cases/{case.pk}")
    assert "What they showed us" in page.text
    leads = [one.attributes["href"] for one in page.all("a")]
    assert path(shown) in leads
    (delete,) = [one for one in leads if "/deleted" in one]
    asked = main(alice, delete.removeprefix("/desk/fern-studio/"))
    assert asked.one("form").attributes["action"] == delete
    assert alice.post(delete)["Location"] == f"/desk/fern-studio/cases/{case.pk}"
    assert "A file, deleted today" in main(alice, f"cases/{case.pk}").text


@pytest.mark.parametrize("case", ["1", "x", "", "9" * 30])
def test_a_case_that_it_is_not_of_is_not_come_back_to(
    alice: Client, cast: Cast, shown: Attachment, case: str
) -> None:
    with enter(cast.studio):
        us: dict[str, Any] = {"by": Actor("member", cast.owner.pk), "at": NOW}
        open_by_hand(who=cast.anna, matter="Another", member=cast.owner, **us)
    back = alice.post(path(shown, f"/deleted?case={case}"))["Location"]
    assert back == f"/desk/fern-studio/responses/{of(shown).pk}"


def test_it_is_deleted_for_good_once_that_was_said(
    alice: Client, cast: Cast, shown: Attachment
) -> None:
    assert "nothing brings it back" in alice.get(path(shown, "/deleted")).content.decode()
    assert alice.get(path(shown)).status_code == 200
    gone = alice.post(path(shown, "/deleted"), follow=True).content.decode()
    assert "It is deleted." in gone
    assert path(shown) not in gone
    assert "A file, deleted today" in gone
    assert "sign.jpg" not in gone
    assert f'id="response-{of(shown).pk}"' in gone
    for more in ("", "/deleted"):
        assert alice.get(path(shown, more)).status_code == 404
    with enter(cast.studio):
        assert File.objects.get().forgotten_at == NOW + DAY


def test_a_viewer_may_look_and_a_member_may_not_delete(
    client: Client, cast: Cast, shown: Attachment
) -> None:
    client.force_login(cast.bob)
    for role, status in ((Member.Role.VIEWER, 404), (Member.Role.MEMBER, 404)):
        Member.objects.filter(pk=cast.colleague.pk).update(role=role)
        assert client.get(path(shown)).status_code == 200
        page = main(client, f"surveys/{of(shown).survey_id}/answers")
        assert path(shown, "/deleted") not in [one.attributes["href"] for one in page.all("a")]
        assert client.post(path(shown, "/deleted")).status_code == status
    with enter(cast.studio):
        assert File.objects.get().forgotten_at is None


def test_that_the_room_fills_is_said_before_it_is_full(
    alice: Client, shown: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is soon no room for files." not in main(alice, "surveys").text
    monkeypatch.setattr("makegood.domain.feedback.rules.files.MOST_OF_ALL", len(JPEG))
    assert "There is soon no room for files." in main(alice, "surveys").text


def test_what_no_answer_took_is_handed_to_nobody(alice: Client, cast: Cast) -> None:
    with enter(cast.studio):
        show(invitation(cast.owner, cast.bakery, ASKS), sent(), at=NOW)
        waits = Attachment.objects.get()
    assert alice.get(path(waits)).status_code == 404


def test_an_open_survey_says_in_the_builder_why_it_asks_for_no_file(
    alice: Client, cast: Cast
) -> None:
    with enter(cast.studio):
        opened = survey(cast.owner)
        open_to_anybody(survey=opened, by=Actor("member", cast.owner.pk), at=NOW)
        write(survey=opened, questionnaire=added(after_delivery(["en"]), SHOWS), at=NOW)
    where = f"surveys/{opened.pk}/questions"
    why = "Question 7: Whoever comes by the open link may send no files."
    assert "the open link takes none" in main(alice, where).text
    answer = alice.post(f"/desk/fern-studio/{where}", {"press": "publish"})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    with enter(cast.studio):
        assert not Version.objects.filter(number=2, published_at__isnull=False).exists()
