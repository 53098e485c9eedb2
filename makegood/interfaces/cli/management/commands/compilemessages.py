"""`compilemessages`: the catalogues as the program reads them."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import compilemessages


class Command(compilemessages.Command):
    """Django's own, for our catalogues alone: it would compile those of our environment too."""

    help = "Compile the catalogues of all languages, or of those named (-l)."

    def handle(self, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], ".venv*"]
        super().handle(**options)
