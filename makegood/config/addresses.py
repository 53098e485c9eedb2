"""What `{link:17}`, `{page:promise:42}` and `{reset}` in a letter stand for.

All start from our one base address.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from makegood.foundation.accounts.resetting import reset_address
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import token
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import current_business


def address(letter: Letter, kind: str, which: str) -> str:
    """A link's own address, a page of the desk, or where a password is chosen anew.

    Somebody may have typed the like. What names nothing of ours, or what is not the letter's own
    to open, stays the words it is: it neither opens anything nor keeps the letter from going.
    """
    if kind == "reset":
        is_account_mail = letter.kind == Letter.Kind.ACCOUNT
        return reset_address(letter.about, at=letter.made_at) if is_account_mail else "{reset}"
    path = _customers_page(letter, which) if kind == "link" else _desk_page(which)
    return settings.BASE_URL + path if path else f"{{{kind}:{which}}}"


def _customers_page(letter: Letter, which: str) -> str:
    """The link to the page of the customer it is written to; of no other, and to no calendar."""
    if letter.customer_id is None or not which.isdecimal():
        return ""
    theirs = Link.objects.filter(purpose=Link.Purpose.PAGE, opens=letter.customer_id)
    own = theirs.filter(pk=int(which)).exists()
    return reverse("link", args=[token(int(which))]) if own else ""


def _desk_page(which: str) -> str:
    page, _, number = which.partition(":")
    if not page or not number:
        return ""
    business = current_business().slug
    try:
        return reverse(page, kwargs={"business": business, page: int(number)})
    except NoReverseMatch:
        return ""
