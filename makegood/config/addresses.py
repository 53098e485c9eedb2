"""What `{link:17}`, `{asked:17}`, `{page:promise:42}` and `{reset}` in a letter stand for.

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
from makegood.kit.whole_number import whole_number

ADDRESSES = {Link.Purpose.PAGE: "link", Link.Purpose.ASKED: "asked_link"}
ASKS = frozenset({Letter.Kind.ASKING, Letter.Kind.REMINDER})


def address(letter: Letter, kind: str, which: str) -> str:
    """A link's own address, a page of the desk, or where a password is chosen anew.

    Somebody may have typed the like. What names nothing of ours, or what is not the letter's own
    to open, stays the words it is: it neither opens anything nor keeps the letter from going.
    """
    if kind == "reset":
        is_account_mail = letter.kind == Letter.Kind.ACCOUNT
        return reset_address(letter.about, at=letter.made_at) if is_account_mail else "{reset}"
    if kind == "link":
        path = _own(letter.customer_id, Link.Purpose.PAGE, which)
    elif kind == "asked":
        path = _own(letter.about if letter.kind in ASKS else None, Link.Purpose.ASKED, which)
    else:
        path = _desk_page(which)
    return settings.BASE_URL + path if path else f"{{{kind}:{which}}}"


def _own(opens: int | None, purpose: Link.Purpose, which: str) -> str:
    """The link to the page of the customer it is written to, or to what it asks; to no other."""
    number = whole_number(which)
    if opens is None or number is None:
        return ""
    if not Link.objects.filter(purpose=purpose, opens=opens, pk=number).exists():
        return ""
    return reverse(ADDRESSES[purpose], args=[token(number)])


def _desk_page(which: str) -> str:
    page, _, said = which.partition(":")
    number = whole_number(said)
    if not page or number is None:
        return ""
    business = current_business().slug
    try:
        return reverse(page, kwargs={"business": business, page: number})
    except NoReverseMatch:
        return ""
