"""Somebody shows us a photo or a document with their answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from makegood.domain.feedback.models import Attachment, Invitation, Response, SurveyAnswer
from makegood.domain.feedback.rules.files import MOST_BYTES
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal import asked_files
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, invitation
from tests.domain.feedback.shown import EXE, JPEG, PDF, PNG, SHOWS
from tests.interfaces.portal.test_asked import LATER, inside

NAME = Question(key="name", kind=Kind.TEXT, words={"en": "Which sign?"}, required=True)
MORE = Question(key="more", kind=Kind.TEXT, words={"en": "Anything else?"})
ASKS = Questionnaire(
    languages=("en",), pages=(Page(questions=(SHOWS, NAME)), Page(questions=(MORE,)))
)


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with time_machine.travel(LATER, tick=False):
        with enter(cast.studio):
            one = invitation(cast.owner, cast.bakery, ASKS)
        yield one


def photo(name: str = "sign.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def press(client: Client, one: Invitation, **sent: Any) -> Any:
    return client.post(f"/a/{one.link_id}/answers", {"page": "0", "name": "Shop", **sent})


def there(cast: Cast) -> list[str]:
    work_off()
    with enter(cast.studio):
        return [f"{one}" for one in Attachment.objects.select_related("file").order_by("pk")]


def lying() -> set[Path]:
    return set(Path(settings.FILES).iterdir())


def test_what_they_show_is_kept_with_their_answer(cast: Cast, asked: Invitation) -> None:
    client = inside(cast, asked)
    shown = client.get(f"/a/{asked.link_id}/").content.decode()
    assert 'enctype="multipart/form-data"' in shown
    assert 'accept="image/*,application/pdf" multiple' in shown
    assert press(client, asked, shows=[photo(), photo("bill.pdf", PDF)]).status_code == 302
    work_off()
    with enter(cast.studio):
        response = Response.objects.get()
        kept = list(Attachment.objects.select_related("file"))
        assert [(one.kind, str(one), one.response) for one in kept] == [
            ("jpg", "sign.jpg", response),
            ("pdf", "bill.pdf", response),
        ]
        assert path_of(kept[0].file).read_bytes() == JPEG
        answer = SurveyAnswer.objects.get(question="shows")
        assert (answer.number, answer.text, answer.option) == (2, "", "")


def test_thought_again_what_they_gave_stays_unless_it_is_taken_away(
    cast: Cast, asked: Invitation, django_capture_on_commit_callbacks: Any
) -> None:
    client, before = inside(cast, asked), lying()
    press(client, asked, shows=[photo(), photo("two.png", PNG)])
    shown = client.get(f"/a/{asked.link_id}/?page=1").content.decode()
    assert "sign.jpg" in shown
    assert shown.count("Take it away") == 2
    press(client, asked, shows=[photo("again.jpg")])
    assert there(cast) == ["sign.jpg", "two.png"]
    with enter(cast.studio):
        first = Attachment.objects.earliest("pk")
    with django_capture_on_commit_callbacks(execute=True):
        press(client, asked, **{"shows.away": [first.pk, 2**70, "x", -1]})
        assert there(cast) == ["two.png"]
    with enter(cast.studio):
        assert SurveyAnswer.objects.get(question="shows").number == 1
    assert len(lying() - before) == 1


def test_what_a_refused_page_would_take_away_is_there_and_ticked_still(
    cast: Cast, asked: Invitation
) -> None:
    client = inside(cast, asked)
    press(client, asked, shows=[photo()])
    with enter(cast.studio):
        first = Attachment.objects.get().pk
    refused = press(client, asked, name="", **{"shows.away": [first]})
    assert f'value="{first}" checked' in refused.content.decode()
    assert there(cast) == ["sign.jpg"]
    press(client, asked, **{"shows.away": [first]})
    assert there(cast) == []
    with enter(cast.studio):
        assert not SurveyAnswer.objects.filter(question="shows").exists()


def test_a_page_that_is_refused_keeps_what_it_showed_for_the_next_press(
    cast: Cast, asked: Invitation
) -> None:
    client = inside(cast, asked)
    refused = press(client, asked, name="", shows=[photo()])
    assert (refused.status_code, there(cast)) == (422, ["sign.jpg"])
    assert "Take it away" in refused.content.decode()
    press(client, asked)
    work_off()
    with enter(cast.studio):
        assert Attachment.objects.get().response == Response.objects.get()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("sign.jpg", EXE, "“sign.jpg” is neither a picture nor a PDF."),
        ("sign.svg", b"<svg onload='alert(1)'>", "“sign.svg” is neither a picture nor a PDF."),
        ("page.html", b"<!doctype html>%PDF-", "“page.html” is neither a picture nor a PDF."),
        ("empty.jpg", b"", "“empty.jpg” is empty."),
        ("large.jpg", JPEG + bytes(MOST_BYTES), "“large.jpg” is larger than 10 MB."),
        ("a\u202egpj.exe", EXE, "“agpj.exe” is neither a picture nor a PDF."),
    ],
)
def test_what_cannot_be_taken_says_why_and_loses_neither_words_nor_others(
    cast: Cast, asked: Invitation, name: str, content: bytes, why: str
) -> None:
    client, before = inside(cast, asked), lying()
    refused = press(client, asked, name="The crooked one", shows=[photo(name, content), photo()])
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert why in shown
    assert "The crooked one" in shown
    assert there(cast) == ["sign.jpg"]
    assert len(lying() - before) == 1
    with enter(cast.studio):
        assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x" * 300 + ".jpg", "x" * 20),
        ("\u202efdp.jpg", "fdp.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("<script>alert(1)</script>.jpg", "script&gt;.jpg"),
    ],
)
def test_its_name_is_shown_as_one_line_and_is_no_place(
    cast: Cast, asked: Invitation, name: str, shown: str
) -> None:
    client = inside(cast, asked)
    press(client, asked, shows=[photo(name)])
    again = client.get(f"/a/{asked.link_id}/?page=1").content.decode()
    assert shown in again
    assert "\u202e" not in again
    assert "<script" not in again
    with enter(cast.studio):
        assert path_of(File.objects.get()).parent == Path(settings.FILES)


def test_each_of_two_questions_has_its_own_files(cast: Cast, asked: Invitation) -> None:
    bills = replace(SHOWS, key="bills")
    both = Questionnaire(languages=("en",), pages=(Page(questions=(SHOWS, bills, NAME)),))
    with enter(cast.studio):
        one = invitation(cast.owner, cast.bakery, both)
    sent = {"shows": [photo(), photo("scan.exe", EXE)], "bills": [photo("bill.pdf", PDF)]}
    refused = press(inside(cast, one), one, **sent).content.decode()
    assert [refused.count(name) for name in ("sign.jpg</bdi>", "bill.pdf</bdi>")] == [1, 1]
    assert "scan.exe" in refused
    with enter(cast.studio):
        kept = {str(one): one.question for one in Attachment.objects.select_related("file")}
    assert kept == {"sign.jpg": "shows", "bill.pdf": "bills"}


def test_a_fourth_is_too_many_and_the_three_stay(cast: Cast, asked: Invitation) -> None:
    files = [photo(f"{n}.jpg", JPEG + bytes([n])) for n in range(4)]
    refused = press(inside(cast, asked), asked, shows=files)
    assert "3 files are the most here." in refused.content.decode()
    assert there(cast) == ["0.jpg", "1.jpg", "2.jpg"]


def test_more_than_is_read_at_once_is_refused_before_it_is_read(
    cast: Cast, asked: Invitation
) -> None:
    where = f"/a/{asked.link_id}/answers"
    length = f"{asked_files.MOST_AT_ONCE + 1}"
    refused = inside(cast, asked).generic("POST", where, b"", CONTENT_LENGTH=length)
    assert refused.status_code == 413
    assert "Go back: what you wrote is still there." in refused.content.decode()


def test_of_whoever_holds_no_pass_no_file_is_so_much_as_read(cast: Cast, asked: Invitation) -> None:
    where = f"/a/{asked.link_id}/answers"
    large: dict[str, Any] = {"CONTENT_LENGTH": "3000001"}
    assert Client().generic("POST", where, b"", **large).status_code == 413
    client = inside(cast, asked)
    assert client.generic("POST", where, b"", **large).status_code != 413
    with time_machine.travel(LATER + 61 * DAY, tick=False):  # Their link has ended.
        assert client.generic("POST", where, b"", **large).status_code == 413


def test_of_a_video_little_more_than_fits_reaches_the_disk(
    cast: Cast, asked: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    monkeypatch.setattr(
        asked_files, "take", lambda **said: sizes.append([one.size for one in said["files"]])
    )
    with pytest.raises(AttributeError):  # What `take` would say is missing: only its files count.
        press(inside(cast, asked), asked, shows=[photo(content=JPEG + bytes(3 * MOST_BYTES))])
    ((size,),) = sizes
    assert MOST_BYTES < size <= MOST_BYTES + 2 * 65_536


def test_whose_page_lost_its_token_keeps_no_file_and_is_told_so(
    cast: Cast, asked: Invitation
) -> None:
    program = Client(enforce_csrf_checks=True)
    program.cookies = inside(cast, asked).cookies
    shown = press(program, asked, name="The crooked one", shows=[photo()])
    assert shown.status_code == 403
    assert "The crooked one" in shown.content.decode()
    assert "Choose your files once more." in shown.content.decode()
    assert there(cast) == []


def test_after_the_last_page_nothing_more_is_taken(cast: Cast, asked: Invitation) -> None:
    client, before = inside(cast, asked), lying()
    press(client, asked, shows=[photo()])
    press(client, asked, page="1", enough="1")
    press(client, asked, shows=[photo("late.png", PNG)])
    assert there(cast) == ["sign.jpg"]
    assert len(lying() - before) == 1


def test_whoever_holds_no_pass_shows_us_nothing(cast: Cast, asked: Invitation) -> None:
    before = lying()
    assert press(Client(), asked, shows=[photo()]).status_code == 404
    assert (there(cast), lying()) == ([], before)


def test_a_page_without_such_a_question_carries_no_file(cast: Cast, asked: Invitation) -> None:
    client = inside(cast, asked)
    press(client, asked)
    shown = client.get(f"/a/{asked.link_id}/?page=2").content.decode()
    assert "multipart" not in shown
    assert "portal_files.css" not in shown
    press(client, asked, page="1", shows=[photo()])
    assert there(cast) == []


def test_a_hundred_and_more_at_once_say_how_many_fit(cast: Cast, asked: Invitation) -> None:
    files = [photo(f"{n}.jpg", JPEG + bytes([n])) for n in range(101)]
    refused = press(inside(cast, asked), asked, shows=files)
    assert refused.status_code == 413
    assert "up to 3 with at most 10 MB each" in refused.content.decode()
    assert there(cast) == []
