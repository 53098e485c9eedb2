"""A German business reads German on every page of its desk."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.scope import enter
from tests.architecture.house import Module, modules, told
from tests.architecture.test_translations import KEYWORDS, read
from tests.cast import Cast

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIGN_UP = {
    "business": "Linde & Söhne",
    "email": "ada@example.com",
    "password1": "zitronenkuchen-am-montag",
    "zone": "Europe/Berlin",
}
# Words of the frame around every page; some of them name a column in a sentence for importers.
FRAME = {"today", "ledger", "kept", "settings", "promise"}
# Common words that would stand in an English sentence which never met a translator.
COMMON = {"the", "and", "you", "your", "not", "yet", "this", "with", "from", "for", "are", "save"}
SAID_IN = ("title", "aria-label", "placeholder", "alt", "label")
# Cities and countries are named by libraries, in English.
NAMED_ELSEWHERE = {"zone", "country", "region"}
MONTHS = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
WORD = re.compile(r"[^\W\d_]{3,}")


@cache
def english() -> frozenset[str]:
    """The words that we say in English and in no German sentence."""
    catalogue = read(settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES" / "django.po")
    theirs, ours = set(COMMON), set()
    for message in catalogue:
        theirs |= words_in(message.id)
        ours |= words_in(message.string)
    return frozenset(theirs - ours | FRAME)


def words_in(said: str | tuple[str, ...] | list[str] | None) -> set[str]:
    whole = said if isinstance(said, str) else " ".join(said or ())
    return set(WORD.findall(re.sub(r"%\(\w+\)|[\w.]+\.\w+", " ", whole).lower()))


class Reader(HTMLParser):
    """Gathers what a page says to eyes and ears."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.passed_over = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag in {"script", "style"} or held.get("name") in NAMED_ELSEWHERE:
            self.passed_over = "" if tag == "input" else tag
        heard = (name for name in held if name in SAID_IN or name.startswith("data-"))
        self.said += [held[name] or "" for name in heard if " " in (held[name] or "")]
        self.said += [held[name] or "" for name in held if name in SAID_IN]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.passed_over:
            self.passed_over = ""

    def handle_data(self, data: str) -> None:
        if not self.passed_over:
            self.said.append(data)


def english_on(page: str) -> set[str]:
    reader = Reader()
    reader.feed(page)
    return words_in(" ".join(reader.said)) & english()


def promise(client: Client, cast: Cast, what: str, when: str, who: str = "", by: str = "") -> str:
    """Promise it in German; the address of its page."""
    said = {"text": what, "what": what, "who": who, "when": when, "by": by}
    client.post(f"/desk/{cast.studio.slug}/promises", said)
    return f"/desk/{cast.studio.slug}/promises/{number_of(cast, what)}"


def number_of(cast: Cast, what: str) -> int:
    with enter(cast.studio):
        return Promise.objects.get(text=what).pk


@pytest.fixture
def client() -> Client:
    """A browser set to German."""
    return Client(headers={"accept-language": "de"})


@pytest.fixture
def new_desk(client: Client, db: None) -> str:
    """The desk of whoever has just signed up."""
    page = client.post("/sign-up", SIGN_UP, follow=True)
    assert "Noch nichts zugesagt" in page.content.decode()
    return str(page.redirect_chain[-1][0]).removesuffix("/today")


@pytest.fixture
def desk(client: Client, cast: Cast) -> str:
    """A studio in German with a promise of every kind of need and of every end."""
    cast.studio.locale = "de"
    cast.studio.save(update_fields=["locale"])
    client.force_login(cast.alice)
    with time_machine.travel(MONDAY - timedelta(days=7), tick=False):
        promise(client, cast, "Ladenschild", "Donnerstag", "Frau Winter")
        told = promise(client, cast, "Speisekarten", "Freitag", "Rosa")
        promise(client, cast, "Fotos", "Samstag", "Mara", by=Promise.By.CUSTOMER)
        waits = promise(client, cast, "Broschüre", "in 10 Tagen", "Mara")
        moved = promise(client, cast, "Plakat", "in 8 Tagen", "Anna")
        kept = promise(client, cast, "Stempel", "Freitag", "Anna")
        gone = promise(client, cast, "Banner", "Freitag", "Anna")
        promise(client, cast, "Rückruf", "nächsten Montag", "Frau Winter")
        promise(client, cast, "Ordner sortieren", "12. Januar")
        promise(client, cast, "Rechnung", "in 11 Tagen", "Rosa")
        client.post(f"{told}/tellings", {"how": "phone"})
        client.post(f"{waits}/waits", {"on": number_of(cast, "Fotos"), "working_days": 2})
        again = {"when": "in 9 Tagen", "reason": "supplier", "seen": "0", "told": "", "words": ""}
        client.post(f"{moved}/moves", again)
        client.post(f"{kept}/keeping")
        client.post(f"{gone}/withdrawal", {"asked_by": "customer"})
    return f"/desk/{cast.studio.slug}"


