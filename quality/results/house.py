"""A business whose customers answered very often, one signed-in person, and the pages asked for.

Rows are written in bulk; a quarter of them is counted only as the job of the program counts them.
Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.models import (
    Asking,
    Invitation,
    Reason,
    Response,
    Survey,
    SurveyAnswer,
    Tally,
    Version,
)
from makegood.domain.feedback.rules.questionnaire import to_json
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step
from quality.results import plans
from quality.search.town import Town

SLUG = "heard"
BATCH = 2000
DAYS = 700
SHARE_ASKED = 3  # for each who answers, so many were asked
STARS = ("overall", "work", "communication", "experience")
WORDS = ("It came late.", "Friendly, and the colour is right.", "Too expensive.", "All fine.", "")


class House:
    """`pages` by name, each with its addresses; `scans` in the plans of what they ask."""

    def __init__(self, *, responses: int, seed: int) -> None:
        bring_in_step()
        if settings.SECURE:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
        self._now, self._chance = timezone.now(), random.Random(seed)
        town = Town.founded(SLUG, now=self._now, chance=self._chance)
        self._client.force_login(town.owner.user)
        self._business: Business = town.owner.business
        with enter(self._business):
            survey = self._survey(town.owner)
            began = time.monotonic()
            self._write(survey, town.owner, responses)
            self.took = time.monotonic() - began
            self.count(town.owner)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        self.pages = _pages(survey.pk, town.owner.pk, self._now)

    def count(self, owner: Member) -> None:
        began = time.monotonic()
        while count_ours(now=self._now):
            pass
        self.counting = time.monotonic() - began
        self.rows = {
            "responses": Response.objects.count(),
            "answers": SurveyAnswer.objects.count(),
            "asked": Invitation.objects.count(),
            "tallies": Tally.objects.count(),
            "reasons": Reason.objects.count(),
            "not counted yet": Response.objects.filter(counted_at=None).count(),
        }

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.key}={one.value}" for one in self._client.cookies.values())

    def scans(self) -> dict[str, list[str]]:
        """By page: what its questions read from end to end, as the database plans them.

        Only the tables that grow with the answers; those of a few rows may be read whole.
        """
        found: dict[str, list[str]] = {}
        for name, addresses in self.pages.items():
            with CaptureQueriesContext(connection) as asked:
                answers = [self._client.get(address) for address in addresses]
            if any(answer.status_code != 200 for answer in answers):
                raise SystemExit(f"{name} is not shown.")
            said = [one["sql"] for one in asked if one["sql"].lstrip("(").startswith("SELECT")]
            whole = [line for question in said for line in plans.scans(question)]
            if whole:
                found[name] = sorted(set(whole))
        return found

    def leave(self) -> None:
        connections.close_all()

    def _survey(self, owner: Member) -> Survey:
        since = self._now - timedelta(days=DAYS)
        survey: Survey = Survey.objects.create(name="How was it?", made_at=since)
        self._version = Version.objects.create(
            survey=survey,
            number=1,
            content=to_json(after_delivery(["en"])),
            written_at=since,
            published_at=since,
            published_by=owner,
        )
        self._asking = Asking.objects.create(
            survey=survey, on=Asking.On.DELIVERED, begun_at=since, begun_by=owner
        )
        return survey

    def _write(self, survey: Survey, owner: Member, responses: int) -> None:
        people = Customer.objects.bulk_create(
            [
                Customer(name=f"Customer {n}", name_key=f"customer {n}", met_at=self._now)
                for n in range(max(responses // 10, 50))
            ],
            batch_size=BATCH,
        )
        asked = self._asked(survey, owner, people, SHARE_ASKED * responses)
        while some := list(islice(asked, BATCH)):
            links = [Link(purpose="asked", nonce="x", opens=0, made_at=self._now) for _ in some]
            for one, link in zip(some, Link.objects.bulk_create(links), strict=True):
                one.link = link
            made = Invitation.objects.bulk_create(some)
            answering = [one for n, one in enumerate(made) if n % SHARE_ASKED == 0]
            given = Response.objects.bulk_create([self._response(one) for one in answering])
            SurveyAnswer.objects.bulk_create([each for one in given for each in self._answers(one)])

    def _asked(
        self, survey: Survey, owner: Member, people: list[Customer], n: int
    ) -> Iterator[Invitation]:
        for number in range(n):
            at = self._now - timedelta(minutes=self._chance.randrange(DAYS * 24 * 60))
            yield Invitation(
                survey=survey,
                version=self._version,
                customer=self._chance.choice(people),
                member=owner if number % 4 else None,
                how=Invitation.How.EVENT,
                asking=self._asking,
                made_at=at,
                ask_at=at,
                asked_at=at,
            )

    def _response(self, asked: Invitation) -> Response:
        assert asked.asked_at is not None
        at: datetime = asked.asked_at
        stars = self._chance.choices(range(1, 6), (1, 1, 2, 5, 8))[0]
        return Response(
            invitation=asked,
            survey_id=asked.survey_id,
            version_id=asked.version_id,
            customer_id=asked.customer_id,
            member_id=asked.member_id,
            language="en",
            started_at=at,
            finished_at=at if self._chance.random() < 0.7 else None,
            overall=stars,
            overall_of=5,
        )

    def _answers(self, one: Response) -> Iterator[SurveyAnswer]:
        for key in STARS if one.finished_at else STARS[:1]:
            stars = one.overall if key == "overall" else self._chance.randrange(1, 6)
            yield SurveyAnswer(response=one, question=key, number=stars)
        words = self._chance.choice(WORDS)
        if words:
            yield SurveyAnswer(response=one, question="better", text=words)


def _pages(survey: int, owner: int, now: datetime) -> dict[str, list[str]]:
    here = f"/desk/{SLUG}/surveys/{survey}"
    first = f"{now - timedelta(days=DAYS - 35):%Y-%m}"
    return {
        "results": [f"{here}/results"],
        "results, all of it": [f"{here}/results?from={first}"],
        "results, compared": [f"{here}/results?beside=before", f"{here}/results?beside=year"],
        "results, one member's": [f"{here}/results?member={owner}&from={first}"],
        "answers": [f"{here}/answers", f"{here}/answers?page=7", f"{here}/answers?from={first}"],
        "answers about time": [f"{here}/answers?what=time", f"{here}/answers?what=price"],
        "answers that nobody gave": [f"{here}/answers?what=reaching", f"{here}/answers?what=else"],
    }
