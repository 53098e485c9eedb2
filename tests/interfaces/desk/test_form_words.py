"""What a form refuses is said in our words, in both languages: none of Django's is left."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from makegood.interfaces import desk
from makegood.interfaces.desk.form_words import AddressField, InOurWords
from makegood.kit.refusal import Refusal
from tests.ui.reading import parsed

FILLED = {
    "business": "Fern",
    "email": "ada@example.com",
    "password1": "lemon-drizzle-on-a-monday",
    "zone": "UTC",
}
# Each begins as one of Django's own sentences does, in either language.
DJANGOS = (
    "This ",
    "Enter ",
    "Ensure ",
    "Select ",
    "The password",
    "Dieses",
    "Bitte",
    "Das Passwort",
)


@pytest.fixture(autouse=True)
def nobody_counts() -> Iterator[None]:
    """Many sign up here in a minute: neither they nor who comes after is held up."""
    cache.clear()
    yield
    cache.clear()


def all_forms() -> Iterator[type[forms.Form]]:
    for module in iter_modules(desk.__path__, f"{desk.__name__}."):
        for _name, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(found, forms.Form) and found.__module__ == module.name:
                yield found


def test_every_form_of_the_desk_speaks_as_we_do() -> None:
    found = list(all_forms())
    assert len(found) > 8
    assert [form for form in found if not issubclass(form, InOurWords)] == []


def test_every_address_is_looked_at_in_one_form() -> None:
    asked = [field for form in all_forms() for field in vars(form)["base_fields"].values()]
    addresses = [field for field in asked if isinstance(field, forms.EmailField)]
    assert len(addresses) > 5
    assert [field for field in addresses if not isinstance(field, AddressField)] == []
    assert {field.clean("Ada@example。com") for field in addresses} == {"Ada@example.com"}


def refused(client: Client, language: str, **said: str) -> list[str]:
    page = client.post("/sign-up", FILLED | said, headers={"accept-language": language})
    assert page.status_code == 200
    return [
        each.text.strip()
        for each in parsed(page.content.decode()).all("p")
        if each.attributes.get("class") == "field-error"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"business": ""}, "What is your business called?"),
        ({"email": ""}, "Which address will you sign in with?"),
        ({"email": "ada@"}, "That is no whole e-mail address. One looks like ada@example.com."),
        ({"password1": ""}, "Choose a password."),
        ({"password1": "kx7-q"}, "That is too short: 10 characters or more."),
        (
            {"password1": "qwertyuiop"},
            "Many people use that one. Put a few words of your own together.",
        ),
        (
            {"password1": "ada@example.com"},
            "That is too close to your address. Choose something further off.",
        ),
        ({"business": "x" * 121}, "That is too long: 120 characters fit."),
    ],
)
def test_what_will_not_do_is_said_in_our_words(
    client: Client, said: dict[str, str], sentence: str
) -> None:
    assert refused(client, "en", **said) == [sentence]
    (german,) = refused(client, "de", **said)
    assert german != sentence
    assert not german.startswith(DJANGOS)


class Every(InOurWords):
    when = forms.DateTimeField()
    day = forms.DateField()
    count = forms.IntegerField(max_value=3)
    choice = forms.ChoiceField(choices=[("a", "A")])
    words = forms.CharField(min_length=3)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "said",
    [
        {},
        dict.fromkeys(("when", "day", "count", "choice", "words"), "?"),
        {"count": "7", "words": "a\x00bcd"},
    ],
)
def test_no_sentence_of_djangos_is_left(said: dict[str, str], language: str) -> None:
    with translation.override(language):
        sentences = [str(one) for many in Every(said).errors.values() for one in many]
    assert sentences
    assert [one for one in sentences if one.startswith(DJANGOS)] == []


@pytest.mark.parametrize(
    ("field", "stands"), [("when", "when"), ("who", "__all__"), ("", "__all__")]
)
def test_a_refusal_stands_beside_its_field_or_above_them_all(field: str, stands: str) -> None:
    class Asked(InOurWords):
        when = forms.CharField()

    form = Asked({"when": "32 May"})
    form.refuse(Refusal("Which day did you mean?", field=field))
    assert dict(form.errors) == {stands: ["Which day did you mean?"]}
