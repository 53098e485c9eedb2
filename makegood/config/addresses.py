"""What `{link:17}`, `{page:promise:42}` and `{reset}` in a letter stand for.

All start from our one base address.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from makegood.foundation.accounts.resetting import reset_address
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import token
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import current_business


def address(letter: Letter, kind: str, which: str) -> str:
    """A link's own address, a page of the desk, or where a password is chosen anew.

    LookupError for what does not exist; a link that is not this business's is not found. What
    is not the letter's own to open (somebody typed it) stays the words it is.
    """
    if kind == "link":
        mine = Link.objects.get(pk=int(which)).opens == letter.customer_id
        path = reverse("link", args=[token(int(which))])
        return settings.BASE_URL + path if mine else f"{{link:{which}}}"
    if kind == "reset":
        is_account_mail = letter.kind == Letter.Kind.ACCOUNT
        return reset_address(letter.about, at=letter.made_at) if is_account_mail else "{reset}"
    page, _, number = which.partition(":")
    business = current_business().slug
    return settings.BASE_URL + reverse(page, kwargs={"business": business, page: int(number)})
