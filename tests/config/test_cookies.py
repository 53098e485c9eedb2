"""Every cookie of production stays with its host, over TLS, out of reach of scripts."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from tests.config.test_environment import start

TELL = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if "_COOKIE_" in name}))
"""


def test_production_s_cookies_stay_with_their_host(tmp_path: Path) -> None:
    told = start(tmp_path, "shell", "-v0", "-c", TELL, SECRET_KEY=secrets.token_urlsafe(64))
    assert told.returncode == 0, told.stderr
    said = json.loads(told.stdout)
    names = {name: value for name, value in said.items() if name.endswith("_COOKIE_NAME")}
    assert len(names) == len(set(names.values())) == 5
    assert all(value.startswith("__Host-") for value in names.values())
    for name in names:
        of = name.removesuffix("_NAME")
        if of not in {"DEVICE_COOKIE", "MESSAGE_COOKIE"}:  # Both are set as the session's is.
            assert said[f"{of}_SECURE"] is said[f"{of}_HTTPONLY"] is True
            assert said[f"{of}_SAMESITE"] == "Lax"
            assert said[f"{of}_PATH"] == "/"
            assert said.get(f"{of}_DOMAIN") is None
