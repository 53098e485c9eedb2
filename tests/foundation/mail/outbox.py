"""A letter in the studio's outbox, and the hours until it is tried again passed over."""

from __future__ import annotations

from typing import Any

from django.test import override_settings
from django.utils import timezone

from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import Server
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.post_office import PostOffice


def a_letter(to: str = "anna@example.com", **other: Any) -> Letter:
    said = {
        "kind": Letter.Kind.NOTICE,
        "about": 1,
        "to_name": "Anna",
        "to_address": to,
        "subject": "Your logo",
        "text": "It will be Tuesday.\n.\nWith a dot.",
        "html": "<p>It will be Tuesday.</p>",
        "language": "en",
        "at": timezone.now(),
    }
    return write(**{**said, **other})


def to(office: PostOffice) -> override_settings:
    return override_settings(MAIL_SERVER=Server("127.0.0.1", office.port, "none"))


def post_all(cast: Cast) -> None:
    """Work everything off that is due, whatever hour it was put off to."""
    Job.objects.filter(state=Job.State.WAITING).update(run_at=None)
    with enter(cast.studio):
        Letter.objects.exclude(state__in=["sent", "failed"]).update(try_at=None)
    work_off()


def again(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter


def letter_of(owner: Member, **other: Any) -> Letter:
    """A letter in the outbox of their business."""
    with enter(owner.business):
        return a_letter(**other)


def standing(owner: Member, letter: Letter) -> Letter:
    """It as it is written down now."""
    with enter(owner.business):
        return again(letter)
