"""Two businesses that look alike, each with something of everything, and a text only it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from makegood.domain.customers.actions import consenting, meet, merging, reaching, remarking
from makegood.domain.customers.models import Consent, Customer, Handle
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.exchange.actions import uploading
from makegood.domain.exchange.models import Export, UploadedFile
from makegood.domain.feedback.actions import note_rating
from makegood.domain.feedback.models import Survey
from makegood.domain.promises.actions import (
    answering,
    keeping,
    making,
    moving,
    noticing,
    telling,
    waiting,
    withdrawing,
)
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Promise, Telling, Update
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts import actions as accounts
from makegood.foundation.files.actions import keep
from makegood.foundation.journal.actions import say_how_it_felt
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Feeling, ImportBatch
from makegood.foundation.journal.queries import lived_through
from makegood.foundation.limits.models import OnceKey
from makegood.foundation.mail.actions import own_server
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.tenancy.models import Business, Closure, Member, User
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.interfaces.walls import said

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OURS, THEIRS = "OURS-5d1e", "THEIRS-9c47"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class World:
    """The salon attacks; the studio is attacked. Vera may only look; Eve worked there once."""

    cast: Cast
    vera: User
    eve: User

    @property
    def ours(self) -> Business:
        return self.cast.salon

    @property
    def theirs(self) -> Business:
        return self.cast.studio


def make_world(cast: Cast) -> World:
    """Write the world's rows."""
    furnish(cast.studio, cast.owner, THEIRS)
    furnish(cast.salon, cast.stranger, OURS)
    vera = User.objects.create(email="vera@example.com", name=f"Vera {THEIRS}")
    eve = User.objects.create(email="eve@example.com", name=f"Eve {THEIRS}")
    looks: dict[str, Any] = {"role": Member.Role.VIEWER, "joined_at": SINCE}
    Member.objects.create(business=cast.studio, user=vera, **looks)
    gone: dict[str, Any] = {"role": Member.Role.OWNER, "joined_at": SINCE, "ended_at": NOW - DAY}
    Member.objects.create(business=cast.studio, user=eve, **gone)
    return World(cast, vera, eve)


