"""The figures of a survey as pictures, sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makegood.domain.feedback.rules.questionnaire import (
    Kind,
    Measures,
    Question,
    Words,
    filled_in,
)
from makegood.domain.insights.rules.means import FEWEST, Scores
from makegood.domain.insights.rules.recommending import Recommending
from makegood.domain.insights.rules.results import Result
from makegood.domain.promises.rules.rates import Rate
from makegood.interfaces.desk.insights_months import between, percent
from makegood.interfaces.desk.insights_ratings import mean_between, mean_said
from makegood.kit.chart import Point, Scale, rows

COUNTED = {Kind.RATING, Kind.SCALE, Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL}


def shown(found: Sequence[Result], language: str, *, business: str) -> dict[str, Any]:
    """A part for each question that is answered by a tap; how many wrote something."""
    parts = [
        _part(one, asked_in(language, one.question, business=business), language) for one in found
    ]
    return {"parts": [part for part in parts if part is not None], "written": _written(found)}


def asked_in(language: str, question: Question, *, business: str) -> str:
    """The question in our language; the names in it are each customer's own."""
    words = _in(language, question.words) or question.key
    values = {"customer": "…", "work": "…", "business": business}
    return filled_in(words, values)


def _written(found: Sequence[Result]) -> str:
    n = sum(one.n for one in found if one.question.kind == Kind.TEXT)
    return ngettext("%(n)s answer in words", "%(n)s answers in words", n) % {"n": n} if n else ""


def _part(one: Result, asked: str, language: str) -> dict[str, Any] | None:
    said = {"heading": asked, "id": f"question-{one.question.key}", "was": not one.is_asked}
    if one.question.kind == Kind.FILE and one.n:
        showed = ngettext("%(n)s showed us something.", "%(n)s showed us something.", one.n)
        return {**said, "sentence": showed % {"n": one.n}}
    if one.question.kind not in COUNTED:
        return None
    if one.n < FEWEST:
        few = ngettext("%(n)s answer: too few to say.", "%(n)s answers: too few to say.", one.n)
        return {**said, "sentence": few % {"n": one.n}}
    named = _named(one, language)
    of = one.n
    points = [_point(name, Rate(n, of)) for name, n in named]
    table = {
        "caption": asked,
        "head": [_("Answer"), _("Answers"), _("Share")],
        "rows": [_row(name, Rate(n, of)) for name, n in named],
    }
    scale = _shares()
    chart = {
        "wide": rows(points, scale, width=560, tone="accent", n_label="n"),
        "narrow": rows(points, scale, tone="accent", n_label="n"),
        "table": table,
    }
    return {**said, "sentence": " ".join(_sentences(one)), "chart": chart}


def _shares() -> Scale:
    """From none to all, in the words of whoever looks."""
    return Scale(0.0, 1.0, tuple((n / 4, percent(n / 4)) for n in range(5)))


def _named(one: Result, language: str) -> list[tuple[str, int]]:
    """Each answer there is, and how often it was given; the best first."""
    question = one.question
    if question.kind == Kind.YES_NO:
        yes = one.yes
        return [
            (pgettext("an answer", "Yes"), yes.kept),
            (pgettext("an answer", "No"), yes.of - yes.kept),
        ]
    if question.is_number:
        given = one.scores.given
        numbers = range(question.highest, question.lowest - 1, -1)
        return [(f"{number}", given.get(number, 0)) for number in numbers]
    return [(_in(language, option.words), one.chosen(option.key)) for option in question.options]


def _in(language: str, words: Words) -> str:
    """In our language, else in the first that it has words in."""
    short = language.partition("-")[0]
    return words.get(language) or words.get(short) or next(iter(words.values()), "")


def _point(name: str, rate: Rate) -> Point:
    share, interval = rate.share or 0.0, rate.interval or (None, None)
    return Point(
        name,
        share,
        interval[0],
        interval[1],
        said=percent(share),
        n=f"{rate.kept}",
        full=f"{name}: {percent(share)} ({between(rate.interval)})",
    )


def _row(name: str, rate: Rate) -> dict[str, Any]:
    share = {"text": percent(rate.share or 0), "beneath": between(rate.interval)}
    return {"label": name, "cells": [{"text": f"{rate.kept}"}, share]}


def _sentences(one: Result) -> list[str]:
    """What the figures say, before the picture."""
    question = one.question
    if question.kind in {Kind.CHOICE, Kind.SEVERAL}:
        n = one.n
        return [ngettext("%(n)s choice.", "%(n)s choices.", n) % {"n": n}]
    if question.kind == Kind.YES_NO:
        return [
            _("%(share)s said yes, with a 95%% interval of %(interval)s (%(n)s answers).")
            % _rate(one.yes)
        ]
    if question.measures == Measures.NPS:
        return [promoting(one.recommending), _mean(one.scores)]
    if question.measures == Measures.EFFORT:
        return [_("How easy it was, CES:"), _mean(one.scores)]
    highest = _rate(one.scores.highest) | {"score": question.highest}
    share = _("%(share)s gave %(score)s, with a 95%% interval of %(interval)s.")
    return [_mean(one.scores), share % highest]


def _mean(scores: Scores) -> str:
    said = {
        "mean": mean_said(scores.mean or 0.0),
        "out_of": scores.out_of,
        "n": scores.n,
        "interval": mean_between(scores.interval) if scores.interval else "",
    }
    if scores.interval is None:
        return _("All %(n)s gave %(mean)s of %(out_of)s.") % said
    return (
        _(
            "%(mean)s of %(out_of)s on average, with a 95%% interval of %(interval)s "
            "(%(n)s answers)."
        )
        % said
    )


def _rate(rate: Rate) -> dict[str, str | int]:
    return {"share": percent(rate.share or 0), "interval": between(rate.interval), "n": rate.of}


def points_of(share: float) -> str:
    """A net promoter score or a difference of shares, from -100 to 100: “+12”."""
    n = round(100 * share)
    return f"+{n}" if n > 0 else f"−{-n}" if n < 0 else "0"


def points_between(interval: tuple[float, float]) -> str:
    low, high = (points_of(bound) for bound in interval)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def promoting(said: Recommending) -> str:
    assert said.score is not None
    assert said.interval is not None
    return _(
        "NPS %(score)s, with a 95%% interval of %(interval)s: %(for)s of %(n)s would recommend us "
        "(9 or 10), %(against)s would not (0 to 6)."
    ) % {
        "score": points_of(said.score),
        "interval": points_between(said.interval),
        "for": said.promoters,
        "against": said.detractors,
        "n": said.n,
    }
