"""`trouble`: work that failed, for whoever runs us. Letters to customers their business sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.queries import in_trouble
from makegood.foundation.mail.queries import account_mail_gone_wrong
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter


class Command(BaseCommand):
    help = """Say which work failed, and why: what follows from events, what time brings, and
account mail. What was given up waits for a person, and ends this command with 1. (Letters to
customers are on the desk of their business, with what their mail server said.)"""

    def handle(self, *_args: Any, **_options: Any) -> None:
        jobs = in_trouble()
        slugs = {business.pk: business.slug for business in Business.objects.all()}
        letters = list(_account_mail())
        for job in jobs:
            self.stdout.write(_sentence(job, slugs.get(job.business_id or 0, "-")))
        for line in letters:
            self.stdout.write(line)
        given_up = sum(job.state == Job.State.FAILED for job in jobs) + len(letters)
        if given_up:
            said = ngettext("%(n)s thing was given up.", "%(n)s things were given up.", given_up)
            raise CommandError(said % {"n": given_up})
        if not jobs:
            self.stdout.write(_("No trouble: all work is done or waits its turn."))


def _sentence(job: Job, slug: str) -> str:
    said = {
        # A walk's job is named after what it does; others by their task.
        "job": f"{slug}, {job.arguments['kwargs'].get('does', job.path)} ({job.pk})",
        "tries": job.attempts,
        "why": job.last_error,
        "when": job.run_at.isoformat(" ", "minutes") if job.run_at else "",
    }
    if job.state == Job.State.FAILED:
        return _("%(job)s: given up after %(tries)s tries. %(why)s") % said
    return _("%(job)s: failed %(tries)s times, tried again at %(when)s. %(why)s") % said


def _account_mail() -> Iterator[str]:
    for business in Business.objects.order_by("pk"):
        with enter(business):
            for letter in account_mail_gone_wrong():
                said = {"letter": f"{business.slug}, {letter.pk}", "why": letter.reply}
                yield _("%(letter)s: account mail that did not arrive. %(why)s") % said
