"""What waits is found without reading what was sent."""

from __future__ import annotations

import pytest
from django.db import connection

from makegood.foundation.mail.models import UNSENT, Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted"),
]


def test_letters_that_wait_for_one_person_are_found_by_their_index(cast: Cast) -> None:
    with enter(cast.studio):
        waiting = Letter.objects.filter(UNSENT, to_address="anna@example.com", pk__lt=9)
        assert "letter_in_line" in waiting.order_by("pk").explain()


def test_letters_whose_job_was_lost_are_found_by_their_index(cast: Cast) -> None:
    with enter(cast.studio):
        assert "letter_to_send" in Letter.objects.filter(UNSENT, try_at=None).explain()
