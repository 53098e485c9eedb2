"""TABLE 4 is kept: what it says comes to pass."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from makegood.foundation.jobs import clock
from makegood.foundation.jobs.worker import work_off
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_time_takes_expired_sessions_and_leaves_the_others(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    Client().force_login(cast.bob)
    now = timezone.now()
    lost = Session.objects.exclude(pk=client.session.session_key)
    assert lost.update(expire_date=now - timedelta(seconds=1)) == 1
    clock.tick(now=now)
    work_off()
    assert Session.objects.get().pk == client.session.session_key
