"""Rows of an export as rows of our models, not written yet: looked through, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, ForeignKey, Model, TextField
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.queries.incoming import Back, Step
from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.queries.outgoing import NAMED
from makegood.domain.exchange.rules.keys import mark_of, own_row
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.feedback.models import Invitation, Rating, Survey
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.importable import Importable
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal

MODELS: dict[Step, type[Importable]] = {
    Step.CUSTOMERS: Customer,
    Step.ENGAGEMENTS: Engagement,
    Step.PROMISES: Promise,
    Step.UNDATED: Promise,
    Step.RATINGS: Rating,
    Step.SURVEYS: Survey,
    Step.INVITATIONS: Invitation,
}
LONGEST_KEY = 200
# Before and behind these no instant can be said in every zone.
FIRST_DAY, LAST_DAY = date(1, 1, 3), date(9999, 12, 30)
# Instants that may lie ahead: what was promised.
AHEAD = {"due_at", "late_after", "due_first_at", "late_after_first", "ask_at"} | {
    f"{which}_{what}" for which in ("old", "new") for what in ("at", "late_after")
}


def here(model: type[Importable], keys: Iterable[Any]) -> dict[str, int]:
    """Which rows of ours these keys call: those that came in under them, and our very own."""
    business, said = current_business(), {key for key in keys if isinstance(key, str)}
    mark, noun = mark_of(business.pk, business.made_at), NAMED.get(model, "rating")
    found = dict(model.objects.filter(import_key__in=said).values_list("import_key", "pk"))
    ours = {own: key for key in said if (own := own_row(key, mark, noun)) is not None}
    still = model.objects.filter(pk__in=ours, import_key="").values_list("pk", flat=True)
    return found | {ours[pk]: pk for pk in still}


def already(rows: Iterable[Back]) -> set[str]:
    """The keys of those rows that are here, each kind looked up once."""
    keys: dict[type[Importable], set[str]] = {}
    for one in rows:
        if one.step in MODELS:
            keys.setdefault(MODELS[one.step], set()).add(one.key)
    return {key for model, said in keys.items() for key in here(model, said)}


def brought_by(batch: ImportBatch, model: type[Importable], keys: Iterable[Any]) -> dict[str, int]:
    """Those of the rows that these keys call that this very import brought."""
    said = [key for key in keys if isinstance(key, str)]
    found = model.objects.filter(import_batch=batch, import_key__in=said)
    return dict(found.values_list("import_key", "pk"))


class Rebuilding:
    """Makes rows out of what an export says. `at` is now; nothing may have happened behind it.

    Whoever is no member here is stood in for by `instead`, the member who brings it.
    """

    def __init__(self, rows: Sequence[Row], *, instead: int, at: datetime) -> None:
        self._at, self._instead = at, instead
        team = Member.objects.filter(business=current_business())
        self._team = {email.casefold(): pk for email, pk in team.values_list("user__email", "pk")}
        named: dict[type[Model], set[Any]] = {model: set() for model in NAMED}
        for row in rows:
            named[Customer] |= {row.get("customer"), row.get("merged_into")}
            named[Customer] |= {one.get("other") for one in row.get("apart", ())}
            named[Engagement].add(row.get("engagement"))
            named[Survey].add(row.get("survey"))
            named[Promise] |= {row.get("next_update"), row.get("succeeds")}
            named[Promise] |= {one.get("on") for one in row.get("waits", ())}
            named[Promise] |= {one.get("promise") for one in row.get("updates", ())}
        models: tuple[type[Importable], ...] = (Customer, Engagement, Promise, Survey)
        self._ids: dict[type[Model], dict[str, int]] = {
            model: here(model, named[model]) for model in models
        }

    def row(self, noun: Noun, said: Mapping[str, Any], **more: Any) -> Any:
        """The row that is said, with `more` set beside. Refused: what its fields do not hold."""
        row = noun.model(**more)
        for name, path in noun.columns.items():
            # (What stands in another row is for the caller to find.)
            if path in more or "__" in path:
                continue
            if name not in said:
                raise Refusal(_("It does not say “%(what)s”.") % {"what": name})
            field: Any = noun.model._meta.get_field(path)
            value = self._value(field, said[name])
            if name not in noun.unsaid and name not in noun.own_times:
                _insist_on_fitting(field, value)
            setattr(row, field.attname, value)
        return row

    def importable(self, noun: Noun, said: Row, batch: ImportBatch, **more: Any) -> Any:
        """The same of a row that comes in under its key. Refused: none, or one too long."""
        key = said.get("key")
        if not isinstance(key, str) or not key or len(key) > LONGEST_KEY:
            raise Refusal(_("It has no key."))
        return self.row(noun, said, import_batch=batch, import_key=key, **more)

    def id_of(self, model: type[Model], key: object) -> int:
        """Whom a key calls. Refused: nobody."""
        found = self._ids[model].get(key) if isinstance(key, str) else None
        if found is None:
            raise Refusal(_("It belongs to “%(key)s”, which is not here.") % {"key": str(key)[:80]})
        return found

    def knows(self, model: type[Model], key: object) -> bool:
        return isinstance(key, str) and key in self._ids[model]

    def _value(self, field: Any, said: Any) -> Any:
        if said is None or not isinstance(field, ForeignKey):
            return self._plain(field, said)
        if field.related_model is Member:
            return self._team.get(str(said).casefold(), self._instead)
        return self.id_of(field.related_model, said)

    def _plain(self, field: Any, said: Any) -> Any:
        try:
            value = field.to_python(said)
        except (ValidationError, ArithmeticError, TypeError, ValueError) as wrong:
            raise _unfit(field.name) from wrong
        if isinstance(value, datetime) and value.tzinfo is None:
            raise _unfit(field.name)
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date) and not FIRST_DAY <= day <= LAST_DAY:
            raise _unfit(field.name)
        ahead = isinstance(field, DateTimeField) and field.name not in AHEAD
        if ahead and value is not None and value > self._at:
            raise Refusal(_("“%(what)s” is still ahead.") % {"what": field.name})
        return value


def _insist_on_fitting(field: Any, value: Any) -> None:
    """What a form would insist on. (A column may be empty though a form asks for it: `blank`.)"""
    if value is None:
        if not field.null:
            raise _unfit(field.name)
        return
    if value == "" and not field.blank and isinstance(field, CharField):
        raise _unfit(field.name)
    if value != "" and field.choices and value not in dict(field.flatchoices):
        raise _unfit(field.name)
    # (Of a text Django asks for its length in a form alone.)
    if isinstance(field, TextField) and len(value) > (field.max_length or 0):
        raise _unfit(field.name)
    try:
        field.run_validators(value)
    except ValidationError as wrong:
        raise _unfit(field.name) from wrong


def _unfit(name: str) -> Refusal:
    return Refusal(_("“%(what)s” says what we cannot take.") % {"what": name})
