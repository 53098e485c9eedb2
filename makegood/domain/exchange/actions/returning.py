"""Our own export brought back, a piece at a time: the same staged import, with all its history."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.actions import returning as customers
from makegood.domain.customers.models import Apart, Customer
from makegood.domain.engagements.actions import bring_back as bring_engagements
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.actions.returning_asked import AskedBack
from makegood.domain.exchange.actions.returning_cases import CasesBack
from makegood.domain.exchange.actions.returning_ideas import IdeasBack
from makegood.domain.exchange.actions.rows import Outcome
from makegood.domain.exchange.queries.incoming import Back, Step
from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.queries.nouns import CUSTOMERS, ENGAGEMENTS, PROMISES, RATINGS
from makegood.domain.exchange.queries.rebuilding import MODELS, Rebuilding, already, brought_by
from makegood.domain.exchange.rules.table import Bad
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.feedback.actions import bring_in as bring_ratings
from makegood.domain.feedback.models import Rating
from makegood.domain.feedback.rules import Said
from makegood.domain.promises.actions import returning as promises
from makegood.domain.promises.actions.returning_words import bring_back_words
from makegood.domain.promises.models import Answer, Move, Notice, Promise, Waiting
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import Importable, bringing_in
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

# What hangs on a row and comes with it; the rest points at other rows, and comes when all are in.
WITH_IT = {
    "customers": ("handles", "tags", "notes", "consents"),
    "engagements": ("cadences",),
    "promises": ("moves", "tellings", "outlooks"),
}
# How a row shows that it is none of ours: other shapes, other values, other rules.
CANNOT_BE = (
    *(IntegrityError, DataError),
    *(ArithmeticError, LookupError, ValueError, TypeError, AttributeError),
)
PARTS = {part.name: part for noun in (CUSTOMERS, ENGAGEMENTS, PROMISES) for part in noun.parts}
APART, WAITS, NOTICES, UPDATES = (PARTS[n] for n in ("apart", "waits", "notices", "updates"))
(ANSWERS,) = NOTICES.parts


@transaction.atomic
def bring_back(
    *, batch: ImportBatch, coming: Sequence[Back], instead: Member, by: Actor, at: datetime
) -> Outcome:
    """Write these rows down, unseen until the batch is published; those here are passed over.

    A row that cannot be written leaves nothing of its own; the rest goes on. `instead` stands in
    for whoever is no member here.
    """
    whole, bringing = Outcome(), _Bringing(batch, instead.pk, by, at)
    with bringing_in(batch):
        for step, rows in groupby(coming, key=lambda one: one.step):
            whole.add(bringing.step(step, list(rows)))
    return whole


class _Bringing:
    """Writes the rows of one piece."""

    def __init__(self, batch: ImportBatch, instead: int, by: Actor, at: datetime) -> None:
        self._batch, self._instead, self._by, self._at = batch, instead, by, at
        self._ways: dict[Step, Callable[[list[Row]], None]] = {
            Step.CUSTOMERS: self._customers,
            Step.ALIASES: self._aliases,
            Step.ENGAGEMENTS: self._engagements,
            Step.PROMISES: self._promises,
            Step.UNDATED: self._promises,
            Step.TIES: self._ties,
            Step.NOTICES: self._notices,
            Step.UPDATES: self._updates,
            Step.RATINGS: self._ratings,
        }
        self._ways |= AskedBack(batch, by, at, self._rebuilding).ways
        self._ways |= CasesBack(batch, by, at, self._rebuilding).ways
        self._ways |= IdeasBack(batch, by, at, self._rebuilding).ways

    def step(self, step: Step, rows: list[Back]) -> Outcome:
        """All at once; where one of them is no good, each by itself."""
        whole = [one for one in rows if one.said is not None]
        bad = [_bad(one, _("It is no row.")) for one in rows if one.said is None]
        known = already(whole)
        new = [one for one in whole if one.key not in known]
        if not self._brought(step, new):
            wrong = [self._alone(step, one) for one in new]
            bad += [one for one in wrong if one is not None]
        came = len(new) - (len(bad) - (len(rows) - len(whole))) if step in MODELS else 0
        return Outcome(came=came, here=len(whole) - len(new), bad=bad)

    def _brought(self, step: Step, rows: list[Back]) -> bool:
        try:
            with transaction.atomic():
                self._ways[step]([one.said for one in rows if one.said is not None])
        except (Refusal, *CANNOT_BE):
            return False
        return True

    def _alone(self, step: Step, one: Back) -> Bad | None:
        try:
            with transaction.atomic():
                self._ways[step]([one.said or {}])
        except Refusal as refusal:
            return _bad(one, refusal.sentence)
        except CANNOT_BE:
            return _bad(one, _("It says what cannot be."))
        return None

    def _customers(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = [(self._importable(rebuilt, CUSTOMERS, one, merged_into=None), one) for one in rows]
        for customer, _said in found:
            customer.met_at = customer.met_at or self._at
        hanging = self._hanging(rebuilt, CUSTOMERS, found)
        met = [customer for customer, _said in found]
        customers.bring_back(customers=met, hanging=hanging, by=self._by, at=self._at)

    def _aliases(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        ours = self._mine(Customer, rows)
        heads, apart = dict[int, int](), list[Apart]()
        for one in rows:
            who = ours.get(one["key"])
            if who is None:
                continue
            if rebuilt.knows(Customer, one["merged_into"]):
                heads[who] = rebuilt.id_of(Customer, one["merged_into"])
            for said in one["apart"]:
                if rebuilt.knows(Customer, said["other"]):
                    two = sorted((who, rebuilt.id_of(Customer, said["other"])))
                    row = rebuilt.row(APART, said)
                    row.one_id, row.other_id = two
                    apart.append(row)
        customers.bring_back_aliases(heads=heads, apart=apart, by=self._by, at=self._at)

    def _engagements(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = [(self._importable(rebuilt, ENGAGEMENTS, one), one) for one in rows]
        cadences = self._hanging(rebuilt, ENGAGEMENTS, found)
        begun = [engagement for engagement, _said in found]
        bring_engagements(engagements=begun, cadences=cadences, by=self._by, at=self._at)

    def _promises(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = []
        for said in rows:
            later = {"succeeds": None}
            if not rebuilt.knows(Promise, said["next_update"]):
                later["next_update"] = None
            promise = self._importable(rebuilt, PROMISES, said, **later)
            if not promise.end_recorded:
                promise.withdrawn_at = self._at
            found.append((promise, said))
        hanging = self._hanging(rebuilt, PROMISES, found)
        made = [promise for promise, _said in found]
        promises.bring_back(promises=made, hanging=hanging, by=self._by, at=self._at)

    def _ties(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        ours = self._mine(Promise, rows)
        tied: dict[str, dict[int, int]] = {"succeeds": {}, "next_update": {}}
        waits = list[Waiting]()
        for one in rows:
            which = ours.get(one["key"])
            if which is None:
                continue
            for name, held in tied.items():
                if rebuilt.knows(Promise, one[name]):
                    held[which] = rebuilt.id_of(Promise, one[name])
            known = [said for said in one["waits"] if rebuilt.knows(Promise, said["on"])]
            waits += [rebuilt.row(WAITS, said, promise_id=which) for said in known]
        promises.tie(**tied, waits=waits, by=self._by, at=self._at)

    def _ratings(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = [self._importable(rebuilt, RATINGS, one) for one in rows]
        who = Customer.objects.in_bulk({one.customer_id for one in found} - {None})
        works = Engagement.objects.in_bulk({one.engagement_id for one in found} - {None})
        given = [
            (_said(one), who.get(one.customer_id), works.get(one.engagement_id)) for one in found
        ]
        bring_ratings(ratings=given, batch=self._batch, by=self._by, at=self._at)

    def _notices(self, rows: list[Row]) -> None:
        rebuilt, ours = self._rebuilding(rows), self._mine(Promise, rows)
        about = Promise.objects.in_bulk(ours.values())
        found = Move.objects.filter(promise__in=about).select_related("promise")
        moves = {(move.promise.pk, move.number): move for move in found}
        notices, answers = list[Notice](), list[Answer]()
        for one in rows:
            which = ours.get(one["key"], 0)
            for said in one["notices"] if which else ():
                more = {"promise": about[which], "move": moves.get((which, said["move"]))}
                notice = rebuilt.row(NOTICES, said, **more)
                notices.append(notice)
                answers += [rebuilt.row(ANSWERS, given, notice=notice) for given in said["answers"]]
        bring_back_words(notices=notices, answers=answers, updates=[], by=self._by, at=self._at)

    def _updates(self, rows: list[Row]) -> None:
        rebuilt, ours = self._rebuilding(rows), self._mine(Engagement, rows)
        about = Engagement.objects.in_bulk(ours.values())
        updates = [
            rebuilt.row(UPDATES, said, engagement=about[which])
            for one in rows
            if (which := ours.get(one["key"])) is not None
            for said in one["updates"]
        ]
        bring_back_words(notices=[], answers=[], updates=updates, by=self._by, at=self._at)

    def _rebuilding(self, rows: list[Row]) -> Rebuilding:
        return Rebuilding(rows, instead=self._instead, at=self._at)

    def _importable(self, rebuilt: Rebuilding, noun: Noun, said: Row, **more: Any) -> Any:
        return rebuilt.importable(noun, said, self._batch, **more)

    def _hanging(
        self, rebuilt: Rebuilding, noun: Noun, found: Sequence[tuple[Any, Row]]
    ) -> list[Any]:
        """What hangs on these rows and comes with them."""
        parts = [part for part in noun.parts if part.name in WITH_IT[noun.name]]
        return [
            rebuilt.row(part, one, **{part.of: row})
            for part in parts
            for row, said in found
            for one in said[part.name]
        ]

    def _mine(self, model: type[Importable], rows: list[Row]) -> dict[str, int]:
        return brought_by(self._batch, model, [one["key"] for one in rows])


def _bad(one: Back, why: str) -> Bad:
    """Why a row stays outside, with all of it."""
    row = "" if one.said is None else json.dumps(one.said, ensure_ascii=False)
    return Bad(one.line, why, {"row": row}, one.file)


def _said(one: Rating) -> Said:
    return Said(
        key=one.import_key,
        score=one.score,
        out_of=one.out_of,
        words=one.words,
        said_at=one.said_at,
        asked_at=one.asked_at,
    )
