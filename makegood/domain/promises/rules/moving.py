"""To which day a promise can be moved."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from makegood.domain.promises.rules.due import Due, is_too_far
from makegood.kit.refusal import Refusal


def insist_on_another_day(to: Due, *, in_force: Due | None, now: datetime) -> None:
    """Refuse a due that has passed, lies too far ahead, or is the one in force."""
    if to.late_after < now:
        raise Refusal(_("That day has passed already. When will it be?"), field="when")
    insist_on_our_time(to, now=now)
    if to == in_force:
        raise Refusal(_("That is the date it has now. Which day instead?"), field="when")


def insist_on_our_time(due: Due, *, now: datetime) -> None:
    """Refuse a due that nobody here will see."""
    if is_too_far(due, now):
        sentence = _("That is more than a hundred years ahead. Which day did you mean?")
        raise Refusal(sentence, field="when")


def meanwhile(*, kept: bool, withdrawn: bool) -> Refusal:
    """To whoever saw a promise as it is no more: what became of it."""
    if kept:
        sentence = _("This promise was kept meanwhile: there is nothing to move.")
    elif withdrawn:
        sentence = _("This promise was withdrawn meanwhile: there is nothing to move.")
    else:
        sentence = _("Somebody moved it meanwhile. Look at the new date, then decide.")
    return Refusal(sentence, field="when")
