"""Rows of an export as rows of our models, not written yet: looked through, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, ForeignKey, Model, TextField
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import name_key
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.queries.incoming import Back, Step
from makegood.domain.exchange.queries.named import KINDS, NAMED
from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.rules.keys import mark_of, own_row
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.feedback.models import Invitation, Rating, Response, Survey
from makegood.domain.ideas.models import Idea
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Cause
from makegood.domain.recovery.rules.words import LONGEST_CAUSE
from makegood.foundation.journal.importable import Importable
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.journal.queries import Place
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
    Step.CAUSES: Cause,
    Step.CASES: Case,
    Step.IDEAS: Idea,
}
# What rows name by a key, whatever hangs on them: the column, and what it may be a key of.
NAMES: dict[str, tuple[type[Importable], ...]] = {
    "customer": (Customer,),
    "merged_into": (Customer,),
    "other": (Customer,),
    "engagement": (Engagement,),
    "survey": (Survey,),
    "case": (Case,),
    "came_back_case": (Case,),
    "response": (Response,),
    "subject": tuple(KINDS.values()),
}
NAMES |= dict.fromkeys(
    ("next_update", "succeeds", "on", "promise", "answer", "prevention"), (Promise,)
)
LONGEST_KEY = 200
# An answer hangs on a response, and that on an invitation.
DEEPEST = 2
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


def already(rows: Sequence[Back]) -> set[str]:
    """The keys of those rows that are here, each kind looked up once."""
    keys: dict[type[Importable], set[str]] = {}
    for one in rows:
        if one.step in MODELS:
            keys.setdefault(MODELS[one.step], set()).add(one.key)
    known = {model: here(model, said) for model, said in keys.items()}
    arrived = _answered_since(rows, known.get(Invitation, {}))
    return {key for found in known.values() for key in found} - arrived | _called(rows)


def _answered_since(rows: Sequence[Back], known: Mapping[str, int]) -> set[str]:
    """The keys of invitations that came in unanswered, and whose answer comes now."""
    said = {
        known[one.key]: one.key
        for one in rows
        if one.step is Step.INVITATIONS and one.key in known and (one.said or {}).get("responses")
    }
    came = Invitation.objects.filter(pk__in=said).exclude(import_key="")
    # (Asked of the answers themselves: one that was taken back is hidden.)
    given = Response.objects.filter(invitation__in=said).values_list("invitation", flat=True)
    return {said[pk] for pk in set(came.values_list("pk", flat=True)) - set(given)}


def _called(rows: Iterable[Back]) -> set[str]:
    """The keys of causes of whose name one is here."""
    causes = [one for one in rows if one.step is Step.CAUSES]
    names = {one.key: name_key(str((one.said or {}).get("name"))[:LONGEST_CAUSE]) for one in causes}
    found = Cause.objects.filter(name_key__in=names.values()).values_list("name_key", flat=True)
    known = set(found) if names else set()
    return {key for key, name in names.items() if name in known}


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
        named: dict[type[Importable], set[str]] = {}
        for name, key in (said for row in rows for said in _named(row)):
            for model in NAMES[name]:
                named.setdefault(model, set()).add(key)
        self._ids: dict[type[Model], dict[str, int]] = {
            model: here(model, keys) for model, keys in named.items()
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

    def instant(self, said: Row, name: str) -> datetime:
        """When something happened that stands in another row. Refused: never, and ahead."""
        value: datetime | None = self._plain(Entry._meta.get_field("happened_at"), said.get(name))
        if value is None:
            raise _unfit(name)
        return value

    def place(self, said: Row) -> Place | None:
        """Where in the journal that stands; None where it happened to nothing that is here."""
        kind, subject = str(said.get("subject_kind")), said.get("subject")
        model = KINDS.get(kind)
        if model is None or not self.knows(model, subject):
            return None
        when = self.instant(said, "happened_at")
        return Place(str(said["event"]), kind, self.id_of(model, subject), when)

    def id_of(self, model: type[Model], key: object) -> int:
        """Whom a key calls. Refused: nobody."""
        found = self._ids.get(model, {}).get(key) if isinstance(key, str) else None
        if found is None:
            raise Refusal(_("It belongs to “%(key)s”, which is not here.") % {"key": str(key)[:80]})
        return found

    def knows(self, model: type[Model], key: object) -> bool:
        return isinstance(key, str) and key in self._ids.get(model, {})

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


def _named(said: Mapping[str, Any], below: int = 0) -> Iterator[tuple[str, str]]:
    """What a row, and what hangs on it, names by a key. Refused: a key that is no word."""
    for name, value in said.items():
        if isinstance(value, list) and below < DEEPEST:
            for one in value:
                yield from _named(one, below + 1) if isinstance(one, dict) else ()
        elif name in NAMES and value is not None:
            if not isinstance(value, str):
                raise _unfit(name)
            yield name, value


def _insist_on_fitting(field: Any, value: Any) -> None:
    """What a form would insist on. (A column may be empty though a form asks for it: `blank`.)"""
    if value is None:
        if not field.null:
            raise _unfit(field.name)
        return
    if value == "" and not field.blank and isinstance(field, CharField | TextField):
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
