"""How allauth meets our people."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from makegood.foundation.accounts import devices
from makegood.foundation.tenancy.models import User


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

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        """Whoever is in has a browser that we know from now on."""
        response: HttpResponse = super().post_login(request, user, **named)
        devices.remember(user.email, request, response)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom to count a request for: the browser that this person knows, or an address.

        So that a stranger behind the same address does not use up the tries of a known browser.
        """
        known = devices.known_to(request.POST.get("login", ""), request)
        return known or str(super().get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed sign-ins count for a person in each browser they know, and in all others as one.

        Not for a Host: the request's is anybody's to vary.
        """
        email = str(credentials.get("email", "")).lower()
        return f"{email} {devices.known_to(email, request)}"
