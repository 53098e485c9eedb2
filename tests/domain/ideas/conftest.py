from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    """The cast, with the studio entered and its customers met."""
    _met = cast.bakery, cast.anna
    with enter(cast.studio):
        yield cast
