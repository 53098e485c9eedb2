"""What we know of a piece of work in a few words: how far it is, its worth, the day it is for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makegood.domain.engagements import queries as engagements
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback import queries as feedback
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stages import stages
from makegood.domain.promises.rules.notices import last_day
from makegood.domain.promises.rules.stages import Stage
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.kit import money
from makegood.kit.line.dates import full_day

TONES = {Stage.LATE: "missed", Stage.AT_RISK: "risk", Stage.DELIVERED: "kept"}
LONGEST_WORDS = 200
LONGEST_WHAT = 60


def about(
    request: DeskRequest, engagement: Engagement, promises: Sequence[Promise], now: datetime
) -> list[dict[str, str]]:
    """The facts of a piece of work as engagement_about.html shows them. `promises`: all of its."""
    stage = stages([engagement.pk], now=now)[engagement.pk]
    found = [{"name": _("Stage"), "value": stage_said(stage), "tone": TONES.get(stage, "")}]
    if engagement.value_cents is not None:
        worth = money.said(engagement.value_cents, request.business.currency)
        found.append({"name": _("Worth"), "value": worth})
    if engagement.own_date is not None:
        day = full_day(engagement.own_date, now)
        on = {"day": day, "why": engagement.own_date_why}
        said = _("On %(day)s: %(why)s") % on if engagement.own_date_why else day
        beside, tone = _beside(engagement.own_date, promises, now)
        found.append({"name": _("Their own date"), "value": said, "beside": beside, "tone": tone})
    return found


def lines(request: DeskRequest, ids: Collection[int], now: datetime) -> list[dict[str, str]]:
    """The pieces of work of one person, by their head and its aliases: each with a quiet line."""
    works = engagements.of_customer(ids)
    known = stages([work.pk for work in works], now=now)
    return [
        {
            "name": work.name,
            "href": here(request, "engagement", engagement=work.pk),
            "stage": stage_said(known[work.pk]),
            "said": " · ".join(_line(request, work, now)),
            "tone": TONES.get(known[work.pk], ""),
        }
        for work in works
    ]


def ratings(engagement: Engagement, now: datetime) -> list[dict[str, str]]:
    """What they said of it, the newest first."""
    return [
        {
            "score": score(rating),
            "words": rating.words,
            "when": wording.instant(rating.said_at, now),
        }
        for rating in feedback.of_work(engagement)
    ]


def score(rating: Rating) -> str:
    """“4 of 5”."""
    return _("%(score)s of %(out_of)s") % {"score": rating.score, "out_of": rating.out_of}


def rated(rating: Rating) -> dict[str, str]:
    """How customer_touch.html says it: the score, and their words where they left any."""
    said = _("They rated it %(score)s") % {"score": score(rating)}
    return {"text": said, "words": _short(rating.words, LONGEST_WORDS)}


def stage_said(stage: Stage) -> str:
    return {
        Stage.BEGUN: pgettext("stage of a piece of work", "begun"),
        Stage.UNDER_WAY: pgettext("stage of a piece of work", "under way"),
        Stage.AT_RISK: pgettext("stage of a piece of work", "at risk"),
        Stage.LATE: pgettext("stage of a piece of work", "late"),
        Stage.DONE: pgettext("stage of a piece of work", "done"),
        Stage.DELIVERED: pgettext("stage of a piece of work", "delivered"),
    }[stage]


def _line(request: DeskRequest, work: Engagement, now: datetime) -> list[str]:
    said = []
    if work.value_cents is not None:
        said.append(money.said(work.value_cents, request.business.currency))
    if work.own_date is not None:
        day = wording.day(work.own_date, now.date())
        why = {"day": day, "why": _short(work.own_date_why, LONGEST_WHAT)}
        said.append(_("%(day)s: %(why)s") % why if work.own_date_why else day)
    return said


def _beside(own: date, promises: Sequence[Promise], now: datetime) -> tuple[str, str]:
    """How far their date lies, and on which side of it lies what we promised; and a tone."""
    far = _how_far((own - now.date()).days)
    promise = _to_deliver(promises)
    if promise is None or promise.due is None:
        return far, ""
    left = (own - last_day(promise.due, now)).days
    beside = _promised(_short(promise.text, LONGEST_WHAT), left)
    return f"{far}. {beside}", "missed" if left < 0 else ""


def _to_deliver(promises: Sequence[Promise]) -> Promise | None:
    """What is open of ours for them and comes last: a delivery, where one is owed."""
    owed = [
        one
        for one in promises
        if one.is_open and one.to == Promise.To.CUSTOMER and one.kind != Promise.Kind.UPDATE
    ]
    deliveries = [one for one in owed if one.kind == Promise.Kind.DELIVERY] or owed
    dated = [(one.late_after, one.pk, one) for one in deliveries if one.late_after is not None]
    return max(dated)[2] if dated else None


def _promised(what: str, left: int) -> str:
    said = {"what": what, "n": abs(left)}
    if left == 0:
        return _("“%(what)s” is promised for that day.") % said
    if left > 0:
        return (
            ngettext(
                "“%(what)s” is promised for %(n)s day before it.",
                "“%(what)s” is promised for %(n)s days before it.",
                left,
            )
            % said
        )
    return (
        ngettext(
            "“%(what)s” is promised for %(n)s day after it: too late.",
            "“%(what)s” is promised for %(n)s days after it: too late.",
            -left,
        )
        % said
    )


def _how_far(days: int) -> str:
    if days in {-1, 0, 1}:
        return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}[days]
    if days > 0:
        return ngettext("In %(n)s day", "In %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
