"""The first page."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_first_page_says_what_this_is(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Makegood" in page.content.decode()
