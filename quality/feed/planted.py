"""The program as it is served, with a bug put in where PLANTED names one."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from makegood.config.wsgi import application
from makegood.foundation.links import queries as links
from makegood.foundation.links.rules import State
from makegood.interfaces.api import calendar, feed

__all__ = ["application"]


def calendar_has_a_uid() -> None:
    """The trap of the library's own constructor: programs file by the first UID they see."""
    right = calendar.calendar_of

    def wrong(*said: Any, **named: Any) -> bytes:
        return right(*said, **named).replace(
            b"VERSION:2.0\r\n", b"VERSION:2.0\r\nUID:one-for-all\r\n", 1
        )

    vars(feed)["calendar_of"] = wrong


def a_move_is_another_event() -> None:
    right = calendar._promise

    def wrong(promise: Any, names: Any, at: Any, now: Any) -> Any:
        event = right(promise, names, at, now)
        event["UID"] = f"{event['UID']}-{promise.due_number}"
        return event

    calendar._promise = wrong


def an_old_address_opens() -> None:
    right = links.by_token

    def wrong(*said: Any, **named: Any) -> Any:
        opened = right(*said, **named)
        return opened and replace(opened, state=State.OPEN)

    links.by_token = wrong


BUGS = {
    "calendar-uid": calendar_has_a_uid,
    "move-is-new": a_move_is_another_event,
    "old-address": an_old_address_opens,
}

if os.environ.get("PLANTED"):
    BUGS[os.environ["PLANTED"]]()
