"""How a token is made from its row and the key, and when a link still opens."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What a link answers to whoever holds it."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


def token_of(link_id: int, nonce: str, *, key: bytes) -> str:
    """The link's token: HMAC-SHA-256 (RFC 2104) of its id and nonce, 43 characters for a URL."""
    return _sealed("token", link_id, nonce, key)


def pass_of(link_id: int, nonce: str, *, key: bytes) -> str:
    """What a browser keeps once the token was shown: another value, so that a cookie, a log of
    cookies or a shared screen never gives away the link itself."""
    return _sealed("pass", link_id, nonce, key)


def hash_of(token: str) -> str:
    """What the database keeps of a token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(said: str, right: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(said.encode(), right.encode())


def state(expires_at: datetime | None, revoked_at: datetime | None, *, now: datetime) -> State:
    """Whether a link opens now. One that was revoked stays so, expired or not."""
    if revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if expires_at is not None and now >= expires_at else State.OPEN


def _sealed(purpose: str, link_id: int, nonce: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{purpose}|{link_id}|{nonce}".encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")
