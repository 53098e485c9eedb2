"""Answers of another program are looked at first, and come in by a press; nothing follows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from makegood.domain.feedback.models import STILL_TO_ASK, Invitation, Response, Survey
from makegood.domain.feedback.queries.responses import answers_of
from makegood.foundation.files.models import File
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.test_surveyed import GOOGLE, MONKEY, QUALTRICS

pytestmark = pytest.mark.django_db

PAGE = "/desk/fern-studio/surveys"
READ = {"q0": "overall", "q1": "several", "q2": "text"}


def bring(client: Client, text: str = GOOGLE, name: str = "Cafe.csv") -> str:
    """The address at which the file is looked at; "" where it was refused."""
    answer = client.post(f"{PAGE}/brought", {"file": SimpleUploadedFile(name, text.encode())})
    return answer.headers.get("Location", "")


def test_it_is_looked_at_first(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    page = client.get(bring(client)).content.decode()
    for words in ("Google Forms", "4 responses", "What did you have?", "Warm, and kind"):
        assert words in page
    with enter(cast.studio):
        assert not Survey.objects.exists()


def test_it_comes_in_by_a_press_and_nothing_follows(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    where = bring(client)
    assert client.post(where, {"name": "Cafe", **READ}).status_code == 302
    with enter(cast.studio):
        survey = Survey.objects.get(name="Cafe")
        first, *_others, last = Response.objects.filter(survey=survey).order_by("started_at")
        assert first.started_at == datetime(2026, 3, 2, 8, 5, tzinfo=UTC)
        assert (first.overall, first.overall_of, last.overall) == (4, 5, 3)
        assert "Warm, and kind" in [one.text for one in answers_of(first).values()]
        assert Invitation.objects.count() == 4
        assert not Invitation.objects.filter(STILL_TO_ASK).exists()
        assert not Invitation.objects.filter(asked_at__isnull=False).exists()
        assert not Letter.objects.exists()
        assert not Delivery.objects.exists()
        assert not Entry.objects.filter(event="survey.scored").exists()
        assert Entry.objects.get(event="survey.answers_brought").facts["responses"] == 4
        assert not File.objects.filter(forgotten_at=None).exists()
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            MONKEY,
            {"q0": "stars", "q1": "several", "q2": "text", "q3": "out", "q4": "out", "q5": "text"},
        ),
        (QUALTRICS, {"q0": "nps", "q1": "several"}),
    ],
)
def test_the_other_programs_come_in_too(
    client: Client, cast: Cast, text: str, read: dict[str, str]
) -> None:
    client.force_login(cast.alice)
    assert client.post(bring(client, text), {"name": "Cafe", **read}).status_code == 302
    with enter(cast.studio):
        assert Response.objects.count() == (2 if text is MONKEY else 3)
        if text is QUALTRICS:
            first = Response.objects.order_by("started_at", "pk")[0]
            assert first.started_at == datetime(2026, 3, 2, 16, tzinfo=UTC)
            assert Response.objects.filter(finished_at=None).count() == 1
            assert list(Response.objects.order_by("pk").values_list("nps", flat=True)) == [9, 0, 10]


def test_what_does_not_fit_is_refused_and_nothing_comes_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    where = bring(client)
    answer = client.post(where, {"name": "Cafe", **READ, "q0": "date"})
    assert answer.status_code == 422
    assert client.post(where, {"name": "", **READ}).status_code == 422
    everything_out = {"q0": "out", "q1": "out", "q2": "out"}
    assert client.post(where, {"name": "Cafe", **everything_out}).status_code == 422
    with enter(cast.studio):
        assert not Survey.objects.exists()
        assert File.objects.filter(forgotten_at=None).count() == 1


def test_days_that_can_be_read_twice_are_asked_about(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    ambiguous = "Timestamp,How?\n03/04/2026 10:00:00,4\n05/04/2026 10:00:00,4\n"
    where = bring(client, ambiguous)
    assert "Dates" in client.get(where).content.decode()
    client.post(where, {"name": "Cafe", "q0": "stars", "dates": "day first"})
    with enter(cast.studio):
        assert Response.objects.order_by("started_at")[0].started_at.month == 4


@pytest.mark.parametrize(
    ("text", "name"), [("name,score\n", "Cafe.csv"), (GOOGLE, "Cafe.xlsx"), ("", "Cafe.csv")]
)
def test_another_file_is_refused_and_not_kept(
    client: Client, cast: Cast, text: str, name: str
) -> None:
    client.force_login(cast.alice)
    assert bring(client, text, name) == ""
    with enter(cast.studio):
        assert not File.objects.exists()


def test_put_aside_it_is_deleted(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    where = bring(client)
    client.post(f"{where}/aside")
    assert client.get(where).status_code == 404
    with enter(cast.studio):
        assert not File.objects.filter(forgotten_at=None).exists()


def test_it_is_for_the_heads_of_its_business(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    where = bring(client)
    client.force_login(cast.bob)
    assert client.get(where).status_code == 404
    assert client.get(f"{PAGE}/brought").status_code == 404
    client.force_login(cast.mallory)
    assert client.get(where.replace("fern-studio", cast.salon.slug)).status_code == 404
