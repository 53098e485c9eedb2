"""`seed`: named worlds to look around in. Signing in to them needs no mail."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from makegood.interfaces.cli.database import bring_in_step
from makegood.interfaces.cli.worlds import PASSWORD, WORLDS, build


class Command(BaseCommand):
    help = "Make the named worlds: an empty shop, a busy studio, a plumber in trouble."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("world", nargs="*", choices=[[], *WORLDS], help="all, if none is named")

    def handle(self, *_: Any, world: list[str], **__: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("Seeds have a known password: they are not made in production.")
        bring_in_step()
        for name in world or WORLDS:
            member = build(name, now=timezone.now())
            said = f"{member.business}: sign in as {member.user.email}, password {PASSWORD}"
            self.stdout.write(said)
