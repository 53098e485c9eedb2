from __future__ import annotations

import pytest
from django.db import connections
from django.test import override_settings

from makegood.config import environment
from makegood.interfaces.cli.database import bring_in_step

TABLE = "counts_of_a_new_version"
COUNTS = environment.counts("production") | {"LOCATION": TABLE}


@pytest.mark.django_db(databases=["default", "limits"])
@override_settings(CACHES={"default": COUNTS})
def test_the_limits_get_their_table_once() -> None:
    bring_in_step()
    bring_in_step()
    assert TABLE in connections["limits"].introspection.table_names()
