"""Asking for every page, file and letter, and looking for canaries that sing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from html.parser import HTMLParser
from unittest import mock

from django.conf import settings
from django.template import Engine, Origin
from django.template.loaders.filesystem import Loader
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright

from makegood.domain.feedback import letters as asking
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.models import Invitation, Response, Survey
from makegood.domain.feedback.rules.checking import wrong_for_anybody
from makegood.domain.promises import letters as telling
from makegood.domain.promises.letters import updates
from makegood.domain.promises.models import Notice, Update
from makegood.domain.recovery import letters as recovering
from makegood.domain.recovery.models import Case, Remedy
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rendering import Triple
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.worlds import WORLDS, Seed, build
from makegood.interfaces.cli.worlds.plumber import busy_plumber
from makegood.interfaces.cli.worlds.world import World
from quality.canaries.fields import lay
from quality.hostile.ground import ground
from tests.interfaces.walls.addresses import desk, ids_in

NUMBER = re.compile(r"sing\((\d{4})\)")
MOST = 3  # Rows of a kind that are looked at.
# One that trusts what it shows.
TRUSTS = "interfaces/desk/survey_answer.html"
BEFORE, AFTER = "{{ answer.text|linebreaksbr }}", "{{ answer.text|safe }}"

Place = tuple[str, str]


@dataclass
class Found:
    """`loose`: stands as markup; `ran`: in a browser. Both by place and field."""

    fields: set[str]
    browser: bool
    seen: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    ran: set[str] = field(default_factory=set)
    places: int = 0


def crawled(browser: str, *, planted: bool) -> Found:
    pages: list[Place] = []
    with ground() as here, _trusting() if planted else nullcontext():
        owners = [here.world.cast.owner, _plumber()]
        for owner in owners:
            _comes_back(owner)
        laid = lay()
        found = Found(set(laid.values()), bool(browser))
        for owner in owners:
            for place, said in _places(owner):
                found.places += 1
                found.seen |= {laid[int(one)] for one in NUMBER.findall(said)}
                if said.lstrip().startswith("<"):
                    found.loose |= {f"{place}: {laid[n]}" for n in _sings(said)}
                    pages.append((place, said))
    if browser:
        found.ran |= {f"{place}: {laid[n]} ran" for place, n in _run(browser, pages)}
    return found


def _plumber() -> Member:
    """A business that has lived: cases of all ends, and a year of what else there is."""
    whole = WORLDS["busy-plumber"]

    def a_fortnight(world: World) -> None:
        busy_plumber(world, days=14)

    short = Seed(whole.title, whole.people, whole.days, a_fortnight)
    with mock.patch.dict(WORLDS, {"busy-plumber": short}):
        return build("busy-plumber", now=timezone.now())


def _comes_back(owner: Member) -> None:
    """The first letter that was sent, and why."""
    with enter(owner.business):
        first = Letter.objects.filter(sent_at__isnull=False).order_by("id").first()
        if first is not None:
            gone = {"state": Letter.State.BOUNCED, "came_back_why": "No such person"}
            Letter.objects.filter(pk=first.pk).update(**gone, came_back_at=timezone.now())


def _places(owner: Member) -> Iterator[Place]:
    """Where words are shown: what it is called, and its text."""
    business, inside = owner.business, Client(raise_request_exception=False)
    inside.force_login(owner.user)
    for one in desk():
        for ids in ids_in(one, business, MOST):
            yield f"{one.name} {ids}", _got(inside, one.at(ids))
    with enter(business):
        theirs = list(_theirs(owner))
        yield from _letters(owner)
    for client, path in theirs:
        yield f"by link {path}", _got(client, path)


def _got(client: Client, path: str) -> str:
    return client.get(path).getvalue().decode(errors="replace")


def _theirs(owner: Member) -> Iterator[tuple[Client, str]]:
    """Customers' pages of whoever has a case, and what each survey asks, with and without link."""
    by, now = Actor("member", owner.pk), timezone.now()
    for case in Case.objects.order_by("-id")[:MOST]:
        link = make(purpose=Link.Purpose.PAGE, opens=case.customer_id, by=by, at=now)
        yield _with_pass(link), f"/c/{link.pk}/"
    for notice in Notice.objects.select_related("promise").order_by("-id")[:MOST]:
        opens = notice.promise.customer_id
        assert opens is not None
        link = make(purpose=Link.Purpose.PAGE, opens=opens, by=by, at=now)
        yield _with_pass(link), f"/c/{link.pk}/"
    for survey in Survey.objects.filter(versions__published_at__isnull=False).distinct():
        response = Response.objects.filter(customer__isnull=False).last()
        asked = invite(
            survey=survey,
            customer=response.customer if response else None,
            engagement=response.engagement if response else None,
            member=owner,
            by=by,
            at=now,
        )
        assert asked.link is not None
        yield _with_pass(asked.link), f"/a/{asked.link.pk}/"
        if not wrong_for_anybody(asked.version.questionnaire):
            opened = open_to_anybody(survey=survey, by=by, at=now)
            yield Client(raise_request_exception=False), f"/s/{links.token(opened.pk)}"


