"""Everything of a business goes out, says nothing of when, and runs in no spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.queries import outgoing
from makegood.domain.exchange.queries.asked import INVITATIONS, STOPS, SURVEYS
from makegood.domain.exchange.queries.cases import CASES, CAUSES
from makegood.domain.exchange.queries.ideas import IDEAS
from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.queries.nouns import ABOUT_US, HISTORY, JOURNAL, NOUNS, STAYS
from makegood.domain.exchange.queries.outgoing import Outgoing
from makegood.domain.exchange.rules.cells import plain
from makegood.domain.exchange.rules.flat import laid_out, line
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import say_how_it_felt
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, Feeling, ImportBatch
from makegood.foundation.links.models import Address, Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import lines, live, packed_up
from tests.domain.promises.hands import HOUR, MONDAY, imported, promise

# The program's own words in a field for text.
OUR_WORDS = {"moves": {"rule"}}
# What we ask, what was answered, our cases, and the ideas that came of them.
AFTER = (SURVEYS, INVITATIONS, STOPS, CAUSES, CASES, IDEAS)
# What the database lets nobody edit: there the words that were said are looked for.
NEVER_EDITED = {"hearings"}
# What stands of a row without being a column: whose it is, and its key.
ALWAYS = {"business", "import_key"}


@pytest.fixture
def lived(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        live(cast)
        yield cast


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        promise(cast)
        yield cast


def nouns(among: tuple[Noun, ...] = (*ABOUT_US, *NOUNS, *HISTORY, JOURNAL)) -> Iterator[Noun]:
    """All that goes out, and what hangs on it."""
    for noun in among:
        yield noun
        yield from nouns(noun.parts)


def fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields() if not field.auto_created}


def said_of(noun: Noun) -> set[str]:
    paths = {path.partition("__")[0] for path in noun.columns.values()}
    return paths | set(noun.stays) | ({noun.of} - {""})


def test_every_model_goes_out_or_says_why_not() -> None:
    owned = {model._meta.label for model in apps.get_models() if issubclass(model, Owned)}
    going = {noun.model._meta.label for noun in nouns()}
    assert owned <= going | set(STAYS)
    assert not going & set(STAYS)
    assert set(STAYS) <= owned


@pytest.mark.parametrize("noun", list(nouns()), ids=lambda noun: noun.name)
def test_every_field_goes_out_or_says_why_not(noun: Noun) -> None:
    beyond = {"user"} if noun.name == "members" else set()
    assert fields(noun.model) - ALWAYS | beyond == said_of(noun)


def texts(noun: Noun) -> Iterator[models.Field[Any, Any]]:
    """The fields of a noun in which somebody's words can stand."""
    for path in noun.columns.values():
        field = None if "__" in path else noun.model._meta.get_field(path)
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        if field.name not in OUR_WORDS.get(noun.name, ()):
            yield field


def test_what_anybody_wrote_anywhere_is_found_in_both(lived: Cast) -> None:
    Letter.objects.update(state="bounced", ended_at=MONDAY, came_back_at=MONDAY)
    canaries = set[str]()
    for noun in nouns((*ABOUT_US, *NOUNS, *HISTORY)):
        for field in texts(noun):
            canary = f"{noun.name[:3]}{len(canaries):02}"
            all_of_them = noun.model._default_manager.filter(noun.only).order_by("pk")
            rows = noun.model._default_manager.filter(pk__in=all_of_them.values("pk")[:1])
            assert rows.exists(), f"no {noun.name} lived"
            if noun.name in NEVER_EDITED:
                canary = rows.values_list(field.name, flat=True).get()
                assert canary, f"{field.name} of {noun.name} says nothing"
            else:
                rows.update(**{field.name: canary})
            canaries.add(canary)
    files = packed_up()
    for folder in ("csv", "json"):
        found = "".join(text for name, text in files.items() if name.startswith(folder))
        assert [canary for canary in canaries if canary not in found] == []
    assert len(canaries) > 30


def test_what_we_ask_and_our_cases_go_out_with_every_column_lived(lived: Cast) -> None:
    Letter.objects.update(state="bounced", ended_at=MONDAY, came_back_at=MONDAY)
    files = packed_up()
    said: dict[tuple[str, str], list[Any]] = {}
    for noun in AFTER:
        rows = lines(files, noun.name)
        for one, below in hanging(noun, rows):
            for column in one.columns:
                said[one.name, column] = [row[column] for row in below]
    empty: tuple[object, ...] = ("", None, [], False)
    assert [name for name, values in said.items() if all(value in empty for value in values)] == []


def hanging(noun: Noun, rows: list[dict[str, Any]]) -> Iterator[tuple[Noun, list[dict[str, Any]]]]:
    """Rows, and all that hangs on them, by kind."""
    yield noun, rows
    for part in noun.parts:
        yield from hanging(part, [one for row in rows for one in row[part.name]])


def test_what_names_a_survey_a_case_or_a_promise_says_its_key(lived: Cast) -> None:
    files = packed_up()
    (survey,), invitations = lines(files, "surveys"), lines(files, "invitations")
    assert {one["survey"] for one in invitations} == {survey["key"]}
    assert {one["version"] for one in invitations} == {survey["versions"][0]["number"]}
    first, again = lines(files, "cases")
    (prevention,) = first["preventions"]
    assert prevention["came_back_case"] == again["key"]
    assert prevention["cause"] == first["cause"] == again["cause"] == "Old glue"
    assert first["prevention"] == prevention["promise"]
    remedies = {one["asked_at"] for one in first["remedies"]}
    assert {one["remedy"] for one in first["verifications"]} == remedies
    promises = {row["key"] for row in lines(files, "promises")}
    named = {one["promise"] for one in (*first["steps"], *first["remedies"], prevention)}
    assert named | {first["answer"]} <= promises


