from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from makegood.domain.customers.actions import write_address
from makegood.domain.engagements.actions import begin
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.queries.sources import Said
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.recovery.actions.listening import acknowledge
from makegood.domain.recovery.actions.opening import open_by_hand, raise_concern
from makegood.domain.recovery.models import Account, Case, Hearing, How, Prevention, Remedy, Step
from makegood.domain.recovery.reactions import low_score_opens_case
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.recovery.hands import low

NOW = SINCE + timedelta(days=30)


@pytest.fixture
def desk(cast: Cast, client: Client) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(NOW, tick=False):
        yield client


def opened(cast: Cast) -> Case:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        write_address(customer=cast.bakery, email="bakery@example.com", by=by, at=NOW)
        return open_by_hand(
            who=cast.bakery, matter="The sign hangs askew", member=cast.owner, by=by, at=NOW
        )


def at(cast: Cast, name: str, **ids: int) -> str:
    return reverse(name, kwargs={"business": cast.studio.slug, **ids})


def press(desk: Client, cast: Cast, name: str, said: Mapping[str, object], **ids: int) -> str:
    """What the page says after a press, wherever it leads."""
    return desk.post(at(cast, name, **ids), said, follow=True).content.decode()


def step(cast: Cast, case: Case) -> str:
    with enter(cast.studio):
        standing = Step.objects.filter(case=case, ended_at=None).first()
        return standing.kind if standing is not None else ""


def the_remedy(cast: Cast) -> Remedy:
    with enter(cast.studio):
        return Remedy.objects.select_related("promise").get()


def test_ten_seconds_on_the_phone_make_a_case(cast: Cast, desk: Client) -> None:
    said = {"who": "the bakery", "matter": "The sign hangs askew", "told": "phone"}
    shown = press(desk, cast, "case_opened", said)
    assert "The sign hangs askew" in shown
    assert "hear what they expected" in shown
    with enter(cast.studio):
        assert Case.objects.get().acknowledged_how == "phone"


def test_it_is_walked_from_we_heard_you_to_it_cannot_happen_again(cast: Cast, desk: Client) -> None:
    case = opened(cast)
    here = {"case": case.pk}
    letter = {"words": "The sign hangs askew. We are sorry.", "email": "bakery@example.com"}
    draft = press(desk, cast, "case_acknowledgement", {**letter, "read": "1"}, **here)
    assert "This is what they will read" in draft
    assert step(cast, case) == "acknowledge"
    press(desk, cast, "case_acknowledgement", letter, **here)
    assert step(cast, case) == "hear"
    press(desk, cast, "case_words", {"expected": "Straight", "how": "phone"}, **here)
    assert step(cast, case) == "facts"
    press(desk, cast, "case_account", {"words": "One bolt was missing."}, **here)
    assert step(cast, case) == "remedy"
    remedy = {"kind": "redo", "words": "Hang it straight", "when": "Friday", "cost": "20"}
    press(desk, cast, "case_remedy", remedy, **here)
    promised = the_remedy(cast)
    ids = {**here, "remedy": promised.pk}
    press(desk, cast, "remedy_letter", {"words": "", "email": "bakery@example.com"}, **ids)
    assert step(cast, case) == "put_right"
    assert promised.promise is not None
    shown = desk.get(at(cast, "promise", promise=promised.promise.pk)).content.decode()
    assert "Puts right:" in shown
    with enter(cast.studio):
        keep(promise=promised.promise, by=Actor("member", cast.owner.pk), at=NOW)
    work_off()
    assert step(cast, case) == "verify"
    asked = {"words": "", "email": "bakery@example.com", "number": "1"}
    assert 'name="number" value="1"' in desk.get(at(cast, "case", **here)).content.decode()
    for _twice in range(2):
        press(desk, cast, "case_verification", asked, **here)
    with enter(cast.studio):
        assert Letter.objects.filter(kind="is_right").count() == 1
    shown = desk.get(at(cast, "case", **here)).content.decode()
    assert "They were asked today. If nothing comes by" in shown
    assert "<span>Ask them once more</span>" in shown
    press(desk, cast, "case_answer", {"is_right": "yes", "how": "phone"}, **here)
    assert step(cast, case) == "cause"
    cause = {"name": "Nobody counts the bolts", "whys": "No list\nNobody made one"}
    press(desk, cast, "case_cause", cause, **here)
    assert step(cast, case) == "prevent"
    change = {"words": "A list of parts in every box", "owner": cast.owner.pk}
    change |= {"when": "Friday", "watch_days": "90"}
    shown = press(desk, cast, "case_prevention", change, **here)
    assert "It is right. What we change is due Friday." in shown
    assert "I see to it" not in shown
    with enter(cast.studio):
        kinds = set(Letter.objects.values_list("kind", flat=True))
        assert kinds == {"case_heard", "remedy", "is_right"}
        assert Prevention.objects.get().words == "A list of parts in every box"


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, desk: Client
) -> None:
    case = opened(cast)
    answer = desk.post(at(cast, "case_account", case=case.pk), {"words": " "})
    assert answer.status_code == 422
    remedy = {"kind": "redo", "words": "Hang it straight", "when": "32 May", "cost": "20"}
    answer = desk.post(at(cast, "case_remedy", case=case.pk), remedy)
    assert (answer.status_code, "Which day did you mean?" in answer.content.decode()) == (422, True)
    with enter(cast.studio):
        assert not Account.objects.exists()
        assert not Remedy.objects.exists()


