"""Many who were asked, each with a link of their own. Imported when Django is set up."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.models import Invitation, Press
from makegood.domain.feedback.rules.asking import LASTS
from makegood.foundation.jobs.actions import OPEN
from makegood.foundation.jobs.models import Job
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import hash_of, token_of
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from quality.asked import race
from quality.asked.race import Town

# Of twenty people so many give so many stars, as in the real orders: 58, 19, 8, 3 and 11%.
STARS = "5" * 11 + "4" * 4 + "3" * 2 + "2" * 1 + "1" * 2


def furnished() -> Town:
    town = race.furnished()
    call_command("collectstatic", interactive=False, verbosity=0)
    with enter(town.business):
        Customer.objects.create(name="The bakery", name_key="the bakery", met_at=timezone.now())
    return town


def presses(town: Town, n: int) -> list[dict[str, str]]:
    """So many who have not answered yet, as clients.py presses for them."""
    with enter(town.business):
        made = _asked(town, n)
        found = [
            {
                "path": f"/a/{link.pk}/answers",
                "cookie": f"{_cookie(link)}={links.pass_of(link)}",
                "overall": STARS[number % len(STARS)],
            }
            for number, link in enumerate(made)
        ]
    connections.close_all()
    return found


def worked_out(town: Town) -> float:
    """Wait until the worker has made answers of all that was pressed; for how many seconds."""
    began = time.monotonic()
    with enter(town.business):
        while Press.objects.exists() or Job.objects.filter(state__in=OPEN, run_at=None).exists():
            time.sleep(0.1)
    connections.close_all()
    return time.monotonic() - began


def page_of(town: Town) -> tuple[str, Callable[[str], bytes]]:
    """The first page of questions, and how to read one of its style sheets."""
    with enter(town.business):
        (link,) = _asked(town, 1)
    browser = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
    browser.cookies[_cookie(link)] = links.pass_of(link)
    shown = browser.get(f"/a/{link.pk}/").content.decode()
    return shown, _sheet


def _sheet(address: str) -> bytes:
    return (Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)).read_bytes()


def _cookie(link: Link) -> str:
    return f"{settings.LINK_COOKIE}{link.pk}"


def _asked(town: Town, n: int) -> list[Link]:
    now, business = timezone.now(), town.business
    last = Link.objects.order_by("pk").last()
    version, customer = town.survey.versions.get(), Customer.objects.get()
    member = Member.objects.get()
    ids = range(last.pk + 1 if last else 1, (last.pk if last else 0) + n + 1)
    asked = {"purpose": Link.Purpose.ASKED, "made_at": now, "expires_at": now + LASTS}
    made = Link.objects.bulk_create(
        [Link(opens=key, nonce=secrets.token_hex(16), **asked) for key in ids], batch_size=200
    )
    Invitation.objects.bulk_create(
        [
            Invitation(
                survey=town.survey,
                version=version,
                customer=customer,
                member=member,
                how=Invitation.How.BY_HAND,
                made_at=now,
                ask_at=now,
                asked_at=now,
                link=link,
            )
            for link in made
        ],
        batch_size=200,
    )
    key = settings.LINKS_KEY
    Address.objects.bulk_create(
        [
            Address(
                token_hash=hash_of(token_of(link.pk, link.nonce, key=key)),
                link=link,
                business=business,
            )
            for link in made
        ]
    )
    return made
