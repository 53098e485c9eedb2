"""Every component in every state, with sample values: `/ui`, shown in development only.

The samples stay in English: they are made up, and a translator's time is not.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from makegood.ui import gallery_charts, gallery_lines

Values = dict[str, Any]


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The page; `?empty` shows it as on the first day. Nothing here acts: every form leads to #."""
    empty = "empty" in request.GET
    context = frame() | parts() | {"groups": [] if empty else groups(), "empty": empty}
    if empty:
        context["quick_add"] = {"read_action": "#"}
    return render(request, "ui/gallery.html", context)


@require_safe
def plain_gallery(request: HttpRequest) -> HttpResponse:
    """The frame for people who are not in, with a form that came back."""
    return render(request, "ui/gallery_plain.html", {"form": sample_form()})


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your business", help_text="Letters will say it.")
    email = forms.EmailField(
        label="Your e-mail", error_messages={"invalid": "Add the part after the @."}
    )
    day = forms.CharField(label="New day")
    words = forms.CharField(label="What they will read", widget=forms.Textarea, required=False)
    reason = forms.ChoiceField(
        label="Why, for us only",
        choices=[("supplier", "Supplier"), ("weather", "Weather")],
        required=False,
    )
    told = forms.ChoiceField(
        label="Were they told?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, by phone"), ("no", "Not yet")],
    )
    visible = forms.BooleanField(label="They can see it", required=False)


def sample_form() -> SampleForm:
    """A form that came back with what was typed and what to do about it."""
    form = SampleForm({"name": "Blume Studio", "email": "rosa@", "day": "32 May", "told": "yes"})
    form.add_error("day", "We read “32 May”. Which day did you mean?")
    return form


def frame() -> Values:
    """What the page frame asks for."""
    return {
        "business_name": "Blume Studio",
        "home_href": "#",
        "sign_out_href": "#",
        "nav": [
            {"href": "#today", "label": "Today", "icon": "sunrise", "current": True},
            {"href": "#ledger", "label": "Ledger", "icon": "notebook"},
            {"href": "#settings", "label": "Settings", "icon": "settings"},
        ],
        "find": find(),
        "quick_add": {"read_action": "#", "read": sample_read()},
    }


def find() -> Values:
    return {"action": "#", "name": "q", "label": "Search"}


def sample_read() -> Values:
    """A sentence as understood: one thing new, one thing to correct."""
    return {
        "action": "#",
        "text": "Logo proofs to the bakery by Friday",
        "label": "Promise it",
        "chips": [
            {"name": "who", "label": "Who", "value": "the bakery", "icon": "user",
             "hint": "New customer", "choices": ["Bakery Sol", "Baker & Sons"]},
            {"name": "what", "label": "What", "value": "Logo proofs", "icon": "flag"},
            {"name": "when", "label": "When", "value": "Friday 4 September", "icon": "calendar"},
            {"name": "wrong", "label": "When", "value": "32 May", "icon": "calendar",
             "error": "We read “32 May”. Which day did you mean?"},
            {"name": "none", "label": "Who", "value": "", "icon": "user"},
        ],
    }  # fmt: skip


def _row(key: str, who: str, what: str, when: str, line: str, **more: object) -> Values:
    act = {"label": "Kept", "action": "#", "icon": "check", "about": what}
    drawn = gallery_lines.line(line)
    return {
        "id": f"promise-{key}", "who": who, "who_href": "#", "what": what, "href": "#",
        "when": when, "when_iso": "2026-09-04", "when_exact": "Friday 4 September 2026",
        "line": drawn["row"], "line_words": drawn["words"], "act": act, **more,
    }  # fmt: skip


def groups() -> list[Values]:
    """Today, full."""
    tell = {"label": "Tell them", "action": "#", "icon": "send", "tone": "primary"}
    undo = {"label": "Undo", "action": "#", "icon": "arrow-back-up", "tone": "quiet"}
    return [
        {"heading": "Missed, not told", "id": "missed", "tone": "missed", "rows": [
            _row("1", "Rosenberg & Daughters, solicitors", "Window stickers, cut and delivered",
                 "", "missed", tone="missed", note="We said Thursday",
                 act=tell)]},
        {"heading": "At risk", "id": "risk", "tone": "risk", "rows": [
            _row("2", "Hotel Adler", "Menu cards for the terrace, second proof with the new prices "
                 "and the allergens as the kitchen wrote them", "Tomorrow", "moved",
                 tone="risk", note="At risk")]},
        {"heading": "Due today", "id": "due", "rows": [
            _row("3", "the bakery", "Logo proofs", "Today", "due"),
            _row("4", "مخبز السلام", "بطاقات الافتتاح", "Today, 15:00", "long"),
            _row("5", "Ines Duarte", "Call back about the invoice", "Today", "kept",
                 done=True, undo=undo)]},
        {"heading": "Waiting for you", "id": "waiting", "tone": "waiting", "rows": [
            _row("6", "Yoga am Park", "Website texts", "3 days after their photos", "waiting",
                 tone="waiting", note="Waiting")]},
        {"heading": "Soon", "id": "soon", "more_href": "#", "more_label": "12 more", "rows": [
            _row("7", "Anna", "Draft of the invitation", "in 3 days", "fresh")]},
    ]  # fmt: skip


def parts() -> Values:
    """Everything that is not on Today."""
    return {
        "form": sample_form(),
        "lines": gallery_lines.all_lines(),
        "story": gallery_lines.story(),
        "rates": rates(),
        "charts": gallery_charts.charts(),
        "filters": filters(),
        "narrow": gallery_charts.narrow(),
        "pages": {"words": "51 to 100 of 3,887", "previous_href": "#", "next_href": "#"},
        "tones": ["kept", "risk", "missed", "told"],
    }


def rates() -> list[Values]:
    """With a bar, with what was left out, and too few to say."""
    return [
        {"label": "Deliveries kept by the first day", "words": "8 of 10 kept",
         "interval": "90% interval 54% to 93%", "period": "since 1 June",
         "share": 80, "low": 54, "high": 93},
        {"label": "Told before it passed", "words": "2 of 2 told",
         "interval": "90% interval 43% to 100%", "period": "since 1 June",
         "note": "14 not recorded, left out", "share": 100, "low": 43, "high": 100},
        {"label": "Replies", "words": "Nothing due yet", "period": "since 1 June"},
    ]  # fmt: skip


def filters() -> Values:
    """The ledger's own."""
    return {
        "label": "Show",
        "choices": [
            {"href": "#", "label": "Open", "count": 12, "current": True},
            {"href": "#", "label": "Kept", "count": 208},
            {"href": "#", "label": "Late", "count": 9},
            {"href": "#", "label": "All"},
        ],
        "search": {"action": "#", "name": "q", "label": "Customer or promise"},
    }
