"""The policy's own proof: each hole that csp_evaluator names is seen."""

from __future__ import annotations

import pytest

from tests.interfaces.walls.policy import policy, weak

NONCE = "'nonce-uFk7a0GHaT+dxlZZBWnS7A=='"
SOUND = {
    "default-src": "'none'",
    "script-src": NONCE,
    "style-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
}


def header(**changed: str | None) -> str:
    said = SOUND | {name.replace("_", "-"): value for name, value in changed.items()}
    return "; ".join(f"{name} {value}" for name, value in said.items() if value is not None)


def test_a_sound_policy_passes() -> None:
    assert list(weak(policy(header()))) == []
    assert list(weak(policy(header(script_src="")))) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"script_src": f"{NONCE} 'unsafe-inline'"},
        {"script_src": f"{NONCE} 'unsafe-eval'"},
        {"script_src": f"{NONCE} 'unsafe-hashes'"},
        {"script_src": "https:"},
        {"script_src": "data:"},
        {"script_src": "*"},
        {"script_src": "https://ajax.googleapis.com"},
        {"script_src": "'nonce-short'"},
        {"script_src": f"nonce-{NONCE[7:-1]}"},
        {"script_src_attr": "'unsafe-inline'"},
        {"object_src": "*"},
        {"default_src": None},
        {"default_src": "*"},
        {"base_uri": None},
        {"base_uri": "https://elsewhere.example"},
        {"img_src": "http://elsewhere.example"},
        {"connect_src": "127.0.0.1"},
        {"style_src": "'unsafe-inline'"},
        {"reflected_xss": "block"},
        {"scirpt_src": "'none'"},
        {"img_src": "'self' base-uri 'none'"},
    ],
    ids=str,
)
def test_a_hole_is_seen(changed: dict[str, str | None]) -> None:
    assert list(weak(policy(header(**changed))))
