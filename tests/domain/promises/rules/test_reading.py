from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.promises.rules.reading import kind_of, phrases, take_apart, tidy, without

# What is left of a sentence once the date is out of it: what, to (or from) whom, theirs or not.
OURS = [
    ("Logo proofs to the bakery", "Logo proofs", "the bakery"),
    ("Logo proofs to the bakery.", "Logo proofs", "the bakery"),
    ("logo proofs to bakery", "logo proofs", "bakery"),
    ("Send the logo proofs to Anna", "Send the logo proofs", "Anna"),
    ("Send the invoice for March to Anna", "Send the invoice for March", "Anna"),
    ("Invoice for March to the bakery", "Invoice for March", "the bakery"),
    ("Send to Anna the draft", "Send the draft", "Anna"),
    ("New website for Dr. Miller", "New website", "Dr. Miller"),
    ("A quote for the garden for Mrs. Jones", "A quote for the garden", "Mrs. Jones"),
    ("Hand over the keys to Mr Smith-Jones", "Hand over the keys", "Mr Smith-Jones"),
    ("Three sketches for O'Brien", "Three sketches", "O'Brien"),
    ("Deliver 12 chairs to Café Zoë", "Deliver 12 chairs", "Café Zoë"),
    ("Reply to Anna about the colours", "Reply about the colours", "Anna"),
    ("Get back to Anna", "Get back", "Anna"),
    ("Say hello to Anna and Ben", "Say hello", "Anna and Ben"),
    ("Menu cards to Smith & Sons", "Menu cards", "Smith & Sons"),
    ("“Logo proofs” to “Anna”", "“Logo proofs”", "Anna"),
    ('"Logo proofs" to "the bakery"', '"Logo proofs"', "the bakery"),
    ("Logo proofs 🎨 to the bakery 🥐", "Logo proofs 🎨", "the bakery 🥐"),
    ("Meeting with Anna", "Meeting", "Anna"),
    ("Lunch with Ben Carter in the harbour", "Lunch in the harbour", "Ben Carter"),
    ("Logo proofs: to the bakery", "Logo proofs", "the bakery"),
    ("Cut hair for سارة الأحمد", "Cut hair", "سارة الأحمد"),
    ("Send the plan to محمد", "Send the plan", "محمد"),
    ("Banner for 王小明", "Banner", "王小明"),
    ("Logo an die Bäckerei schicken", "Logo schicken", "die Bäckerei"),
    ("Entwürfe an Frau Özdemir", "Entwürfe", "Frau Özdemir"),
    ("Angebot für Herrn Müller", "Angebot", "Herrn Müller"),
    ("Angebot fuer Herrn Müller", "Angebot", "Herrn Müller"),
    ("Rechnung für März an Anna", "Rechnung für März", "Anna"),
    ("Rechnung an Haus am See", "Rechnung", "Haus am See"),
    ("Speisekarten für Gasthof zum Anker", "Speisekarten", "Gasthof zum Anker"),
    ("Treffen mit Anna im Büro", "Treffen im Büro", "Anna"),
    ("Termin mit Jörg Weiß", "Termin", "Jörg Weiß"),
    ("Call Anna back", "Call Anna back", "Anna"),
    ("Call Anna", "Call Anna", "Anna"),
    ("call Anna about the garden", "call Anna about the garden", "Anna"),
    ("Please call Mrs. Jones", "Please call Mrs. Jones", "Mrs. Jones"),
    ("Phone Ben Carter", "Phone Ben Carter", "Ben Carter"),
    ("E-mail Anna", "E-mail Anna", "Anna"),
    ("Remind Anna to send the texts", "Remind Anna to send the texts", "Anna"),
    ("Tell Anna whether it works", "Tell Anna whether it works", "Anna"),
    ("Send Anna the draft", "Send Anna the draft", "Anna"),
    ("Visit Dr. Miller", "Visit Dr. Miller", "Dr. Miller"),
    ("Anrufen bei Anna", "Anrufen", "Anna"),
    ("Frau Özdemir anrufen", "Frau Özdemir anrufen", "Frau Özdemir"),
    ("Anna zurückrufen", "Anna zurückrufen", "Anna"),
    ("Rufe Anna zurück", "Rufe Anna zurück", "Anna"),
]
THEIRS = [
    ("photos from the bakery", "photos", "the bakery"),
    ("Photos from Anna", "Photos", "Anna"),
    ("Get the photos from Anna", "Get the photos", "Anna"),
    ("Deposit from Ben Carter for the garden", "Deposit for the garden", "Ben Carter"),
    ("Anzahlung von Herrn Müller", "Anzahlung", "Herrn Müller"),
    ("Fotos von der Bäckerei", "Fotos", "der Bäckerei"),
    ("Texte vom Bäcker", "Texte", "Bäcker"),
]
NOBODY = [
    "Clean the workshop",
    "Listen to customers",
    "Prepare for winter",
    "Go to bed early",
    "Two quotes for 300 euros",
    "Update the price list to 2027",
    "Talk to 3 printers",
    "Write the newsletter",
    "Call the tax office",
    "Order paper",
    "",
    "   ",
    "to",
    "for ,",
    "🎉",
    "Werkstatt aufräumen",
    "Remember to buy paper",
    "Have to finish the site",
]


