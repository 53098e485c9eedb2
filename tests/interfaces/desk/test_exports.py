"""Taking everything out, from the desk."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.exchange.actions import exporting
from makegood.domain.exchange.models import Export
from makegood.domain.exchange.queries import exports
from makegood.foundation.files.actions import keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import bytes_kept, path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business, enter
from tests.cast import Cast
from tests.foundation.jobs.faults import failing, told_of

KEEPER = Actor("rule", rule="a test")


def address(name: str, **ids: Any) -> str:
    return reverse(name, kwargs={"business": "fern-studio", **ids})


def taken(alice: Client, cast: Cast) -> ZipFile:
    with enter(cast.studio):
        export = Export.objects.get()
    answer = alice.get(address("export_file", export=export.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    return ZipFile(io.BytesIO(answer.getvalue()))


def test_a_small_business_gets_it_straight(alice: Client, cast: Cast) -> None:
    assert cast.bakery
    page = alice.post(address("export_asked"), follow=True).content.decode()
    assert "fern-studio" in page
    assert "We are putting it together." not in page
    assert "the bakery" in taken(alice, cast).read("csv/customers.csv").decode()
    work_off()
    with enter(cast.studio):
        (made,) = Entry.objects.filter(event="export.made")
        assert (made.by, made.by_id) == ("member", cast.owner.pk)
        assert made.facts["size"] > 100
        assert (File.objects.count(), bytes_kept()) == (1, 0)


def test_a_large_one_is_put_together_by_a_job(
    alice: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LITTLE", 0)
    assert cast.bakery
    for _ in range(2):
        page = alice.post(address("export_asked"), follow=True).content.decode()
        assert "We are putting it together." in page
    with enter(cast.studio):
        waiting = Export.objects.get()
        Export.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert alice.get(address("export_file", export=waiting.pk)).status_code == 404
    assert "It takes too long from here." in alice.get(address("exports")).content.decode()
    work_off()
    assert "makegood.json" in taken(alice, cast).namelist()


def test_it_comes_in_pieces_that_know_how_much_they_are(alice: Client, cast: Cast) -> None:
    alice.post(address("export_asked"))
    whole = random.Random(1).randbytes(300_000)  # not for secrets
    with enter(cast.studio):
        export = Export.objects.get()
        file = keep(name="all.zip", content=[whole], most=10**6, by=KEEPER, at=timezone.now())
        Export.objects.update(file=file)
    answer = alice.get(address("export_file", export=export.pk))
    assert (answer["Content-Length"], answer["Content-Type"]) == ("300000", "application/zip")
    assert answer.streaming
    pieces = list(answer)
    assert max(map(len, pieces)) <= 65_536
    assert b"".join(pieces) == whole


def test_it_is_forgotten_after_three_days(
    alice: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    alice.post(address("export_asked"))
    with enter(cast.studio):
        export = Export.objects.select_related("file").get()
    assert export.file is not None
    assert exporting.forget_old(now=timezone.now() + timedelta(days=2)) == 0
    assert path_of(export.file).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert exporting.forget_old(now=timezone.now() + timedelta(days=4)) == 1
    assert not path_of(export.file).exists()
    assert alice.get(address("export_file", export=export.pk)).status_code == 404
    assert exporting.forget_old(now=timezone.now() + timedelta(days=5)) == 0


def test_a_business_whose_exports_cannot_be_forgotten_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now() - timedelta(days=4)
    for owner in (cast.owner, cast.stranger):
        with enter(owner.business):
            exporting.ask(member=owner, by=KEEPER, at=at)
    ours = failing(exports.old, where=lambda now: current_business() == cast.studio)
    monkeypatch.setattr("makegood.domain.exchange.actions.exporting.old", ours)
    assert exporting.forget_old(now=timezone.now()) == 1
    assert "fern-studio, makegood.domain.exchange.actions.exporting._forget" in told_of()
    with enter(cast.salon):
        assert not exports.exports().exists()


@pytest.mark.parametrize("role", [Member.Role.MANAGER, Member.Role.MEMBER, Member.Role.VIEWER])
def test_nobody_but_an_owner_takes_it(client: Client, alice: Client, cast: Cast, role: str) -> None:
    alice.post(address("export_asked"))
    with enter(cast.studio):
        export = Export.objects.get()
    Member.objects.filter(pk=cast.colleague.pk).update(role=role)
    client.force_login(cast.bob)
    assert client.get(address("exports")).status_code == 404
    assert client.get(address("export_file", export=export.pk)).status_code == 404
    assert client.post(address("export_asked")).status_code == 404
    with enter(cast.studio):
        assert Export.objects.count() == 1


def test_a_stranger_finds_nothing(client: Client, alice: Client, cast: Cast) -> None:
    alice.post(address("export_asked"))
    with enter(cast.studio):
        export = Export.objects.get()
    client.force_login(cast.mallory)
    theirs = {"business": cast.salon.slug, "export": export.pk}
    assert client.get(reverse("export_file", kwargs=theirs)).status_code == 404
