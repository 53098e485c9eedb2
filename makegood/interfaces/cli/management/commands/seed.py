"""`seed`: named worlds to look around in, made anew each time. No mail, no password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from makegood.foundation.accounts.queries import team
from makegood.interfaces.cli.database import bring_in_step
from makegood.interfaces.cli.worlds import WORLDS, build


class Command(BaseCommand):
    help = "Make the named worlds anew: a busy plumber, a busy studio, an empty studio."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("world", nargs="*", choices=[[], *WORLDS], help="all, if none is named")

    def handle(self, *_: Any, world: list[str], **__: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("A demo is let into with one press: none is made in production.")
        bring_in_step()
        for name in world or WORLDS:
            member = build(name, now=timezone.now())
            people = " and ".join(team(member.business).values())
            self.stdout.write(f"{member.business}, with {people}")
        where = f"{settings.BASE_URL}{reverse('demo')}"
        self.stdout.write(f"Start the program (python3 dev.py run), then open {where}")