def test_more_than_they_may_decide_is_put_forward_and_the_owner_allows_it(
    cast: Cast, desk: Client
) -> None:
    case = opened(cast)
    desk.force_login(cast.bob)
    remedy = {"kind": "refund", "words": "All of it back", "when": "Friday", "cost": "900"}
    assert "Put forward" in press(desk, cast, "case_remedy", remedy, case=case.pk)
    asked = the_remedy(cast)
    assert asked.promise is None
    ids = {"case": case.pk, "remedy": asked.pk}
    assert "more than you may decide" in press(desk, cast, "remedy_approved", {}, **ids)
    desk.force_login(cast.alice)
    press(desk, cast, "remedy_approved", {}, **ids)
    with enter(cast.studio):
        assert Remedy.objects.get().promise is not None


def test_that_we_heard_them_stays_told_when_they_speak_anew(cast: Cast, desk: Client) -> None:
    case = opened(cast)
    press(desk, cast, "case_acknowledged", {"how": "phone"}, case=case.pk)
    with enter(cast.studio):
        customer = Actor("customer", cast.bakery.pk)
        words = "It hangs lower still."
        raise_concern(customer=cast.bakery, words=words, by=customer, at=NOW)
    shown = desk.get(at(cast, "case", case=case.pk)).content.decode()
    assert step(cast, case) == "acknowledge"
    assert shown.count("We said that we heard them</p>") == 1
    assert shown.index(words) < shown.index("Read it through")


def test_it_gives_the_number_to_call_while_they_wait(cast: Cast, desk: Client) -> None:
    case = opened(cast)
    with enter(cast.studio):
        type(cast.bakery).objects.filter(pk=cast.bakery.pk).update(phone="07700 900 108")
    assert 'href="tel:07700900108"' in desk.get(at(cast, "case", case=case.pk)).content.decode()


@pytest.mark.parametrize(("below", "tab"), [("cases", "today"), ("ideas", "rates")])
def test_what_hangs_below_a_tab_shows_that_tab(
    cast: Cast, desk: Client, below: str, tab: str
) -> None:
    shown = desk.get(at(cast, below)).content.decode()
    nav = shown[shown.index('class="desk-nav"') : shown.index("</nav>")]
    assert f'href="{at(cast, tab)}" aria-current="page"' in nav
    assert nav.count("aria-current") == 1


def test_a_low_score_is_called_by_its_work_wherever_it_stands(cast: Cast, desk: Client) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        work = begin(customer=cast.bakery, name="Hot water cylinder", by=by, at=NOW)
        entry = low(cast, work.pk)
        low_score_opens_case(entry, at=NOW)
        case = Case.objects.get()
        acknowledge(case=case, how=How.PHONE, member=cast.owner, by=by, at=NOW)
        said = Said(customer=cast.bakery, words="Cold", said_at=NOW, case=case)
        idea = note(said=said, title="Insulate it", by=by, at=NOW)
    name = "Hot water cylinder: 2 of 5"
    search = f"{at(cast, 'search')}?q=bakery"
    for page in (at(cast, "cases"), at(cast, "idea", idea=idea.pk), search):
        assert name in desk.get(page).content.decode()
    with enter(cast.studio):
        assert name in Step.objects.get(ended_at=None).promise.text


def test_the_list_says_what_comes_next_and_by_when(cast: Cast, desk: Client) -> None:
    opened(cast)
    shown = desk.get(at(cast, "cases")).content.decode()
    assert "The sign hangs askew" in shown
    assert "Say that we heard them" in shown


def test_a_viewer_reads_and_presses_nothing(cast: Cast, desk: Client) -> None:
    case = opened(cast)
    with enter(cast.studio):
        type(cast.colleague).objects.filter(pk=cast.colleague.pk).update(role="viewer")
    desk.force_login(cast.bob)
    shown = desk.get(at(cast, "case", case=case.pk)).content.decode()
    assert "The sign hangs askew" in shown
    assert "Read it through" not in shown
    answer = desk.post(at(cast, "case_words", case=case.pk), {"said": "x", "how": "phone"})
    assert answer.status_code == 404
    with enter(cast.studio):
        assert not Hearing.objects.exists()
