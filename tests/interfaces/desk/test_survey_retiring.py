"""A survey gets another name; retired, it is asked no more, and what was answered stays."""

from __future__ import annotations

import pytest
from django.test import Client

from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.models import Asking, Survey
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client: Client, cast: Cast) -> tuple[Client, str, Survey]:
    client.force_login(cast.alice)
    with enter(cast.studio):
        survey = asked.asking(cast.owner).survey
        open_to_anybody(survey=survey, by=Actor("member", cast.owner.pk), at=asked.NOW)
    return client, f"/desk/fern-studio/surveys/{survey.pk}", survey


def shown(client: Client, where: str) -> str:
    return client.get(where).content.decode()


def events(cast: Cast, survey: Survey) -> list[str]:
    with enter(cast.studio):
        found = Entry.objects.filter(subject_kind="survey", subject_id=survey.pk).order_by("pk")
        return [entry.event for entry in found]


def test_it_gets_another_name_once(cast: Cast, ours: tuple[Client, str, Survey]) -> None:
    client, page, survey = ours
    for _ in range(2):
        assert client.post(f"{page}/name", {"name": " After  the work "}).status_code == 302
    assert "<h1>After the work</h1>" in shown(client, page)
    assert events(cast, survey).count("survey.renamed") == 1


def test_without_a_name_it_keeps_the_one_it_has(
    cast: Cast, ours: tuple[Client, str, Survey]
) -> None:
    client, page, survey = ours
    answer = client.post(f"{page}/name", {"name": " "})
    assert (answer.status_code, "What is it called?" in answer.content.decode()) == (422, True)
    assert "<h1>How was it?</h1>" in shown(client, page)
    assert "survey.renamed" not in events(cast, survey)


def test_retired_it_is_asked_by_nothing_and_its_results_stay(
    cast: Cast, ours: tuple[Client, str, Survey]
) -> None:
    client, page, survey = ours
    for _ in range(2):
        client.post(f"{page}/retired")
    with enter(cast.studio):
        assert not Asking.objects.filter(ended_at=None).exists()
    assert events(cast, survey)[-2:] == ["asking.ended", "survey.retired"]
    told = shown(client, page)
    assert "Retired" in told
    for gone in ("Ask from now on", "Make a link for anybody", "End the link", "Change the quest"):
        assert gone not in told
    assert client.get(f"{page}/results").status_code == 200
    assert "retired" in shown(client, "/desk/fern-studio/surveys")


def test_retired_nobody_can_have_it_asked(cast: Cast, ours: tuple[Client, str, Survey]) -> None:
    client, page, survey = ours
    client.post(f"{page}/retired")
    before = events(cast, survey)
    answer = client.post(f"{page}/asking", {"on": "delivered", "days_after": "2"})
    assert "Use it again first" in answer.content.decode()
    client.post(f"{page}/opened")
    assert events(cast, survey) == before


def test_in_use_again_it_waits_for_somebody_to_say_when(
    cast: Cast, ours: tuple[Client, str, Survey]
) -> None:
    client, page, survey = ours
    client.post(f"{page}/retired")
    for _ in range(2):
        client.post(f"{page}/taken-up")
    assert events(cast, survey)[-1:] == ["survey.taken_up"]
    assert "It is not asked by itself." in shown(client, page)
