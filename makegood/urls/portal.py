"""The customer's page, beneath the number of the link that opened it."""

from __future__ import annotations

from django.urls import path

from makegood.interfaces.portal import (
    answering,
    asked_here,
    concerns,
    fresh,
)
from makegood.interfaces.portal import page as customer_page

portal = [
    path("", customer_page.show, name="customer_page"),
    path("notices/<int:notice>/answer", answering.give, name="notice_answer"),
    path("concerns", concerns.raise_one, name="concerns"),
    path("cases/<int:case>/words", concerns.hear, name="case_heard"),
    path("cases/<int:case>/thanks", concerns.thank, name="case_thanks"),
    path("cases/<int:case>/right", concerns.answer, name="case_right"),
    path("fresh", fresh.send, name="fresh_link"),
    path("how-it-was", asked_here.go, name="asked_from_page"),
]
