"""Start-up: checks what must hold and hands the tables down to the foundation."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class MakegoodConfig(AppConfig):
    name = "makegood.config"
    label = "config"

    def ready(self) -> None:
        from makegood.config import durability
        from makegood.config.addresses import address
        from makegood.foundation.jobs import clock
        from makegood.foundation.journal import append_only, reacting
        from makegood.foundation.mail import addresses
        from makegood.reactions import REACTIONS
        from makegood.schedule import SCHEDULE

        durability.watch()
        journal = apps.get_app_config("journal")
        post_migrate.connect(append_only.put_up, sender=journal, dispatch_uid="append-only")
        reacting.use(REACTIONS)
        clock.use(SCHEDULE)
        addresses.use(address)
