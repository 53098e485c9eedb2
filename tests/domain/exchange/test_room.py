"""How much of what was brought is kept, and what of it stays outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import coming, surveying
from makegood.domain.exchange.actions.surveying import keep_answers
from makegood.domain.exchange.actions.uploading import bring, confirm, take_back
from makegood.domain.exchange.models import Upload
from makegood.domain.exchange.rules.room import room_beside
from makegood.foundation.files.queries import bytes_kept, path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.exchange.shop import HEADER, ROWS, orders
from tests.domain.exchange.test_uploading import alice, brought


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


def test_what_is_put_aside_is_deleted_at_once(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with enter(cast.studio):
        upload = brought(cast)
        (first, *_more) = queries.brought(queries.get(upload.pk))
        with django_capture_on_commit_callbacks(execute=True):
            take_back(upload=upload, by=alice(cast), at=timezone.now())
        assert not path_of(first).exists()
        assert bytes_kept() == 0


def test_more_than_there_is_room_for_is_not_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(Path(settings.FILES).iterdir())
    monkeypatch.setattr(room_beside, "__kwdefaults__", {"most": 2500})
    who: dict[str, Any] = {"member": cast.owner, "by": alice(cast), "at": timezone.now()}
    with enter(cast.studio):
        first = bring(files=[("a.csv", [b"x" * 1000])], **who)
        with pytest.raises(Refusal, match="Put aside what never came in"):
            bring(files=[("b.csv", [b"x" * 1000]), ("c.csv", [b"x" * 1000])], **who)
        assert (Upload.objects.count(), bytes_kept()) == (1, 1000)
        assert len(set(Path(settings.FILES).iterdir()) - before) == 1
        take_back(upload=first, by=alice(cast), at=timezone.now())
        bring(files=[("b.csv", [b"x" * 1000]), ("c.csv", [b"x" * 1000])], **who)
        assert bytes_kept() == 2000
    with enter(cast.salon):
        assert bytes_kept() == 0


def test_a_survey_s_file_needs_room_too_and_goes_whatever_breaks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(Path(settings.FILES).iterdir())
    who: dict[str, Any] = {"by": alice(cast), "at": timezone.now()}
    csv = [b"Timestamp,How was it?\r\n2026/11/02 10:00:00 AM GMT+1,Good\r\n"]
    with enter(cast.studio):
        kept = keep_answers(name="a.csv", content=csv, **who)
        assert bytes_kept() == kept.size
        monkeypatch.setattr(room_beside, "__kwdefaults__", {"most": kept.size + 1})
        with pytest.raises(Refusal, match="Put aside what never came in"):
            keep_answers(name="b.csv", content=csv, **who)
        monkeypatch.setattr(room_beside, "__kwdefaults__", {"most": 9000})
        monkeypatch.setattr(surveying, "answers_in", list)
        with pytest.raises(TypeError):
            keep_answers(name="c.csv", content=csv, **who)
    assert len(set(Path(settings.FILES).iterdir()) - before) == 1


def test_rows_that_the_ledger_refuses_lie_in_a_file_once_the_rest_is_in(
    cast: Cast,
) -> None:
    far = "B1,1,packing,2026-01-07,2199-01-09,"
    with enter(cast.studio):
        upload = brought(cast, orders=orders(ROWS[0], far))
        brought_bytes = bytes_kept()
    work_off()
    with enter(cast.studio):
        assert queries.left_out(queries.get(upload.pk)) == []
        confirm(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        done = queries.get(upload.pk)
        (left,) = queries.left_out(done)
        assert bytes_kept() == brought_bytes
        text = path_of(left.file).read_text(encoding="utf-8-sig")
        assert (done.came, str(left)) == (1, "orders.csv")
        assert done.found is not None
        assert "B1" not in str(done.found.get("refused"))
        assert text.startswith(f"left out: line,left out: why,{HEADER}")
        assert "\n3," in text.replace("\r", "")
        assert "B1,1,packing,2026-01-07,2199-01-09" in text
