"""A page asks the database as often for sixty rows as for one (law 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import note_rating, surveys
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.models import Asking, Response
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.ideas.actions.hearing import note, note_by_hand
from makegood.domain.ideas.queries.sources import in_answer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.letters import Said
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from makegood.ui import drawn
from tests.cast import Cast
from tests.domain.feedback.asked import survey
from tests.domain.feedback.heard import heard

MOST = {
    "today": 19,
    "ledger": 12,
    "kept": 4,
    "kept/insights": 15,
    "search?q=bakery+logo": 14,
    "customers": 10,
    "exports": 6,
    "surveys": 9,
    "survey": 9,
    "survey/questions": 6,
    "customer": 28,
    # One of them: is there an open case of this work? Then it is not called “on track”.
    "engagement": 20,
    "ledger/month": 8,
    "results": 20,
    "answers": 17,
    "one answer": 16,
    "ideas": 8,
    "idea": 12,
}
DAY = timedelta(days=1)


class Studio:
    """Writes rows of every sort a page shows, through the actions."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._by = Actor("member", cast.owner.pk)
        self._now = timezone.now()
        self.survey = survey(cast.owner)

    def fill(self, times: int) -> Promise:
        """So many times: late, moved and told, a letter lost, waiting, much work, and kept."""
        for _ in range(times):
            late = self._promise(-1)
            moved = self._moved(self._promise(2))
            tell(
                promise=moved,
                how=Telling.How.PHONE,
                stated_by=self._cast.owner,
                by=self._by,
                at=self._now,
            )
            self._lost(self._moved(self._promise(3)))
            wait_for(promise=self._promise(4), on=late, working_days=2, by=self._by, at=self._now)
            self._promise(5, effort_minutes=60 * 24 * 30)
            keep(promise=self._promise(1), by=self._by, at=self._now)
            self._rated()
            self._surveyed()
        return moved

    def _surveyed(self) -> None:
        """A survey in several versions, with somebody who was asked."""
        by, at, owner = self._by, self._now, self._cast.owner
        questions = after_delivery(["en"])
        self.survey = surveys.begin(name="How was it?", questionnaire=questions, by=by, at=at)
        for _ in range(2):
            surveys.write(survey=self.survey, questionnaire=questions, at=at)
            surveys.publish(survey=self.survey, member=owner, by=by, at=at)
        on = Asking.On.DELIVERED
        surveys.ask_by_itself(survey=self.survey, on=on, days_after=0, member=owner, by=by, at=at)
        invite(survey=self.survey, customer=self._cast.bakery, by=by, at=at)

    def _rated(self) -> None:
        """A piece of work with a promise, of which they said how it was."""
        who, at = self._cast.bakery, self._now
        self.work = begin(customer=who, name="Logo", by=self._by, at=at)
        self._promise(6, engagement=self.work)
        answers = heard(self._cast.owner, self.survey, [4], at=at, words="late", of=self.work)
        self._had(answers)
        count_ours(now=at + DAY)
        note_rating(score=4, out_of=5, engagement=self.work, said_at=at, by=self._by, at=at)

    def _had(self, answers: list[Response]) -> None:
        """Somebody else has the same idea, and the bakery one of its own."""
        us: dict[str, Any] = {"by": self._by, "at": self._now}
        for one in answers:
            self.idea = note(said=in_answer(one.pk, "better"), title="Be on time", **us)
        title = f"Idea {one.pk}"
        note_by_hand(who="the bakery", words="", title=title, **us)

    def _promise(
        self,
        days: int,
        effort_minutes: int | None = None,
        engagement: Engagement | None = None,
    ) -> Promise:
        day = self._now.date() + days * DAY
        terms = Terms(
            text="Logo proofs",
            customer=self._cast.bakery,
            effort_minutes=effort_minutes,
            engagement=engagement,
            owner=self._cast.owner,
        )
        due = Due(zone=self._cast.studio.zone, first=day, last=day)
        return make(terms=terms, due=due, by=self._by, at=self._now - 7 * DAY)

    def _lost(self, promise: Promise) -> None:
        """The letter about its move was refused."""
        notice = write_notice(
            promise=promise,
            new=None,
            said=Said(),
            address=f"bakery{promise.pk}@example.com",
            member=self._cast.owner,
            by=self._by,
            at=self._now,
        )
        refused = {"state": Letter.State.FAILED, "ended_at": self._now}
        Letter.objects.filter(pk=notice.letter_id or 0).update(**refused)

    def _moved(self, promise: Promise) -> Promise:
        assert promise.late_after is not None
        day = promise.late_after.date() + 2 * DAY
        move(
            promise=promise,
            to=Due(zone=promise.zone, first=day, last=day),
            reason=Move.Reason.REDO,
            seen=promise.due_number,
            member=self._cast.owner,
            by=self._by,
            at=self._now,
        )
        return promise


def asked(client: Client, where: str) -> int:
    """Questions for one page, with nothing drawn before.

    Opening a business's scope is not one: PostgreSQL has to be told of it, SQLite does not.
    """
    drawn.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    said = [query["sql"] for query in queries]
    return sum(sql.lstrip("(").startswith("SELECT") and "set_config" not in sql for sql in said)


def pages(cast: Cast, client: Client, times: tuple[int, ...]) -> dict[str, list[int]]:
    """After each time that so many of each sort were written: the questions of each page."""
    client.force_login(cast.alice)
    found: dict[str, list[int]] = {}
    with enter(cast.studio):
        studio = Studio(cast)
        for more in times:
            promise = studio.fill(more)
            addresses = {name: name for name in MOST} | {
                "promise": f"promises/{promise.pk}",
                "customer": f"customers/{promise.customer_id}",
                "engagement": f"engagements/{studio.work.pk}",
                "survey": f"surveys/{studio.survey.pk}",
                "survey/questions": f"surveys/{studio.survey.pk}/questions",
                "results": f"surveys/{studio.survey.pk}/results?beside=before",
                "answers": f"surveys/{studio.survey.pk}/answers",
                "one answer": f"responses/{studio.idea.voices.earliest('pk').response_id}",
                "idea": f"ideas/{studio.idea.pk}",
            }
            for name, address in addresses.items():
                where = f"/desk/{cast.studio.slug}/{address}"
                found.setdefault(name, []).append(asked(client, where))
    return found


def test_no_page_asks_more_for_many_rows_than_for_one(cast: Cast, client: Client) -> None:
    for name, (one, ten, sixty) in pages(cast, client, (1, 9, 50)).items():
        assert ten <= one, name
        assert sixty <= one, name


def test_no_page_asks_often(cast: Cast, client: Client) -> None:
    found = pages(cast, client, (1,))
    assert {name: found[name][0] for name in MOST if found[name][0] > MOST[name]} == {}
