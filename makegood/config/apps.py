"""Start-up: checks what must hold and hands the tables down to the foundation."""

from __future__ import annotations

from django.apps import AppConfig


class MakegoodConfig(AppConfig):
    name = "makegood.config"
    label = "config"

    def ready(self) -> None:
        from makegood.config import durability

        durability.watch()
