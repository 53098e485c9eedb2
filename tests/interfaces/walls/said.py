"""What customers of the walls' world were asked and answered, what went wrong for them, and what
they said that we could do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import surveys
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.showing import Sent, take
from makegood.domain.feedback.models import Asking, Response, Survey
from makegood.domain.feedback.rules.building import added
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.ideas.actions.deciding import finish
from makegood.domain.ideas.actions.hearing import note, note_by_hand
from makegood.domain.ideas.actions.telling import tell
from makegood.domain.ideas.queries.sources import in_answer
from makegood.domain.recovery.actions.listening import Words, account, acknowledge, hear
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy
from makegood.domain.recovery.models import How, Remedy
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Teller:
    """Writes for an owner; every text bears the mark."""

    owner: Member
    mark: str
    now: datetime

    @property
    def us(self) -> dict[str, Any]:
        return {"by": Actor("member", self.owner.pk), "at": self.now}

    def survey(self) -> None:
        """A survey that is asked by itself, and the next version of its questions."""
        asked = Question(key="how", kind=Kind.RATING, words={"en": f"How {self.mark}?"})
        questions = Questionnaire(languages=("en",), pages=(Page(questions=(asked,)),))
        survey = self._published(questions)
        on = Asking.On.PUT_RIGHT
        surveys.ask_by_itself(survey=survey, on=on, days_after=1, member=self.owner, **self.us)
        surveys.write(survey=survey, questionnaire=questions, at=self.now)

    def response(self, customer: Customer, work: Engagement) -> None:
        """What the customer answered, and what it is about."""
        shows = Question(key="shows", kind=Kind.FILE, words={"en": f"Show {self.mark}"})
        survey = self._published(added(after_delivery(["en"]), shows))
        asked = invite(
            survey=survey, customer=customer, engagement=work, member=self.owner, **self.us
        )
        them: dict[str, Any] = {"by": Actor("customer", customer.pk), "at": self.now}
        first = {"overall": ["2"], "better": [f"It was late {self.mark}"]}
        answer(invitation=asked, page=0, said=first, language="en", **them)
        pieces = [b"%PDF-1.7 ", self.mark.encode()]
        files = [Sent(f"Bill {self.mark}.pdf", sum(map(len, pieces)), lambda: pieces)]
        taken = take(invitation=asked, question=shows, files=files, away=(), **them)
        rest = {shows.key: taken.said}
        answer(invitation=asked, page=1, said=rest, language="en", enough=True, **them)
        count_ours(now=self.now + DAY)

    def case(self, customer: Customer, work: Engagement) -> None:
        """Something went wrong, and a remedy is promised that nobody told them of."""
        us = {"member": self.owner, **self.us}
        matter = f"Crooked {self.mark}"
        case = open_by_hand(who=customer, engagement=work, matter=matter, **us)
        acknowledge(case=case, how=How.PHONE, **us)
        hear(case=case, words=Words(wishes=f"Straight {self.mark}"), how=How.PHONE, **us)
        account(case=case, words=f"Slipped {self.mark}", **us)
        due = (self.now + 3 * DAY).date()
        offer = Offer(kind=Remedy.Kind.REDO, words=f"Anew {self.mark}", due_on=due)
        decide_remedy(case=case, offer=offer, **us)

    def idea(self, customer: Customer) -> None:
        """Said in an answer, done, and somebody else knows; and one for later."""
        said = in_answer(Response.objects.earliest("pk").pk, "better")
        idea = note(said=said, title=f"Sooner {self.mark}", plan=f"Begin {self.mark}", **self.us)
        note_by_hand(who=f"Other {self.mark}", words=self.mark, idea=idea, **self.us)
        finish(idea=idea, did=f"Sooner now {self.mark}", **self.us)
        last = idea.voices.latest("pk")
        tell(voice=last, how=How.PHONE, member=self.owner, **self.us)
        again = f"Sooner yet {self.mark}"
        note_by_hand(who=customer.name, words=again, title=again, **self.us)

    def _published(self, questions: Questionnaire) -> Survey:
        survey = surveys.begin(name=f"Survey {self.mark}", questionnaire=questions, **self.us)
        surveys.publish(survey=survey, member=self.owner, **self.us)
        return survey
