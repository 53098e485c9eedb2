"""A survey that is open to anybody: its address, its code, and a piece for a page of their own."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions.opening import ANYBODY
from makegood.domain.feedback.letters import choices
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.queries.asking import open_survey
from makegood.domain.feedback.queries.words import wording_of
from makegood.foundation.links import queries as links
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.qr_code import qr_code


def opened(survey: Survey, *, now: datetime) -> str:
    """The ways to it, drawn for the page of the survey; "" where no link opens it."""
    link = links.newest(ANYBODY, survey.pk, now=now)
    if link is None:
        return ""
    address = settings.BASE_URL + reverse("open_survey", args=[links.token(link.pk)])
    ways = {"address": address, "qr": qr_code(address), "snippet": snippet(survey, address)}
    return render_to_string("interfaces/desk/open_survey.html", {"opened": ways})


def snippet(survey: Survey, address: str) -> str:
    """The first question for a page of theirs, as plain HTML: each answer is a link that shows it
    chosen. No script and no frame, so that it works in a letter and on a shelf of old software too.
    """
    asked = open_survey(survey.pk)
    if asked is None:
        return ""
    with translation.override(current_business().locale):
        say = wording_of(asked, translation.get_language())
        first = say.questionnaire.first
        if first is None:
            return format_html('<p><a href="{}">{}</a></p>', address, _("How was it?"))
        offered = choices(say, first, address)
        taps = format_html_join(
            "\n", '<a href="{}">{}</a>', [(one["href"], one["label"]) for one in offered]
        )
        return format_html("<p>{}</p>\n<p>{}</p>", say.words(first.words), taps)
