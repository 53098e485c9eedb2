"""Parts of a page, each drawn once for as long as nothing of it changes.

Most of a page's time would go into drawing rows that were drawn a minute ago. What a part shows
follows from its key alone: what it says, the reader, and the quarter of an hour (the line moves no
faster). Only the form's token is each page's own.

What is drawn holds people's words, and a process cannot be told what another erased: so it lives
a quarter of an hour at most: docs/decisions/drawn-rows-live-a-quarter-of-an-hour.md says why.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Timer
from typing import Any

from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 2000
LIFE = timedelta(minutes=15)
# Nobody can type it, so nobody's words are taken for it.
TOKEN = secrets.token_hex(16)

_drawn: OrderedDict[Hashable, str] = OrderedDict()


class Page:
    """Who reads, whose page it is, where, in which language, and in which quarter of an hour."""

    def __init__(
        self, request: HttpRequest, *, business: str, now: datetime, reader: Hashable = None
    ) -> None:
        """`business` is its slug, `now` in its zone; `reader` decides what they are shown."""
        quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
        where = (get_script_prefix(), business, str(now.tzinfo))
        self._key = (*where, reader, get_language(), quarter, now.utcoffset())
        self._token = csrf(request)["csrf_token"]

    def draw(
        self, template: str, says: Hashable, context: Callable[[], dict[str, Any]]
    ) -> SafeString:
        """The template. Its context must follow from what it `says` and from the page alone."""
        key = (template, self._key, says)
        text = _drawn.get(key)
        if text is None:
            text = _text(template, context())
            _keep(key, text)
        # What holds no form asks for no token: to ask sets a cookie.
        return text if isinstance(text, SafeString) else format_html(text, token=self._token)


def forget() -> None:
    """Draw everything anew."""
    _drawn.clear()


def _text(template: str, context: dict[str, Any]) -> str:
    """The markup; where it holds a form, with `{token}` in place of the token."""
    text = render_to_string(template, {**context, "csrf_token": TOKEN})
    if TOKEN not in text:
        return text
    return text.replace("{", "{{").replace("}", "}}").replace(TOKEN, "{token}")


def _keep(key: Hashable, text: str) -> None:
    """Keep a part with those drawn meanwhile; all go when the first of them has had its life."""
    if not _drawn:
        ends = Timer(LIFE.total_seconds(), forget)
        ends.daemon = True
        ends.start()
    _drawn[key] = text
    if len(_drawn) > MOST:
        with suppress(KeyError):  # The others went just now.
            _drawn.popitem(last=False)
