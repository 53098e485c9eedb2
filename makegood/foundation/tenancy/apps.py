"""The wall is put up after every migrate. (A hook of the database's, not a flow of ours.)"""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TenancyConfig(AppConfig):
    name = "makegood.foundation.tenancy"

    def ready(self) -> None:
        from makegood.foundation.tenancy.wall import building

        pre_migrate.connect(building.make_way, sender=self, dispatch_uid="wall")
        post_migrate.connect(building.put_up, sender=self, dispatch_uid="wall")
