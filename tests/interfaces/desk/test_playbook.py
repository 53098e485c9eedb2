"""How soon we answer, and when Today asks whether a promise will hold, is for the heads to say."""

from __future__ import annotations

import pytest
from django.test import Client

from makegood.domain.playbook.queries import authority, leads, recovery_times, reply_time
from makegood.foundation.accounts.actions import set_hours
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.kit.office_hours import Period
from tests.cast import SINCE, Cast
from tests.ui.reading import parsed

pytestmark = pytest.mark.django_db

PAGE = "/desk/fern-studio/playbook"
SET, ANSWER = f"{PAGE}/leads", f"{PAGE}/reply-time"


def shown(client: Client, action: str = SET) -> dict[str, str]:
    page = parsed(client.get(PAGE).content.decode())
    [form] = [each for each in page.all("form") if each.attributes["action"] == action]
    fields = (each.attributes for each in form.all("input"))
    said = {one["name"]: one.get("value") or "" for one in fields}
    return {name: value for name, value in said.items() if name != "csrfmiddlewaretoken"}


def asked(cast: Cast) -> dict[str, int]:
    with enter(cast.studio):
        return leads()


def promised(cast: Cast) -> int:
    with enter(cast.studio):
        return reply_time()


def day_and_night(cast: Cast) -> None:
    """The studio is open: always, so that the hour of the test says nothing."""
    with enter(cast.studio):
        set_hours(week=[[Period(0, 1440)]] * 7, by=Actor("member", cast.owner.pk), at=SINCE)


def test_what_we_start_with_is_shown(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    said = shown(client)
    assert (said["delivery"], said["milestone"], said["reply"]) == ("2", "2", "0")
    assert not {"update", "input"} & said.keys()


def test_what_is_set_counts_and_is_shown_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert (
        client.post(SET, shown(client) | {"appointment": "1", "delivery": "5"}).status_code == 302
    )
    assert (asked(cast)["appointment"], asked(cast)["delivery"]) == (1, 5)
    assert shown(client)["delivery"] == "5"
    with enter(cast.studio):
        assert Entry.objects.filter(event="leads.changed").count() == 1


@pytest.mark.parametrize("wrong", ["11", "-1", "soon", ""])
def test_what_cannot_be_asked_is_refused_and_kept(client: Client, cast: Cast, wrong: str) -> None:
    client.force_login(cast.alice)
    answer = client.post(SET, shown(client) | {"delivery": wrong})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert asked(cast)["delivery"] == 2


def test_a_second_tab_does_not_write_over_the_first(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    one, other = shown(client), shown(client)
    client.post(SET, one | {"delivery": "5"})
    answer = client.post(SET, other | {"milestone": "7"})
    assert answer.status_code == 422
    assert "Delivery: 5" in answer.content.decode()
    assert asked(cast)["delivery"] == 5


def test_only_heads_set_it_and_all_may_look(client: Client, cast: Cast) -> None:
    Member.objects.filter(pk=cast.colleague.pk).update(role=Member.Role.MEMBER)
    client.force_login(cast.bob)
    assert client.post(SET, shown(client)).status_code == 404
    assert asked(cast)["delivery"] == 2
    assert client.post(ANSWER, {"office_hours": "4"}).status_code == 404
    assert promised(cast) == 0


def test_a_new_business_promises_no_answer(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert shown(client, ANSWER)["office_hours"] == ""
    assert "Whoever writes now" not in client.get(PAGE).content.decode()


def test_how_soon_we_answer_is_set_and_said_as_they_read_it(client: Client, cast: Cast) -> None:
    day_and_night(cast)
    client.force_login(cast.alice)
    told = client.post(ANSWER, shown(client, ANSWER) | {"office_hours": "4"}, follow=True)
    assert "Customers read it on their page" in told.content.decode()
    assert promised(cast) == 4
    assert shown(client, ANSWER)["office_hours"] == "4"
    assert "Whoever writes now" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("none", ["", "0"])
def test_no_answer_need_be_promised(client: Client, cast: Cast, none: str) -> None:
    client.force_login(cast.alice)
    client.post(ANSWER, {"office_hours": "4"})
    told = client.post(ANSWER, {"office_hours": none}, follow=True).content.decode()
    assert "No time is promised." in told
    assert promised(cast) == 0


def test_a_time_without_office_hours_is_said_to_be_no_use_yet(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    told = client.post(ANSWER, {"office_hours": "4"}, follow=True).content.decode()
    assert "You have no office hours" in told


@pytest.mark.parametrize("wrong", ["41", "-1", "soon"])
def test_what_nobody_can_wait_for_is_refused_and_kept(
    client: Client, cast: Cast, wrong: str
) -> None:
    client.force_login(cast.alice)
    answer = client.post(ANSWER, {"office_hours": wrong})
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.content.decode()
    assert promised(cast) == 0


def test_a_second_tab_does_not_write_over_the_answer(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    one, other = shown(client, ANSWER), shown(client, ANSWER)
    client.post(ANSWER, one | {"office_hours": "8"})
    answer = client.post(ANSWER, other | {"office_hours": "2"})
    assert answer.status_code == 422
    assert "We answer within: 8" in answer.content.decode()
    assert promised(cast) == 8


def test_each_step_of_a_case_has_its_hours(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    steps = f"{PAGE}/steps"
    said = shown(client, steps)
    assert said["acknowledge"] == "4"
    assert client.post(steps, said | {"acknowledge": "2"}).status_code == 302
    assert shown(client, steps)["acknowledge"] == "2"
    assert client.post(steps, shown(client, steps) | {"hear": "0"}).status_code == 422
    with enter(cast.studio):
        assert recovery_times()["acknowledge"] == 2
        assert recovery_times()["hear"] == 8


def test_a_role_decides_on_so_much_or_on_all_it_takes(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    may = f"{PAGE}/authority"
    said = shown(client, may)
    assert said["member"] == "50"
    assert client.post(may, said | {"member": "80", "manager": ""}).status_code == 302
    answer = client.post(may, shown(client, may) | {"member": "much"})
    assert answer.status_code == 422
    with enter(cast.studio):
        found = authority()
        assert (found["member"], found["manager"], found["owner"]) == (8000, None, None)