def _with_pass(link: Link) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies[f"{settings.LINK_COOKIE}{link.pk}"] = links.pass_of(link)
    return client


def _letters(owner: Member) -> Iterator[Place]:
    """Every letter that tells of what is there, written anew."""
    now = timezone.now()
    for invitation in Invitation.objects.filter(customer__isnull=False, link__isnull=False)[:MOST]:
        for write in (asking.asking, asking.reminder):
            said = write(invitation)
            yield "letter that asks", said["html"]
            yield "its text", f"text: {said['subject']}\n{said['text']}"
    written: list[Triple] = []
    for notice in Notice.objects.order_by("-id")[:MOST]:
        written.append(telling.notice(notice, at=now))
    for update in Update.objects.order_by("-id")[:MOST]:
        written.append(updates.update(update, [], at=now))
    for case in Case.objects.order_by("-id")[:MOST]:
        written.append(recovering.heard_you(case, "We heard you.", member=owner, at=now))
        written.append(recovering.is_it_right(case, case.matter, "Is it?", member=owner))
    for remedy in Remedy.objects.order_by("-id")[:MOST]:
        written.append(recovering.remedy(remedy, "So.", member=owner, at=now))
    for letter in written:
        yield "letter", letter.html
        yield "its text", f"text: {letter.subject}\n{letter.text}"


class Listening(HTMLParser):
    """Notes the numbers of canaries that are an attribute which runs."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, said in attrs:
            if name.startswith("on") and (number := NUMBER.search(said or "")):
                self.heard.add(int(number[1]))


def _sings(markup: str) -> set[int]:
    listening = Listening()
    listening.feed(markup)
    return listening.heard


def _run(browser: str, pages: list[Place]) -> Iterator[tuple[str, int]]:
    """Each page in a real browser, with no policy and no network: which canaries ran."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.route("**/*", lambda route: route.abort())
        for place, markup in pages:
            page.evaluate("() => { window.ran = []; window.sing = n => { window.ran.push(n) } }")
            page.set_content(markup, wait_until="domcontentloaded")
            for number in page.evaluate("window.ran"):
                yield place, int(number)
        chromium.close()


@contextmanager
def _trusting() -> Iterator[None]:
    right = Loader.get_contents

    def get_contents(loader: Loader, origin: Origin) -> str:
        said = str(right(loader, origin))
        return said.replace(BEFORE, AFTER) if str(origin).endswith(TRUSTS) else said

    with mock.patch.object(Loader, "get_contents", get_contents):
        _forget()
        yield
    _forget()


def _forget() -> None:
    for loader in Engine.get_default().template_loaders:
        loader.reset()
