"""The two businesses, one signed-in person, and how often each page asks the database.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import random
import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.search.models import Word
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step
from quality.search.pages import EACH, pages
from quality.search.regulars import Regulars
from quality.search.town import Town

FEW = 100
OTHER = "second-hand"
SLUG = "town"


class House:
    """Rows are written; `pages` by name, each with its addresses; `asked` among few and many."""

    def __init__(self, *, customers: int, seed: int) -> None:
        bring_in_step()
        if settings.SECURE:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
        now, chance = timezone.now(), random.Random(seed)
        town = Town.founded(SLUG, now=now, chance=chance)
        other = Town.founded(OTHER, now=now, chance=chance)
        self._client.force_login(town.owner.user)
        town.fill(0, FEW)
        kinds = Regulars(town, first=10 * customers, each=min(10, customers // 500)).kinds | {
            "customer": self._some(town)
        }
        began = time.monotonic()
        self.pages = pages(SLUG, kinds, chance)
        few = self._questions()
        town.fill(FEW, customers)
        other.fill(customers, customers + customers // 10)
        self.took = time.monotonic() - began
        if connection.vendor == "postgresql":
            # It does so by itself, but not within the minute. SQLite never does.
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        self.pages = pages(SLUG, kinds | {"customer": self._some(town)}, chance)
        self.asked = {page: (few[page], n) for page, n in self._questions().items()}
        self.strangers = self._found_of(customers)
        with enter(town.owner.business):
            self.rows = {
                "customers": Customer.objects.count(),
                "words": Word.objects.count(),
                "journal": Entry.objects.count(),
            }
        print(f"written in {self.took:.0f} s: {self.rows}; questions {self.asked}", flush=True)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.key}={one.value}" for one in self._client.cookies.values())

    def leave(self) -> None:
        connections.close_all()

    def _some(self, town: Town) -> list[int]:
        with enter(town.owner.business):
            found: list[int] = list(Customer.objects.values_list("pk", flat=True)[:EACH])
        return found

    def _questions(self) -> dict[str, int]:
        """The most that any address of a page asks. (A search that finds nothing asks less.)"""
        most: dict[str, int] = {}
        for addresses in self.pages.values():
            page = addresses[0].partition("?")[0].rstrip("0123456789")
            most[page] = max([most.get(page, 0), *map(self._asked, addresses)])
        return most

    def _asked(self, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = self._client.get(address)
            n = len(asked)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}.")
        return n

    def _found_of(self, number: int) -> int:
        """How many of the other business's are found: the first of its customers is nobody here."""
        address = f"/desk/{SLUG}/search?q=Fern+{number}"
        mail = f"/desk/{SLUG}/search?q=0044+20+{number:08}"
        found = [self._client.get(where).content.decode() for where in (address, mail)]
        return sum(page.count('class="hit"') for page in found)
