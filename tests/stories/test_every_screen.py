"""Every screen as a tired owner finds it: readable, reachable, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions.surveying import keep_answers
from makegood.domain.exchange.actions.uploading import bring
from makegood.domain.exchange.models import Upload
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.surveys import ask_by_itself, begin, publish
from makegood.domain.feedback.models import Asking, Attachment, Response, Survey
from makegood.domain.feedback.rules.building import added
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.ideas.actions.deciding import finish, plan
from makegood.domain.ideas.actions.hearing import note, note_by_hand
from makegood.domain.ideas.queries.sources import in_answer
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.actions.listening import Words, account, hear
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy
from makegood.domain.recovery.models import Case, How, Remedy
from makegood.foundation.accounts.actions import set_password
from makegood.foundation.files.actions import keep
from makegood.foundation.files.models import File
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.worlds import build
from tests.cast import PASSWORD
from tests.domain.feedback.heard import heard
from tests.domain.feedback.shown import JPEG, SHOWS
from tests.foundation.mail.outbox import a_letter
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHTS = ("light", "dark")
WIDTHS = (1280, 390)
NARROWEST = 320


def screens(page: Page, world: str) -> Iterator[str]:
    """Every page of a world, visited one by one; yields its name."""
    member = build(world, now=datetime.now(UTC))
    set_password(user=member.user, password=PASSWORD, at=datetime.now(UTC))
    slug = member.business.slug
    yield from visit(page, ("/sign-up", "/password", "/password/asked", "/sign-in"))
    page.fill("[name=login]", member.user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")
    with enter(member.business):
        upload = an_upload(member)
        ids = list(Promise.objects.order_by("-due_number").values_list("pk", flat=True)[:2])
        people = list(Customer.objects.order_by("pk").values_list("pk", flat=True)[:2])
        survey, answers = an_answered_survey(member), some_answers(member)
        file = something_shown(member)
        shown = [f"shown/{file.pk}/deleted", f"responses/{file.response_id}"]
        cases = [case.pk for case in some_cases(member)]
        ideas = [*some_ideas(member)]
        letter = a_letter()
        at = dict.fromkeys(("sent_at", "ended_at"), letter.made_at)
        gone = {"state": Letter.State.SENT, "reply": "250 taken", **at}
        Letter.objects.filter(pk=letter.pk).update(**gone)
    pages = [
        "today",
        "ledger",
        "ledger?which=all",
        "ledger/month",
        "kept",
        "kept/insights",
        "settings",
        "playbook",
        "calendar",
    ]
    pages += ["imports", "exports", "search", "search?q=logo", "search?q=nowhere"]
    pages += ["settings/mail-server", "customers", "customers?search=nobody"]
    pages += ["surveys/brought", f"surveys/brought/{answers.pk}", "surveys"]
    pages += [f"surveys/{survey.pk}", f"surveys/{survey.pk}/questions"]
    pages += [f"customers/{one}" for one in people]
    pages += ["cases", *(f"cases/{one}" for one in cases)]
    pages += ["ideas", "ideas?which=done", "ideas/noted", *(f"ideas/{one}" for one in ideas)]
    pages += [f"surveys/{survey.pk}/{one}" for one in ("results?beside=before", "answers")]
    pages += ["letters", f"letters/{letter.pk}", f"imports/{upload.pk}", *shown]
    pages += [f"promises/{one}" for one in ids] + [f"promises/{one}/moves" for one in ids[:1]]
    yield from visit(page, [f"/desk/{slug}/{name}" for name in pages])
    yield from visit(page, ("/nothing-here",))


def an_answered_survey(member: Member) -> Survey:
    """Six people gave stars and wrote something; what it is about is suggested."""
    survey, now = a_survey(member), datetime.now(UTC)
    heard(member, survey, [5, 5, 4, 4, 2, 1], at=now, words="It was late, and too expensive.")
    count_ours(now=now)
    return survey


def something_shown(member: Member) -> Attachment:
    """One of them showed a file, too, whose name is long."""
    by, at = Actor("member", member.pk), datetime.now(UTC)
    response = Response.objects.latest("pk")
    file = keep(name="IMG_" * 50, content=[JPEG], most=100, by=by, at=at)
    of: dict[str, Any] = {"invitation": response.invitation, "response": response, "file": file}
    made: Attachment = Attachment.objects.create(question="shows", kind="jpg", given_at=at, **of)
    return made


def an_upload(member: Member) -> Upload:
    """A file of orders, about whose columns we ask."""
    text = "No,Customer,What,Ordered on,Promised for\n1,Rosa,Sign,2026-03-02,2026-03-13\n"
    by, at = Actor("member", member.pk), datetime.now(UTC)
    return bring(files=[("orders.csv", [text.encode()])], member=member, by=by, at=at)


def a_survey(member: Member) -> Survey:
    """The standard questions, published, and asked by themselves."""
    by, at = Actor("member", member.pk), datetime.now(UTC)
    asks = added(after_delivery(["en", "de"]), SHOWS)
    survey = begin(name="How was it?", questionnaire=asks, by=by, at=at)
    publish(survey=survey, member=member, by=by, at=at)
    on = Asking.On.DELIVERED
    ask_by_itself(survey=survey, on=on, days_after=2, member=member, by=by, at=at)
    return survey


def some_answers(member: Member) -> File:
    """Answers out of another program, to be looked at."""
    text = "Timestamp,How was it?,Why?\n2026-03-02 10:00:00,4,Because\n"
    by, at = Actor("member", member.pk), datetime.now(UTC)
    return keep_answers(name="cafe.csv", content=[text.encode()], by=by, at=at)


def some_cases(member: Member) -> Iterator[Case]:
    """One just opened, and one of which a remedy is decided."""
    by, now = Actor("member", member.pk), datetime.now(UTC)
    us: dict[str, Any] = {"member": member, "by": by, "at": now}
    yield open_by_hand(who="Anna", matter="The sign hangs askew " * 9, **us)
    case = open_by_hand(who="Bert", matter="Nobody called back", acknowledged=How.PHONE, **us)
    hear(case=case, words=Words(wishes="A call " * 60), how=How.PHONE, **us)
    account(case=case, words="The note was lost.", **us)
    due = (now + timedelta(days=3)).date()
    offer = Offer(kind=Remedy.Kind.APOLOGY, words="We call, and say so", due_on=due)
    decide_remedy(case=case, offer=offer, **us)
    yield case


def some_ideas(member: Member) -> Iterator[str]:
    """One that is planned, and one that is done; somebody may be written to."""
    by, now = Actor("member", member.pk), datetime.now(UTC)
    us: dict[str, Any] = {"by": by, "at": now}
    for response in Response.objects.filter(answers__question="better"):
        idea = note(said=in_answer(response.pk, "better"), title="Be on time " * 18, **us)
    day = (now + timedelta(days=9)).date()
    due = Due(zone=member.business.zone, first=day, last=day)
    plan(idea=idea, due=due, member=member, **us)
    yield f"{idea.pk}"
    bell = note_by_hand(who="Anna", words="Could there be a bell? " * 40, title="A bell", **us)
    finish(idea=bell, did="There is a bell at the door.", **us)
    voice = bell.voices.get()
    assert voice.customer is not None
    write_address(customer=voice.customer, email="anna@example.com", **us)
    yield f"{bell.pk}"
    yield f"{bell.pk}/voices/{voice.pk}/letter"


def visit(page: Page, addresses: list[str] | tuple[str, ...]) -> Iterator[str]:
    for address in addresses:
        page.goto(address)
        yield address


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(new_page: NewPage, light: str, width: int) -> None:
    page = new_page(width=width, color_scheme=light, bypass_csp=True)  # axe styles as it looks
    found = []
    for name in screens(page, "busy-studio"):
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"]]
            found.append((name, violation["id"], nodes))
    assert found == []


@pytest.mark.parametrize("world", ["busy-studio", "empty-studio"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(new_page: NewPage, world: str) -> None:
    page = new_page(width=NARROWEST, height=700)
    wide = [
        name
        for name in screens(page, world)
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST
    ]
    assert wide == []


def test_a_row_has_one_act(new_page: NewPage) -> None:
    page = new_page()
    crowded = []
    for name in screens(page, "busy-studio"):
        for row in page.locator(".promise-row").all():
            if row.get_by_role("button").count() > 1:
                crowded.append((name, row.inner_text()))
    assert crowded == []


def test_a_row_is_reached_and_done_by_keyboard(
    new_page: NewPage, sign_in: Callable[[Page], object]
) -> None:
    page = new_page()
    sign_in(page)
    page.keyboard.press("n")
    page.keyboard.type("Call the bakery by tomorrow")
    page.locator("#chip-what").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Promise it").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Promised to").first.wait_for()
    page.get_by_role("button", name="Kept").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo").wait_for()
