"""A member's calendar: the secret address of their feed, had, copied and changed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import change as change_link
from makegood.foundation.links.models import Link
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now

FEED = Link.Purpose.FEED


@desk("have a calendar address")
def show(request: DeskRequest) -> HttpResponse:
    """Whoever looks over a shoulder sees it too: the page says what to do then."""
    now = local_now(request)
    link = links.newest(FEED, request.member.pk, now=now)
    context = {
        "address": _address(link) if link else "",
        "since": wording.exact_instant(link.made_at, request.business.tz) if link else "",
        "change": {
            "action": here(request, "calendar_address"),
            "label": _("Change the address") if link else _("Get an address"),
            "tone": "" if link else "primary",
            "whole": True,
        },
        "settings_href": here(request, "settings"),
    }
    return page(request, "interfaces/desk/calendar.html", context)


@desk("have a calendar address", methods=WRITE)
def change(request: DeskRequest) -> HttpResponse:
    """A new address; the one before it opens nothing from now on."""
    now, mine = local_now(request), request.member.pk
    had_one = links.newest(FEED, mine, now=now) is not None
    change_link(purpose=FEED, opens=mine, by=request.actor, at=now, lasts=None)
    said = _("The address was changed. The old one opens nothing any more.")
    messages.info(request, said if had_one else _("This is your calendar's address."))
    return redirect(here(request, "calendar"))


def _address(link: Link) -> str:
    """From our base address, never from what a request claims to be its host."""
    return settings.BASE_URL + reverse("feed", kwargs={"token": links.token(link.pk)})
