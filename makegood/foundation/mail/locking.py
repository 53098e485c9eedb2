"""A password that we must be able to say, locked up under a key that lies outside the database.

AES-256-GCM (NIST SP 800-38D) under a key of its own, derived from LINKS_KEY by HKDF (RFC 5869). It
opens only for what it is bound to: the password of one business and one server is none of
another's, wherever its row was copied to.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"makegood: passwords of mail servers"
NONCE = 12


class WrongKey(Exception):
    """It was locked up under another key, or for something else."""


def lock(password: str, *, bound_to: str, key: bytes) -> str:
    """The password, unreadable: another text each time."""
    nonce = secrets.token_bytes(NONCE)
    sealed = _cipher(key).encrypt(nonce, password.encode(), bound_to.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unlock(locked: str, *, bound_to: str, key: bytes) -> str:
    """The password again. WrongKey for another key or use, or where somebody tampered with it."""
    try:
        kept = urlsafe_b64decode(locked)
        return _cipher(key).decrypt(kept[:NONCE], kept[NONCE:], bound_to.encode()).decode()
    except (InvalidTag, ValueError):
        raise WrongKey from None


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key))
