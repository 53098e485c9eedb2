"""How allauth meets our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """allauth keeps accounts; what is said on screen is ours."""

    def add_message(self, *_: Any, **__: Any) -> None:
        """Say nothing: whoever is in can see that they are in."""
