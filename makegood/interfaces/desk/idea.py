"""One idea: who said it in which words, what we do about it, and who knows that it is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.ideas.models import Idea, News, Voice
from makegood.domain.ideas.queries import ideas as found
from makegood.domain.ideas.queries.authors import Author, authors
from makegood.domain.ideas.rules import Reach
from makegood.domain.recovery.models import How
from makegood.domain.recovery.queries.named import names
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.customer_timeline import asked_page
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.idea_forms import DoneForm, NotNowForm, PlanForm, WordsForm
from makegood.interfaces.desk.idea_story import became
from makegood.interfaces.desk.ideas import stands
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

Shown = dict[str, Any]
PER_PAGE = 20
# Who can hear that it is done, and has not: they stand first.
TO_TELL = {Reach.WRITE, Reach.NO_MAILBOX}
HREFS = ("words", "plan", "done", "not_now", "again")


@desk("see the ideas")
def show(request: DeskRequest, idea: int) -> HttpResponse:
    return idea_page(request, idea_or_404(idea))


def idea_or_404(idea_id: int) -> Idea:
    try:
        return found.get(idea_id)
    except Idea.DoesNotExist as missing:
        raise Http404 from missing


def idea_page(request: DeskRequest, idea: Idea, **sent: Any) -> HttpResponse:
    """The page of an idea, with the forms that were sent as they were sent."""
    now, n = local_now(request), asked_page(request)
    had = authors(idea)
    if idea.done_at is not None:
        had.sort(key=lambda one: one.reach not in TO_TELL)
    first = (n - 1) * PER_PAGE
    context = {
        "idea": idea,
        "title": idea.title,
        "stands": stands(idea, request),
        "since": wording.instant(idea.heard_at, now),
        "is_done": idea.done_at is not None,
        "promise_href": here(request, "promise", promise=idea.promise_id)
        if idea.promise_id
        else "",
        "ideas_href": here(request, "ideas"),
        "authors": _authors(request, idea, had[first : first + PER_PAGE], now),
        "n_authors": len(had),
        "pages": {
            "previous_href": f"?page={n - 1}#who" if n > 1 else "",
            "next_href": f"?page={n + 1}#who" if len(had) > first + PER_PAGE else "",
            "words": _("Page %(n)s") % {"n": n},
        },
        "asked": _asked(idea, had),
        "entries": became(request, idea, now),
        **(_deciding(request, idea, sent) if allows("decide on an idea", request.member) else {}),
    }
    status = 422 if any(form.is_bound and form.errors for form in sent.values()) else 200
    return page(request, "interfaces/desk/idea.html", context, status=status)


def _asked(idea: Idea, had: list[Author]) -> str:
    """What is left to do; nothing where everybody knows who can."""
    if idea.is_open and idea.promise is not None and idea.promise.kept_at is not None:
        return _("What you promised yourselves is kept. Say what you did, and it is done.")
    if idea.done_at is None:
        return ""
    if any(one.reach in TO_TELL for one in had):
        return _("It is done. Tell those who said it: that is what they remember.")
    return ""


def _deciding(request: DeskRequest, idea: Idea, sent: Shown) -> Shown:
    """What can be done with it; the forms that were sent stay open."""
    plan = idea.promise is None or not idea.promise.is_open
    words = WordsForm(initial={"title": idea.title, "plan": idea.plan}, auto_id="words_%s")
    done = DoneForm(initial={"did": idea.did}, auto_id="done_%s")
    forms: Shown = {"words": sent.get("words") or words}
    if idea.is_open:
        forms["done"] = sent.get("done") or done
        forms["plan"] = sent.get("plan") or PlanForm(auto_id="plan_%s") if plan else None
        forms["not_now"] = sent.get("not_now") or NotNowForm(
            initial={"why": idea.not_now_why}, auto_id="not_now_%s"
        )
    return {
        "decides": True,
        "forms": forms,
        "opened": next(iter(sent), ""),
        **{f"{name}_href": here(request, f"idea_{name}", idea=idea.pk) for name in HREFS},
    }


def _authors(request: DeskRequest, idea: Idea, had: list[Author], now: datetime) -> list[Shown]:
    called = names([said.case for one in had for said in one.voices if said.case is not None])
    return [_author(request, idea, one, called, now) for one in had]


def _author(
    request: DeskRequest, idea: Idea, one: Author, called: dict[int, str], now: datetime
) -> Shown:
    """Who, what they said and where (a case as it is `called`), and whether they know."""
    who = one.who
    ids = {"idea": idea.pk, "voice": one.voice.pk}
    tells = allows("tell a customer", request.member) and idea.done_at is not None
    can = one.reach in {Reach.WRITE, Reach.NO_MAILBOX, Reach.STOPPED}
    return {
        "who": str(who) if who else _("Somebody by the open link"),
        "href": here(request, "customer", customer=who.pk) if who else "",
        "voices": [_voice(request, each, called, now) for each in one.voices],
        "knows": reached_words(one, now) if idea.done_at is not None else "",
        "tone": "kept" if one.reach == Reach.TOLD else "waiting",
        "letter_href": _letter_href(request, one.news),
        "tell_href": here(request, "idea_letter", **ids) if tells and can else "",
        "writes": one.reach == Reach.WRITE,
    }


def reached_words(one: Author, now: datetime) -> str:
    """Whether they know that it is done, or why they do not."""
    if one.reach == Reach.TOLD and one.news is not None:
        said = {"how": How(one.news.how).label, "day": wording.instant(one.news.told_at, now)}
        return _("They know, %(how)s, %(day)s") % said
    if one.reach == Reach.NOBODY:
        return _("Nobody knows who it was")
    if one.reach == Reach.STOPPED:
        return _("They want no such letters")
    if one.news is not None:
        return _("Our letter did not reach them")
    if one.reach == Reach.NO_MAILBOX:
        return _("They do not know yet, and no e-mail of theirs is known")
    return _("They do not know yet")


def _letter_href(request: DeskRequest, news: News | None) -> str:
    if news is None or news.letter_id is None:
        return ""
    return here(request, "letter", letter=news.letter_id)


def _voice(
    request: DeskRequest, voice: Voice, called: dict[int, str], now: datetime
) -> dict[str, str]:
    """Their words, when, and a way to where they said them."""
    return {
        "words": voice.words,
        "at": wording.instant(voice.said_at, now),
        "at_iso": voice.said_at.isoformat(),
        "at_exact": wording.exact_instant(voice.said_at, request.business.tz),
        **_place(request, voice, called),
    }


def _place(request: DeskRequest, voice: Voice, called: dict[int, str]) -> dict[str, str]:
    if voice.response is not None:
        href = here(request, "response", response=voice.response_id)
        return {"place": voice.response.survey.name, "place_href": href}
    if voice.case is not None:
        href = here(request, "case", case=voice.case_id)
        return {"place": called[voice.case.pk], "place_href": href}
    if voice.entry is not None:
        href = here(request, "entry", entry=voice.entry_id)
        return {"place": _("what happened"), "place_href": href}
    return {"place": _("said to one of us"), "place_href": ""}
