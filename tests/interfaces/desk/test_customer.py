"""The page of a customer: who they are, how it stands, what was, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.customers.actions import merging, write_address
from makegood.domain.customers.models import Apart, Consent, Customer, Handle, Note, Tag
from makegood.domain.engagements.actions import begin
from makegood.domain.promises.actions.keeping import keep
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, MONDAY, act, promise
from tests.ui.reading import Element, parsed

DESK = "/desk/fern-studio"


@pytest.fixture
def bakery(cast: Cast) -> Iterator[Customer]:
    """Late on one promise, kept another, with a piece of work; it is Saturday."""
    found, by = cast.bakery, act(cast.owner)
    with enter(cast.studio):
        keep(promise=promise(cast, text="Stamp"), by=by, at=MONDAY + DAY)
        promise(cast)
        begin(customer=found, name="Shop front", by=by, at=MONDAY)
        mail, phone = "sol@example.com", "030 / 123"
        write_address(customer=found, email=mail, phone=phone, by=by, at=MONDAY)
    with time_machine.travel(AFTER_FRIDAY, tick=False):
        yield found


def where(customer: Customer, *more: object) -> str:
    return "/".join(map(str, (f"{DESK}/customers", customer.pk, *more)))


def main(browser: Client, address: str) -> Element:
    return parsed(browser.get(address).content.decode()).one("main")


def words(browser: Client, address: str) -> str:
    return " ".join(main(browser, address).text.split())


def links(found: Element) -> dict[str, str]:
    """Words of a link → where it leads."""
    return {" ".join(each.text.split()): each.attributes["href"] for each in found.all("a")}


def viewer(cast: Cast) -> Client:
    Member.objects.filter(pk=cast.colleague.pk).update(role=Member.Role.VIEWER)
    browser = Client()
    browser.force_login(cast.bob)
    return browser


def test_half_a_minute_says_who_how_it_stands_and_how_to_reach_them(
    alice: Client, bakery: Customer
) -> None:
    said, found = words(alice, where(bakery)), links(main(alice, where(bakery)))
    assert "1 open, one late: we said yesterday · kept 1 of 2 by the first date" in said
    assert found["sol@example.com"] == "mailto:sol@example.com"
    assert found["030 / 123"] == "tel:030123"
    assert found["Shop front"].startswith(f"{DESK}/engagements/")
    assert found["Promise them something"] == f"{DESK}/promises?who=the+bakery"
    for lived in ("Kept early: Stamp", "We said yesterday: Logo proofs", "A piece of work began"):
        assert lived in said


def test_with_nobody_to_speak_of_nothing_is_made_up(alice: Client, cast: Cast) -> None:
    said = words(alice, where(cast.anna))
    assert "Nothing is open" in said
    assert "Nothing yet." in said
    for unknown in ("kept", "Good to know", "Perhaps", "Known as well"):
        assert unknown not in said


def test_every_name_leads_to_their_page(alice: Client, bakery: Customer, cast: Cast) -> None:
    with enter(cast.studio):
        logo = bakery.promises.get(text="Logo proofs").pk
        work = bakery.engagements.get().pk
        met = Entry.objects.get(event="customer.met").pk
    for address in ("today", "ledger", f"promises/{logo}", f"engagements/{work}", f"journal/{met}"):
        assert where(bakery) in links(main(alice, f"{DESK}/{address}")).values(), address
    assert where(bakery) in links(main(alice, f"{DESK}/ledger?customer={bakery.pk}")).values()


def test_the_chips_begin_with_their_name(alice: Client, bakery: Customer) -> None:
    found = parsed(alice.get(f"{DESK}/promises", {"who": "the bakery"}).content.decode())
    chips = {each.attributes.get("id"): each.attributes for each in found.all("input")}
    assert chips["chip-who"]["value"] == "the bakery"
    assert chips["chip-what"]["value"] == ""


def test_only_what_was_changed_here_is_written(alice: Client, bakery: Customer, cast: Cast) -> None:
    form = {"name": "the bakery", "initial-name": "the bakery", "organisation": "Crumb Ltd"}
    form |= {"initial-organisation": "", "stage": "customer", "initial-stage": ""}
    form |= {"email": "sol@example.com", "initial-email": "sol@example.com"}
    form |= {"phone": "030 / 123", "initial-phone": "030 / 123"}
    with enter(cast.studio):
        write_address(customer=bakery, phone="030 / 456", by=act(cast.owner), at=MONDAY)
    assert alice.post(where(bakery, "details"), form).status_code == 302
    with enter(cast.studio):
        bakery.refresh_from_db()
    assert (bakery.organisation, bakery.stage, bakery.phone) == (
        "Crumb Ltd",
        "customer",
        "030 / 456",
    )
    assert "Crumb Ltd · Customer" in words(alice, where(bakery))


@pytest.mark.parametrize(
    ("form", "sent", "sentence"),
    [
        ("details", {"name": "Anna", "initial-name": "the bakery"}, "Another customer has that"),
        ("details", {"name": "", "initial-name": "the bakery"}, "Something is missing here."),
        ("handles", {"kind": "email", "value": "nowhere"}, "That is no mail address yet"),
        ("notes", {"text": " "}, "Something is missing here."),
        ("tags", {"name": "x" * 41}, "That is too long: 40 characters fit."),
        ("consents", {"to": "other", "how": "form"}, "To what did they agree?"),
        (
            "consents",
            {"to": "news", "how": "form", "given_at": "2027-01-01T10:00"},
            "That is still ahead.",
        ),
    ],
)
def test_what_will_not_do_is_said_beside_it_and_kept_as_typed(
    alice: Client, bakery: Customer, cast: Cast, form: str, sent: dict[str, str], sentence: str
) -> None:
    assert cast.anna
    answer = alice.post(where(bakery, form), sent)
    assert answer.status_code == 422
    assert sentence in " ".join(parsed(answer.content.decode()).text.split())
    for value in sent.values():
        assert value in answer.content.decode()
    with enter(cast.studio):
        kept = [each.objects.exists() for each in (Handle, Note, Tag, Consent)]
        assert kept == [False] * len(kept)


def test_what_is_written_down_stands_there_and_goes_with_one_press(
    alice: Client, bakery: Customer, cast: Cast
) -> None:
    sent = {
        "handles": {"kind": "whatsapp", "value": "+49 170 1234567", "label": "evenings"},
        "notes": {"text": "Ask for Sol."},
        "tags": {"name": "regular"},
        "consents": {"to": "pictures", "how": "written"},
    }
    for form, typed in sent.items():
        assert alice.post(where(bakery, form), typed).status_code == 302
    page = words(alice, where(bakery))
    for said in (
        "+49 170 1234567 evenings",
        "Ask for Sol.",
        "regular",
        "Showing pictures of their",
    ):
        assert said in page
    for kind in (Handle, Note, Tag, Consent):
        with enter(cast.studio):
            row = kind.objects.get()
        goes = {"handle": "removed", "note": "taken-back", "tag": "removed"}
        noun = kind.__name__.lower()
        press = where(bakery, f"{noun}s", row.pk, goes.get(noun, "withdrawn"))
        assert alice.post(press).status_code == 302
        assert alice.post(f"{press}x").status_code == 404
    page = words(alice, where(bakery))
    for said in ("+49 170", "Ask for Sol.", "regular Known"):
        assert said not in page
    assert "Withdrawn today" in page


def test_anothers_rows_are_not_theirs(alice: Client, bakery: Customer, cast: Cast) -> None:
    alice.post(where(cast.anna, "notes"), {"text": "Hers."})
    with enter(cast.studio):
        note = Note.objects.get().pk
    assert alice.post(where(bakery, "notes", note, "taken-back")).status_code == 404
    assert "Hers." in words(alice, where(cast.anna))


class TestPerhapsTheSame:
    @pytest.fixture
    def sol(self, bakery: Customer, cast: Cast) -> Customer:
        """Anna, with the bakery's mail address."""
        with enter(cast.studio):
            mail, by = "SOL@example.com", act(cast.owner)
            write_address(customer=cast.anna, email=mail, by=by, at=MONDAY)
        return cast.anna

    def test_one_press_merges_and_one_undoes_it(
        self, alice: Client, bakery: Customer, sol: Customer, cast: Cast
    ) -> None:
        assert "The same mail address: SOL@example.com" in words(alice, where(bakery))
        alice.post(where(bakery, "merged"), {"other": sol.pk})
        said = words(alice, where(bakery))
        assert "Anna is the bakery from now on." in said
        assert "Known as well as: Anna" in said
        assert alice.get(where(sol)).headers["Location"] == where(bakery)
        alice.post(where(sol, "unmerged"))
        assert "are two again" in words(alice, where(bakery))
        assert alice.get(where(sol)).status_code == 200

    def test_two_people_are_not_suggested_again(
        self, alice: Client, bakery: Customer, sol: Customer, cast: Cast
    ) -> None:
        alice.post(where(bakery, "apart"), {"other": sol.pk})
        for who in (bakery, sol):
            assert "Perhaps" not in words(alice, where(who))
        with enter(cast.studio):
            assert Apart.objects.count() == 1

    @pytest.mark.parametrize("press", ["merged", "apart"])
    @pytest.mark.parametrize("other", ["", "x", "9" * 30, "1000000"])
    def test_nobody_is_no_other(
        self, alice: Client, bakery: Customer, press: str, other: str
    ) -> None:
        assert alice.post(where(bakery, press), {"other": other}).status_code == 404

    @pytest.mark.parametrize("press", ["merged", "apart"])
    def test_nobody_is_their_own_other(self, alice: Client, bakery: Customer, press: str) -> None:
        alice.post(where(bakery, press), {"other": bakery.pk})
        assert "one and the same already" in words(alice, where(bakery))

    def test_an_aliass_promise_shows_its_head_everywhere(
        self, alice: Client, bakery: Customer, sol: Customer, cast: Cast
    ) -> None:
        with enter(cast.studio):
            poster = promise(cast, text="Poster", customer=sol)
            head = Customer.objects.get(pk=bakery.pk)
            merging.merge(alias=sol, into=head, by=act(cast.owner), at=MONDAY)
        for address in (where(bakery), f"{DESK}/ledger?customer={sol.pk}"):
            page = main(alice, address)
            assert "Poster" in page.text
            assert {
                each.text for each in page.all("a") if "row-who" in each.attributes.get("class", "")
            } == {"the bakery"}
        assert "the bakery" in main(alice, f"{DESK}/promises/{poster.pk}").one("header").text


def test_the_timeline_turns_its_pages(
    alice: Client, bakery: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("makegood.domain.customers.queries.timeline.PAGE", 2)
    first, second = (main(alice, f"{where(bakery)}?page={n}") for n in (1, 2))
    assert "Kept early: Stamp" in " ".join(first.text.split())
    assert "Kept early: Stamp" not in " ".join(second.text.split())
    assert links(first)["Next"] == "?page=2#timeline"
    assert links(second)["Previous"] == "?page=1#timeline"
    assert words(alice, f"{where(bakery)}?page=999999999999999999999")


def test_a_viewer_reads_and_writes_nothing(cast: Cast, bakery: Customer) -> None:
    browser = viewer(cast)
    page = main(browser, where(bakery))
    assert "the bakery" in page.text
    assert page.all("form") == []
    for press in ("details", "handles", "notes", "tags", "consents", "merged", "apart"):
        assert browser.post(where(bakery, press), {"text": "x"}).status_code == 404


def test_a_stranger_finds_nobody(cast: Cast, bakery: Customer) -> None:
    browser = Client()
    browser.force_login(cast.mallory)
    assert browser.get(where(bakery)).status_code == 404
    assert browser.get(f"/desk/salon-mallory/customers/{bakery.pk}").status_code == 404
