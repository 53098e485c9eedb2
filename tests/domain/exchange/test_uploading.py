"""Files are brought, looked through, brought in piece by piece, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import coming
from makegood.domain.exchange.actions.uploading import (
    bring,
    confirm,
    forget_files,
    map_columns,
    take_back,
)
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.foundation.files.actions import forget
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.exchange.shop import MAPPING, PEOPLE, ROWS, orders
from tests.foundation.jobs.faults import failing, told_of

RATED = (
    MAPPING
    + """
[rating]
file = "stars.csv"
key = "{order} {stars}"
of = "{order}"
score = "stars"
said = "day"
"""
)
STARS = "order,stars,day\nA1,5,2026-01-12\nA9,1,2026-01-12\n"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def alice(ours: Cast) -> Actor:
    return Actor("member", ours.owner.pk)


def brought(ours: Cast, mapping: str = MAPPING, **files: str) -> Upload:
    """Orders and people brought, with what more is said, and mapped."""
    named = {"orders": orders(*ROWS), "people": PEOPLE} | files
    content = [(f"{name}.csv", [text.encode()]) for name, text in named.items()]
    at = timezone.now()
    upload = bring(files=content, member=ours.owner, by=alice(ours), at=at)
    map_columns(upload=upload, mapping=mapping, by=alice(ours), at=at)
    return upload


def test_looking_through_says_what_would_happen_and_writes_nothing(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast, people=PEOPLE + "3,Nobody\n")
        assert queries.get(upload.pk).stage is Stage.READING
    work_off()
    with enter(cast.studio):
        found = queries.get(upload.pk)
        assert (found.stage, found.rows) == (Stage.READ, 4)
        assert found.found is not None
        counts = found.found["counts"]
        assert [counts[name] for name in ("new", "here", "kept", "late", "open", "bad")] == [
            *(4, 0, 1, 1, 1, 0)
        ]
        assert found.found["examples"][0] == {
            "line": "2",
            "who": "Rosa Baker",
            "what": "Order A1",
            "made": "2026-01-05",
            "due": "2026-01-09",
            "ending": "kept",
            "ended": "2026-01-09",
        }
        assert not Promise.objects.exists()
        assert not Customer.objects.exists()


def test_what_was_confirmed_comes_in_whole(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast, RATED, stars=STARS)
    work_off()
    with enter(cast.studio):
        assert confirm(upload=upload, by=alice(cast), at=timezone.now())
        assert not confirm(upload=upload, by=alice(cast), at=timezone.now())
        assert not Promise.objects.exists()
    work_off()
    with enter(cast.studio):
        done = queries.get(upload.pk)
        assert (done.stage, done.done, done.came) == (Stage.IN, 6, 5)
        assert Promise.objects.count() == 4
        assert [str(one.customer) for one in Rating.objects.all()] == ["Rosa Baker"]
        assert Delivery.objects.count() == 0


def test_what_cannot_come_in_lies_in_a_file_to_be_mended(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast, orders=orders(ROWS[0], "B1,1,packing,2026-01-07,some day,"))
    work_off()
    with enter(cast.studio):
        (left,) = queries.left_out(queries.get(upload.pk))
        text = path_of(left.file).read_text(encoding="utf-8-sig")
        assert str(left) == "orders.csv"
        assert "3,“some day” is no date" in text
        assert "A1" not in text


def test_a_file_that_makes_no_sense_is_refused_with_a_sentence(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast, orders="one,two\n1,2\n")
    work_off()
    with enter(cast.studio):
        found = queries.get(upload.pk)
        assert (found.stage, "has no column" in found.refused) == (Stage.REFUSED, True)
        with pytest.raises(Refusal, match="looked through first"):
            confirm(upload=found, by=alice(cast), at=timezone.now())


def test_a_file_that_the_mapping_wants_is_asked_for(cast: Cast) -> None:
    with enter(cast.studio):
        content = [("orders.csv", [orders(*ROWS).encode()])]
        upload = bring(files=content, member=cast.owner, by=alice(cast), at=timezone.now())
        map_columns(upload=upload, mapping=MAPPING, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert "speaks of people.csv" in queries.get(upload.pk).refused


def test_a_mapping_said_meanwhile_is_the_one_that_counts(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast)
        other = MAPPING.replace("shop", "other", 1)
        map_columns(upload=upload, mapping=other, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert queries.get(upload.pk).mapping == other
        confirm(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert Promise.objects.filter(import_key="other:A1").exists()
        with pytest.raises(Refusal, match="on its way already"):
            map_columns(upload=upload, mapping=MAPPING, by=alice(cast), at=timezone.now())


def test_a_mapping_that_cannot_be_read_is_refused_at_once(ours: Cast) -> None:
    with pytest.raises(Refusal, match="needs source"):
        brought(ours, mapping="[promise]")


def test_piece_by_piece_no_row_is_lost_or_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "A_PIECE", 1)
    monkeypatch.setattr(coming, "PIECES_IN_A_JOB", 2)
    with enter(cast.studio):
        upload = brought(cast, RATED, stars=STARS)
    work_off()
    with enter(cast.studio):
        confirm(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        done = queries.get(upload.pk)
        assert (done.stage, done.done, done.came) == (Stage.IN, 6, 5)
        assert Entry.objects.filter(event="promise.made").count() == 4


def test_taken_back_it_is_as_if_it_had_never_been(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast)
    work_off()
    with enter(cast.studio):
        confirm(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert take_back(upload=upload, by=alice(cast), at=timezone.now())
        assert not take_back(upload=upload, by=alice(cast), at=timezone.now())
        assert queries.get(upload.pk).stage is Stage.UNDONE
        assert not Promise.objects.exists()


def test_taken_back_on_its_way_nothing_more_comes_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(cast.studio):
        upload = brought(cast)
    work_off()
    with enter(cast.studio):
        confirm(upload=upload, by=alice(cast), at=timezone.now())
        take_back(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        found = queries.get(upload.pk)
        assert (found.stage, found.done) == (Stage.UNDONE, 0)
        other = open_import(source="another", by=alice(cast), at=timezone.now())
        publish_import(batch=other, by=alice(cast), at=timezone.now())


def test_put_aside_before_it_came_in_it_stays_aside(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast)
        assert take_back(upload=upload, by=alice(cast), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert queries.get(upload.pk).stage is Stage.DROPPED


def test_two_files_of_which_either_could_hold_the_rows_are_asked_about(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast, other=orders(*ROWS))
    work_off()
    with enter(cast.studio):
        assert "Which of these holds the rows?" in queries.get(upload.pk).refused


@pytest.mark.parametrize(("n", "said"), [(0, "Choose a file"), (11, "Ten files")])
def test_one_to_ten_files_come_at_once(ours: Cast, n: int, said: str) -> None:
    files = [(f"{i}.csv", [b"x"]) for i in range(n)]
    with pytest.raises(Refusal, match=said):
        bring(files=files, member=ours.owner, by=alice(ours), at=timezone.now())


def test_another_business_finds_no_upload_of_ours(cast: Cast) -> None:
    with enter(cast.studio):
        upload = brought(cast)
    with enter(cast.salon), pytest.raises(Upload.DoesNotExist):
        queries.get(upload.pk)


def test_a_month_after_its_end_the_files_are_forgotten(cast: Cast) -> None:
    with enter(cast.studio):
        kept, undone = brought(cast), brought(cast)
    work_off()
    with enter(cast.studio):
        confirm(upload=undone, by=alice(cast), at=timezone.now())
        take_back(upload=undone, by=alice(cast), at=timezone.now())
    later = timezone.now() + timedelta(days=29)
    assert forget_files(now=later) == 0
    assert forget_files(now=later + timedelta(days=2)) == 2
    assert forget_files(now=later + timedelta(days=3)) == 0
    with enter(cast.studio):
        gone = {file.forgotten_at is not None for file in queries.brought(queries.get(undone.pk))}
        stays = {file.forgotten_at for file in queries.brought(queries.get(kept.pk))}
    assert (gone, stays) == ({True}, {None})


def test_a_file_that_cannot_be_forgotten_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now() - timedelta(days=31)
    for owner in (cast.owner, cast.stranger):
        with enter(owner.business):
            files = [(f"{n}.csv", [b"a,b"]) for n in range(2)]
            bring(files=files, member=owner, by=Actor("member", owner.pk), at=at)
            Upload.objects.update(dropped_at=at)
    with enter(cast.studio):
        first = File.objects.earliest("pk")
    broken = failing(forget, where=lambda *, file, **_: file == first)
    monkeypatch.setattr("makegood.domain.exchange.actions.uploading.forget", broken)
    assert forget_files(now=timezone.now()) == 3
    assert "fern-studio, makegood.domain.exchange.actions.uploading._forget" in told_of()
    with enter(cast.studio):
        assert File.objects.get(forgotten_at=None) == first
