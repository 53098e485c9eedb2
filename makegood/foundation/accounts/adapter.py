"""How allauth meets our people, and how its mail goes out: by our outbox, like every letter."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from makegood.foundation.accounts import devices
from makegood.foundation.accounts.queries import memberships
from makegood.foundation.accounts.resetting import reset_address_of
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rendering import rendered
from makegood.foundation.mail.rules import OURSELVES
from makegood.foundation.tenancy.models import User
from makegood.foundation.tenancy.scope import enter
from makegood.kit.mailbox import mailbox

# allauth's name of each mail we send. What is not here (a note to an address nobody signs in
# with, say) is not sent.
LETTERS = {
    "account/email/password_reset_key": "foundation/accounts/letters/password_reset.html",
}


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

    def clean_email(self, email: str) -> str:
        """One mailbox has one account, however its domain is written."""
        return mailbox(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put it into the outbox of the business they joined first; to nobody, nothing.

        To the address they sign in with, never to what was typed (`email`): two that look alike
        may be two people's.
        """
        page, user = LETTERS.get(template_prefix), context.get("user")
        here = memberships(user) if isinstance(user, User) else []
        if page and here:
            with enter(here[0].business):
                _write(page, here[0].user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """From our one base address: a request's Host is anybody's to say."""
        return reset_address_of(key)

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
        email = mailbox(str(credentials.get("email", "")))
        return f"{email} {devices.known_to(email, request)}"


def _write(page: str, user: User) -> None:
    """One letter of an account, in the language of who asks for it.

    Nothing in it was chosen by a person, not even a business's name: whoever signed up with a
    stranger's address would have us write to the stranger what they like.
    """
    said = rendered(page, {"business": OURSELVES, "link": "{reset}"})
    write(
        kind=Letter.Kind.ACCOUNT,
        about=user.pk,
        to_name="",
        to_address=user.email,
        subject=said.subject,
        text=said.text,
        html=said.html,
        language=said.language,
        at=timezone.now(),
    )
