"""All that was written down about one person, whichever of their names it was written under."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.domain.customers.models import Consent, Handle, Note, Tag

MOST = 200


@dataclass(frozen=True)
class Card:
    """What stands about one person: notes and consents the newest first."""

    handles: list[Handle]
    notes: list[Note]
    tags: list[Tag]
    consents: list[Consent]


def card(ids: list[int]) -> Card:
    """The card of a person, by their head and its aliases: four questions."""
    theirs = {"customer__in": ids}
    written = Note.objects.filter(**theirs, taken_back_at=None).select_related("written_by__user")
    agreed = Consent.objects.filter(**theirs).select_related("recorded_by__user")
    tags = {tag.key: tag for tag in Tag.objects.filter(**theirs)}
    return Card(
        handles=list(Handle.objects.filter(**theirs)[:MOST]),
        notes=list(written[:MOST]),
        tags=list(tags.values()),
        consents=list(agreed[:MOST]),
    )
