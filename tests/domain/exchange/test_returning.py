"""What was taken out comes back the same: to the byte, in an empty business, with its history."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import timezone

from makegood.domain.customers.models import Customer, Note
from makegood.domain.exchange.actions import coming_back, pieces
from makegood.domain.exchange.actions.uploading import bring, confirm, take_back
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.exchange.queries import get, left_out
from makegood.domain.exchange.queries.asked import INVITATIONS, STOPS, SURVEYS
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.exchange.queries.nouns import ABOUT_US, HISTORY, JOURNAL
from makegood.domain.exchange.rules.flat import all_tables
from makegood.domain.promises.models import Answer, Promise
from makegood.domain.promises.queries.notices import unseen_answers
from makegood.domain.promises.queries.rates import rates
from makegood.foundation.files.queries import path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery
from makegood.foundation.links.models import Address
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.exchange.lived_in import live, packed_up, without_shown
from tests.domain.promises.hands import promise

# What belongs to the business that is there already, and what was history where it came from.
OF_THE_OTHER = {
    name
    for one in (*ABOUT_US, *HISTORY, JOURNAL)
    if one not in (SURVEYS, INVITATIONS, STOPS)
    for name, _header in all_tables(one.table)
} | {"business"}


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming_back, "DOOR_OPEN", 0)


@pytest.fixture
def new(cast: Cast) -> Business:
    """A business of the same people, in which nothing has happened yet."""
    there = Business.objects.create(
        slug="fern-two", name="Fern Two", zone="Europe/Berlin", locale="en", made_at=SINCE
    )
    for member in (cast.owner, cast.colleague):
        Member.objects.create(business=there, user=member.user, role=member.role, joined_at=SINCE)
    return there


def taken_out(cast: Cast, life: Callable[[Cast], object]) -> tuple[bytes, dict[str, str]]:
    with enter(cast.studio):
        life(cast)
        return b"".join(everything()), packed_up()


def somebody(business: Business) -> Member:
    return Member.objects.filter(business=business).order_by("pk")[0]


def brought(business: Business, content: bytes) -> Upload:
    """Bring it and have it looked through."""
    with enter(business):
        member = somebody(business)
        by, at = Actor("member", member.pk), timezone.now()
        upload = bring(files=[("all.zip", [content])], member=member, by=by, at=at)
    work_off()
    with enter(business):
        return get(upload.pk)


def counts(upload: Upload) -> dict[str, int]:
    assert upload.found is not None, upload.refused
    said: dict[str, int] = upload.found["counts"]
    return said


def brought_back(business: Business, content: bytes) -> Upload:
    upload = brought(business, content)
    with enter(business):
        assert upload.stage is Stage.READ, upload.refused
        by = Actor("member", upload.brought_by.pk)
        confirm(upload=upload, by=by, at=timezone.now())
    work_off()
    with enter(business):
        return get(upload.pk)


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The files of two exports that are not the same to the byte, beside what is not brought in."""
    beside = {f"csv/{name}.csv" for name in OF_THE_OTHER}
    beside |= {f"json/{name}.jsonl" for name in OF_THE_OTHER} | {"makegood.json"}
    left, came = without_shown(before), without_shown(after)
    assert set(left) == set(came)
    return {name for name in set(left) - beside if came[name] != left[name]}


