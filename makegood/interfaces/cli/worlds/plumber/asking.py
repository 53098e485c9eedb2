"""They are asked how it was: by a letter after a delivery, by the card on the bill, and those who
come back once whether they would recommend us.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.by_hand import ask_by_hand
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.opening import answer_openly, open_to_anybody
from makegood.domain.feedback.actions.reasons import confirm, take_off
from makegood.domain.feedback.actions.stopping import stop
from makegood.domain.feedback.actions.surveys import ask_by_itself, begin, publish
from makegood.domain.feedback.actions.turns import ask_ours, remind_ours
from makegood.domain.feedback.models import Asking, Invitation, Reason, Survey
from makegood.domain.feedback.queries.asking import is_resting
from makegood.domain.feedback.rules.ready import READY
from makegood.domain.feedback.rules.reasons import What
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.interfaces.cli.worlds.plumber.people import READS_GERMAN
from makegood.interfaces.cli.worlds.plumber.said import BY_THE_CARD, RECOMMEND, Words
from makegood.interfaces.cli.worlds.plumber.telling import FRIDAY, Teller
from makegood.interfaces.cli.worlds.plumber.year import Praise

LANGUAGES = ("en", "de")
IN_THE_LETTER = (Letter.Kind.ASKING, Letter.Kind.REMINDER)
STOPPED = "Percy Dunnock"
# An hour in the afternoon hangs on a number of the journal: by then all of them have come, and the
# same day makes the same world.
JUST_BEFORE_FIVE = timedelta(seconds=59)
# What a word suggested, and a reader does not.
MISREAD = ("nice", "kind")


@dataclass
class Asked:
    """The survey that is asked after each delivery, and whoever answers it."""

    teller: Teller
    survey: Survey = field(init=False)
    _words: Words = field(default_factory=Words)
    _rounds: set[int] = field(default_factory=set)

    @property
    def by(self) -> Actor:
        return self.teller.world.by

    def switch_on(self, when: datetime) -> None:
        """The standard questionnaire, on the day after each delivery."""
        self.survey = self._published("after_delivery", when)
        on, member = Asking.On.DELIVERED, self.teller.josie
        ask_by_itself(survey=self.survey, on=on, days_after=1, member=member, by=self.by, at=when)

    def plan(self) -> None:
        """What is not asked after a delivery; and at the end what the words are about."""
        teller = self.teller
        for n, (stars, words) in enumerate(BY_THE_CARD):
            teller.on(-211 + 17 * n, partial(self._by_the_card, n, stars, words), hour=19)
        teller.on(-80, self._would_they_recommend, hour=10)
        teller.on(-58, self._asks_no_more, hour=20)
        teller.on(-2, self._reads_them, hour=8, minute=20)

    def next_round(self, when: datetime) -> None:
        """In the afternoon of the next working day whoever has something since is asked."""
        world = self.teller.world
        day = (when.astimezone(world.member.business.tz).date() - world.day(0)).days + 1
        weekday = world.day(day).weekday()
        day += 7 - weekday if weekday > FRIDAY else 0
        if day not in self._rounds:
            self._rounds.add(day)
            world.plan(world.at(day, 16, 59) + JUST_BEFORE_FIVE, self._ask)

    def answered(self, work: Engagement, praise: Praise, name: str, when: datetime) -> bool:
        """They answer what they were asked about this work; False where they were not."""
        asked = Invitation.objects.filter(engagement=work, asked_at__lt=when, dropped_at=None)
        invitation = asked.select_related("version", "customer").first()
        if invitation is None:
            return False
        in_german = name in READS_GERMAN
        for page, said in enumerate(self._words.answered(praise, in_german=in_german)):
            answer(
                invitation=invitation,
                page=page,
                said=said,
                language=LANGUAGES[in_german],
                by=Actor("customer", invitation.customer_id),
                at=when + timedelta(minutes=2 * page),
            )
        return True

    def _published(self, ready: str, when: datetime) -> Survey:
        one, by = READY[ready], self.by
        questions, name = one.questions(LANGUAGES), str(one.name)
        survey = begin(name=name, questionnaire=questions, ready=ready, by=by, at=when)
        publish(survey=survey, member=self.teller.josie, by=by, at=when)
        return survey

    def _ask(self, when: datetime) -> None:
        ask_ours(now=when)
        remind_ours(now=when)
        for letter in Letter.objects.filter(kind__in=IN_THE_LETTER, made_at=when):
            self.teller.world.taken(letter, when)

    def _by_the_card(self, number: int, stars: int, words: str, when: datetime) -> None:
        open_to_anybody(survey=self.survey, by=self.by, at=when)
        said = {"overall": [str(stars)], "better": [words]}
        by, key = Actor("customer"), f"card {number}"
        asked = answer_openly(survey=self.survey, key=key, said=said, language="en", by=by, at=when)
        if number % 4:
            more = {"work": [str(stars)], "communication": [str(max(stars - number % 3, 1))]}
            answer(invitation=asked, page=1, said=more, language="en", by=by, at=when)

    def _would_they_recommend(self, when: datetime) -> None:
        survey, josie = self._published("relationship", when), self.teller.josie
        for n, (name, of_ten, why) in enumerate(RECOMMEND):
            at = when + timedelta(minutes=3 * n)
            who = self.teller.who(name, at)
            if is_resting(who, at=at):
                continue
            asked = ask_by_hand(
                survey=survey, customer=who, engagement=None, member=josie, by=self.by, at=at
            )
            self.teller.world.taken(asked.letter, at)
            said = {"recommend": [str(of_ten)], "why": [why]}
            answers = partial(self._recommends, asked, said)
            self.teller.world.plan(at + timedelta(hours=7 + 13 * n), answers)

    def _recommends(self, asked: Invitation, said: dict[str, list[str]], when: datetime) -> None:
        by = Actor("customer", asked.customer_id)
        answer(invitation=asked, page=0, said=said, language="en", by=by, at=when)

    def _asks_no_more(self, when: datetime) -> None:
        customer = self.teller.who(STOPPED, when)
        stop(customer=customer, by=Actor("customer", customer.pk), at=when)

    def _reads_them(self, when: datetime) -> None:
        """Josie reads what was written: most suggestions hold, some do not, one says more."""
        count_ours(now=when)
        josie = self.teller.josie
        suggested = Reason.objects.select_related("response").order_by("response__started_at", "id")
        for n, reason in enumerate(suggested):
            if reason.evidence.lower() in MISREAD:
                take_off(reason=reason, member=josie, by=self.by, at=when)
            elif n % 3:
                confirm(
                    response=reason.response,
                    question=reason.question,
                    what=What(reason.what),
                    member=josie,
                    by=self.by,
                    at=when,
                )
