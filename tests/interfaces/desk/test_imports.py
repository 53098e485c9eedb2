"""Bringing in what a business has, from the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions import coming
from makegood.domain.exchange.models import Upload
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.promises.models import Promise
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.shop import MAPPING, PEOPLE, ROWS, orders
from tests.domain.exchange.test_returning import changed
from tests.domain.promises.hands import promise
from tests.ui.reading import Element, parsed


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


def address(name: str, **ids: Any) -> str:
    return reverse(name, kwargs={"business": "fern-studio", **ids})


def send(alice: Client, **files: str) -> Any:
    named = {"orders.csv": orders(*ROWS), "people.csv": PEOPLE, "shop.toml": MAPPING} | files
    sent = [SimpleUploadedFile(name, text.encode()) for name, text in named.items()]
    return alice.post(address("uploads"), {"files": sent}, follow=True)


def look(alice: Client, cast: Cast) -> str:
    with enter(cast.studio):
        upload = Upload.objects.get()
    return alice.get(address("upload", upload=upload.pk)).content.decode()


def test_brought_looked_through_brought_in_and_taken_back(alice: Client, cast: Cast) -> None:
    page = send(alice).content.decode()
    assert "source = &quot;shop&quot;" in page
    with enter(cast.studio):
        ids = {"upload": Upload.objects.get().pk}
    alice.post(address("upload_mapping", **ids), {"mapping": MAPPING})
    assert "We are looking through it." in look(alice, cast)
    work_off()
    page = look(alice, cast)
    assert "What would happen" in page
    assert "promised Mon 5 Jan for Fri 9 Jan, kept Fri 9 Jan" in page
    alice.post(address("upload_confirmed", **ids))
    assert "0 of 4 rows" in look(alice, cast)
    work_off()
    assert "4 rows came in." in look(alice, cast)
    assert "Order A4" in alice.get(address("ledger")).content.decode()
    alice.post(address("upload_undone", **ids))
    assert "Taken back." in look(alice, cast)
    with enter(cast.studio):
        assert not Promise.objects.exists()


def test_a_mapping_with_a_mistake_comes_back_with_what_to_mend(alice: Client, cast: Cast) -> None:
    send(alice)
    with enter(cast.studio):
        where = address("upload_mapping", upload=Upload.objects.get().pk)
    answer = alice.post(where, {"mapping": "[promise]"})
    assert answer.status_code == 422
    assert "The mapping needs source" in answer.content.decode()


def test_the_rows_left_out_are_handed_out_to_be_mended(alice: Client, cast: Cast) -> None:
    send(alice, **{"orders.csv": orders(ROWS[0], "B1,1,packing,2026-01-07,=1+1,")})
    with enter(cast.studio):
        upload = Upload.objects.get()
    alice.post(address("upload_mapping", upload=upload.pk), {"mapping": MAPPING})
    work_off()
    page = look(alice, cast)
    assert "orders.csv, line 3: “=1+1” is no date" in page
    href = page.partition("/left-out/")[2].partition('"')[0]
    answer = alice.get(address("upload_left_out", upload=upload.pk, uploaded_file=int(href)))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="orders, left out.csv"'
    assert b"B1" in answer.getvalue()
    alice.post(address("upload_confirmed", upload=upload.pk))
    work_off()
    page = look(alice, cast)
    assert "1 row came in." in page
    assert "orders.csv, line 3: “=1+1” is no date" in page
    assert (
        alice.get(address("upload_left_out", upload=upload.pk, uploaded_file=10**9)).status_code
        == 404
    )


def test_what_is_here_already_is_not_offered_again(alice: Client, cast: Cast) -> None:
    for offered in (True, False):
        send(alice, **{"orders.csv": orders(ROWS[0])})
        with enter(cast.studio):
            ids = {"upload": Upload.objects.latest("pk").pk}
        alice.post(address("upload_mapping", **ids), {"mapping": MAPPING})
        work_off()
        page = alice.get(address("upload", **ids)).content.decode()
        assert ("Bring them in" in page, "Nothing in it is new" in page) == (offered, not offered)
        alice.post(address("upload_confirmed", **ids))
        work_off()


def test_several_files_without_a_mapping_go_one_by_one(alice: Client) -> None:
    sent = [SimpleUploadedFile(f"{n}.csv", b"Name\nRosa\n") for n in (1, 2)]
    page = alice.post(address("uploads"), {"files": sent}, follow=True).content.decode()
    assert "bring in one after the other" in page
    assert "Say which column is what." not in page
    assert "bring in one after the other" not in send(alice).content.decode()


def test_nothing_chosen_is_asked_for(alice: Client) -> None:
    answer = alice.post(address("uploads"), {})
    assert (answer.status_code, "Choose a file first." in answer.content.decode()) == (422, True)


def test_what_is_mapped_wrongly_is_said_on_the_page(alice: Client, cast: Cast) -> None:
    send(alice, **{"orders.csv": "a,b\n1,2\n"})
    with enter(cast.studio):
        where = address("upload_mapping", upload=Upload.objects.get().pk)
    alice.post(where, {"mapping": MAPPING})
    work_off()
    assert "orders.csv has no column" in look(alice, cast)


def test_whoever_only_works_here_does_not_bring_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    assert client.get(address("imports")).status_code == 404


CARDS = """BEGIN:VCARD
VERSION:3.0
UID:1
FN:Rosa Baker
ORG:Baker & Daughter
EMAIL:rosa@example.com
TEL:+49 30 901820
TEL;TYPE=CELL:+49 151 901820
NOTE:Rings twice
CATEGORIES:regular
END:VCARD
BEGIN:VCARD
VERSION:3.0
NOTE:Nobody
END:VCARD
"""


def brought(alice: Client, cast: Cast, name: str, text: str) -> int:
    """The id of the upload of one file, looked through as far as it goes by itself."""
    sent = SimpleUploadedFile(name, text.encode())
    alice.post(address("uploads"), {"files": [sent]})
    work_off()
    with enter(cast.studio):
        return Upload.objects.get().pk


def test_an_address_book_says_itself_what_is_what(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "people.vcf", CARDS)
    page = look(alice, cast)
    assert "line 1 · Baker &amp; Daughter · rosa@example.com · +49 30 901820" in page
    assert "people.vcf, line 12: It names nobody" in page
    alice.post(address("upload_confirmed", upload=upload))
    work_off()
    with enter(cast.studio):
        rosa = Customer.objects.get(name="Rosa Baker")
        assert (rosa.email, rosa.phone) == ("rosa@example.com", "+49 30 901820")
        assert [(one.kind, one.value) for one in rosa.handles.all()] == [
            ("phone", "+49 151 901820")
        ]
        assert [(one.text, one.written_by) for one in rosa.notes.all()] == [("Rings twice", None)]
        assert [str(one) for one in rosa.tags.all()] == ["regular"]
    page = alice.get(address("customer", customer=rosa.pk)).content.decode()
    assert "from elsewhere" in page


def chosen(select: Element) -> str:
    options = (option.attributes for option in select.all("option"))
    return next((str(one["value"]) for one in options if "selected" in one), "")


def test_what_columns_are_is_guessed_and_confirmed(alice: Client, cast: Cast) -> None:
    text = (
        "Auftrag;Kunde;Was;Bestellt;Zugesagt für;Geliefert\n"
        "A1;Rosa Baker;Ladenschild;05.03.2026;13.03.2026;12.03.2026\n"
    )
    upload = brought(alice, cast, "auftraege.csv", text)
    page = alice.get(address("upload", upload=upload)).content.decode()
    assert "Its name says so" in page
    said = {str(each.attributes["name"]): chosen(each) for each in parsed(page).all("select")}
    assert alice.post(address("upload_columns", upload=upload), said).status_code == 302
    work_off()
    assert "promised Thu 5 Mar for Fri 13 Mar, kept Thu 12 Mar" in look(alice, cast)


@pytest.mark.parametrize(("more", "said"), [(",Due,Ordered", True), ("", False)])
def test_what_an_order_list_leaves_out_is_said(
    alice: Client, cast: Cast, more: str, said: bool
) -> None:
    cells = ",2026-03-13,2026-03-05" if more else ""
    text = f"Client,Town{more}\nRosa,Fernwald{cells}\n"
    brought(alice, cast, "x.csv", text)
    assert (look(alice, cast).count("does not come in with a list of orders.") == 1) is said


def test_a_column_that_is_missing_is_asked_for(alice: Client, cast: Cast) -> None:
    text = "Kunde,Zugesagt für,Bestellt\nRosa,2026-03-13,2026-03-05\n"
    where = address("upload_columns", upload=brought(alice, cast, "x.csv", text))
    said = {"column_0": "nothing", "column_1": "promised for", "column_2": "promised on"}
    answer = alice.post(where, said | {"kind": "other"})
    assert answer.status_code == 422
    assert "Say which column is this" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("list.csv", "PK\x03\x04 xl/workbook.xml", "list.csv is an Excel file. Open it"),
        ("list.csv", "", "list.csv is empty. Is it the right file?"),
        ("list.jpg", "GIF89a", "list.jpg is a picture."),
    ],
)
def test_what_is_no_list_says_so_at_once(
    alice: Client, cast: Cast, name: str, text: str, said: str
) -> None:
    brought(alice, cast, name, text)
    page = look(alice, cast)
    assert said in page
    assert "Say which column is what." not in page
    assert said in alice.get(address("imports")).content.decode()


def test_what_was_refused_of_an_export_is_handed_out_with_why(alice: Client, cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
        whole = b"".join(everything())
    wrong = changed(
        whole,
        "json/promises.jsonl",
        lambda text: text.replace('"key": "', '"key": "x').replace('"kind": "', '"kind": "un'),
    )
    alice.post(address("uploads"), {"files": [SimpleUploadedFile("all.zip", wrong)]})
    work_off()
    with enter(cast.studio):
        upload = Upload.objects.get()
    alice.post(address("upload_confirmed", upload=upload.pk))
    work_off()
    page = look(alice, cast)
    assert "promises.jsonl, line 1: “kind” says what we cannot take." in page
    assert "All of them, each with why it stayed outside:" in page
    assert "promises, left out.csv" in page
