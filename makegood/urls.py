"""TABLE 1: what may be asked."""

from __future__ import annotations

from django.urls import path

from makegood.interfaces.desk import start

urlpatterns = [
    path("", start.start, name="start"),
]

handler404 = "makegood.interfaces.desk.errors.not_found"
handler500 = "makegood.interfaces.desk.errors.broken"
