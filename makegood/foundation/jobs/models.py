"""Work that outlives the request that asked for it, and when each timed act is due again.

Directory rows: they lie outside every business's scope, hold ids and no personal text.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One call to make, at least once.

    Whoever runs it holds `fence`, a number that grows each time the job changes hands, and
    raises `beat` as a sign of life. There is no "leased until": see `rules.Watch`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    business_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=64, blank=True)
    # Not before. None is "at once": so a clock set back never holds up ordinary work.
    run_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.BigIntegerField(default=0)
    beat = models.BigIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(unique_key=""),
                name="job_open_once_per_key",
            ),
        ]
        indexes = [
            Index(fields=["id"], condition=Q(state="waiting", run_at=None), name="job_at_once"),
            Index(
                fields=["run_at", "id"],
                condition=Q(state="waiting", run_at__isnull=False),
                name="job_when_due",
            ),
            Index(fields=["id"], condition=Q(state="running"), name="job_running"),
            Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="job_ended"),
            Index(fields=["unique_key"], name="job_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.state})"


class Turn(models.Model):
    """When an entry of the schedule is due again."""

    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at}"
