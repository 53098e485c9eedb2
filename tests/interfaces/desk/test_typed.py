"""Where a form that was sent too late leads back to: always a page of ours."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
KEEP = "/desk/fern-studio/promises/7/keeping"


@pytest.fixture
def grown_old(cast: Cast) -> Client:
    """Alice, whose forms all have an old token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    return client


@pytest.mark.parametrize(
    ("stood", "back"),
    [
        ("http://testserver/desk/fern-studio/today?mine=1", "/desk/fern-studio/today?mine=1"),
        ("http://testserver//evil.example/x", "/%2Fevil.example/x"),
        ("http://testserver//evil.example/x?y=1", "/%2Fevil.example/x?y=1"),
        ("http://evil.example/x", "/"),
    ],
)
def test_a_press_grown_old_leads_back_to_a_page_of_ours(
    grown_old: Client, stood: str, back: str
) -> None:
    page = grown_old.post(KEEP, headers={"referer": stood})
    assert page.status_code == 403
    assert f'href="{back}"' in page.content.decode()
    swapped = grown_old.post(KEEP, headers={"referer": stood, "HX-Request": "true"})
    assert swapped.headers["HX-Redirect"] == back
