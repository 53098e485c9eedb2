"""The business held, so that two do not decide at once."""

from __future__ import annotations

import pytest
from django.db import transaction
from django_scopes.exceptions import ScopeError

from makegood.foundation.tenancy.queries import hold_business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


def test_the_business_we_are_in_is_held(cast: Cast) -> None:
    with enter(cast.studio), transaction.atomic():
        assert hold_business() == cast.studio


def test_outside_a_business_there_is_none_to_hold(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        hold_business()