def addresses(client: Client, desk: str) -> list[str]:
    """Every page of the desk that a link or a form leads to."""
    lists = [f"ledger?which={each}" for each in ("open", "late", "kept", "withdrawn", "all")]
    first = [f"{desk}/{name}" for name in ("today", *lists, "kept", "settings", "promises")]
    promises = links(client, f"{desk}/ledger?which=all", r"/promises/\d+")
    entries = [each for page in promises for each in links(client, page, r"/journal/\d+")]
    return [*first, *promises, *entries, "/sign-out", f"{desk}/ledger?search=nirgends"]


def links(client: Client, page: str, pattern: str) -> list[str]:
    found = re.findall(rf'href="([^"]*{pattern})"', client.get(page).content.decode())
    return list(dict.fromkeys(map(unescape, found)))


@pytest.mark.django_db
def test_every_page_of_a_german_desk_is_german(client: Client, desk: str) -> None:
    with time_machine.travel(MONDAY, tick=False):
        today = client.get(f"{desk}/today").content.decode()
        needs = ("Verpasst, ohne Bescheid", "Verspätet", "Wird knapp", "Heute fällig")
        for need in (*needs, "Wartet auf dich", "Wir warten", "Bald"):
            assert need in today
        asked = addresses(client, desk)
        left = {
            address: found
            for address in asked
            if (found := english_on(client.get(address).content.decode()))
        }
    assert len(asked) > 25
    assert left == {}


@pytest.mark.django_db
def test_every_german_date_has_its_point(client: Client, desk: str) -> None:
    """“12. Juni”: on no page, in no line and in no title does a day stand without it."""
    with time_machine.travel(MONDAY, tick=False):
        pages = "".join(client.get(each).content.decode() for each in addresses(client, desk))
    assert re.search(rf"\d{{1,2}}\.\s(?:{MONTHS})", pages)
    assert re.findall(rf"\d{{1,2}}\s(?:{MONTHS})\w*", pages) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-up", "/sign-in", "/nirgends"])
def test_a_german_at_the_door_reads_german(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert '<html lang="de"' in page
    assert english_on(page) == set()


def test_an_english_word_on_a_page_is_seen() -> None:
    assert {"today", "ledger", "moved", "pages", "the"} <= english()
    page = '<nav aria-label="Pages"><a title="Heute">Ledger</a><p data-unheard="No answer">da</p>'
    assert english_on(page) == {"pages", "ledger", "answer"}
    assert english_on('<select name="zone"><option>Today</option></select><b>Heute</b>') == set()


@time_machine.travel(MONDAY, tick=False)
def test_a_first_promise_is_made_and_kept_in_german(client: Client, new_desk: str) -> None:
    said = "Logo-Entwürfe an die Bäckerei bis Freitag"
    read_back = client.post(f"{new_desk}/promises/reading", {"text": said}).content.decode()
    chips = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', read_back))
    assert (chips["what"], chips["who"]) == ("Logo-Entwürfe", "die Bäckerei")
    assert "Freitag, 27.\N{NO-BREAK SPACE}November 2026" in read_back
    made = client.post(f"{new_desk}/promises", chips, follow=True).content.decode()
    assert "Die Zusage an die Bäckerei steht: Freitag." in made

    row = re.search(r"/promises/\d+/keeping", made)
    assert row
    kept = client.post(f"{new_desk}{row.group()}", follow=True).content.decode()
    assert "Früh gehalten" in kept
    assert "Rückgängig" in kept


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    ("said", "what", "who", "when"),
    [
        ("Fotos von Anna bis nächsten Mittwoch", "Fotos", "Anna", "2. Dezember 2026"),
        (
            "Angebot für Frau Winter in 10 Arbeitstagen",
            "Angebot",
            "Frau Winter",
            "7. Dezember 2026",
        ),
        ("morgen 15 Uhr Anna anrufen", "Anna anrufen", "Anna", "24. November 2026 um 15:00 Uhr"),
    ],
)
def test_a_german_sentence_is_read_back(
    client: Client, new_desk: str, said: str, what: str, who: str, when: str
) -> None:
    page = client.post(f"{new_desk}/promises/reading", {"text": said}).content.decode()
    chips = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page))
    assert (chips["what"], chips["who"]) == (what, who)
    assert when in page.replace("\N{NO-BREAK SPACE}", " ")


def hidden(module: Module) -> list[str]:
    """Sentences that the tools which gather words pass over."""
    inside = (
        node for each in module.nodes if isinstance(each, ast.JoinedStr) for node in ast.walk(each)
    )
    in_pieces = [
        module.at(node)
        for node in inside
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEYWORDS
    ]
    renamed = [
        module.at(node)
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in KEYWORDS and (name.asname or name.name) not in KEYWORDS
    ]
    return in_pieces + renamed


def test_no_sentence_hides_from_the_translator() -> None:
    found = [each for module in modules() for each in hidden(module)]
    assert not found, told(found, "Call gettext by its name or _, and outside of f-strings:")


def test_a_hidden_sentence_is_found() -> None:
    source = """from django.utils.translation import gettext_lazy as lazy\nf"{_('Kept')}!"\n"""
    assert hidden(Module("x.py", source)) == ["x.py:2", "x.py:1"]
