"""How much each of us may decide on."""

from __future__ import annotations

from makegood.domain.playbook.queries import authority
from makegood.domain.recovery.rules.remedies import may_decide
from makegood.foundation.tenancy.models import Member


def may_promise(member: Member, cents: int) -> bool:
    """Whether a member may spend so much on putting something right, in hundredths."""
    return may_decide(member.role, cents, authority())
