"""Questionnaires that are ready to be used, and to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.questionnaire import (
    Kind,
    Measures,
    Page,
    Question,
    Questionnaire,
    Words,
)


def after_delivery(languages: Sequence[str]) -> Questionnaire:
    """The standard one: how it was, in one tap and a sentence; then the parts, for who likes to.

    It speaks these languages, which are ours; the first is the business's own.
    """

    def said(words: Callable[[], str]) -> Words:
        return _everywhere(words, languages)

    return Questionnaire(
        languages=tuple(languages),
        pages=(
            Page(
                questions=(
                    Question(
                        key="overall",
                        kind=Kind.RATING,
                        words=said(lambda: _("How was it, all in all?")),
                        measures=Measures.OVERALL,
                        required=True,
                        low=said(lambda: _("bad")),
                        high=said(lambda: _("very good")),
                    ),
                    Question(
                        key="better",
                        kind=Kind.TEXT,
                        words=said(lambda: _("What could we do better?")),
                    ),
                )
            ),
            Page(
                questions=(
                    _stars("work", said(lambda: _("What you got from us"))),
                    _stars("communication", said(lambda: _("How we kept you informed"))),
                    _stars("experience", said(lambda: _("How it was to work with us"))),
                    Question(
                        key="well",
                        kind=Kind.TEXT,
                        words=said(lambda: _("What did we do well?")),
                    ),
                )
            ),
        ),
    )


def _stars(key: str, words: Words) -> Question:
    return Question(key=key, kind=Kind.RATING, words=words)


def _everywhere(words: Callable[[], str], languages: Sequence[str]) -> Words:
    """The same words in each of these languages."""
    said = {}
    for code in languages:
        with translation.override(code):
            said[code] = words()
    return said
