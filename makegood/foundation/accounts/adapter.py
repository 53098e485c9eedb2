"""How allauth meets our people."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """allauth keeps accounts; what is said on screen is ours."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_taken": _("This address has a desk already. Sign in instead."),
        "email_password_mismatch": _("That address and password do not belong together."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
    }

    def add_message(self, *positional: Any, **named: Any) -> None:
        """Say nothing: whoever is in can see that they are in."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed sign-ins count by address alone: the request's Host is anybody's to vary."""
        return str(credentials.get("email", "")).lower()
