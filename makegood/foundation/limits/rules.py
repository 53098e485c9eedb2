"""When two requests are the same request."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

# Longer than any client retries: after it, the same key is a new request.
KEEP_KEYS = timedelta(days=30)


def digest_of(asked: object) -> str:
    """The SHA-256 of a JSON value, whatever the order of its keys."""
    said = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
