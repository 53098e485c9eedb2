"""What somebody showed us in answer to a question: a picture, or a document."""

from __future__ import annotations

from django.db import models
from django.db.models import Index

from makegood.domain.feedback.models.asking import Invitation
from makegood.domain.feedback.models.responses import Response
from makegood.domain.feedback.rules.files import FileKind
from makegood.foundation.files.models import File
from makegood.foundation.tenancy.owned import Owned


class Attachment(Owned):
    """A file of somebody who was asked. Without a response no answer has taken it yet.

    What it is was told by its first bytes, not by its name.
    """

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.PROTECT, null=True, related_name="attachments")
    question = models.CharField(max_length=40)
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.name) for kind in FileKind])
    given_at = models.DateTimeField()

    class Meta(Owned.Meta):
        indexes = [
            Index(fields=["business", "invitation", "question"], name="attachment_by_invitation"),
            Index(fields=["business", "response", "given_at"], name="attachment_by_response"),
        ]

    def __str__(self) -> str:
        return str(self.file)
