"""TABLE 2: who may do it. Every page and act of the desk names one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from makegood.foundation.tenancy.models import Member

Predicate = Callable[[Member], bool]
Role = Member.Role


def everyone(member: Member) -> bool:
    """The whole team, viewers included."""
    return True


def writers(member: Member) -> bool:
    """Whoever may change the ledger."""
    return member.role != Role.VIEWER


def heads(member: Member) -> bool:
    """Owners and managers."""
    return member.role in {Role.OWNER, Role.MANAGER}


def owners(member: Member) -> bool:
    """Owners alone."""
    return member.role == Role.OWNER


ACTS: Final[dict[str, Predicate]] = {
    "see the ledger": everyone,
    "see the journal": everyone,
    "see the rates": everyone,
    "see the customers": everyone,
    "see the answers": everyone,
    "say what an answer is about": writers,
    "delete what a customer showed": heads,
    "change a customer": writers,
    "record a consent": writers,
    "merge customers": writers,
    "say how it felt": writers,
    "describe a piece of work": writers,
    "see the cases": everyone,
    "put it right": writers,
    "see the ideas": everyone,
    "note an idea": writers,
    "decide on an idea": writers,
    "make a promise": writers,
    "keep a promise": writers,
    "move a promise": writers,
    "tell a customer": writers,
    "ask how it was": writers,
    "withdraw a promise": writers,
    "replace a promise": writers,
    "let a promise wait": writers,
    "have a calendar address": writers,
    "have a customer's link": writers,
    "see the surveys": writers,
    "change the surveys": heads,
    "see the answers as a table": heads,
    "see the settings": everyone,
    "change your name": writers,
    "bring in from elsewhere": heads,
    "take everything out": owners,
    "change the business": heads,
    "change the hours": heads,
    "change the playbook": heads,
    "change the mail server": owners,
}


def allows(act: str, member: Member) -> bool:
    """Whether this member may do this act. A KeyError is a page that nobody classified."""
    return ACTS[act](member)