def furnish(business: Business, owner: Member, mark: str) -> None:
    """Something of everything; every text bears the mark."""
    Business.objects.filter(pk=business.pk).update(
        name=f"House {mark}", engagement_noun=f"job {mark}"
    )
    User.objects.filter(pk=owner.user_id).update(name=f"Owner {mark}")
    with enter(business):
        _Furnisher(business, owner, mark).furnish()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class _Furnisher:
    def __init__(self, business: Business, owner: Member, mark: str) -> None:
        self.zone, self.owner, self.mark = business.zone, owner, mark
        self.by = Actor("member", owner.pk)
        self.batch = ImportBatch.objects.create(
            source=f"from {mark}", opened_at=SINCE, published_at=SINCE
        )
        self.customer = Customer.objects.create(
            name=f"Customer {mark}",
            name_key=f"customer {mark}".casefold(),
            organisation=f"Works {mark}",
            met_at=SINCE,
        )
        self.plan = Engagement.objects.create(
            customer=self.customer, name=f"Plan {mark}", began_at=SINCE
        )
        self.work = Engagement.objects.create(
            customer=self.customer, name=f"Work {mark}", began_at=SINCE
        )

    def furnish(self) -> None:
        late, told, kept, gone = (self.promise(name) for name in ("late", "told", "kept", "gone"))
        waits, awaited, due = (self.promise(name, 9) for name in ("waits", "awaited", "due"))
        self.move(told)
        spoken: dict[str, Any] = {
            "how": Telling.How.PHONE,
            "stated_by": self.owner,
            "by": self.by,
            "at": NOW,
        }
        telling.tell(promise=told, **spoken)
        telling.tell(promise=late, **spoken)
        keeping.keep(promise=kept, by=self.by, at=NOW)
        asked = Promise.AskedBy.AGREED
        withdrawing.withdraw(promise=gone, asked_by=asked, by=self.by, at=NOW)
        waiting.wait_for(promise=waits, on=awaited, working_days=2, by=self.by, at=NOW)
        self.move(due)
        self.update()
        self.rating()
        teller = said.Teller(self.owner, self.mark, NOW)
        teller.survey()
        teller.response(self.customer, self.work)
        teller.case(self.customer, self.work)
        teller.idea(self.customer)
        self.upload()
        self.notice(waits)
        for first in (date(2027, 7, 1), date(2027, 8, 1)):
            closed: dict[str, Any] = {
                "first": first,
                "last": first + DAY,
                "name": f"Closed {self.mark}",
            }
            accounts.add_closure(**closed, by=self.by, at=NOW)
        self.mail_server()
        self.card()
        key = f"{OnceKey.objects.count()} {self.mark}"
        OnceKey.objects.create(principal=f"member:{self.owner.pk}", key=key, made_at=NOW)

    def card(self) -> None:
        """All that is written down about a customer, and somebody who may be the same."""
        who: dict[str, Any] = {"by": self.by, "at": NOW}
        said: dict[str, Any] = {"customer": self.customer, **who}
        told: dict[str, Any] = {"member": self.owner, **who}
        value = f"Street {self.mark}"
        reaching.add_handle(kind=Handle.Kind.POST, value=value, label=self.mark, **said)
        remarking.note(text=f"Note {self.mark}", **said | told)
        remarking.tag(name=f"Tag {self.mark}", **said)
        news, form = Consent.To.NEWS, Consent.How.FORM
        consenting.give(to=news, how=form, words=f"Words {self.mark}", **said | told)
        meet(name=f"{self.mark} Customer", **who)
        merging.merge(alias=meet(name=f"Alias {self.mark}", **who), into=self.customer, **who)
        lived = lived_through([self.customer.pk]).first()
        assert lived is not None
        say_how_it_felt(entry=lived, feels=Feeling.Feels.GOOD, reason=self.mark, **told)

    def mail_server(self) -> None:
        """One of their own, on trial."""
        own_server.bring(
            host=f"smtp.{self.mark}.example",
            port=587,
            security=OwnServer.Security.STARTTLS,
            user=f"User {self.mark}",
            password=f"Password {self.mark}",
            address=f"{self.mark}@example.com",
            member=self.owner,
            by=self.by,
            at=NOW,
        )

    def rating(self) -> None:
        """What the customer said of the work."""
        note_rating(
            engagement=self.work,
            score=4,
            out_of=5,
            words=f"Words {self.mark}",
            said_at=NOW - DAY,
            by=self.by,
            at=NOW,
        )

    def upload(self) -> None:
        """Files that were brought, with rows left out; and all of it taken out in one."""
        text = f"No,Customer,Ordered on,Promised for\n1,{self.mark},2026-03-02,2026-03-13\n"
        content = [text.encode()]
        who: dict[str, Any] = {"by": self.by, "at": NOW}
        brought = uploading.bring(
            files=[(f"Orders {self.mark}.csv", content)], member=self.owner, **who
        )
        bad = keep(name=f"Bad {self.mark}.csv", content=content, most=10**6, ours=True, **who)
        UploadedFile.objects.create(upload=brought, file=bad, left_out=True)
        out = keep(name=f"All {self.mark}.zip", content=content, most=10**6, ours=True, **who)
        Export.objects.create(asked_by=self.owner, asked_at=NOW, file=out)

    def update(self) -> None:
        """Regular updates, and one that nobody heard yet."""
        who: dict[str, Any] = {"member": self.owner, "by": self.by, "at": NOW}
        begin_updates(engagement=self.plan, rhythm=Rhythm(weekday=4), **who)
        says, words = Update.Says.ON_TRACK, f"Words {self.mark}"
        write_update(engagement=self.plan, says=says, words=words, address="", seen=0, **who)

    def notice(self, promise: Promise) -> None:
        """A notice that went by letter, and that the customer answered."""
        day = NOW.date() + 15 * DAY
        noticed = noticing.write_notice(
            promise=promise,
            new=NewDate(Due(zone=self.zone, first=day, last=day), Move.Reason.SUPPLIER, seen=0),
            said=Said(why=f"Words {self.mark}"),
            address=f"{self.mark}@example.com",
            member=self.owner,
            by=self.by,
            at=NOW,
        )
        by = Actor("customer", self.customer.pk)
        words = f"Words {self.mark}"
        answering.answer(notice=noticed, choice=Notice.Option.CALL, words=words, by=by, at=NOW)

    def promise(self, name: str, days: int = -2) -> Promise:
        day = NOW.date() + days * DAY
        terms = Terms(
            text=f"Promise {name} {self.mark}",
            customer=self.customer,
            engagement=self.work,
            owner=self.owner,
        )
        due = Due(zone=self.zone, first=day, last=day)
        return making.make(terms=terms, due=due, by=self.by, at=NOW - 20 * DAY)

    def move(self, promise: Promise) -> None:
        day = NOW.date() + 12 * DAY
        moving.move(
            promise=promise,
            to=Due(zone=self.zone, first=day, last=day),
            reason=Move.Reason.SUPPLIER,
            seen=promise.due_number,
            by=self.by,
            at=NOW,
            words=f"Words {self.mark}",
            member=self.owner,
        )


def rows_of(business: Business) -> dict[str, Any]:
    """One id of the business for every noun that a form or an address might name."""
    with enter(business):
        return {
            "promise": Promise.objects.order_by("pk")[0].pk,
            "customer": Customer.objects.all()[0].pk,
            "engagement": Engagement.objects.all()[0].pk,
            "telling": Telling.objects.all()[0].pk,
            "move": Move.objects.all()[0].pk,
            "update": Update.objects.all()[0].pk,
            "letter": Letter.objects.all()[0].pk,
            "survey": Survey.objects.all()[0].pk,
            "closure": Closure.objects.all()[0].pk,
        }
