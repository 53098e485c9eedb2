"""A fault in one place, and what whoever runs us is told of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.management import call_command

from makegood.foundation.jobs.worker import work_off


def failing(act: Callable[..., Any], *, where: Callable[..., bool]) -> Callable[..., Any]:
    """The act, but for those of its calls that cannot be done."""

    def called(*args: Any, **kwargs: Any) -> Any:
        if where(*args, **kwargs):
            raise ArithmeticError
        return act(*args, **kwargs)

    return called


def told_of() -> str:
    """What `trouble` says once all work that was due had its turn."""
    work_off()
    out = io.StringIO()
    call_command("trouble", stdout=out)
    return out.getvalue()
