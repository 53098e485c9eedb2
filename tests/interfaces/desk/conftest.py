"""Who looks at the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def alice(cast: Cast) -> Client:
    """The studio's owner, signed in, in a browser of her own."""
    browser = Client()
    browser.force_login(cast.alice)
    return browser