def changed(content: bytes, name: str, how: Callable[[str], str]) -> bytes:
    """The same ZIP with another text in one of its files."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            text = old.read(one).decode()
            new.writestr(one, how(text) if one == name else text)
    return written.getvalue()


def test_everything_comes_back_the_same_to_the_byte(
    cast: Cast, new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_back, "A_PIECE", 7)
    monkeypatch.setattr(coming_back, "PIECES_IN_A_JOB", 2)
    content, before = taken_out(cast, live)
    now = timezone.now()
    with enter(cast.studio):
        rated = rates(now=now)
    upload = brought_back(new, content)
    with enter(new):
        assert upload.stage is Stage.IN
        assert differing(before, packed_up()) == set()
        assert rates(now=now) == rated
        assert not Delivery.objects.filter(entry__by="import").exists()
        assert not Letter.objects.exists()
    assert not Address.objects.filter(business=new).exists()


def test_a_second_time_nothing_more_comes_in(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, promise)
    assert brought_back(new, content).came == 2
    assert counts(brought(new, content))["here"] == 2
    assert brought_back(new, content).came == 0
    with enter(new):
        assert differing(before, packed_up()) == set()


def test_in_the_business_it_is_from_everything_is_here(cast: Cast) -> None:
    content, before = taken_out(cast, promise)
    assert brought_back(cast.studio, content).came == 0
    with enter(cast.studio):
        assert differing(before, packed_up()) == set()


def test_nothing_shows_before_all_is_in_and_nothing_once_it_is_taken_back(
    cast: Cast, new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _before = taken_out(cast, live)
    with enter(cast.studio):
        Answer.objects.update(seen_at=None, seen_by=None)
        content = b"".join(everything())
    monkeypatch.setattr(pieces, "publish_import", lambda **_: False)
    upload = brought_back(new, content)
    with enter(new):
        assert upload.stage is Stage.COMING
        assert not Promise.objects.exists()
        assert unseen_answers() == []
    monkeypatch.undo()
    with enter(new):
        take_back(upload=get(upload.pk), by=Actor("member", somebody(new).pk), at=timezone.now())
        assert not Customer.objects.exists()
        assert unseen_answers() == []


def test_who_is_no_member_here_is_stood_in_for(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, live)
    with enter(new):
        Member.objects.get(business=new, user=cast.bob).delete()
    brought_back(new, content)
    with enter(new):
        dog = Note.objects.get(text="Has a dog")
        assert dog.written_by == somebody(new)


# Each makes a row that cannot be, out of one that can.
WRONG: dict[str, list[dict[str, Any]]] = {
    "promises": [
        {"kind": "nonsense"},
        {"zone": "Mars/Olympus"},
        {"late_after": "2026-03-01T00:00:00Z"},
        {"kept_at": "2126-03-01T00:00:00Z"},
        {"made_at": "yesterday"},
        {"made_at": "2026-03-01T00:00:00"},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"effort_minutes": float("inf")},
        {"text": "x" * 501},
        {"text": ""},
        {"customer": "somebody"},
        {"customer": None},
        {"moves": 7},
        {"moves": [{"number": 1}]},
        {"key": ["a"]},
        {"key": ""},
        {"told_through": 9},
        {"late_after_first": "2126-03-01T00:00:00Z"},
        {
            "outlooks": [
                {
                    "due_number": 0,
                    "says": "holds",
                    "said_at": "2126-03-01T00:00:00Z",
                    "said_by": None,
                }
            ]
        },
        {"next_update": {"a": 1}},
    ],
    "customers": [{"name": None}, {"key": "x" * 201}, {"merged_into": {"a": 1}}, {"tags": [7]}],
}
NO_ROWS = ("{", "[]", '{"key": "\\ud800"}', '{"key": "\\u0000"}', "[" * 9999)


def with_wrong_rows(content: bytes, noun: str) -> bytes:
    """The same ZIP with rows that cannot be, and lines that are none, in front of a kind."""

    def more(text: str) -> str:
        first = json.loads(text.partition("\n")[0])
        rows = [first | {"key": f"wrong:{n}"} | said for n, said in enumerate(WRONG[noun])]
        return "\n".join((*NO_ROWS, *map(json.dumps, rows), text))

    return changed(content, f"json/{noun}.jsonl", more)


@pytest.mark.parametrize("noun", WRONG)
def test_rows_that_cannot_be_stay_out_and_the_rest_comes_in(
    cast: Cast, new: Business, noun: str
) -> None:
    content, before = taken_out(cast, promise)
    spoilt = with_wrong_rows(content, noun)
    assert counts(brought(new, spoilt))["bad"] == len(NO_ROWS)
    assert brought_back(new, spoilt).came == 2
    with enter(new):
        assert differing(before, packed_up()) == set()


def test_what_nobody_could_be_given_to_choose_stays_outside(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, live)
    options = '"options": ["fine", "call"]'
    longer = options.replace("call", "c" * 100_000)
    upload = brought_back(
        new, changed(content, "json/promises.jsonl", lambda text: text.replace(options, longer))
    )
    with enter(new):
        assert counts(upload)["refused"] == 1
        assert not Answer.objects.exists()


def test_no_promise_comes_back_in_its_own_place(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, promise)

    def in_a_circle(text: str) -> str:
        row = json.loads(text.partition("\n")[0])
        pairs = (("a", "b"), ("b", "a"), ("c", "c"))
        return "\n".join(json.dumps(row | {"key": k, "succeeds": of}) for k, of in pairs)

    brought_back(new, changed(content, "json/promises.jsonl", in_a_circle))
    with enter(new):
        found = Promise.objects.values_list("import_key", "succeeds__import_key")
        assert dict(found) == {"a": "b", "b": None, "c": None}


def test_who_is_merged_into_an_alias_stays_by_themselves(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, promise)

    def in_a_circle(text: str) -> str:
        row = json.loads(text.partition("\n")[0])
        pairs = (("a", "b"), ("b", "a"), ("c", "c"), ("d", "a"))
        return "\n".join(json.dumps(row | {"key": k, "merged_into": of}) for k, of in pairs)

    brought_back(new, changed(content, "json/customers.jsonl", in_a_circle))
    with enter(new):
        found = Customer.objects.values_list("import_key", "merged_into__import_key")
        assert dict(found) == {"a": "b", "b": None, "c": None, "d": None}


def test_a_row_that_is_refused_lies_in_a_file_with_why(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, promise)
    wrong = changed(
        content, "json/promises.jsonl", lambda text: text.replace('"kind": "', '"kind": "un')
    )
    upload = brought_back(new, wrong)
    with enter(new):
        assert (upload.stage, upload.came, counts(upload)["refused"]) == (Stage.IN, 1, 1)
        (left,) = left_out(upload)
        text = path_of(left.file).read_text(encoding="utf-8-sig")
    assert str(left) == "promises.jsonl"
    assert text.startswith("left out: line,left out: why,row\n1,“kind” says what we cannot take.")
    assert "Logo proofs" in text
