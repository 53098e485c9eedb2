"""Somebody who was asked how it was, as the tests of asking and answering want them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin as begin_work
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.surveys import ask_by_itself, begin, publish
from makegood.domain.feedback.models import Asking, Invitation, Survey
from makegood.domain.feedback.rules.questionnaire import Questionnaire
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.reacting import Reaction
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member

# A Wednesday, noon where the studio is.
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def survey(owner: Member, questionnaire: Questionnaire | None = None) -> Survey:
    """A published one: the standard questions, unless others are given."""
    by = Actor("member", owner.pk)
    questions = questionnaire or after_delivery(["en", "de"])
    asked = begin(name="How was it?", questionnaire=questions, by=by, at=NOW)
    publish(survey=asked, member=owner, by=by, at=NOW)
    return asked


def asking(owner: Member, *, on: Asking.On = Asking.On.DELIVERED, days: int = 0) -> Asking:
    """It is asked by itself."""
    by = Actor("member", owner.pk)
    return ask_by_itself(
        survey=survey(owner), on=on, days_after=days, member=owner, by=by, at=NOW - 30 * DAY
    )


def invitation(
    owner: Member, customer: Customer | None = None, questionnaire: Questionnaire | None = None
) -> Invitation:
    """One person with a link of their own."""
    by = Actor("member", owner.pk)
    return invite(survey=survey(owner, questionnaire), customer=customer, by=by, at=NOW)


def work(owner: Member, customer: Customer, *, mail: str = "bakery@example.com") -> Engagement:
    """A piece of work of a customer who has this address."""
    by = Actor("member", owner.pk)
    write_address(customer=customer, email=mail or None, by=by, at=NOW - 9 * DAY)
    return begin_work(customer=customer, name="Shop sign", by=by, at=NOW - 9 * DAY)


def promised(
    owner: Member, of: Engagement, *, kind: Promise.Kind = Promise.Kind.DELIVERY
) -> Promise:
    """Something promised of it for tomorrow."""
    terms = Terms(
        text="The sign, put up", customer=of.customer, engagement=of, kind=kind, owner=owner
    )
    day = (NOW + DAY).date()
    due = Due("Europe/Berlin", day, day)
    return make(terms=terms, due=due, by=Actor("member", owner.pk), at=NOW - 9 * DAY)


def delivered(owner: Member, promise: Promise, *, at: datetime = NOW) -> Entry:
    """It is kept; the entry that says so."""
    keep(promise=promise, by=Actor("member", owner.pk), at=at)
    return Entry.objects.filter(event="promise.kept", subject_id=promise.pk).latest("id")


def arrived(invitation: Invitation, *, at: datetime, state: str = "sent") -> None:
    """Its letter was taken by their server; or whatever else became of it."""
    letter = Letter.objects.get(kind="asking", about=invitation.pk)
    letter.state, letter.ended_at = state, None if state == "queued" else at
    if state in {"sent", "bounced"}:
        letter.sent_at, letter.reply = at, "250 ok"
    letter.came_back_at = at if state == "bounced" else None
    letter.save()


def followed(reaction: Reaction, entry: Entry, *, at: datetime = NOW) -> None:
    """What follows from an entry, as the worker lets it follow."""
    reaction(entry, at=at)
