"""vCards of every age, as programs write them; the people in these are made up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.domain.exchange.rules.bounds import Bounds
from makegood.domain.exchange.rules.people import Labelled, Person
from makegood.domain.exchange.rules.table import Bad
from makegood.domain.exchange.rules.vcards import people_of_vcards
from makegood.kit.refusal import Refusal


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(text: str | bytes) -> list[Person | Bad]:
    content = text if isinstance(text, bytes) else text.encode()
    return list(people_of_vcards([content], name="people.vcf", source="vcard"))


def one(*lines: str, version: str = "3.0") -> Person:
    (found,) = read(card(*lines, version=version))
    assert isinstance(found, Person), found
    return found


def bad(text: str | bytes) -> Bad:
    (found,) = read(text)
    assert isinstance(found, Bad), found
    return found


def test_a_card_says_who_it_is() -> None:
    rosa = one(
        *(
            "N:Baker;Rosa;;Dr.;",
            "FN:Dr. Rosa Baker",
            "NICKNAME:Ro,Rosie",
            "ORG:Baker & Daughter;Shop",
        ),
        *("TITLE:Owner", "EMAIL;TYPE=work:shop@bakery.example", "TEL;TYPE=CELL,VOICE:+49 30 1"),
        *(
            "EMAIL;TYPE=INTERNET,HOME,PREF:rosa@bakery.example",
            "item1.URL:https\\://bakery.example",
        ),
        *("item1.X-ABLabel:_$!<HomePage>!$_", "BDAY:19800322", "CATEGORIES:Regulars,Cakes"),
        *(
            "ADR;TYPE=WORK:;;Mill Lane 3;Berlin;;12345;Germany",
            "NOTE:Rings twice.\\nLikes \\, rye.",
        ),
        *("LANG:de", "X-SKYPE:rosa.b", "UID:7f3a"),
    )
    assert (rosa.line, rosa.key, rosa.name) == (1, "vcard:7f3a", "Dr. Rosa Baker")
    assert (rosa.organisation, rosa.role) == ("Baker & Daughter", "Shop, Owner")
    assert rosa.emails == (
        Labelled("rosa@bakery.example", "home"),
        Labelled("shop@bakery.example", "work"),
    )
    assert rosa.phones == (Labelled("+49 30 1", "cell"),)
    assert rosa.handles == (
        Labelled("https://bakery.example", "HomePage"),
        Labelled("rosa.b", "Skype"),
    )
    assert rosa.addresses == (Labelled("Mill Lane 3\n12345 Berlin\nGermany", "work"),)
    assert (rosa.other_names, rosa.tags) == (("Ro", "Rosie"), ("Regulars", "Cakes"))
    assert (rosa.birthday, rosa.language) == ("1980-03-22", "de")
    assert rosa.notes == "Rings twice.\nLikes , rye."


def test_a_phone_of_old_writes_quoted_printable() -> None:
    jorg = one(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=57=65=69=C3=9F;=4A=C3=B6=\r\n=72=67;;;",
        "TEL;CELL;PREF:123",
        "TEL;WORK;FAX:456",
        "NOTE;ENCODING=QUOTED-PRINTABLE:Two lines=0D=0A=\r\nof it",
        version="2.1",
    )
    assert jorg.name == "Jörg Weiß"
    assert jorg.phones == (Labelled("123", "cell"), Labelled("456", "work fax"))
    assert jorg.notes == "Two lines\nof it"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Ro", " sa", "\t Baker"], "Rosa Baker"),
        (["N:Baker;Rosa"], "Rosa Baker"),
        (["FN:", "ORG:The bakery"], "The bakery"),
        (["EMAIL:rosa@bakery.example"], "rosa@bakery.example"),
        (["TEL:+49 30 1"], "+49 30 1"),
        (["FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg"], "Jörg"),
        (["FN;ENCODING=B:SsO2cmc="], "Jörg"),
        (["item1.FN:Rosa"], "Rosa"),
        (["fn;language=en:Rosa"], "Rosa"),
        (['FN;X="a:b;c":Rosa'], "Rosa"),
        (['FN;X=a"b:Rosa'], "Rosa"),
        (["FN:Rosa\\; Ada \\\\ Jo"], "Rosa; Ada \\ Jo"),
    ],
)
def test_a_name_is_found_where_it_stands(lines: list[str], name: str) -> None:
    assert one(*lines).name == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, end: str) -> None:
    found = read(card("FN:Jörg", "NOTE:one", " two", end=end).encode(encoding))
    assert [(p.name, p.notes) for p in found if isinstance(p, Person)] == [("Jörg", "onetwo")]


def test_a_sign_that_folding_cut_in_two_is_whole_again() -> None:
    name = "Jörg".encode()
    folded = card("FN:@").encode().replace(b"@", name[:2] + b"\r\n " + name[2:])
    assert [p.name for p in read(folded) if isinstance(p, Person)] == ["Jörg"]


def test_what_is_of_the_fourth_version_is_read_so() -> None:
    simon = one(
        "FN:Simon",
        'TEL;VALUE=uri;TYPE="work,voice";PREF=2:tel:+1-418;ext=102',
        "TEL;PREF=1:tel:+1-419",
        "IMPP;X-SERVICE-TYPE=Jabber:xmpp:simon",
        "BDAY:--0203",
        'ADR;LABEL="a^nb: c":;;Laurier 1;Quebec;QC;G1V;Canada',
        version="4.0",
    )
    assert simon.phones == (Labelled("+1-419"), Labelled("+1-418 ext. 102", "work"))
    assert simon.handles == (Labelled("xmpp:simon", "Jabber"),)
    assert simon.birthday == "--02-03"
    assert simon.addresses[0].text == "Laurier 1\nG1V Quebec\nQC\nCanada"


@pytest.mark.parametrize(
    "photo",
    [
        ["PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 76, " " + "B" * 74, " " + "C" * 74],
        ["PHOTO;ENCODING=BASE64;JPEG:", " " + "A" * 74, ""],
        ["PHOTO;BASE64:" + "A" * 76, "B" * 76, "CC=="],
        ["PHOTO;VALUE=uri:https://example.com/rosa.jpg"],
        ["PHOTO:data:image/jpeg;base64," + "A" * 3_000_000],
    ],
)
def test_a_picture_is_passed_over(photo: list[str]) -> None:
    rosa = one("FN:Rosa", *photo, "NOTE:after it")
    assert (rosa.name, rosa.notes) == ("Rosa", "after it")


def test_a_picture_of_any_size_is_never_held() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rosa\r\nPHOTO;ENCODING=b:"
        for _ in range(40):
            yield b"A" * 65_536
        yield b"\r\nNOTE:after it\r\nEND:VCARD\r\n"

    (rosa,) = people_of_vcards(pieces(), name="people.vcf", source="vcard")
    assert isinstance(rosa, Person)
    assert rosa.notes == "after it"


def test_a_broken_card_is_named_by_its_line_and_the_next_comes_in() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n" + card("FN:Rosa", end="\n")
    never, rosa = read(text)
    assert isinstance(never, Bad)
    assert (never.line, "never ends" in never.reason) == (1, True)
    assert never.cells["FN"] == "Ada"
    assert isinstance(rosa, Person)
    assert (rosa.line, rosa.name) == (4, "Rosa")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["NOTE:nobody"], "names nobody"),
        (["FN:Rosa", "torn off"], "Line 4 is no property"),
        (["FN:Rosa", "NOTE:" + "a" * 200_001], "from line 4 on is longer than 200000"),
        (["FN:Rosa", "NOTE:" + "a" * 20_001], "notes are longer than 20000"),
        (["FN:" + "a" * 201], "longer than 200 signs"),
        (["FN:Rosa", *["NOTE:a"] * 2001], "cannot be one person"),
        (["FN:Rosa", *[f"TEL:{n}" for n in range(300)]], "more than 200 things"),
        (["FN:Rosa", "ADR:;;" + "a" * 501], "longer than 500 signs"),
        (["FN:Everybody", "X-ADDRESSBOOKSERVER-KIND:group"], "a group, not a person"),
    ],
)
def test_a_card_that_cannot_come_in_says_why(lines: list[str], said: str) -> None:
    assert said in bad(card(*lines)).reason


def test_the_card_of_an_agent_is_not_a_person_of_the_file() -> None:
    text = card(
        "FN:Rosa", "AGENT:", "BEGIN:VCARD", "FN:Her agent", "END:VCARD", "TEL:1", version="2.1"
    )
    assert [p.name for p in read(text) if isinstance(p, Person)] == ["Rosa"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no vCard"),
        (b"id,name\n", "holds no vCard"),
        (b"PK\x03\x04xl/", "an Excel file"),
    ],
)
def test_what_is_no_vcard_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert said in refused.value.sentence


def test_too_many_cards_are_refused() -> None:
    with pytest.raises(Refusal, match="more than 2 rows"):
        list(
            people_of_vcards(
                [card("FN:Rosa").encode() * 3], name="a", source="a", bounds=Bounds(rows=2)
            )
        )


BROKEN = (
    *(
        "BEGIN:VCARD",
        "END:VCARD",
        "FN:",
        "N:;",
        "=\r\n",
        "\\",
        '"',
        ";TYPE=",
        "\r",
        "\n",
        "=C3",
        " ",
    ),
    *(
        "NOTE;ENCODING=",
        "QUOTED-PRINTABLE:",
        "BASE64:",
        "PHOTO;b:",
        "ADR:",
        "CHARSET=utf-7",
        "item1.",
    ),
    *("\u202eRosa", "a" + "\u0301" * 10_000, "\ufeff", "\x00", "＝1+1", "undefined", "👩‍👩‍👧"),
)
WORDS = st.text(max_size=12) | st.sampled_from(BROKEN)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=20), st.booleans())
def test_no_text_at_all_breaks_it(words: list[str], whole: bool) -> None:
    text = "".join(words)
    with suppress(Refusal):
        read((card("FN:Rosa", text) if whole else text).encode(errors="surrogatepass"))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_at_all_break_it(content: bytes) -> None:
    with suppress(Refusal):
        read(b"BEGIN:VCARD\r\nFN:Rosa\r\n" + content + b"\r\nEND:VCARD\r\n")


@pytest.mark.parametrize("line", [b"A" + b" " * 60_000, b"A;b" + b" \t" * 30_000])
def test_a_line_without_a_colon_is_seen_through_in_one_pass(line: bytes) -> None:
    began = perf_counter()
    (found,) = read(b"BEGIN:VCARD\r\nFN:Rosa\r\n" + line + b"\r\nEND:VCARD\r\n")
    assert isinstance(found, Bad)
    assert perf_counter() - began < 0.5
