"""What the environment says. Only this package reads it.

In production nothing is guessed: a missing or weak answer stops the start with a sentence.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Mode = Literal["development", "test", "production"]
ROOT = Path(__file__).resolve().parents[2]


def mode() -> Mode:
    said = os.environ.get("MAKEGOOD_MODE", "production")
    if said == "development":
        return "development"
    if said == "test":
        return "test"
    if said == "production":
        return "production"
    raise ImproperlyConfigured(f"MAKEGOOD_MODE is {said!r}: say development, test or production.")


def data_folder() -> Path:
    """Where the database and the development key live; made when missing."""
    said = os.environ.get("MAKEGOOD_DATA")
    folder = Path(said).resolve() if said else _default_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refused:
        raise ImproperlyConfigured(
            f"{folder}, where Makegood keeps its data, cannot be made ({refused.strerror}). "
            "Name another folder in MAKEGOOD_DATA."
        ) from None
    return folder


def own_folder() -> Path:
    """The data folder, where what we write lies; refused when it is another person's."""
    folder = data_folder()
    ours = (folder, *folder.glob("*.sqlite3*"), *folder.glob("secret-key"))
    barred = [path for path in ours if not os.access(path, os.R_OK | os.W_OK)]
    if barred:
        raise ImproperlyConfigured(
            f"{barred[0]} cannot be written to: it belongs to somebody else, perhaps to root since "
            f"a start with sudo. Make it yours (sudo chown -R $USER {folder}), "
            "or name another folder in MAKEGOOD_DATA."
        )
    return folder


@cache
def _default_folder() -> Path:
    """var/ beside the program; each test process has its own folder, gone when it ends."""
    if mode() != "test":
        return ROOT / "var"
    memory = Path("/dev/shm")
    quick = memory if os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="makegood-test-", dir=quick))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def static_folder() -> Path:
    """Where collected CSS and scripts lie; made when missing."""
    folder = data_folder() / "static"
    folder.mkdir(exist_ok=True)
    return folder


def files_folder() -> Path:
    """Where files that people bring lie; made when missing, and for nobody else to read."""
    folder = data_folder() / "files"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def counts(mode: Mode) -> dict[str, object]:
    """The cache that counts attempts. Shared by all processes, except in a test."""
    if mode == "test":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }


def secret_key(mode: Mode) -> str:
    """SECRET_KEY, at least 50 characters in production; development keeps one of its own."""
    said = os.environ.get("SECRET_KEY", "")
    if mode == "production":
        refuse_weak("SECRET_KEY", said)
        return said
    if mode == "test":
        return "only-for-the-tests-" + "0123456789" * 4
    return said or kept_key(own_folder() / "secret-key")


def refuse_weak(name: str, said: str) -> None:
    """ImproperlyConfigured unless this secret is long and looks random."""
    if len(said) < 50 or not _looks_random(said) or said.startswith("django-insecure"):
        raise ImproperlyConfigured(
            f"{name} must be at least 50 random characters in production. "
            'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
        )


def kept_key(kept: Path) -> str:
    """The key in this file, made when missing: whole or not at all, wherever the start ended."""
    if not kept.exists() or not kept.read_text():
        new = kept.with_suffix(".new")
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64))
        new.replace(kept)
    return kept.read_text()


def _looks_random(text: str) -> bool:
    """Whether it hardly compresses. 50 random hex digits keep 48 bytes; words and runs keep 40."""
    return len(zlib.compress(text.encode(), 9)) >= 45


def hosts(mode: Mode) -> list[str]:
    """ALLOWED_HOSTS, comma separated; in production at least one and never a wildcard."""
    said = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if mode == "production":
        if not said or any("*" in host or host.startswith(".") for host in said):
            raise ImproperlyConfigured(
                "ALLOWED_HOSTS must name the hosts people use, comma separated, without *."
            )
        return said
    return [*said, "localhost", "127.0.0.1", "[::1]", "testserver"]


def refuse_debug(mode: Mode) -> bool:
    """Whether a developer asks to see errors whole; asking in production stops the start.

    Whoever only runs the program sees our own pages, whatever breaks.
    """
    asked = os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}
    if mode == "production" and asked:
        raise ImproperlyConfigured("DEBUG shows secrets to strangers: it is refused in production.")
    return mode == "development" and asked


def databases() -> dict[str, dict[str, object]]:
    """The ledger's database, and the one that keeps the counts of rate limits.

    SQLite as law 1 says: WAL with synchronous=FULL, immediate transactions, 20 s of patience.
    The counts live in a file of their own, so that a long import cannot lock out sign-in;
    on PostgreSQL they have a connection of their own, so that a rollback never uncounts.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url:
        ledger = postgresql(url)
        return {"default": ledger, "limits": dict(ledger)}
    counts = sqlite("limits.sqlite3", migrated=False)
    return {"default": sqlite("makegood.sqlite3"), "limits": counts}


def sqlite(name: str, *, migrated: bool = True) -> dict[str, object]:
    """One file. For tests one that no migration writes to is made without walking through them."""
    path = own_folder() / name
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            ),
        },
        "CONN_MAX_AGE": None,
        # A file, not memory: WAL and the durability check behave as they do in earnest.
        "TEST": {"NAME": path.with_name(f"test-{name}"), "MIGRATE": migrated},
    }


def postgresql(url: str) -> dict[str, object]:
    """A DATABASE_URL (postgresql://name:password@host:port/database?host=/socket) as settings.

    What else stands behind the question mark (sslmode=verify-full) goes to the driver.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def proxy_header() -> tuple[str, str] | None:
    """Trust X-Forwarded-Proto only where the operator says a proxy of theirs sets it."""
    if os.environ.get("BEHIND_PROXY", "") == "1":
        return ("HTTP_X_FORWARDED_PROTO", "https")
    return None


def proxies() -> int:
    """How many proxies of the operator's stand before us: that many forwarded addresses count."""
    return 1 if proxy_header() else 0
