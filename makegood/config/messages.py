"""Where a sentence for the next page waits: in a cookie that stays with its host.

Django's own has one name everywhere, and none that a neighbouring host could not set.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest


class HostCookie(CookieStorage):
    def __init__(self, request: HttpRequest, *positional: Any, **named: Any) -> None:
        super().__init__(request, *positional, **named)
        self.cookie_name = settings.MESSAGE_COOKIE_NAME


class Messages(FallbackStorage):
    """The cookie, and the session for what is too long for one."""

    storage_classes = (HostCookie, SessionStorage)
