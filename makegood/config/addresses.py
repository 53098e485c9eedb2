"""What `{link:17}` and `{page:promise:42}` in a letter stand for, from our one base address."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import current_business


def address(kind: str, which: str) -> str:
    """A link's own address, or a page of the desk. LookupError for what does not exist.

    A link that is not this business's is not found.
    """
    if kind == "link":
        return settings.BASE_URL + reverse("link", args=[token(int(which))])
    page, _, number = which.partition(":")
    business = current_business().slug
    return settings.BASE_URL + reverse(page, kwargs={"business": business, page: int(number)})