@pytest.mark.parametrize(("text", "what", "who"), OURS)
def test_what_we_promise_is_taken_apart(text: str, what: str, who: str) -> None:
    said = take_apart(text)
    assert (said.what, said.who, said.by_customer) == (what, who, False)


@pytest.mark.parametrize(("text", "what", "who"), THEIRS)
def test_what_they_promise_is_taken_apart(text: str, what: str, who: str) -> None:
    said = take_apart(text)
    assert (said.what, said.who, said.by_customer) == (what, who, True)


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_is_named_nobody_is_read(text: str) -> None:
    said = take_apart(text)
    assert (said.what, said.who, said.by_customer) == (tidy(text), "", False)


@pytest.mark.parametrize(
    ("text", "known", "what", "who", "theirs"),
    [
        ("Logo for Anna to the bakery", "Anna", "Logo to the bakery", "Anna", False),
        ("Logo for Anna to the bakery", "the bakery", "Logo for Anna", "the bakery", False),
        ("Listen to customers", "customers", "Listen", "customers", False),
        (
            "The bakery gets new menus",
            "The bakery",
            "The bakery gets new menus",
            "The bakery",
            False,
        ),
        ("Sketch to Anna in red", "Anna in red", "Sketch", "Anna in red", False),
        ("Photos for the site from Anna", "Anna", "Photos for the site", "Anna", True),
        ("Smith & Sons logo", "Smith & Sons", "Smith & Sons logo", "Smith & Sons", False),
        ("Call Anna about Ben", "Ben", "Call Anna about Ben", "Ben", False),
    ],
)
def test_a_customer_we_know_wins(text: str, known: str, what: str, who: str, theirs: bool) -> None:
    said = take_apart(text, {known})
    assert (said.what, said.who, said.by_customer) == (what, who, theirs)


@given(text=st.text(max_size=200))
def test_whatever_is_typed_something_is_read_and_no_word_invented(text: str) -> None:
    said = take_apart(text)
    assert bool(said.what) == bool(tidy(text))
    assert said.who in " ".join(text.split())


@pytest.mark.parametrize("piece", ["to ", "for Anna ", "x", "from a, ", "“", "تصميم ", "to\n"])
def test_ten_thousand_characters_are_read_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.process_time()
    take_apart(text, phrases(text))
    assert time.process_time() - began < 0.05


def test_the_date_is_cut_out_of_the_sentence() -> None:
    text = "Photos from the bakery, by Monday, please"
    assert without(text, 24, 33) == "Photos from the bakery, please"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Deliver the chairs", "delivery"),
        ("Lieferung der Stühle", "delivery"),
        ("Reply to Anna", "reply"),
        ("Get back to Anna", "follow_up"),
        ("Call Anna back", "follow_up"),
        ("Anna zurückrufen", "follow_up"),
        ("Visit Anna", "appointment"),
        ("Termin mit Anna", "appointment"),
        ("Logo proofs", "other"),
        ("A ring for Anna", "other"),
        ("Relationship advice", "other"),
    ],
)
def test_words_suggest_a_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind
