"""One page of each class, with the cookie of whoever sees it.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from quality.observatory.terminator import Page
from quality.portal.house import House


def pages() -> dict[str, Page]:
    """A member's, a customer's, a stranger's and a calendar's."""
    house = House()
    owner = house.owner
    found = {
        "sign-in": Page(reverse("account_login")),
        "Today": Page(reverse("today", args=[owner.business.slug]), signed_in(owner)),
        "customer's page": Page(house.where(""), house.cookie),
        "customer's page, not found": Page(house.where("")),
        "feed": Page(reverse("feed", args=[feed(owner)])),
    }
    house.leave()
    return found


def signed_in(owner: Member) -> str:
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(owner.user)
    return f"{name}={client.cookies[name].value}"


def feed(owner: Member) -> str:
    """The token of the owner's calendar."""
    with enter(owner.business):
        by = Actor("member", owner.pk)
        made = make(purpose=Link.Purpose.FEED, opens=owner.pk, by=by, at=timezone.now(), lasts=None)
        return links.token(made.pk)