def test_in_the_tables_an_answer_says_whose_invitation_it_is_of(lived: Cast) -> None:
    files = packed_up()
    invitations, responses, answers = (
        list(csv.DictReader(io.StringIO(files[f"csv/{name}.csv"])))
        for name in ("invitations", "responses", "survey_answers")
    )
    (asked,) = (one["key"] for one in invitations if one["on"])
    (given,) = responses
    assert given["invitation"] == asked
    assert {one["response"] for one in answers} == {given["key"]}


def test_no_secret_and_nothing_of_others_goes_out(lived: Cast) -> None:
    files = packed_up()
    assert files == packed_up()
    whole = "".join(files.values())
    assert "mallory" not in whole.casefold()
    assert lived.alice.password not in whole
    assert Link.objects.exists()
    for link in Link.objects.all():
        assert link.nonce not in whole
        assert Address.objects.get(link=link).token_hash not in whole


def test_rows_stand_in_the_order_of_their_keys(ours: Cast) -> None:
    imported(ours, key="a:1")
    imported(ours, key="z:1")
    keys = [row["key"] for row in lines(packed_up(), "promises")]
    assert keys == sorted(keys)
    assert keys[0] == "a:1"
    assert keys[-1] == "z:1"


def test_when_an_import_ran_is_not_said(ours: Cast) -> None:
    batch = ImportBatch.objects.create(source="x", opened_at=MONDAY, published_at=MONDAY)
    rows = {"name": "Rosa", "name_key": "rosa", "import_batch": batch}
    for key, met_at in (
        ("x:1", MONDAY + timedelta(minutes=1)),
        ("x:2", MONDAY - timedelta(days=9)),
    ):
        Customer.objects.create(met_at=met_at, import_key=key, **rows)
    said = {row["key"]: row["met_at"] for row in lines(packed_up(), "customers")}
    assert (said["x:1"], said["x:2"]) == (None, "2026-02-21T09:00:00Z")


def test_an_end_that_nobody_recorded_stays_open(ours: Cast) -> None:
    one = imported(ours, key="x:1")
    ended = {"withdrawn_at": MONDAY, "withdrawn_asked_by": "not_recorded", "end_recorded": False}
    Promise.objects.filter(pk=one.pk).update(**ended)
    said = {row["key"]: row["withdrawn_at"] for row in lines(packed_up(), "promises")}
    assert said["x:1"] is None


def test_an_import_under_way_is_not_in_it(ours: Cast) -> None:
    one = imported(ours, key="x:1")
    ImportBatch.objects.filter(source=str(one.import_batch)).update(published_at=None)
    assert "x:1" not in packed_up()["json/promises.jsonl"]


def test_how_something_felt_that_was_taken_back_is_not_in_it(ours: Cast) -> None:
    came, by = imported(ours), Actor("member", ours.owner.pk)
    entry = Entry.objects.get(subject_kind="promise", subject_id=came.pk)
    say_how_it_felt(
        entry=entry, feels=Feeling.Feels.GOOD, member=ours.owner, by=by, at=MONDAY + HOUR
    )
    assert len(lines(packed_up(), "feelings")) == 1
    ImportBatch.objects.filter(source=str(came.import_batch)).update(undone_at=MONDAY)
    assert lines(packed_up(), "feelings") == []


def test_the_team_is_in_it_by_name_and_role(ours: Cast) -> None:
    said = [(row["name"], row["email"], row["role"]) for row in lines(packed_up(), "members")]
    assert said == [
        ("Alice", "alice@example.com", "owner"),
        ("Bob", "bob@example.com", "member"),
    ]


def test_more_rows_are_no_more_questions(ours: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as few:
        packed_up()
    for n in range(20):
        promise(ours, text=f"Leaflet {n}")
    with CaptureQueriesContext(connection) as many:
        packed_up()
    assert len(many) == len(few)
    monkeypatch.setattr(outgoing, "A_CHUNK", 7)
    with enter(ours.studio):
        assert len(list(Outgoing().of(NOUNS[2]))) == Promise.objects.count()


STARTS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"),
    *(
        "=cmd|' /C calc'!A0",
        "DDE",
        "'=1",
        "''=1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "−1",
        "\x00=1",
    ),
    *('"=1"', ";=1", "a;=1", "a\t=1", "a\n=1", "\u202e=1", "\u3000=1", "﹣1", "﬩1", "⁺1"),
)


def test_no_cell_of_it_runs_and_each_says_what_was_written() -> None:
    for start in STARTS:
        for noun in (NOUNS[0], NOUNS[2], *AFTER):
            row: dict[str, Any] = dict.fromkeys(("key", *noun.columns), start)
            row |= {part.name: [dict.fromkeys(part.table.own, start)] for part in noun.parts}
            for part in noun.parts:
                for below in part.parts:
                    row[part.name][0][below.name] = [dict.fromkeys(below.table.own, start)]
            for _file, cells in laid_out(noun.table, row):
                (read,) = csv.reader(io.StringIO(line(cells), newline=""))
                assert all(one in {"1"} or plain(one) == start for one in read), (start, read)
                assert all(one[:1] not in {*"=+-@＝＋－＠"} for one in read if one != "1")


def test_words_within_a_list_run_no_more_than_others() -> None:
    for start in STARTS:
        for value in ([start], {"words": start}):
            ((read,),) = csv.reader(io.StringIO(line([value]), newline=""))
            assert json.loads(plain(read)) == value
            assert all(one[:1] not in {*"=+-@＝＋－＠"} for one in re.split(r"[;\t\r\n]", read))
