"""The command that brings orders in, on a small shop's files."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.actions.rows import Outcome, bring_in
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.models import Delivery, Entry, ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli import chunks
from tests.cast import Cast
from tests.domain.exchange.shop import HEADER, MAPPING, PEOPLE, ROWS, orders

command = import_module("makegood.interfaces.cli.management.commands.import")


@dataclass(frozen=True)
class Shop:
    """The files of a shop, and a way to bring them in."""

    folder: Path
    slug: str

    def bring_in(self, text: str | bytes | None = None, **options: Any) -> str:
        """Run the command; what it printed, both kinds together."""
        content = orders(*ROWS) if text is None else text
        file = self.folder / "orders.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = io.StringIO()
        where = {} if "new_business" in options else {"business": self.slug}
        options |= {"mapping": self.folder / "shop.toml", **where}
        try:
            call_command("import", str(file), stdout=said, stderr=said, **options)
        except CommandError as wrong:
            raise CommandError(f"{said.getvalue()}{wrong}") from wrong
        return said.getvalue()


@pytest.fixture
def shop(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(chunks, "DOOR_OPEN", 0)
    (tmp_path / "shop.toml").write_text(MAPPING)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return Shop(tmp_path, cast.studio.slug)


def ledger(business: Business) -> dict[str, str]:
    """How each promise stands, by its words."""
    with enter(business):
        return {promise.text: promise.kept for promise in Promise.objects.all()}


def counts(business: Business) -> list[int]:
    with enter(business):
        return [
            model.objects.count() for model in (Promise, Customer, Engagement, Entry, ImportBatch)
        ]


def test_orders_come_in_with_what_became_of_them(shop: Shop, cast: Cast) -> None:
    said = shop.bring_in()
    assert "1 kept in time, 1 kept late, 1 withdrawn, 1 open; 0 that cannot come in." in said
    assert "4 came in, 0 were here already" in said
    assert ledger(cast.studio) == {
        "Order A1": "on_time",
        "Order A2": "late",
        "Order A3": "withdrawn",
        "Order A4": "not_yet",
    }
    with enter(cast.studio):
        promise = Promise.objects.get(text="Order A3")
        assert promise.withdrawn_asked_by == Promise.AskedBy.NOT_RECORDED
        assert not Promise.objects.filter(tellings_recorded=True).exists()
        assert {str(one) for one in Customer.objects.all()} == {"Rosa Baker", "Jonas Holm"}
        assert Engagement.objects.count() == 4
        assert ImportBatch.objects.get().published_at is not None


def test_what_comes_in_sets_nothing_off(shop: Shop, cast: Cast) -> None:
    shop.bring_in()
    with enter(cast.studio):
        assert set(Entry.objects.values_list("by", flat=True)) == {"import"}
        assert not Delivery.objects.exists()
    assert not Job.objects.exists()


def test_twice_is_once(shop: Shop, cast: Cast) -> None:
    shop.bring_in()
    before = counts(cast.studio)
    assert "0 came in, 4 were here already and stay as they are." in shop.bring_in()
    assert counts(cast.studio) == before


def test_a_longer_file_brings_only_what_is_new(shop: Shop, cast: Cast) -> None:
    shop.bring_in(orders(*ROWS[:2]))
    assert "2 came in, 2 were here already" in shop.bring_in()
    assert counts(cast.studio)[:3] == [4, 2, 4]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(shop: Shop, cast: Cast) -> None:
    before = counts(cast.studio)
    assert "4 would come in, 0 are here already." in shop.bring_in(dry_run=True)
    assert counts(cast.studio) == before
    shop.bring_in(orders(ROWS[0]))
    assert "3 would come in, 1 are here already." in shop.bring_in(dry_run=True)


def test_bad_rows_go_to_a_file_and_the_rest_comes_in(shop: Shop, cast: Cast) -> None:
    torn = 'B1,1,packing,2026-01-07,"some\nday",'
    bad = shop.folder / "bad.csv"
    with pytest.raises(CommandError, match="2 rows were left out") as wrong:
        shop.bring_in(orders(torn, ROWS[0], "B2,1"), bad=bad)
    assert "orders.csv, line 2: “some\nday” is no date" in str(wrong.value)
    assert ledger(cast.studio) == {"Order A1": "on_time"}
    left = bad.read_text(encoding="utf-8-sig")
    assert left.startswith(f"left out: line,left out: why,{HEADER}")
    assert '\n5,"2 cells, where the first line has 6.",B2,1' in left.replace("\r", "")

    mended = left.replace('"some\nday"', "2026-01-13").replace("B2,1", "B2,1,packing,2026-01-07")
    with pytest.raises(CommandError, match="1 row was left out"):
        shop.bring_in(mended)
    assert ledger(cast.studio) == {"Order A1": "on_time", "Order B1": "not_yet"}


def test_an_import_cut_short_goes_on_where_it_was(
    shop: Shop, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "FIRST_CHUNK", 1)
    monkeypatch.setattr(chunks, "next_size", lambda size, seconds: 1)
    done: list[object] = []

    def cut_short(**arguments: Any) -> Outcome:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(arguments)
        return bring_in(**arguments)

    monkeypatch.setattr(chunks, "bring_in", cut_short)
    with pytest.raises(KeyboardInterrupt):
        shop.bring_in()
    assert ledger(cast.studio) == {}
    monkeypatch.setattr(chunks, "bring_in", bring_in)
    assert "2 came in, 2 were here already" in shop.bring_in()
    assert counts(cast.studio)[:3] == [4, 2, 4]
    with enter(cast.studio):
        assert ImportBatch.objects.get().published_at is not None


def test_a_chunk_that_another_import_crossed_is_tried_once_more(
    shop: Shop, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def crossed(**arguments: Any) -> Outcome:
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError("promise_imported_once")
        return bring_in(**arguments)

    monkeypatch.setattr(chunks, "bring_in", crossed)
    assert "4 came in" in shop.bring_in()


def test_what_the_ledger_refuses_goes_to_the_file_whole(shop: Shop, cast: Cast) -> None:
    far, bad = ROWS[3].replace("2026-01-13", "2150-01-13"), shop.folder / "bad.csv"
    with pytest.raises(CommandError, match="1 row was left out"):
        shop.bring_in(orders(ROWS[0], far), bad=bad)
    assert ledger(cast.studio) == {"Order A1": "on_time"}
    assert bad.read_text(encoding="utf-8-sig").splitlines()[1].endswith(far)


def test_the_help_shows_a_mapping_that_works(shop: Shop, cast: Cast) -> None:
    example = command.EXAMPLE.read_text()
    shown = command.Command().create_parser("makegood", "import").format_help()
    assert example in shown
    assert "already stays as it is" in shown
    assert all(kind in example for kind in Promise.Kind.values)
    (shop.folder / "shop.toml").write_text(example)
    (shop.folder / "clients.csv").write_text("No;Name;Firm\nK1;Rosa Kraus;Bäckerei Kraus\n")
    (shop.folder / "bills.csv").write_text("Job;Sum\n7;180,50\n7;1.020,00\n")
    first = (
        "Job no;Client;What;State;Asked on;Promised for;Done on;Cancelled on;Stars;Rated on;Words\n"
    )
    assert first.strip() in example
    row = "7;K1;Logo proofs;done;05.01.2026;09.01.2026;09.01.2026;;5;12.01.2026;Lovely\n"
    assert "2 came in" in shop.bring_in(first + row)
    assert ledger(cast.studio) == {"Logo proofs": "on_time"}
    with enter(cast.studio):
        assert Engagement.objects.get().value_cents == 120050
        assert [str(one) for one in Rating.objects.all()] == ["5/5"]


def test_a_mapping_that_lacks_something_says_what_and_where_to_look(shop: Shop) -> None:
    (shop.folder / "shop.toml").write_text('[promise]\nkey = "{order}"\n')
    with pytest.raises(CommandError, match=r"needs source, .*“import --help” shows a whole"):
        shop.bring_in()


def test_a_new_business_is_opened_for_its_owner(shop: Shop, cast: Cast) -> None:
    new: dict[str, Any] = {"new_business": "Old Orders", "owner": "Bob@example.com"}
    assert "Opened Old Orders: from now on, --business old-orders." in shop.bring_in(**new)
    opened = Business.objects.get(slug="old-orders")
    assert opened.zone == "Europe/Berlin"
    assert len(ledger(opened)) == 4
    assert ledger(cast.studio) == {}
    with pytest.raises(CommandError, match="They have a business of that name"):
        shop.bring_in(**new)


def test_a_dry_run_opens_no_business(shop: Shop) -> None:
    new = {"new_business": "Old Orders", "owner": "bob@example.com"}
    assert "4 would come in" in shop.bring_in(dry_run=True, **new)
    assert not Business.objects.filter(slug="old-orders").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"new_business": "X"}, "--owner, the e-mail"),
        ({"new_business": "X", "owner": "nobody@example.com"}, "Nobody signs in here with nobody@"),
        ({"bad": Path("orders.csv")}, "write over a file that is being read"),
        ({"bad": Path("people.csv")}, "write over a file that is being read"),
        ({"bad": Path("none/bad.csv")}, "cannot be written: No such file"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    shop: Shop, cast: Cast, options: dict[str, Any], said: str
) -> None:
    before = counts(cast.studio)
    if isinstance(options.get("bad"), Path):
        options = {"bad": shop.folder / str(options["bad"])}
    with pytest.raises(CommandError, match=said):
        shop.bring_in(**options)
    assert counts(cast.studio) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "orders.csv is empty"),
        (orders(*ROWS, header=HEADER.replace("state", "status")), "has no column state"),
        (orders(*ROWS, header=HEADER.replace("state", "order")), "has no column state"),
        (orders(*ROWS) + '"A9,1', "a quotation mark opens"),
    ],
)
def test_a_file_that_makes_no_sense_leaves_no_trace(
    shop: Shop, cast: Cast, content: str | bytes, said: str
) -> None:
    before = counts(cast.studio)
    with pytest.raises(CommandError, match=said):
        shop.bring_in(content)
    assert counts(cast.studio) == before


def test_a_missing_file_and_a_missing_business_are_named(shop: Shop) -> None:
    (shop.folder / "people.csv").unlink()
    with pytest.raises(CommandError, match=r"people\.csv cannot be read: No such file"):
        shop.bring_in()
    with pytest.raises(CommandError, match="no business “nowhere”"):
        Shop(shop.folder, "nowhere").bring_in()


def test_excel_in_germany_writes_it_otherwise_and_it_comes_in_alike(shop: Shop, cast: Cast) -> None:
    (shop.folder / "people.csv").write_bytes("id;name\r\n1;Jörg Bäcker\r\n2;Ada\r\n".encode("1252"))
    text = orders(*ROWS).replace(",", ";").replace("\n", "\r\n")
    assert "4 came in" in shop.bring_in(text.encode("utf-8-sig"))
    with enter(cast.studio):
        assert Customer.objects.filter(name="Jörg Bäcker").exists()


def test_imported_overdue_is_one_row_of_today(shop: Shop, cast: Cast, client: Client) -> None:
    shop.bring_in()
    client.force_login(cast.alice)
    today = client.get(f"/desk/{cast.studio.slug}/today").content.decode()
    assert "1 imported promise is open past its date." in today
    assert "Order A4" not in today
    kept = client.get(f"/desk/{cast.studio.slug}/kept").content.decode()
    for words in ("1 of 3 kept", "1 withdrawn, left out", "2 not recorded, left out"):
        assert words in kept
