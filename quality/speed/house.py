"""The business's rows, and one signed-in person.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import random

from django.test import Client
from django.utils import timezone

from quality.speed.town import build
from quality.speed.visited import Visited


def house(*, seed: int) -> Visited:
    def furnish(browser: Client) -> str:
        owner = build(now=timezone.now(), chance=random.Random(seed))
        browser.force_login(owner.user)
        return f"/desk/{owner.business.slug}/"

    return Visited(furnish)
