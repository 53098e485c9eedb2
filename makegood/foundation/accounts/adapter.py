"""How allauth meets our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """allauth keeps accounts; what is said on screen is ours."""

    def add_message(self, *_: Any, **__: Any) -> None:
        """Say nothing: whoever is in can see that they are in."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed sign-ins count by address alone: the request's Host is anybody's to vary."""
        return str(credentials.get("email", "")).lower()
