"""Every component in every state, with sample values: `/ui`, shown in development only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from makegood.ui import gallery_lines

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

    name = forms.CharField(label=gettext_lazy("Your business"), help_text="Letters will say it.")
    email = forms.EmailField(label=gettext_lazy("Your e-mail"))
    day = forms.CharField(label=gettext_lazy("New day"))
    words = forms.CharField(
        label=gettext_lazy("What they will read"), widget=forms.Textarea, required=False
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why, for us only"),
        choices=[("supplier", gettext_lazy("Supplier")), ("weather", gettext_lazy("Weather"))],
        required=False,
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Were they told?"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes, by phone")), ("no", gettext_lazy("Not yet"))],
    )
    visible = forms.BooleanField(label=gettext_lazy("They can see it"), required=False)


def sample_form() -> SampleForm:
    """A form that came back with what was typed and what to do about it."""
    form = SampleForm(
        {"name": "Blume Studio", "email": "rosa@", "day": "32 May", "told": "yes"}, auto_id="id_%s"
    )
    form.errors["day"] = form.error_class([_("We read “32 May”. Which day did you mean?")])
    form.errors["email"] = form.error_class([_("Add the part after the @.")])
    for name in ("day", "email"):
        form.errors[name].field_id = f"id_{name}"
    return form


def frame() -> Values:
    """What the page frame asks for."""
    return {
        "business_name": "Blume Studio",
        "home_href": "#",
        "sign_out_href": "#",
        "nav": [
            {"href": "#today", "label": _("Today"), "icon": "sunrise", "current": True},
            {"href": "#ledger", "label": _("Ledger"), "icon": "notebook"},
            {"href": "#settings", "label": _("Settings"), "icon": "settings"},
        ],
        "quick_add": {"read_action": "#", "read": sample_read()},
    }


def sample_read() -> Values:
    """A sentence as understood: one thing new, one thing to correct."""
    return {
        "action": "#",
        "text": "Logo proofs to the bakery by Friday",
        "label": _("Promise it"),
        "chips": [
            {"name": "who", "label": _("Who"), "value": "the bakery", "icon": "user",
             "hint": _("New customer"), "choices": ["Bakery Sol", "Baker & Sons"]},
            {"name": "what", "label": _("What"), "value": "Logo proofs", "icon": "flag"},
            {"name": "when", "label": _("When"), "value": "Friday 4 September", "icon": "calendar"},
            {"name": "wrong", "label": _("When"), "value": "32 May", "icon": "calendar",
             "error": _("We read “32 May”. Which day did you mean?")},
            {"name": "none", "label": _("Who"), "value": "", "icon": "user"},
        ],
    }  # fmt: skip


def _row(key: str, who: str, what: str, when: str, line: str, **more: object) -> Values:
    act = {"label": _("Kept"), "action": "#", "icon": "check", "about": what}
    drawn = gallery_lines.line(line)
    return {
        "id": f"promise-{key}", "who": who, "who_href": "#", "what": what, "href": "#",
        "when": when, "when_iso": "2026-09-04", "when_exact": _("Friday 4 September 2026"),
        "line": drawn["row"], "line_words": drawn["words"], "act": act, **more,
    }  # fmt: skip


def groups() -> list[Values]:
    """Today, full."""
    tell = {"label": _("Tell them"), "action": "#", "icon": "send", "tone": "primary"}
    undo = {"label": _("Undo"), "action": "#", "icon": "arrow-back-up", "tone": "quiet"}
    said = _("We said %(day)s")
    return [
        {"heading": _("Missed, not told"), "id": "missed", "tone": "missed", "rows": [
            _row("1", "Rosenberg & Daughters, solicitors", "Window stickers, cut and delivered",
                 "", "missed", tone="missed", note=said % {"day": _("Thursday")},
                 act=tell)]},
        {"heading": _("At risk"), "id": "risk", "tone": "risk", "rows": [
            _row("2", "Hotel Adler", "Menu cards for the terrace, second proof with the new prices "
                 "and the allergens as the kitchen wrote them", _("Tomorrow"), "moved",
                 tone="risk", note=_("At risk"))]},
        {"heading": _("Due today"), "id": "due", "rows": [
            _row("3", "the bakery", "Logo proofs", _("Today"), "due"),
            _row("4", "مخبز السلام", "بطاقات الافتتاح", _("Today, 15:00"), "long"),
            _row("5", "Ines Duarte", "Call back about the invoice", _("Today"), "kept",
                 done=True, undo=undo)]},
        {"heading": _("Waiting for you"), "id": "waiting", "tone": "waiting", "rows": [
            _row("6", "Yoga am Park", "Website texts", _("3 days after their photos"), "waiting",
                 tone="waiting", note=_("Waiting"))]},
        {"heading": _("Soon"), "id": "soon", "more_href": "#", "more_label": _("12 more"), "rows": [
            _row("7", "Anna", "Draft of the invitation", _("in 3 days"), "fresh")]},
    ]  # fmt: skip


def parts() -> Values:
    """Everything that is not on Today."""
    return {
        "form": sample_form(),
        "lines": gallery_lines.all_lines(),
        "story": gallery_lines.story(),
        "rates": rates(),
        "filters": filters(),
        "pages": {"words": _("51 to 100 of 3,887"), "previous_href": "#", "next_href": "#"},
        "tones": ["kept", "risk", "missed", "told"],
    }


def rates() -> list[Values]:
    """With a bar, with what was left out, and too few to say."""
    return [
        {"label": _("Deliveries kept by the first day"), "words": _("8 of 10 kept"),
         "interval": _("90% interval 54% to 93%"), "period": _("since 1 June"),
         "share": 80, "low": 54, "high": 93},
        {"label": _("Told before it passed"), "words": _("2 of 2 told"),
         "interval": _("90% interval 43% to 100%"), "period": _("since 1 June"),
         "note": _("14 not recorded, left out"), "share": 100, "low": 43, "high": 100},
        {"label": _("Replies"), "words": _("Nothing due yet"), "period": _("since 1 June")},
    ]  # fmt: skip


def filters() -> Values:
    """The ledger's own."""
    return {
        "label": _("Show"),
        "choices": [
            {"href": "#", "label": _("Open"), "count": 12, "current": True},
            {"href": "#", "label": _("Kept"), "count": 208},
            {"href": "#", "label": _("Late"), "count": 9},
            {"href": "#", "label": _("All")},
        ],
        "search": {"action": "#", "name": "q", "label": _("Customer or promise")},
    }
