"""What was taken out comes back from a terminal, as it does from the desk."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions import coming_back
from makegood.domain.exchange.actions.returning import bring_back
from makegood.domain.exchange.actions.uploading import take_back
from makegood.domain.exchange.models import Upload
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.promises.models import Promise
from makegood.foundation.files.models import File
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.actions import open_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.exchange.lived_in import live, packed_up
from tests.domain.exchange.test_returning import changed, differing
from tests.domain.promises.hands import promise

Bring = Callable[..., str]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming_back, "DOOR_OPEN", 0)


@pytest.fixture
def there(cast: Cast) -> Business:
    """A business of the same people, in which nothing has happened yet."""
    found = Business.objects.create(
        slug="fern-two", name="Fern Two", zone="Europe/Berlin", locale="en", made_at=SINCE
    )
    for one in (cast.owner, cast.colleague):
        Member.objects.create(business=found, user=one.user, role=one.role, joined_at=SINCE)
    return found


@pytest.fixture
def bring(there: Business, tmp_path: Path) -> Bring:
    """Run the command with these bytes; what it printed, both kinds together."""

    def run(content: bytes, **options: Any) -> str:
        file, said = tmp_path / "all.zip", io.StringIO()
        file.write_bytes(content)
        where = {} if "new_business" in options else {"business": there.slug}
        try:
            call_command("import", str(file), stdout=said, stderr=said, **where, **options)
        except CommandError as wrong:
            raise CommandError(f"{said.getvalue()}{wrong}") from wrong
        return said.getvalue()

    return run


def taken_out(cast: Cast, life: Callable[[Cast], object] = promise) -> bytes:
    with enter(cast.studio):
        life(cast)
        return b"".join(everything())


def counts(business: Business) -> list[int]:
    with enter(business):
        models = (Customer, Promise, Entry, ImportBatch, Upload, File)
        return [model.objects.count() for model in models]


def test_it_comes_back_the_same_to_the_byte(cast: Cast, there: Business, bring: Bring) -> None:
    content = taken_out(cast, live)
    with enter(cast.studio):
        before = packed_up()
    assert "came in, 0 were here already" in bring(content)
    with enter(there):
        assert differing(before, packed_up()) == set()
    assert "0 would come in" in bring(content)


def test_a_dry_run_writes_nothing(cast: Cast, there: Business, bring: Bring) -> None:
    content, before = taken_out(cast), counts(there)
    said = bring(content, dry_run=True)
    assert "all.zip, taken out of Makegood: 2 rows, 0 that cannot come in." in said
    assert "2 would come in, 0 are here already." in said
    assert counts(there) == before
    assert not Job.objects.exists()


def test_a_new_business_has_the_zone_of_the_one_it_is_from(
    cast: Cast, there: Business, bring: Bring
) -> None:
    said = bring(taken_out(cast), new_business="Fern Three", owner=cast.mallory.email)
    assert "2 came in" in said
    assert Business.objects.get(name="Fern Three").zone == cast.studio.zone


def test_one_that_was_cut_short_goes_on(
    cast: Cast, there: Business, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = taken_out(cast, live)
    with enter(cast.studio):
        before = packed_up()
    monkeypatch.setattr(coming_back, "A_PIECE", 5)
    done: list[object] = []

    def cut_short(**arguments: Any) -> Any:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(arguments)
        return bring_back(**arguments)

    monkeypatch.setattr(coming_back, "bring_back", cut_short)
    with pytest.raises(KeyboardInterrupt):
        bring(content)
    with enter(there):
        assert not Promise.objects.exists()
    monkeypatch.setattr(coming_back, "bring_back", bring_back)
    bring(content)
    with enter(there):
        assert (ImportBatch.objects.count(), Upload.objects.count()) == (1, 1)
        assert differing(before, packed_up()) == set()


def test_a_row_that_is_refused_lies_in_a_file_with_why(
    cast: Cast, there: Business, bring: Bring, tmp_path: Path
) -> None:
    content = taken_out(cast)
    wrong = changed(
        content, "json/promises.jsonl", lambda text: text.replace('"kind": "', '"kind": "un')
    )
    bad = tmp_path / "bad.csv"
    with pytest.raises(CommandError, match="1 row was left out") as refused:
        bring(wrong, bad=bad)
    assert "promises.jsonl, line 1: “kind” says what we cannot take." in str(refused.value)
    left = bad.read_text(encoding="utf-8-sig")
    assert left.startswith("left out: line,left out: why,row")
    assert "Logo proofs" in left
    with enter(there):
        assert (Customer.objects.count(), Promise.objects.count()) == (1, 0)


def test_while_another_is_under_way_it_waits_and_leaves_no_file(
    cast: Cast, there: Business, bring: Bring
) -> None:
    content = taken_out(cast)
    with enter(there):
        open_import(source="a table", by=Actor("import"), at=timezone.now())
    with pytest.raises(CommandError, match="Another import is under way: a table"):
        bring(content)
    with enter(there):
        assert not File.objects.filter(forgotten_at=None).exists()


def test_it_can_be_taken_back_on_the_desk(cast: Cast, there: Business, bring: Bring) -> None:
    bring(taken_out(cast))
    with enter(there):
        upload = Upload.objects.get()
        by = Actor("member", upload.brought_by.pk)
        assert take_back(upload=upload, by=by, at=timezone.now())
        assert not Promise.objects.exists()


def test_a_zip_of_others_is_refused(cast: Cast, there: Business, bring: Bring) -> None:
    other = changed(taken_out(cast), "makegood.json", lambda text: "{}")
    with pytest.raises(CommandError, match="no export of Makegood"):
        bring(other)
