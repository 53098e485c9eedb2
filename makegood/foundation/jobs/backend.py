"""Leased rows as a backend of django-tasks."""

from __future__ import annotations

from django_tasks.backends.immediate import ImmediateBackend


class LeasedRows(ImmediateBackend):
    """Being written."""
