"""What a file probably says is proposed with its evidence; what it does not say is asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.domain.exchange.rules.date_forms import Order, readings
from makegood.domain.exchange.rules.guessing import Guess, guess
from makegood.domain.exchange.rules.header_words import IN_WORDS, Means, meanings
from makegood.domain.exchange.rules.mapping import Ending, mapping_from
from makegood.domain.exchange.rules.mapping_text import mapping_text
from makegood.domain.exchange.rules.people import Labelled, Person
from makegood.domain.exchange.rules.people_mapping import people_in, people_mapping_from
from makegood.domain.exchange.rules.table import Row, Rows
from makegood.kit.refusal import Refusal
from tests.domain.exchange.shop import sorted_out
from tests.domain.exchange.test_arrivals import BERLIN, NOW

PEOPLE = (
    "Vorname;Name;Firma;E-Mail;Telefon privat;Telefon mobil;Straße;PLZ;Ort;Geburtstag;Notizen\n"
    "Rosa;Bäcker;Bäckerei;rosa@bakery.example;030 1234;0170 1234;Mühlweg 3;12345;Berlin;"
    "22.03.1980;\n"
    "Ada;Holm;;ada@holm.example;;;;;;;Ruft an\n"
)
ORDERS = (
    "Auftragsnr;Kunde;Leistung;Bestellt am;Liefertermin;Geliefert am;Status;Betrag\n"
    "A1;Rosa Bäcker;Ladenschild;05.01.2026;09.01.2026;10.01.2026;erledigt;100\n"
    "A2;Ada Holm;Visitenkarten;13.01.2026;19.01.2026;;in Arbeit;50\n"
    "A3;Ada Holm;Plakat;13.01.2026;19.01.2026;;storniert;50\n"
)


def look(text: str) -> Guess:
    rows = Rows([text.encode()], name="list.csv")
    return guess(rows.columns, [one for one in rows if isinstance(one, Row)])


def means(header: str) -> Means:
    return next(iter(meanings(header)), (Means.NOTHING, ""))[0]


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        *(("E-mail 2 Address", Means.EMAIL), ("Customer e-mail", Means.EMAIL)),
        *(("Téléphone", Means.PHONE), ("Telefonnummer", Means.PHONE), ("Celular", Means.PHONE)),
        *(
            ("orderDate", Means.MADE),
            ("Date de commande", Means.MADE),
            ("Bestellt am:", Means.MADE),
        ),
        *(("Zugesagt für", Means.DUE), ("Data de entrega prevista", Means.DUE)),
        *(("order_estimated_delivery_date", Means.DUE), ("Scadenza", Means.DUE)),
        *(("Entregado el", Means.KEPT), ("Consegnato il", Means.KEPT), ("Livré le", Means.KEPT)),
        *(("Cancelled on", Means.WITHDRAWN), ("Storniert am", Means.WITHDRAWN)),
        *(("Kundennummer", Means.CUSTOMER_KEY), ("customer_id", Means.CUSTOMER_KEY)),
        *(("Nº pedido", Means.KEY), ("Order No.", Means.KEY), ("Apellidos", Means.LAST)),
        *(("Prénom", Means.FIRST), ("Ragione sociale", Means.ORGANISATION)),
        *(("Bewertung", Means.RATING), ("Idioma", Means.LANGUAGE), ("Observações", Means.NOTES)),
        *(("Étiquettes", Means.TAGS), ("Importo", Means.VALUE), ("Stato", Means.STATUS)),
        *(("Shoe size", Means.NOTHING), ("", Means.NOTHING), ("\u0301" * 10_000, Means.NOTHING)),
    ],
)
def test_a_header_is_understood_in_six_languages(header: str, meant: Means) -> None:
    assert means(header) is meant


def test_every_meaning_can_be_said() -> None:
    assert set(IN_WORDS) == set(Means)


def test_an_address_list_becomes_a_mapping_that_reads_it() -> None:
    found = look(PEOPLE)
    assert not found.is_of_promises
    assert (found.of(Means.FIRST), found.of(Means.LAST)) == (("Vorname",), ("Name",))
    says = people_mapping_from(mapping_text(found, source="liste"))
    rows = Rows([PEOPLE.encode()], name="list.csv", needed=says.needed)
    rosa, ada = people_in(rows, says)
    assert isinstance(rosa, Person)
    assert (rosa.name, rosa.organisation, rosa.birthday) == (
        "Rosa Bäcker",
        "Bäckerei",
        "1980-03-22",
    )
    assert rosa.phones == (
        Labelled("030 1234", "Telefon privat"),
        Labelled("0170 1234", "Telefon mobil"),
    )
    assert rosa.emails == (Labelled("rosa@bakery.example"),)
    assert rosa.addresses == (Labelled("Mühlweg 3\n12345 Berlin"),)
    assert isinstance(ada, Person)
    assert ada.notes == "Ruft an"


def test_a_list_of_orders_becomes_a_mapping_that_reads_it() -> None:
    found = look(ORDERS)
    assert (found.is_of_promises, found.missing, found.is_ambiguous) == (True, (), False)
    assert dict(found.statuses) == {
        "erledigt": Ending.KEPT,
        "in Arbeit": Ending.OPEN,
        "storniert": Ending.WITHDRAWN,
    }
    assert found.of(Means.VALUE) == ("Betrag",)
    came = sorted_out(ORDERS, mapping_text(found, source="liste"), zone=BERLIN, now=NOW)
    assert not came.bad
    assert [one.text for one in came.arrivals] == ["Ladenschild", "Visitenkarten", "Plakat"]
    assert [one.ending for one in came.arrivals] == [Ending.KEPT, Ending.OPEN, Ending.WITHDRAWN]
    assert came.arrivals[0].is_late


def test_a_list_without_numbers_is_told_apart_by_what_it_says() -> None:
    text = (
        "Job,Client,Ordered,Due Date,Completed,Total\n"
        "Fix tap,Mrs Brown,13/04/2025,15/04/2025,15/04/2025,30\n"
        "Fix tap,Mrs Brown,14/04/2025,16/04/2025,16/04/2025,30\n"
        "Fix tap,Green Dental,13/04/2025,15/04/2025,15/04/2025,30\n"
        "Fix tap,Mrs Brown,13/04/2025,15/04/2025,15/04/2025,30\n"
    )
    found = look(text)
    assert (found.of(Means.KEY), found.missing) == ((), ())
    came = sorted_out(text, mapping_text(found, source="jobs"), zone=BERLIN, now=NOW)
    assert [one.text for one in came.arrivals] == ["Fix tap", "Fix tap", "Fix tap"]
    assert [one.line for one in came.bad] == [5]


def test_each_column_says_why_it_is_taken_for_what() -> None:
    found = look("Kontakt,Internet,Wohin,Dies\nrosa@x.example,https://x.example,+49 30 1234,1\n")
    by_name = {one.name: one for one in found.columns}
    assert by_name["Kontakt"].means is Means.EMAIL
    assert by_name["Kontakt"].evidence == "1 of 1 cells hold a mail address."
    assert by_name["Internet"].means is Means.WEBSITE
    assert by_name["Wohin"].means is Means.PHONE
    assert (by_name["Dies"].means, by_name["Dies"].evidence) == (Means.NOTHING, "")
    assert by_name["Dies"].examples == ("1",)
    named = look("E-mail,Phone - Type,Delivered\nrosa@x.example,Mobile,yes\n")
    assert [one.means for one in named.columns] == [Means.EMAIL, Means.NOTHING, Means.NOTHING]
    assert named.columns[0].evidence == "Its name says so: “e mail”."


def test_of_two_columns_that_could_be_it_the_other_says_so() -> None:
    found = look("id,customer,delivered to post,delivered to them\n1,Rosa,2026-01-05,2026-01-07\n")
    post, them = found.columns[2:]
    assert (post.means, them.means) == (Means.KEPT, Means.NOTHING)
    assert "instead of “delivered to post”" in them.evidence


def test_a_person_corrects_what_was_guessed() -> None:
    found = look(ORDERS.replace("Auftragsnr", "Zeichen")).corrected("Leistung", Means.NOTHING)
    assert found.missing == (Means.KEY,)
    with pytest.raises(Refusal, match="the number that tells rows apart"):
        mapping_text(found, source="liste")
    said = found.corrected("Zeichen", Means.KEY).with_status("in Arbeit", Ending.WITHDRAWN)
    text = mapping_text(said, source="liste")
    assert 'key = "{Zeichen}"' in text
    assert 'withdrawn = ["in Arbeit", "storniert"]' in text


def test_dates_that_could_be_either_are_asked_about() -> None:
    text = ORDERS.replace("13.01", "02.04").replace("19.01", "03.04").replace(".", "/")
    found = look(text)
    assert found.is_ambiguous
    day, month = found.dates
    assert (day.order, month.order) == (Order.DAY, Order.MONTH)
    assert day.example == month.example
    assert day.reads_as != month.reads_as
    assert "can be read otherwise too" in day.evidence
    with pytest.raises(Refusal, match="say which"):
        mapping_text(found, source="liste")
    assert '"%d/%m/%Y"' in mapping_text(found.read_as(Order.DAY), source="liste")


@pytest.mark.parametrize(
    ("texts", "order", "formats"),
    [
        (["03/04/2025", "13/04/2025"], Order.DAY, ("%d/%m/%Y",)),
        (["03/04/2025", "04/13/2025"], Order.MONTH, ("%m/%d/%Y",)),
        (["13.04.25", "13.04.25 10:30"], Order.DAY, ("%d.%m.%y", "%d.%m.%y %H:%M")),
        (["2025-04-03T10:00:00Z"], Order.YEAR, ("%Y-%m-%dT%H:%M:%S%z",)),
        (["2025-04-03 10:00:00.5 +0200"], Order.YEAR, ("%Y-%m-%d %H:%M:%S.%f %z",)),
        (["2025/04/03"], Order.YEAR, ("%Y/%m/%d",)),
        (
            ["4/13/2025 9:05 PM", "4/13/2025 9:05pm"],
            Order.MONTH,
            ("%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M%p"),
        ),
        (["01 Jul 2026", "1-Jul-26"], Order.NAMED, ("%d %b %Y", "%d-%b-%y")),
        (["2025-04-03", "13.04.2025"], Order.DAY, ("%Y-%m-%d", "%d.%m.%Y")),
        (["July 1, 2026"], Order.NAMED, ("%B %d, %Y",)),
    ],
)
def test_an_order_that_the_file_proves_is_the_only_one(
    texts: list[str], order: Order, formats: tuple[str, ...]
) -> None:
    (found,) = readings(texts)
    assert (found.order, found.formats) == (order, formats)
    assert (found.fits, found.of) == (len(texts), len(texts))
    assert "no other order" in found.evidence


def test_dates_that_do_not_fit_together_say_how_many_do() -> None:
    (found,) = readings(["13/04/2025", "14/04/2025", "04/13/2025"])
    assert (found.order, found.fits, found.of) == (Order.DAY, 2, 3)
    assert readings(["soon", "later", "1"]) == ()
    assert readings([]) == ()


def test_an_ambiguous_day_shows_what_each_reading_makes_of_it() -> None:
    day, month = readings(["05/05/2025", "03/04/2025"])
    assert (day.example, day.reads_as) == ("03/04/2025", date(2025, 4, 3))
    assert (month.example, month.reads_as) == ("03/04/2025", date(2025, 3, 4))


def test_a_name_that_no_mapping_can_hold_is_refused() -> None:
    with pytest.raises(Refusal, match="a brace or a colon"):
        mapping_text(look("Name: all,x\nRosa,1\n"), source="liste")
    quoted = look('"Full ""Name""\t",x\nRosa,1\n').corrected('Full "Name"', Means.NAME)
    assert people_mapping_from(mapping_text(quoted, source="a\x7f")).name.columns == (
        'Full "Name"',
    )


# Of the kind that the Big List of Naughty Strings gathers.
NAUGHTY = (
    *(
        "",
        "undefined",
        "NaN",
        "1E+02",
        "=1+1",
        "＝1",
        "\u202eRosa",
        "\u200b",
        "\ufeff",
        "\x00",
        "'",
    ),
    *(
        "a" + "\u0301" * 10_000,
        "田中さん",
        "مرحبا",
        "👩‍👩‍👧",
        "%(n)s",
        "{Name}",
        "Ｎａｍｅ",
        "03/04/2025",
    ),
    *(
        "9" * 400,
        "99/99/9999",
        "0000-00-00",
        "2025-02-30T25:61",
        "rosa@x.example",
        "\x7f",
        '"',
        "²",
    ),
)
CELLS = st.sampled_from(NAUGHTY) | st.text(max_size=8)
HEADERS = st.sampled_from(["Name", "E-mail", "Due", "Ordered", "Delivered", "No", "Status", "Born"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HEADERS | CELLS, CELLS, CELLS), max_size=6))
def test_no_columns_at_all_break_it(columns: list[tuple[str, str, str]]) -> None:
    names = [name for name, *_cells in columns]
    rows = [Row(n, {name: cells[n] for name, *cells in columns}) for n in range(2)]
    found = guess(names, rows)
    with suppress(Refusal):
        text = mapping_text(found, source="list")
        if found.is_of_promises:
            mapping_from(text, kinds=("delivery",))
        else:
            list(people_in(rows, people_mapping_from(text)))
