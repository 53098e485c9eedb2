"""What went wrong as it comes back: cases step by step, where they came from, what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.customers.rules import name_key
from makegood.domain.exchange.actions.returning_part import PartBack
from makegood.domain.exchange.queries.cases import CASES, CAUSES
from makegood.domain.exchange.queries.incoming import Step
from makegood.domain.exchange.queries.rebuilding import Rebuilding, brought_by
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.returning import (
    Learnt,
    bring_back_cases,
    bring_back_causes,
    bring_back_learnt,
)
from makegood.domain.recovery.actions.returning_grounds import Because
from makegood.domain.recovery.models import Case, Cause, Remedy
from makegood.domain.recovery.queries.promised import preventions_of
from makegood.kit.refusal import Refusal

PARTS = {part.name: part for part in CASES.parts}
# What needs no more than its case.
PLAIN = ("steps", "hearings", "accounts")
# When a cause came back is said in a pass of its own: the case may be further down.
LATER: dict[str, Any] = {"came_back_at": None, "came_back_case": None}


class CasesBack(PartBack):
    """Writes what went wrong, and what was learnt."""

    @property
    def ways(self) -> dict[Step, Callable[[list[Row]], None]]:
        return {
            Step.CAUSES: self._causes,
            Step.CASES: self._cases,
            Step.LEARNT: self._learnt,
        }

    def _causes(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        causes = [rebuilt.importable(CAUSES, one, self._batch) for one in rows]
        bring_back_causes(causes=causes, by=self._by, at=self._at)

    def _cases(self, rows: list[Row]) -> None:
        rebuilt, causes = self._rebuilding(rows), _Causes(rows)
        cases, hanging, grounds = list[Case](), list[Any](), list[Because]()
        for one in rows:
            more = {"cause": causes.named(one["cause"]), "prevention": None}
            case = rebuilt.importable(CASES, one, self._batch, **more)
            cases.append(case)
            for name in PLAIN:
                hanging += [rebuilt.row(PARTS[name], said, case=case) for said in one[name]]
            hanging += _verified(rebuilt, one, case)
            for said in one["preventions"]:
                more = {"case": case, "cause": causes.named(said["cause"]), **LATER}
                hanging.append(rebuilt.row(PARTS["preventions"], said, **more))
            grounds += [_because(rebuilt, said, case) for said in one["grounds"]]
        bring_back_cases(cases=cases, grounds=grounds, hanging=hanging, by=self._by, at=self._at)

    def _learnt(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        ours = brought_by(self._batch, Case, [one["key"] for one in rows])
        named = [rebuilt.id_of(Promise, one["prevention"]) for one in rows if one["prevention"]]
        known, learnt = preventions_of(named), list[Learnt]()
        for one in (row for row in rows if row["key"] in ours):
            key = one["prevention"]
            prevention = known.get(rebuilt.id_of(Promise, key)) if key else None
            if key and prevention is None:
                raise Refusal(_("What keeps it from coming again is not here."))
            returned = {
                rebuilt.id_of(Promise, said["promise"]): (
                    rebuilt.instant(said, "came_back_at"),
                    rebuilt.id_of(Case, said["came_back_case"]),
                )
                for said in one["preventions"]
                if said["came_back_case"]
            }
            learnt.append(Learnt(ours[one["key"]], prevention, returned))
        bring_back_learnt(learnt=learnt, by=self._by, at=self._at)


class _Causes:
    """The causes that some cases name."""

    def __init__(self, rows: list[Row]) -> None:
        named = [one["cause"] for one in rows]
        named += [said["cause"] for one in rows for said in one["preventions"]]
        keys = {name_key(name) for name in named if name is not None}
        self._found = {one.name_key: one for one in Cause.objects.filter(name_key__in=keys)}

    def named(self, name: str | None) -> Cause | None:
        """Refused: one that is not here."""
        found = None if name is None else self._found.get(name_key(name))
        if name is not None and found is None:
            raise Refusal(_("It came from “%(cause)s”, which is not here.") % {"cause": name[:80]})
        return found


def _verified(rebuilt: Rebuilding, said: Row, case: Case) -> list[Any]:
    """The remedies of a case, and whether they put it right: each names one by when it was asked
    for.
    """
    remedies = [rebuilt.row(PARTS["remedies"], one, case=case) for one in said["remedies"]]
    by_time: dict[datetime, Remedy] = {one.asked_at: one for one in remedies}
    found = list[Any](remedies)
    for one in said["verifications"]:
        if one.get("lost") and one["answered_at"] is None:
            continue  # A letter that did not reach them asked nothing.
        of = None if one["remedy"] is None else by_time.get(rebuilt.instant(one, "remedy"))
        if of is None and one["remedy"] is not None:
            raise Refusal(_("It asks about what was never promised."))
        found.append(rebuilt.row(PARTS["verifications"], one, case=case, remedy=of))
    return found


def _because(rebuilt: Rebuilding, said: Row, case: Case) -> Because:
    return Because(
        ground=rebuilt.row(PARTS["grounds"], said, case=case),
        event=str(said["event"]),
        happened_at=rebuilt.instant(said, "happened_at"),
        place=rebuilt.place(said),
    )
