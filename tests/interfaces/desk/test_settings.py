"""Days off: pressed twice is pressed once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from makegood.foundation.accounts.actions import add_closure
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import User
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.promises.hands import act
from tests.ui.reading import parsed

pytestmark = pytest.mark.django_db


def test_days_off_taken_back_twice_are_taken_back_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        first, last = date(2026, 12, 24), date(2026, 12, 31)
        closure = add_closure(first=first, last=last, name="Yule", by=act(cast.owner), at=SINCE)
    address = f"/desk/fern-studio/settings/closures/{closure.pk}/removed"
    assert [client.post(address).status_code for _press in range(2)] == [302, 302]
    with enter(cast.studio):
        assert Entry.objects.filter(event="closure.removed").count() == 1


def test_days_off_that_never_were_are_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.post("/desk/fern-studio/settings/closures/999/removed").status_code == 404


def test_a_member_says_their_own_name_and_no_other(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    address = "/desk/fern-studio/settings/name"
    page = client.post(address, {**shown(client, "name"), "name": "Robert"}, follow=True)
    assert "Robert" in page.content.decode()
    assert [str(one) for one in User.objects.order_by("email")][:2] == ["Alice", "Robert"]
    refused = client.post(address, {"name": " "})
    assert refused.status_code == 422


def shown(client: Client, part: str) -> dict[str, str]:
    """The form of the settings that leads there, as a browser would send it."""
    page = parsed(client.get("/desk/fern-studio/settings").content.decode())
    action = f"/desk/fern-studio/settings/{part}"
    form = next(each for each in page.all("form") if each.attributes.get("action") == action)
    said = {
        each.attributes["name"]: each.attributes.get("value", "")
        for each in form.all("input")
        if each.attributes["name"] != "csrfmiddlewaretoken"
    }
    for select in form.all("select"):
        chosen = [each for each in select.all("option") if "selected" in each.attributes]
        said[select.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return said


def send(client: Client, part: str, said: dict[str, str]) -> tuple[int, str]:
    answer = client.post(f"/desk/fern-studio/settings/{part}", said)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("part", "field", "first", "second"),
    [
        ("business", "name", "Fern & Co", "Fern & Sons"),
        ("business", "locale", "de", "en"),
        ("hours", "day5", "09:00–12:00", "10:00–14:00"),
    ],
)
def test_a_second_tab_does_not_write_over_the_first(
    client: Client, cast: Cast, part: str, field: str, first: str, second: str
) -> None:
    client.force_login(cast.alice)
    one, other = shown(client, part), shown(client, part)
    assert send(client, part, one | {field: first})[0] == 302
    changed = {"engagement_noun": "job", field: second} if part == "business" else {field: second}
    status, page = send(client, part, other | changed)
    assert status == 422
    assert field in {"locale"} or "was changed elsewhere meanwhile" in page
    assert shown(client, part)[field] == first


def test_a_refused_form_keeps_what_was_typed_and_counts_when_pressed_again(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.alice)
    one, other = shown(client, "business"), shown(client, "business")
    send(client, "business", one | {"engagement_noun": "order", "country": "FR"})
    status, page = send(client, "business", other | {"engagement_noun": "project"})
    assert status == 422
    assert "Written down now: Public holidays of: France" in page
    assert "project" in page
    again = parsed(page)
    seen = [
        each.attributes["value"]
        for each in again.all("input")
        if each.attributes.get("name") == "seen"
    ]
    assert (
        send(client, "business", other | {"engagement_noun": "project", "seen": seen[0]})[0] == 302
    )
    assert shown(client, "business")["engagement_noun"] == "project"


@pytest.mark.parametrize(
    ("part", "said"), [("business", {"engagement_noun": "job"}), ("hours", {"day5": "9-12"})]
)
def test_a_double_press_of_the_same_is_no_quarrel(
    client: Client, cast: Cast, part: str, said: dict[str, str]
) -> None:
    client.force_login(cast.alice)
    form = shown(client, part) | said
    assert [send(client, part, form)[0] for _press in range(2)] == [302, 302]


def test_a_phone_that_nobody_can_dial_is_refused_beside_its_field(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.alice)
    said = shown(client, "business")
    status, page = send(client, "business", said | {"phone": "ask Alice"})
    assert status == 422
    assert "That is no phone number" in page
    assert send(client, "business", said | {"phone": "030 123 45"})[0] == 302
    assert shown(client, "business")["phone"] == "030 123 45"
