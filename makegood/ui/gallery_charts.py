"""Charts with sample figures, for the gallery: with a gap, with few, and with long names."""

from __future__ import annotations

from typing import Any

from makegood.kit.chart import Point, Scale, columns, rows

Values = dict[str, Any]
SHARES = Scale(0.5, 1.0, tuple((n / 10, f"{n * 10}%") for n in range(5, 11)))
STARS = Scale(1.0, 5.0, tuple((float(n), str(n)) for n in range(1, 6)))
HEAD = ["Month", "Kept", "Share"]


def charts() -> list[Values]:
    """Months side by side, and bands below one another."""
    return [_months(), _bands()]


def narrow() -> Values:
    """Lists that narrow what a page shows."""
    months = [("2026-06", "June 2026"), ("2026-05", "May 2026")]
    fields = [("From", months), ("To", months), ("Whose work", [("", "everybody")])]
    return {
        "action": "#",
        "press": "Show",
        "fields": [
            {
                "name": f"field-{n}",
                "label": label,
                "choices": [
                    {"value": value, "label": words, "current": n == at}
                    for at, (value, words) in enumerate(choices)
                ],
            }
            for n, (label, choices) in enumerate(fields)
        ],
    }


def _months() -> Values:
    points = [
        Point("Mar", 0.79, 0.74, 0.83, said="79%", n="333", beneath="2026", full="March 2026"),
        Point("Apr", None, n="3"),
        Point("May", 0.95, 0.92, 0.97, said="95%", n="316"),
        Point("Jun", 0.92, 0.87, 0.95, said="92%", n="189", so_far=True),
    ]
    return {
        "words": "March 2026 to June 2026: 738 of 841 kept by the first date, 88%.",
        "wide": columns(points, SHARES, n_label="n"),
        "narrow": rows(points, SHARES, n_label="n"),
        "table": {"caption": "Kept by month", "head": HEAD, "rows": _rows(points)},
    }


def _bands() -> Values:
    points = [
        Point("On time", 4.29, 4.25, 4.33, said="4.29", n="3514", beneath="asked afterwards"),
        Point("Late", 1.75, 1.58, 1.92, said="1.75", n="201", beneath="asked before it came"),
        Point("Late, and nobody knows why", None, n="4"),
    ]
    return {
        "words": "What came on time was rated 4.29 of 5, what was late 1.75.",
        "wide": rows(points, STARS, width=900, tone="accent", n_label="n"),
        "narrow": rows(points, STARS, tone="accent", n_label="n"),
        "table": {"caption": "Rated", "head": ["Rated", "Ratings", "Mean"], "rows": _rows(points)},
    }


def _rows(points: list[Point]) -> list[Values]:
    few = "too few to say"
    return [
        {
            "label": point.label,
            "beneath": point.beneath,
            "cells": [{"text": point.n}, {"text": point.said or "–", "beneath": few}],
        }
        for point in points
    ]
