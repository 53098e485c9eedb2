"""What columns are is guessed, confirmed, and asked with what was confirmed from then on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from makegood.domain.customers.models import Customer
from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import coming
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.feedback.models import Rating
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.desk.test_imports import address, brought, chosen, look
from tests.interfaces.walls.answers import text_of
from tests.ui.reading import parsed

JOBS = (
    "No,Client,E-mail,Ordered,Due,Delivered,Stars,Comment\n"
    "1,Rosa Baker,rosa@x.example,02/03/2026,03/03/2026,03/03/2026,5,Lovely\n"
    "2,Ada Holm,ada at x,02/03/2026,some day,,,\n"
    "3,Ada Holm,ada at x,02/03/2026,04/03/2026,,,\n"
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


def _file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def choices(alice: Client, upload: int) -> dict[str, str]:
    """What each choice of the form of columns stands at."""
    page = alice.get(address("upload", upload=upload)).content.decode()
    return {str(each.attributes["name"]): chosen(each) for each in parsed(page).all("select")}


def confirmed(alice: Client, upload: int, **said: str) -> Any:
    """The form of columns sent as it stands, but for what is said."""
    sent = choices(alice, upload) | {"dates": "day first"} | said
    answer = alice.post(address("upload_columns", upload=upload), sent)
    work_off()
    return answer


def test_mail_and_ratings_of_a_job_list_come_in(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "jobs.csv", JOBS)
    page = look(alice, cast)
    assert "does not come in with a list of orders" not in page
    assert "the day it was kept stands for it" in page
    assert choices(alice, upload)["scale"] == "1 to 5"
    assert confirmed(alice, upload).status_code == 302
    alice.post(address("upload_confirmed", upload=upload))
    work_off()
    with enter(cast.studio):
        emails = dict(Customer.objects.values_list("name", "email"))
        assert emails == {"Rosa Baker": "rosa@x.example", "Ada Holm": ""}
        ada = Customer.objects.get(name="Ada Holm")
        assert [str(one) for one in ada.handles.all()] == ["ada at x"]
        (rating,) = Rating.objects.all()
        assert (str(rating), rating.words, str(rating.engagement)) == ("5/5", "Lovely", "No 1")


def test_a_column_newly_said_to_be_ratings_asks_for_its_scale(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "jobs.csv", JOBS.replace("Stars", "Points"))
    assert "scale" not in choices(alice, upload)
    answer = confirmed(alice, upload, column_6="rating")
    assert answer.status_code == 422
    assert "Which one is it? The file does not say." in answer.content.decode()
    assert confirmed(alice, upload, column_6="rating", scale="0 to 10").status_code == 302
    assert choices(alice, upload)["scale"] == "0 to 10"


def test_what_is_no_scale_is_refused_beside_it(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "jobs.csv", JOBS.replace(",5,", ",9,"))
    answer = confirmed(alice, upload, scale="1 to 5")
    assert answer.status_code == 422
    assert "It goes up to 9: that is no scale of 1 to 5." in answer.content.decode()
    with enter(cast.studio):
        assert queries.get(upload).mapping == ""


def test_the_form_opens_again_with_what_was_confirmed(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "jobs.csv", JOBS)
    said = {"column_7": "nothing", "scale": "0 to 10"}
    said |= {"kind": "milestone", "dates": "month first"}
    assert confirmed(alice, upload, **said).status_code == 302
    assert choices(alice, upload).items() >= said.items()
    assert "You said so." in look(alice, cast)
    with enter(cast.studio):
        text = queries.get(upload).mapping
    alice.post(address("upload_mapping", upload=upload), {"mapping": text})
    work_off()
    assert choices(alice, upload)["kind"] == "delivery"


def test_what_is_no_mail_address_is_said_with_its_line(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "people.csv", "Name,E-mail,Phone\nRosa,rosa at x,030 12345\n")
    said = choices(alice, upload)
    alice.post(address("upload_columns", upload=upload), said | {"column_1": "e-mail"})
    work_off()
    page = look(alice, cast)
    assert "people.csv, line 2: “rosa at x” is no mail address." in page
    assert "Cannot come in" not in page
    assert "Bring them in" in page


def test_a_mended_file_says_whose_it_is(alice: Client, cast: Cast) -> None:
    upload = brought(alice, cast, "jobs.csv", JOBS)
    confirmed(alice, upload)
    with enter(cast.studio):
        (left,) = queries.left_out(queries.get(upload))
        ids = {"upload": upload, "uploaded_file": left.pk}
    text = text_of(alice.get(address("upload_left_out", **ids)))
    sent = {"files": [_file("jobs, left out.csv", text.replace("some day", "03/03/2026"))]}
    page = alice.post(address("uploads"), sent, follow=True).content.decode()
    assert ">jobs.csv</a>, read as you said it there." in page
    with enter(cast.studio):
        again = Upload.objects.latest("pk")
    work_off()
    assert confirmed(alice, again.pk).status_code == 302
    with enter(cast.studio):
        kept = queries.get(again.pk)
        assert (kept.stage, kept.mapping) == (Stage.READ, queries.get(upload).mapping)


def test_the_page_is_called_by_its_files(alice: Client) -> None:
    for names, said in (
        (["a.csv"], "a.csv"),
        (["a.csv", "b.csv"], "a.csv and b.csv"),
        (["a.csv", "b.csv", "c.csv"], "3 files"),
        ([f"{'a' * 60}.csv", "b.csv"], "2 files"),
        ([f"{'a' * 190}.csv"], f"{'a' * 40}…{'a' * 8}.csv"),
    ):
        sent = {"files": [_file(name, "Name\nRosa\n") for name in names]}
        page = alice.post(address("uploads"), sent, follow=True).content.decode()
        assert f"<h1>{said}</h1>" in page
        assert (", ".join(names) + "</p>" in page) is (said not in names and " and " not in said)
