"""A piece of work: how it stands, what its customer hears of it and when, and its promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.engagements import queries as engagements
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.promises.actions import regular
from makegood.domain.promises.models import Promise, Update
from makegood.domain.promises.queries import updates
from makegood.domain.promises.queries.today import is_late
from makegood.domain.promises.queries.updates import Going, News
from makegood.domain.promises.rules.updates import Standing
from makegood.domain.recovery.queries.cases import open_in
from makegood.domain.recovery.queries.named import names
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.addresses import warn_beside
from makegood.interfaces.desk.asking import asking_of
from makegood.interfaces.desk.customer_link import hand_over
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.engagement_facts import about, ratings
from makegood.interfaces.desk.engagement_forms import CadenceForm, UpdateForm, as_sent, work_form
from makegood.interfaces.desk.needs import needs_now
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.promise_forms import TellingForm, WithdrawalForm
from makegood.interfaces.desk.promise_notices import how_far, letter_href
from makegood.interfaces.desk.rows import rows
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows

PRESSES = ("cadence", "cadence_ended", "engagement_details")


@desk("see the ledger")
def show(request: DeskRequest, engagement: int) -> HttpResponse:
    return engagement_page(request, engagement_or_404(engagement), local_now(request))


@desk("make a promise", methods=BOTH)
def begin(request: DeskRequest, engagement: int) -> HttpResponse:
    """Promise updates in a rhythm."""
    found, now = engagement_or_404(engagement), local_now(request)
    form = CadenceForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return engagement_page(request, found, now, cadence=form)
    chosen = form.chosen
    try:
        regular.begin_updates(
            engagement=found, rhythm=chosen, member=request.member, by=request.actor, at=now
        )
    except Refusal as refusal:
        form.add_error("rhythm", refusal.sentence)
        return engagement_page(request, found, now, cadence=form)
    said = {"rhythm": wording.rhythm(chosen), "day": _next(found, now)}
    messages.info(request, _("They hear from us %(rhythm)s. The next time: %(day)s.") % said)
    return redirect(here(request, "engagement", engagement=engagement))


@desk("withdraw a promise", methods=BOTH)
def end(request: DeskRequest, engagement: int) -> HttpResponse:
    """Promise no more updates, and say who asked for that."""
    found, now = engagement_or_404(engagement), local_now(request)
    form = WithdrawalForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return engagement_page(request, found, now, stop=form)
    asked_by = Promise.AskedBy(form.cleaned_data["asked_by"])
    try:
        regular.end_updates(
            engagement=found, asked_by=asked_by, member=request.member, by=request.actor, at=now
        )
    except Refusal as refusal:
        form.add_error("asked_by", refusal.sentence)
        return engagement_page(request, found, now, stop=form)
    messages.info(request, _("No more updates are promised. What was stays in the ledger."))
    return redirect(here(request, "engagement", engagement=engagement))


def engagement_or_404(engagement_id: int) -> Engagement:
    """A piece of work of our business; 404 when it is not ours."""
    try:
        return engagements.get(engagement_id)
    except Engagement.DoesNotExist as missing:
        raise Http404 from missing


def engagement_page(
    request: DeskRequest, engagement: Engagement, now: datetime, **shown: Any
) -> HttpResponse:
    """The page with every form; those given as they were sent, and the letter if it is read."""
    going, news = updates.going(engagement, now=now), updates.news_of(engagement, now=now)
    cadence = engagements.cadence_of(engagement)
    delivered = updates.is_delivered(engagement)
    forms = {name: form for name, form in shown.items() if name != "draft"}
    ids = {"engagement": engagement.pk}
    promises = updates.promises_of(engagement)
    context = {
        "engagement": engagement,
        "beside": _beside(request, engagement),
        "customer_href": here(request, "customer", customer=engagement.who.pk),
        **_how_it_goes(request, going, now),
        "went_wrong": _went_wrong(request, engagement),
        "facts": _facts(news, cadence, now),
        "last": _last(request, news.last, now),
        "about": about(request, engagement, promises, now),
        "ratings": ratings(engagement, now),
        "rows": rows(request, needs_now(request, promises, now), now=now),
        "tells": allows("tell a customer", request.member),
        "describes": allows("describe a piece of work", request.member),
        "is_on": cadence is not None,
        "is_delivered": delivered,
        "asking": asking_of(request, engagement, now) if delivered else None,
        "write": shown.get("write") or update_form(engagement, going, news),
        "heard": shown.get("heard") or TellingForm(auto_id="heard_%s"),
        "cadence": shown.get("cadence") or _cadence_form(cadence),
        "stop": shown.get("stop") or WithdrawalForm(auto_id="stop_%s"),
        "details": shown.get("details")
        or work_form(engagement, currency=request.business.currency),
        "draft": shown.get("draft"),
        **{f"opened_{name}": True for name in forms},
        **{f"{name}_href": here(request, name, **ids) for name in PRESSES},
        "updates_href": here(request, "updates", **ids),
    }
    wrong = any(form.is_bound and not form.is_valid() for form in forms.values())
    status = 422 if wrong else 200
    return page(request, "interfaces/desk/engagement.html", context, status=status)


def update_form(
    engagement: Engagement, going: Going, news: News, said: Any = None, *, initial: Any = None
) -> UpdateForm:
    """What can be said truly now, to the address we know."""
    seen = {
        "says": going.stands.value,
        "seen": news.last.pk if news.last else 0,
        "email": engagement.who.email,
    }
    form = UpdateForm(said, initial={**seen, **(initial or {})}, auto_id="update_%s")
    form.is_in_doubt = warn_beside(form.fields["email"], engagement.who)
    return form


def _beside(request: DeskRequest, engagement: Engagement) -> str:
    noun = request.business.engagement_noun or _("Piece of work")
    return _("%(noun)s for %(who)s") % {"noun": noun, "who": engagement.who}


def _cadence_form(cadence: Cadence | None) -> CadenceForm:
    return CadenceForm(initial={"rhythm": as_sent(cadence.rhythm) if cadence else ""})


def _next(engagement: Engagement, now: datetime) -> str:
    return wording.due(updates.news_of(engagement, now=now).next_due, now)


def _how_it_goes(request: DeskRequest, going: Going, now: datetime) -> dict[str, Any]:
    """How it stands in a sentence; where it does not go well, the way to the notice."""
    about = going.about
    sentences = {
        Standing.ON_TRACK: _("On track, as far as its promises say."),
        Standing.DONE: _("All that was promised is done."),
        Standing.LATE: _late(going, now),
        Standing.AT_RISK: _("“%(what)s” may not hold."),
    }
    bad = going.stands in {Standing.LATE, Standing.AT_RISK}
    return {
        "stands": sentences[going.stands] % {"what": about or "", "day": _day(about, now)},
        "stands_tone": {Standing.LATE: "missed", Standing.AT_RISK: "risk"}.get(going.stands, ""),
        "is_done": going.stands == Standing.DONE,
        "notices_href": here(request, "notices", promise=about.pk) if bad and about else "",
        "about_href": here(request, "promise", promise=about.pk) if bad and about else "",
    }


def _went_wrong(request: DeskRequest, engagement: Engagement) -> dict[str, str] | None:
    """The open case of this work: while there is one, its promises alone do not say how it goes."""
    case = open_in(engagement.pk)
    if case is None:
        return None
    return {"name": names([case])[case.pk], "href": here(request, "case", case=case.pk)}


def _late(going: Going, now: datetime) -> str:
    if going.about and is_late(going.about, now):
        return _("“%(what)s”: we said %(day)s.")
    return _("“%(what)s” moved to %(day)s. They do not know yet.")


def _day(promise: Promise | None, now: datetime) -> str:
    return wording.due(promise.due, now) if promise else ""


def _facts(news: News, cadence: Cadence | None, now: datetime) -> list[tuple[str, str]]:
    """What they heard last and when they hear again, each with its name."""
    found = [(_("Last update"), _last_said(news.last, now))]
    if news.next_due is not None:
        day = wording.due(news.next_due, now)
        late = _("We said %(day)s, and they have not heard") % {"day": day}
        found.append((_("Next update"), late if news.next_is_late else day))
    rhythm = wording.rhythm(cadence.rhythm) if cadence else _("when we write")
    return [*found, (_("They hear"), rhythm)]


def _last_said(last: Update | None, now: datetime) -> str:
    if last is None:
        return _("none yet")
    said = {"says": last.get_says_display(), "when": wording.instant(last.written_at, now)}
    if last.heard_at is None:
        return _("%(says)s, written %(when)s. They have not heard it yet") % said
    said |= {"when": wording.instant(last.heard_at, now), "how": last.get_how_display()}
    return _("%(says)s, %(when)s, %(how)s") % said


def _last(request: DeskRequest, last: Update | None, now: datetime) -> dict[str, Any] | None:
    """The last update's words; until they heard it, the link to hand over and who says they did."""
    if last is None:
        return None
    waits = last.heard_at is None and allows("tell a customer", request.member)
    went_wrong = last.letter is not None and last.letter.went_wrong
    return {
        "words": last.words,
        "got": how_far(last.letter, now) if went_wrong else "",
        "letter_href": letter_href(request, last.letter),
        "link": None
        if not waits or (last.letter is not None and not went_wrong)
        else hand_over(last.engagement.who, now=now),
        "heard_href": here(request, "update_heard", update=last.pk) if waits else "",
    }
