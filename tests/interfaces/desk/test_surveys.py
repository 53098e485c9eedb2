"""Surveys begin with one press, and are asked by themselves from when the heads say so."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from makegood.domain.feedback.models import Asking, Invitation, Survey
from makegood.domain.feedback.rules.ready import READY
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.feedback import asked

pytestmark = pytest.mark.django_db

PAGE = "/desk/fern-studio/surveys"


def a_member(cast: Cast, role: Member.Role) -> None:
    """Victor, who now belongs to the studio."""
    Member.objects.create(business=cast.studio, user=cast.visitor, role=role, joined_at=SINCE)


def published(cast: Cast) -> Survey:
    with enter(cast.studio):
        return asked.survey(cast.owner)


def askings(cast: Cast) -> list[tuple[str, int]]:
    with enter(cast.studio):
        return list(Asking.objects.filter(ended_at=None).values_list("on", "days_after"))


def test_an_empty_list_says_how_it_begins(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    page = client.get(PAGE).content.decode()
    assert "Nobody is asked yet." in page
    assert all(str(one.use) in page for one in READY.values())


def test_a_name_that_cannot_be_seen_is_asked_for_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    answer = client.post(f"{PAGE}/empty", {"name": "\u200b\u2060"})
    assert answer.status_code == 422
    assert "What is it called? </p>" in answer.content.decode()
    with enter(cast.studio):
        assert not Survey.objects.exists()


@pytest.mark.parametrize("key", READY)
def test_one_that_is_ready_begins_with_one_press(client: Client, cast: Cast, key: str) -> None:
    client.force_login(cast.alice)
    answer = client.post(f"{PAGE}/ready", {"ready": key})
    with enter(cast.studio):
        survey = Survey.objects.get()
        assert (survey.ready, survey.name) == (key, str(READY[key].name))
        assert survey.versions.get().questionnaire.languages == ("en", "de")
    assert answer.headers["Location"] == f"{PAGE}/{survey.pk}/questions"


def test_what_is_not_ready_begins_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.post(f"{PAGE}/ready", {"ready": "nothing"}).status_code == 302
    with enter(cast.studio):
        assert not Survey.objects.exists()


def test_an_empty_one_has_a_name(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.post(f"{PAGE}/empty", {"name": " "}).status_code == 422
    assert client.post(f"{PAGE}/empty", {"name": "Ours"}).status_code == 302
    with enter(cast.studio):
        assert Survey.objects.get().name == "Ours"


def test_it_is_asked_by_itself_until_a_press_ends_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    survey = published(cast)
    page = f"{PAGE}/{survey.pk}"
    client.post(f"{page}/asking", {"on": "delivered", "days_after": "2"})
    assert askings(cast) == [("delivered", 2)]
    words = "2 days after all of a piece of work is delivered"
    assert words in client.get(page).content.decode()
    assert words in client.get(PAGE).content.decode()
    with enter(cast.studio):
        asking = Asking.objects.get().pk
    client.post(f"{page}/asking/{asking}/ended")
    assert askings(cast) == []
    assert "It is not asked by itself." in client.get(page).content.decode()


@pytest.mark.parametrize(("on", "days"), [("delivered", "366"), ("delivered", ""), ("never", "1")])
def test_what_cannot_be_asked_is_refused_beside_its_field(
    client: Client, cast: Cast, on: str, days: str
) -> None:
    client.force_login(cast.alice)
    page = f"{PAGE}/{published(cast).pk}"
    answer = client.post(f"{page}/asking", {"on": on, "days_after": days})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert askings(cast) == []


def test_a_survey_says_whose_place_it_would_take(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        asked.asking(cast.owner)
        other = asked.survey(cast.owner)
    page = client.get(f"{PAGE}/{other.pk}").content.decode()
    assert "this one would take its place" in page


def test_how_many_were_asked_and_answered_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        one = asked.invitation(cast.owner, cast.bakery)
        Invitation.objects.filter(pk=one.pk).update(asked_at=timezone.now())
    page = client.get(PAGE).content.decode()
    assert "0 of 1 answered in the last 90 days" in page


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [
        (Member.Role.VIEWER, 404, 404),
        (Member.Role.MEMBER, 200, 404),
        (Member.Role.MANAGER, 200, 302),
    ],
)
def test_members_see_them_and_heads_change_them(
    client: Client, cast: Cast, role: Member.Role, sees: int, changes: int
) -> None:
    a_member(cast, role)
    client.force_login(cast.visitor)
    page = f"{PAGE}/{published(cast).pk}"
    assert client.get(PAGE).status_code == sees
    assert client.get(page).status_code == sees
    said = {"on": "delivered", "days_after": "0"}
    assert client.post(f"{page}/asking", said).status_code == changes
    assert client.post(f"{PAGE}/ready", {"ready": "effort"}).status_code == changes
    assert bool(askings(cast)) == (changes == 302)
    taken = client.get(f"{page}/answers.csv").status_code
    assert taken == (200 if changes == 302 else 404)
    if sees == 200:
        assert ("Ask from now on" in client.get(page).content.decode()) == (changes == 302)


def test_another_house_finds_nothing(client: Client, cast: Cast) -> None:
    survey = published(cast)
    client.force_login(cast.mallory)
    for where in ("", "/questions", "/answers.csv"):
        assert client.get(f"/desk/{cast.salon.slug}/surveys/{survey.pk}{where}").status_code == 404
