"""What is too large is refused by its length, before anything of it is read; the rest is UTF-8."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.domain.customers.models import Note
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


def send(client: Client, name: str, length: str) -> int:
    """The answer to a form of this length, whatever stands in it."""
    where = reverse(name, kwargs={"business": "fern-studio"})
    headers: dict[str, Any] = {"CONTENT_TYPE": "text/plain", "CONTENT_LENGTH": length}
    return int(client.generic("POST", where, b"", **headers).status_code)


@pytest.mark.parametrize("length", ["5000000000", "3000001", "9" * 40, "-1", "٣"])
def test_more_than_people_type_is_refused(alice: Client, cast: Cast, length: str) -> None:
    assert send(alice, "promises", length) == 413


def test_files_may_be_larger_and_have_their_own_end(alice: Client, cast: Cast) -> None:
    assert send(alice, "uploads", "100000000") != 413
    assert send(alice, "uploads", "130000001") == 413


def test_it_says_how_much_fits(alice: Client, cast: Cast) -> None:
    where = reverse("uploads", kwargs={"business": "fern-studio"})
    answer = alice.generic("POST", where, b"", CONTENT_LENGTH="5000000000")
    assert "At most 130 MB fit at once." in answer.content.decode()


def test_a_stranger_is_refused_as_soon(client: Client, cast: Cast) -> None:
    assert send(client, "promises", "5000000000") == 413


@pytest.mark.parametrize("said", ["unicode_escape", "utf-7", "hex", "idna", "utf-16"])
def test_what_is_typed_is_read_as_utf8_whatever_its_header_says(
    alice: Client, cast: Cast, said: str
) -> None:
    """By `unicode_escape` half a sign can be said, which no database keeps; by `hex` nothing."""
    form = (
        b'--X\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        b"+2AA- J\xc3\xb6rg \\ud800\r\n--X--\r\n"
    )
    ids = {"business": "fern-studio", "customer": cast.bakery.pk}
    written = f"multipart/form-data; boundary=X; charset={said}"
    alice.generic("POST", reverse("notes", kwargs=ids), form, content_type=written)
    with enter(cast.studio):
        assert [one.text for one in Note.objects.all()] == ["+2AA- Jörg \\ud800"]


def test_of_a_form_that_broke_off_nothing_is_kept(alice: Client, cast: Cast) -> None:
    class Gone(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise ConnectionError

    where = reverse("notes", kwargs={"business": "fern-studio", "customer": cast.bakery.pk})
    written = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "99"}
    gone: dict[str, Any] = {**written, "wsgi.input": Gone()}
    assert alice.generic("POST", where, b"", **gone).status_code == 400
    with enter(cast.studio):
        assert not Note.objects.exists()
