"""The clock is read at the door, and handed in.

A rule that looks at the clock cannot be asked about Friday on a Monday, and two looks within one
act can fall on both sides of a deadline. `now` and `at` are keyword arguments; only interfaces
read the clock; jobs, for its leases and heartbeats; the posting of letters, because the instant
at which a server took one lies between two of its transactions, and how long a server kept us
waiting is known only there; and the adapter, which allauth hands no hour.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, modules, planted, told

CLOCKS = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"django.utils.timezone.{name}" for name in ("now", "localdate")),
    *(f"time.{name}" for name in ("time", "time_ns", "monotonic", "localtime", "gmtime")),
    "datetime.date.today",
    "django.db.models.functions.Now",
}
LOCALTIME = "django.utils.timezone.localtime"
AUTOMATIC = {"auto_now", "auto_now_add"}
MAY_LOOK = (
    "makegood/interfaces/",
    "makegood/foundation/jobs/",
    "makegood/foundation/mail/actions/posting.py",
    "makegood/foundation/mail/server.py",
    "makegood/domain/exchange/actions/coming.py",
    "makegood/domain/exchange/actions/pieces.py",
    "makegood/domain/exchange/actions/coming_back.py",
    "makegood/foundation/accounts/adapter.py",
)


def looks(module: Module) -> Iterator[str]:
    """Each place where a module reads the clock, or lets a field do so."""
    for node in module.nodes:
        if isinstance(node, ast.Name | ast.Attribute) and module.full(node) in CLOCKS:
            yield f"{module.at(node)}: {module.full(node)}"
        elif isinstance(node, ast.keyword) and node.arg in AUTOMATIC:
            yield f"{module.at(node)}: {node.arg}"
        elif isinstance(node, ast.Call) and not node.args and module.full(node.func) == LOCALTIME:
            yield f"{module.at(node)}: {LOCALTIME}()"


def test_nobody_inside_the_house_reads_the_clock() -> None:
    inside = [module for module in modules() if not module.path.startswith(MAY_LOOK)]
    found = [line for module in inside for line in looks(module)]
    assert not found, told(found, "Take the time as a keyword argument, now= or at=:")


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils.timezone import now as clock\nclock()",
        "from django.utils import timezone\nF(default=timezone.now)",
        "import datetime\ndatetime.datetime.now(zone)",
        "from datetime import date\ndate.today()",
        "import time\ntime.monotonic()",
        "from django.db import models\nmodels.DateTimeField(auto_now_add=True)",
        "from django.db.models.functions import Now\nNow()",
        "from django.utils import timezone\ntimezone.localtime()",
    ],
)
def test_a_look_at_the_clock_is_caught(source: str) -> None:
    assert len(list(looks(planted(source)))) == 1


def test_asking_for_another_day_is_no_look() -> None:
    source = "from datetime import datetime\ndatetime.combine(day, noon)\nself.now\nfacts.today()"
    assert not list(looks(planted(source)))
