"""Do a thing once per key: the key and the effect commit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from makegood.foundation.limits.models import OnceKey
from makegood.foundation.limits.rules import KEEP_KEYS
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter


class OtherRequest(Exception):
    """The key was used for another request: refuse this one."""


@dataclass(frozen=True)
class Earlier:
    """What came of the same request before: answer it again."""

    result: Any


def once(*, key: str, principal: str, digest: str, at: datetime) -> Earlier | None:
    """None: do it now, then call `finish`, all in this transaction. Earlier: it was done.

    OtherRequest when the key stands for another digest. Of several at a time, one runs; the
    rest wait for its commit and get its result, or run in its place when it rolled back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("once() belongs inside the effect's transaction.")
    row, new = OnceKey.objects.get_or_create(
        principal=principal, key=key, defaults={"digest": digest, "made_at": at}
    )
    if new:
        return None
    if row.digest != digest:
        raise OtherRequest
    if row.result is None:
        raise RuntimeError("This request was never finished: finish() was forgotten.")
    return Earlier(row.result["said"])


def finish(*, key: str, principal: str, result: Any) -> None:
    """Keep the answer (a JSON value, None included) beside the effect."""
    row = OnceKey.objects.filter(principal=principal, key=key)
    if row.update(result={"said": result}) != 1:
        raise RuntimeError("finish() without once().")


def forget_old_keys(*, now: datetime) -> int:
    """Forget keys that nobody will send again; how many, in all businesses."""
    gone = 0
    for business in Business.objects.order_by("pk"):
        with enter(business):
            gone += OnceKey.objects.filter(made_at__lt=now - KEEP_KEYS).delete()[0]
    return gone
