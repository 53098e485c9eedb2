"""What is known of a customer, in words: how they are reached, how it stands, what was noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.customers.models import Consent, Customer, Handle, Note
from makegood.domain.customers.queries.card import Card
from makegood.domain.promises.queries.of_customers import Standing
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.kit.phone import dialled
from makegood.permissions import allows

SHOWN_NOTES = 3
ICONS = {
    Handle.Kind.EMAIL: "mail",
    Handle.Kind.PHONE: "phone",
    Handle.Kind.MOBILE: "phone",
    Handle.Kind.WHATSAPP: "message",
    Handle.Kind.INSTAGRAM: "message",
    Handle.Kind.WEBSITE: "external-link",
    Handle.Kind.POST: "home",
    Handle.Kind.OTHER: "info-circle",
}


def reached(
    request: DeskRequest, customer: Customer, handles: list[Handle], *, writes: bool
) -> list[dict[str, str]]:
    """Each way to reach them: what it is, where a tap leads, and how it is taken away again."""
    first = [
        (Handle.Kind.PHONE, customer.phone, f"tel:{dialled(customer.phone)}"),
        (Handle.Kind.EMAIL, customer.email, f"mailto:{customer.email}"),
    ]
    found = [
        {
            "id": f"reach-{kind}",
            "icon": ICONS[kind],
            "kind": str(kind.label),
            "value": value,
            "href": href,
            "label": "",
            "remove": "",
        }
        for kind, value, href in first
        if value
    ]
    for one in handles:
        kind = Handle.Kind(one.kind)
        ids = {"customer": customer.pk, "handle": one.pk}
        further = {
            "id": f"reach-{one.pk}",
            "icon": ICONS[kind],
            "kind": str(kind.label),
            "value": one.value,
            "href": _tap(kind, one.value),
            "label": one.label,
            "remove": here(request, "handle_removed", **ids) if writes else "",
        }
        found.append(further)
    return found


def _tap(kind: Handle.Kind, value: str) -> str:
    """Where a tap leads; "" where only a person knows."""
    if kind in {Handle.Kind.PHONE, Handle.Kind.MOBILE}:
        return f"tel:{dialled(value)}"
    if kind == Handle.Kind.WHATSAPP and dialled(value).startswith("+"):
        return f"https://wa.me/{dialled(value)[1:]}"
    if kind == Handle.Kind.EMAIL:
        return f"mailto:{value}"
    if kind == Handle.Kind.WEBSITE:
        return value if value.startswith(("http://", "https://")) else f"https://{value}"
    return ""


def how_it_stands(found: Standing, now: datetime) -> list[str]:
    """The sentence of how it stands, part by part: what is open, what is late, what was kept."""
    said = [_owed(found, now)]
    if found.theirs:
        n = found.theirs
        theirs = ngettext("%(n)s of theirs is open", "%(n)s of theirs are open", n)
        said.append(theirs % {"n": n})
    if found.kept.of:
        kept = _("kept %(kept)s of %(of)s by the first date")
        said.append(kept % {"kept": found.kept.kept, "of": found.kept.of})
    return said


def _owed(found: Standing, now: datetime) -> str:
    n, late = found.owed.open, found.owed.late
    if not n:
        return _("Nothing is open")
    still = ngettext("%(n)s open", "%(n)s open", n) % {"n": n}
    if not late:
        return still
    said = {"open": still, "day": wording.due(found.missed, now), "n": late}
    if late == 1:
        return _("%(open)s, one late: we said %(day)s") % said
    return _("%(open)s, %(n)s late: of the first we said %(day)s") % said


def counted(n: int, late: int) -> str:
    """The same, for one line among many."""
    if not n:
        return ""
    still = ngettext("%(n)s open", "%(n)s open", n) % {"n": n}
    if not late:
        return still
    return ngettext("%(open)s, %(n)s late", "%(open)s, %(n)s late", late) % {
        "open": still,
        "n": late,
    }


def written_down(
    request: DeskRequest, customer: Customer, known: Card, now: datetime
) -> dict[str, Any]:
    """Notes, tags and consents, as the page shows them."""
    writes = allows("change a customer", request.member)
    notes = [_note(request, customer, one, now, writes=writes) for one in known.notes]
    records = allows("record a consent", request.member)
    consents = [_consent(request, customer, one, now, records=records) for one in known.consents]
    return {
        "notes": notes[:SHOWN_NOTES],
        "older_notes": notes[SHOWN_NOTES:],
        "tags": [
            {
                "name": one.name,
                "href": f"{here(request, 'customers')}?{urlencode({'tag': one.key})}",
                "remove": here(request, "tag_removed", customer=customer.pk, tag=one.pk),
            }
            for one in known.tags
        ],
        "consents": consents,
        "agreed": [one["to"] for one in consents if one["stands"]],
        "records": records,
    }


def _note(
    request: DeskRequest, customer: Customer, one: Note, now: datetime, *, writes: bool
) -> dict[str, str]:
    ids = {"customer": customer.pk, "note": one.pk}
    return {
        "text": one.text,
        "by": str(one.written_by.user) if one.written_by else _("from elsewhere"),
        "at": wording.instant(one.written_at, now),
        "remove": here(request, "note_taken_back", **ids) if writes else "",
    }


def _consent(
    request: DeskRequest, customer: Customer, one: Consent, now: datetime, *, records: bool
) -> dict[str, Any]:
    stands = one.withdrawn_at is None
    said = {
        "how": one.get_how_display(),
        "day": wording.instant(one.given_at, now),
        "by": str(one.recorded_by.user),
    }
    ids = {"customer": customer.pk, "consent": one.pk}
    return {
        "to": one.words if one.to == Consent.To.OTHER else one.get_to_display(),
        "words": "" if one.to == Consent.To.OTHER else one.words,
        "said": _("Said %(how)s, %(day)s. Written down by %(by)s.") % said,
        "stands": stands,
        "ended": ""
        if one.withdrawn_at is None
        else _("Withdrawn %(day)s.") % {"day": wording.instant(one.withdrawn_at, now)},
        "withdraw": here(request, "consent_withdrawn", **ids) if stands and records else "",
    }
