"""Good against bad, said plainly, and never where a remedy is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from makegood.domain.playbook.actions import set_good_for_bad
from makegood.domain.promises.actions.keeping import keep
from makegood.foundation.journal.actions import say_how_it_felt
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces import desk
from tests.cast import Cast
from tests.domain.promises.hands import act, promise
from tests.interfaces.desk.test_insights import words
from tests.ui.reading import parsed

SHOWN_ON = {"customer.py", "insights.py"}


def page(client: Client, cast: Cast, address: str) -> str:
    client.force_login(cast.alice)
    answer = client.get(f"/desk/{cast.studio.slug}/{address}")
    return words(parsed(answer.content.decode()).one("main"))


def felt(cast: Cast, feels: Feeling.Feels) -> None:
    now = timezone.now()
    one = promise(cast)
    keep(promise=one, by=act(cast.owner), at=now)
    entry = Entry.objects.filter(event="promise.kept", subject_id=one.pk).latest("id")
    said: dict[str, Any] = {"member": cast.owner, "by": act(cast.owner), "at": now}
    say_how_it_felt(entry=entry, feels=feels, reason="", **said)


def test_what_happened_is_said_and_by_what_it_is_reckoned(cast: Cast, client: Client) -> None:
    with enter(cast.studio):
        felt(cast, Feeling.Feels.GOOD)
        felt(cast, Feeling.Feels.BAD)
        bakery = cast.bakery.pk
    for address in (f"customers/{bakery}", "kept/insights"):
        said = page(client, cast, address)
        assert "1 good moment · 1 bad" in said
        assert "Counting 12 good ones for a bad one, 11 more are missing." in said
        assert "a saying of Ruby Newell-Legner" in said
    with enter(cast.studio):
        set_good_for_bad(good=1, by=act(cast.owner), at=timezone.now())
    said = page(client, cast, f"customers/{bakery}")
    assert "Counting 1 good ones for a bad one, there are enough." in said
    assert "1 for one is how you see it." in said


def test_a_customers_page_counts_what_was_kept_once(cast: Cast, client: Client) -> None:
    with enter(cast.studio):
        felt(cast, Feeling.Feels.GOOD)
        bakery = cast.bakery.pk
    assert page(client, cast, f"customers/{bakery}").count("by the first date") == 1


def test_where_nothing_happened_nothing_is_said(cast: Cast, client: Client) -> None:
    with enter(cast.studio):
        anna = cast.anna.pk
    assert "last twelve months" not in page(client, cast, f"customers/{anna}")


def test_the_weight_is_changed_in_the_playbook(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    address = f"/desk/{cast.studio.slug}/playbook/good-for-bad"
    assert client.post(address, {"good": "8"}).status_code == 302
    assert 'value="8"' in client.get(f"/desk/{cast.studio.slug}/playbook").content.decode()
    wrong = client.post(address, {"good": "0"})
    assert wrong.status_code == 422
    assert "That is too little: 1 or more." in wrong.content.decode()


def test_it_stands_nowhere_where_a_remedy_is_chosen() -> None:
    """What is right for somebody does not hang on how it stands between us (law 10)."""
    folder = Path(desk.__file__).parent
    using = {
        path.name
        for path in folder.glob("*.py")
        if path.name != "balance.py" and "balance.said(" in path.read_text()
    }
    assert using == SHOWN_ON
    including = {
        path.name for path in folder.glob("*.html") if "desk/balance.html" in path.read_text()
    }
    assert including == {name.replace(".py", ".html") for name in SHOWN_ON}
