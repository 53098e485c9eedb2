"""How every act on an idea begins: the idea held, its words looked through."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.domain.customers.rules import name_key
from makegood.domain.ideas.models import OPEN, Idea
from makegood.domain.ideas.rules import LONGEST_TITLE
from makegood.domain.recovery.rules.words import short
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.refusal import Refusal


def hold(idea: Idea) -> None:
    """Let nobody else write to this idea until we are done, and read it as it is now."""
    idea.refresh_from_db(from_queryset=Idea.objects.select_for_update(of=("self",)))


def titled(title: str) -> tuple[str, str]:
    """A title as it is kept, and what it is known by. Refused: none, and more than 200 signs."""
    said = short(title, field="title", most=LONGEST_TITLE)
    key = name_key(said)
    if not key:
        raise Refusal(_("What is the idea? A few words are enough."), field="title")
    return said, key


def open_one(key: str) -> Idea | None:
    """The open idea that is called so; nobody else writes one down until we are done."""
    hold_business()
    found: Idea | None = Idea.objects.filter(OPEN, title_key=key).first()
    return found


def refuse_another(idea: Idea, key: str) -> None:
    """No two open ideas are called the same."""
    other = open_one(key)
    if other is not None and other.pk != idea.pk:
        raise Refusal(_("Another open idea is called so already."), field="title")
