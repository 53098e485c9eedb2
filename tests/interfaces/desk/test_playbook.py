"""When Today asks whether a promise will hold is for the heads to say."""

from __future__ import annotations

import pytest
from django.test import Client

from makegood.domain.playbook.queries import leads
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.ui.reading import parsed

pytestmark = pytest.mark.django_db

PAGE = "/desk/fern-studio/playbook"
SET = f"{PAGE}/leads"


def shown(client: Client) -> dict[str, str]:
    page = parsed(client.get(PAGE).content.decode())
    [form] = [each for each in page.all("form") if each.attributes["action"] == SET]
    fields = (each.attributes for each in form.all("input"))
    return {one["name"]: one["value"] for one in fields if one["name"] != "csrfmiddlewaretoken"}


def asked(cast: Cast) -> dict[str, int]:
    with enter(cast.studio):
        return leads()


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
