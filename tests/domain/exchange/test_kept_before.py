"""What we had made ourselves before files said so takes no room of what is brought."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from makegood.domain.exchange.models import Export, UploadedFile
from makegood.foundation.files.actions import keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import bytes_kept
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.test_uploading import alice, brought
from tests.rows_from_before import bring_in_step


def test_rows_left_out_and_exports_are_known_by_what_points_at_them(cast: Cast) -> None:
    who: dict[str, Any] = {"most": 10**6, "by": alice(cast), "at": timezone.now()}
    with enter(cast.studio):
        upload = brought(cast)
        before = bytes_kept()
        left = keep(name="left.csv", content=[b"12345"], **who)
        UploadedFile.objects.create(upload=upload, file=left, left_out=True)
        out = keep(name="all.zip", content=[b"1234567"], **who)
        Export.objects.create(asked_by=cast.owner, asked_at=timezone.now(), file=out)
        assert bytes_kept() == before + 12
    bring_in_step("exchange", "what_we_made_takes_no_room")
    with enter(cast.studio):
        assert bytes_kept() == before
        assert set(File.objects.filter(ours=True)) == {left, out}
