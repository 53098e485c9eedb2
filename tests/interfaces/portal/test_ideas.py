from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from makegood.domain.customers.actions import write_address
from makegood.domain.feedback.models import Stop
from makegood.domain.ideas.actions.deciding import finish, take_up
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.actions.telling import write
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import token
from tests.cast import Cast
from tests.domain.ideas.hands import told_us
from tests.interfaces.portal.furnished import NOW
from tests.interfaces.portal.test_rows import by, let_in, link_of, ours

__all__ = ["ours"]


def test_their_page_says_what_they_said_and_what_we_did(ours: Cast) -> None:
    who: dict[str, Any] = {"by": by(ours), "at": NOW}
    said = told_us(ours.bakery, "Could you open on <Saturdays>?")
    idea = note(said=said, title="Saturdays, if Bob can", plan="Ask Bob", **who)
    note(said=told_us(ours.anna, "Yes, Saturdays!"), idea=idea, **who)
    link = link_of(ours)
    browser, where = let_in(link), reverse("customer_page", args=[link.pk])
    assert "You said, we did" not in browser.get(where).content.decode()
    finish(idea=idea, did="We open on Saturdays.", **who)
    page = browser.get(where).content.decode()
    assert "You said, we did" in page
    assert "Could you open on &lt;Saturdays&gt;?" in page
    assert "We open on Saturdays." in page
    for inside in ("Yes, Saturdays!", "if Bob can", "Ask Bob"):
        assert inside not in page
    take_up(idea=idea, **who)
    assert "You said, we did" not in browser.get(where).content.decode()


def test_nobody_reads_what_somebody_else_said(ours: Cast) -> None:
    who: dict[str, Any] = {"by": by(ours), "at": NOW}
    idea = note(said=told_us(ours.anna, "Let me pay later."), title="Let me pay later", **who)
    note(said=told_us(ours.bakery, ""), idea=idea, **who)
    finish(idea=idea, did="We take rates.", **who)
    link = link_of(ours)
    page = let_in(link).get(reverse("customer_page", args=[link.pk])).content.decode()
    assert "We take rates." in page
    assert "pay later" not in page
    assert "You said:" not in page


def test_such_letters_end_by_one_press_and_by_no_visit(ours: Cast) -> None:
    who: dict[str, Any] = {"by": by(ours), "at": NOW}
    write_address(customer=ours.bakery, email="bakery@example.com", **who)
    idea = note(said=told_us(ours.bakery, "Saturdays?"), title="Saturdays", **who)
    finish(idea=idea, did="We do.", **who)
    write(voice=idea.voices.get(), said="Saturdays?", did="We do.", member=ours.owner, **who)
    link = Link.objects.filter(purpose=Link.Purpose.PAGE).latest("pk")
    address = reverse("link_stop", args=[token(link.pk)])
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert not Stop.objects.exists()
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert "no such letters any more" in answer.content.decode()
    assert Stop.objects.get().customer == ours.bakery
    assert stranger.post(reverse("link_stop", args=["nonsense"])).status_code == 404
    assert stranger.put(address).status_code == 405
