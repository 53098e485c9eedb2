"""What a case is called: our words for it, or the work and the low score that opened it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.cases import scores_of


def names(cases: Collection[Case]) -> dict[int, str]:
    """Each by its case, as a title. One question at most, and only where a score opened one."""
    scores = scores_of(cases)
    return {case.pk: capfirst(_name(case, scores.get(case.pk))) for case in cases}


def name_within(case: Case) -> str:
    """Its name as it stands inside a sentence."""
    return _name(case, scores_of([case]).get(case.pk))


def _name(case: Case, score: tuple[int, int] | None) -> str:
    opened_as = str(Case.OpenedAs(case.opened_as).label)
    if case.matter or score is None:
        return case.matter or opened_as
    said = {"work": case.engagement or opened_as, "score": score[0], "of": score[1]}
    return _("%(work)s: %(score)s of %(of)s") % said
