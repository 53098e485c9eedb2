"""A house with its rows written and somebody let in: what each of its pages costs.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.interfaces.cli.database import bring_in_step
from makegood.ui import drawn

HOST = "localhost"
TIMES = 9


@dataclass(frozen=True)
class Cost:
    """Bytes and questions to the database of one page; milliseconds of processor time.

    `warm` with its rows as they were drawn before, `cold` with every row drawn anew.
    """

    size: int
    questions: int
    warm: float
    cold: float


class Visited:
    """`furnish` writes the rows, lets the browser in, and says the address above the pages."""

    def __init__(self, furnish: Callable[[Client], str]) -> None:
        bring_in_step()
        if settings.SECURE:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._client = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
        self._root = furnish(self._client)
        if connection.vendor == "postgresql":
            # It does so by itself, but not within the minute. SQLite never does.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.key}={one.value}" for one in self._client.cookies.values())

    def where(self, page: str) -> str:
        return f"{self._root}{page}"

    def cost(self, page: str) -> Cost:
        """Of one answer, asked in this process."""
        with CaptureQueriesContext(connection) as asked:
            answer = self._client.get(self.where(page))
            questions = len(asked)
        if answer.status_code != 200:
            raise SystemExit(f"{self.where(page)} answered {answer.status_code}.")
        warm = self._cpu(page, cold=False)
        return Cost(len(answer.content), questions, warm, self._cpu(page, cold=True))

    def _cpu(self, page: str, *, cold: bool) -> float:
        took = []
        for _ in range(TIMES):
            if cold:
                drawn.forget()
            began = time.process_time()
            self._client.get(self.where(page))
            took.append(1000 * (time.process_time() - began))
        return statistics.median(took)

    def leave(self) -> None:
        connections.close_all()
