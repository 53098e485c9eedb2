"""Start-up: checks what must hold and hands the tables down to the foundation."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class MakegoodConfig(AppConfig):
    name = "makegood.config"
    label = "config"

    def ready(self) -> None:
        from makegood.config import durability
        from makegood.config.addresses import address
        from makegood.domain.feedback.models import PUBLISHED_STAYS
        from makegood.domain.promises.models.promise import FIRST_DUE_STAYS
        from makegood.domain.recovery.models import HEARING_STAYS
        from makegood.domain.search.keeping import building as words
        from makegood.domain.search.keeping import sqlite
        from makegood.foundation.jobs import clock
        from makegood.foundation.journal import append_only, reacting
        from makegood.foundation.mail import addresses
        from makegood.reactions import REACTIONS
        from makegood.schedule import SCHEDULE

        durability.watch()
        for label, put_up in (
            ("journal", append_only.put_up),
            ("promises", FIRST_DUE_STAYS.put_up),
            ("feedback", PUBLISHED_STAYS.put_up),
            ("recovery", HEARING_STAYS.put_up),
        ):
            sender = apps.get_app_config(label)
            post_migrate.connect(put_up, sender=sender, dispatch_uid=f"refused-{label}")
        # What finds rows: SQLite folds their words by a function of ours.
        connection_created.connect(sqlite.teach, dispatch_uid="words")
        search = apps.get_app_config("search")
        pre_migrate.connect(words.make_way, sender=search, dispatch_uid="words")
        post_migrate.connect(words.put_up, sender=search, dispatch_uid="words")
        reacting.use(REACTIONS)
        clock.use(SCHEDULE)
        addresses.use(address)
