"""The rows we handed out, mended and brought again, are read as they were read before."""

from __future__ import annotations

import pytest
from django.utils import timezone

from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import coming
from makegood.domain.exchange.actions.uploading import bring, confirm, map_columns
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.promises.models import Promise
from makegood.foundation.files.queries import path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.shop import MAPPING, PEOPLE, ROWS, orders

ALONE = MAPPING.partition("[join")[0].replace("{people.name}", "Customer {customer}")
BAD = "B1,1,packing,2026-01-07,some day,"
SAID = {"columns": {"order": "number"}, "order": "", "statuses": {}, "scale": "", "kind": "reply"}


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


def bring_as(member: Member, mapping: str = "", **files: str) -> Upload:
    by, at = Actor("member", member.pk), timezone.now()
    content = [(f"{name}.csv", [text.encode()]) for name, text in files.items()]
    upload = bring(files=content, member=member, by=by, at=at)
    if mapping:
        map_columns(upload=upload, mapping=mapping, said=SAID, by=by, at=at)
    return queries.get(upload.pk)


def handed_out(cast: Cast, mapping: str = ALONE, **beside: str) -> tuple[Upload, str]:
    """An upload with a row that cannot come in, and the file of it."""
    with enter(cast.studio):
        upload = bring_as(cast.owner, mapping, orders=orders(ROWS[0], BAD), **beside)
    work_off()
    with enter(cast.studio):
        (left,) = queries.left_out(queries.get(upload.pk))
        return upload, path_of(left.file).read_text(encoding="utf-8-sig")


def test_a_mended_file_comes_in_without_being_asked_about(cast: Cast) -> None:
    first, text = handed_out(cast)
    with enter(cast.studio):
        again = bring_as(cast.owner, mended=text.replace("some day", "2026-01-12"))
        assert (again.mapping, again.said, again.mends) == (ALONE, SAID, first)
    work_off()
    with enter(cast.studio):
        again = queries.get(again.pk)
        assert again.found is not None
        assert (again.stage, again.found["counts"]["new"]) == (Stage.READ, 1)
        confirm(upload=again, by=Actor("member", cast.owner.pk), at=timezone.now())
    work_off()
    with enter(cast.studio):
        assert Promise.objects.get().import_key == "shop:B1"


def test_what_is_still_wrong_is_handed_out_once_more(cast: Cast) -> None:
    _first, text = handed_out(cast)
    with enter(cast.studio):
        again = bring_as(cast.owner, mended=text.replace("some day", "soon"))
    work_off()
    with enter(cast.studio):
        (left,) = queries.left_out(queries.get(again.pk))
        once_more = path_of(left.file).read_text(encoding="utf-8-sig")
        assert once_more.splitlines()[0] == text.splitlines()[0]
        assert bring_as(cast.owner, more=once_more).mends == again


def test_a_mended_file_is_read_with_those_that_were_beside_it(cast: Cast) -> None:
    first, text = handed_out(cast, MAPPING, people=PEOPLE)
    mended = text.replace("some day", "2026-01-12")
    with enter(cast.studio):
        assert bring_as(cast.owner, mended=mended, people=PEOPLE).mends == first
        assert bring_as(cast.owner, mended=mended, other=PEOPLE).mends is None


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("left out: from", "from"),
        ("ordered", "when"),
        ("some day,", "some day,\r\n4,why,{other},B2,1,,,,"),
    ],
)
def test_a_file_that_does_not_say_it_is_ours_is_asked_about(
    cast: Cast, was: str, becomes: str
) -> None:
    other, _text = handed_out(cast)
    _first, text = handed_out(cast)
    with enter(cast.studio):
        mended = text.replace(was, becomes.format(other=other.pk))
        again = bring_as(cast.owner, mended=mended)
        assert (again.mends, again.stage) == (None, Stage.TO_MAP)


def test_another_business_does_not_learn_how_ours_was_read(cast: Cast) -> None:
    _first, text = handed_out(cast)
    with enter(cast.salon):
        again = bring_as(cast.stranger, mended=text)
        assert (again.mends, again.mapping, again.stage) == (None, "", Stage.TO_MAP)
