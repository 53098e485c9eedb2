from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.foundation.mail import server
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


@pytest.fixture
def inside(cast: Cast) -> Iterator[None]:
    with enter(cast.studio):
        yield


@pytest.fixture(autouse=True)
def every_server_is_asked() -> Iterator[None]:
    yield
    server.forget_rests()
