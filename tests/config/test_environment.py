"""A start with a weak answer is no start."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from makegood.config import environment

GOOD = {
    "MAKEGOOD_MODE": "production",
    "ALLOWED_HOSTS": "desk.example.com",
    "BASE_URL": "https://desk.example.com",
    "LINKS_KEY": secrets.token_urlsafe(64),
}
Patch = pytest.MonkeyPatch


@pytest.mark.parametrize(
    "key",
    [
        "",
        secrets.token_hex(24),
        "a" * 60,
        "0123456789" * 6,
        "correct horse battery staple correct horse battery staple",
        "only-for-the-tests-" + "0123456789" * 4,
        "django-insecure-" + secrets.token_urlsafe(64),
    ],
    ids=["missing", "short", "one letter", "a run", "words", "the tests' own", "Django's first"],
)
def test_a_weak_key_is_refused(key: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") as refused:
        environment.secret_key("production")
    assert not key or key not in str(refused.value)


def test_random_keys_are_taken(monkeypatch: Patch) -> None:
    for key in [*(secrets.token_hex(25) for _ in range(200)), secrets.token_urlsafe(64)]:
        monkeypatch.setenv("SECRET_KEY", key)
        assert environment.secret_key("production") == key


@pytest.mark.parametrize("hosts", ["", " , ", "*", "good.example, *", "*.example", ".example"])
def test_hosts_are_named_one_by_one(hosts: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        environment.hosts("production")


@pytest.mark.parametrize("said", ["1", "true", "True", "YES", "on"])
def test_nobody_debugs_in_production(said: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("DEBUG", said)
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        environment.refuse_debug("production")
    monkeypatch.delenv("DEBUG")
    assert environment.refuse_debug("production") is False
    assert environment.refuse_debug("development") is False


def test_nothing_said_means_production(monkeypatch: Patch) -> None:
    monkeypatch.delenv("MAKEGOOD_MODE")
    assert environment.mode() == "production"
    monkeypatch.setenv("MAKEGOOD_MODE", "prod")
    with pytest.raises(ImproperlyConfigured, match="MAKEGOOD_MODE"):
        environment.mode()


def test_a_key_cut_short_by_a_power_cut_is_made_anew(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("MAKEGOOD_DATA", str(tmp_path))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").touch()
    made = environment.secret_key("development")
    assert len(made) >= 50
    assert environment.secret_key("development") == made
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_what_a_database_url_asks_of_the_driver_is_handed_on() -> None:
    url = "postgresql://fern:a%40b@db.example.com:5433/desk?sslmode=verify-full&host=%2Frun"
    said = environment.postgresql(url)
    assert (said["OPTIONS"], said["HOST"]) == ({"sslmode": "verify-full"}, "/run")
    assert (said["PASSWORD"], said["PORT"], said["NAME"]) == ("a@b", "5433", "desk")


def test_forwarded_headers_count_only_behind_a_proxy(monkeypatch: Patch) -> None:
    monkeypatch.delenv("BEHIND_PROXY", raising=False)
    assert (environment.proxy_header(), environment.proxies()) == (None, 0)
    monkeypatch.setenv("BEHIND_PROXY", "1")
    assert environment.proxies() == 1
    assert environment.proxy_header() == ("HTTP_X_FORWARDED_PROTO", "https")


def start(folder: Path, *words: str, **said: str) -> subprocess.CompletedProcess[str]:
    """Makegood in production, as an operator starts it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "makegood", *words],
        env=kept | GOOD | {"MAKEGOOD_DATA": str(folder)} | said,
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_every_check_for_deployment(tmp_path: Path) -> None:
    words = ("check", "--deploy", "--fail-level", "WARNING")
    checked = start(tmp_path, *words, SECRET_KEY=secrets.token_urlsafe(64))
    assert checked.returncode == 0, checked.stderr


def test_production_does_not_start_without_a_key(tmp_path: Path) -> None:
    refused = start(tmp_path, "check")
    assert refused.returncode != 0
    assert "SECRET_KEY must be" in refused.stderr


def test_a_folder_of_somebody_else_is_a_sentence(tmp_path: Path, monkeypatch: Patch) -> None:
    (tmp_path / "makegood.sqlite3").touch()
    monkeypatch.setenv("MAKEGOOD_DATA", str(tmp_path))
    assert environment.own_folder() == tmp_path.resolve()
    for barred in (tmp_path.resolve(), tmp_path.resolve() / "makegood.sqlite3"):
        monkeypatch.setattr(os, "access", lambda path, _how, barred=barred: path != barred)
        with pytest.raises(ImproperlyConfigured, match=f"{barred} cannot be written to"):
            environment.own_folder()


@pytest.mark.parametrize("optimised", ["", "1"])
def test_what_bars_the_start_is_a_sentence_and_no_traceback(tmp_path: Path, optimised: str) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    said = {"SECRET_KEY": secrets.token_urlsafe(64), "PYTHONOPTIMIZE": optimised}
    refused = start(in_the_way / "var", "check", **said)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Makegood cannot begin. ")
    assert "cannot be made (Not a directory)" in refused.stderr
