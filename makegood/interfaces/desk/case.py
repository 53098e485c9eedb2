"""A case: what happened, what comes next with its act in place, and the rest folded away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from makegood.domain.ideas.queries.ideas import in_case
from makegood.domain.recovery import letters
from makegood.domain.recovery.models import Case, Remedy, Step
from makegood.domain.recovery.queries import causes, progress
from makegood.domain.recovery.queries.named import names
from makegood.domain.recovery.queries.story import Story, story
from makegood.foundation.accounts.queries import team
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk.case_forms import (
    AccountForm,
    AnswerForm,
    AskForm,
    BesideForm,
    CauseForm,
    HearForm,
    LetterForm,
    PartForm,
    PreventForm,
    RemedyForm,
    SpokenForm,
)
from makegood.interfaces.desk.case_reach import reach
from makegood.interfaces.desk.case_standing import stands
from makegood.interfaces.desk.case_story import entries
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.idea_noting import noting_href
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.shown_files import shown_in
from makegood.interfaces.desk.when import local_now
from makegood.kit import money
from makegood.permissions import allows

WALK = "put it right"
# A form that was sent is shown again, even where the case went on meanwhile.
SENT = {
    "remedy": Step.Kind.REMEDY,
    "cause": Step.Kind.CAUSE,
    "prevention": Step.Kind.PREVENT,
}
# What is folded away below the story, by the name of its form.
FOLDED = ("hearing", "account", "answer", "part")


def case_or_404(case_id: int) -> Case:
    try:
        return progress.get(case_id)
    except Case.DoesNotExist:
        raise Http404 from None


@desk("see the cases")
def show(request: DeskRequest, case: int) -> HttpResponse:
    return case_page(request, case_or_404(case), local_now(request))


def case_page(
    request: DeskRequest, case: Case, now: datetime, *, draft: Triple | None = None, **sent: Any
) -> HttpResponse:
    """The page of a case, with the forms that were sent as they were sent."""
    told = story(case, now=now)
    name, happened = names([case])[case.pk], entries(request, told, now)
    remedy = progress.standing_remedy(case)
    context = {
        "case": case,
        "name": name,
        "title": f"{case.who}: {name}",
        "cases_href": here(request, "cases"),
        "who_href": here(request, "customer", customer=case.who.pk),
        "work": case.engagement,
        "work_href": case.engagement_id
        and here(request, "engagement", engagement=case.engagement_id),
        **stands(request, told, now),
        "is_late": bool(told.next and told.next.is_late),
        "is_over": told.next is None,
        "came_back": told.did_not_hold,
        "owner": str(case.owner or ""),
        "cause_name": str(case.cause or ""),
        "whys": told.whys,
        "entries": happened,
        "files": _files(request, told),
        **reach(case, happened),
        "promised": [
            {"sentence": one.sentence, "href": here(request, "promise", promise=one.promise_id)}
            for one in told.promised
        ],
        "draft": draft,
        "ideas": [
            {"title": one.title, "href": here(request, "idea", idea=one.pk)}
            for one in in_case(case.pk)
        ],
        "idea_href": noting_href(request, f"case:{case.pk}")
        if allows("note an idea", request.member)
        else "",
        **(_walking(request, told, remedy, sent, now) if allows(WALK, request.member) else {}),
    }
    status = 422 if any(form.is_bound and not form.is_valid() for form in sent.values()) else 200
    return page(request, "interfaces/desk/case.html", context, status=status)


def _files(request: DeskRequest, told: Story) -> list[dict[str, Any]]:
    """What they showed us with the answers that belong to it."""
    answers = [one.response_id for one in told.happened if one.response_id is not None]
    return shown_in(request, answers, case=told.case.pk) if answers else []


def _walking(
    request: DeskRequest, told: Story, remedy: Remedy | None, sent: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """The form of what comes next, and those that are folded away."""
    case = told.case
    kind = next((SENT[name] for name in sent if name in SENT), None)
    if kind is None and told.next is not None:
        kind = told.next.kind
    step = _step(request, told, remedy, sent, now, kind) if kind is not None else {}
    hearing = sent.get("hearing") or HearForm(auto_id="hearing_%s")
    account = sent.get("account") or AccountForm(auto_id="account_%s")
    folds = {
        "hearing": hearing if kind != Step.Kind.HEAR else None,
        "account": account if kind != Step.Kind.FACTS else None,
        "answer": (sent.get("answer") or AnswerForm(auto_id="answer_%s")),
        "part": (sent.get("part") or PartForm(auto_id="part_%s")) if case.is_open else None,
    }
    if case.closing == Case.Closing.PARTED or case.is_put_right:
        folds["answer"] = None
    return {
        "walks": True,
        "step": kind.value if kind is not None else "",
        "folds": folds,
        "opened": next((name for name in FOLDED if name in sent), ""),
        "takes_href": here(request, "case_taken", case=case.pk)
        if told.next is not None and case.owner_id != request.member.pk
        else "",
        **{f"{name}_href": here(request, f"case_{name}", case=case.pk) for name in HREFS},
        **step,
    }


HREFS = (
    "acknowledgement",
    "acknowledged",
    "words",
    "account",
    "remedy",
    "verification",
    "answer",
    "unanswered",
    "parted",
    "cause",
    "prevention",
)


def _step(
    request: DeskRequest,
    told: Story,
    remedy: Remedy | None,
    sent: dict[str, Any],
    now: datetime,
    kind: Step.Kind,
) -> dict[str, Any]:
    """What the form of the next step needs."""
    case = told.case
    if kind == Step.Kind.ACKNOWLEDGE:
        words = letters.understood(case, at=now)
        form = LetterForm(initial={"words": words, "email": case.who.email})
        return {"letter": sent.get("letter") or form, "spoken": _spoken(sent)}
    if kind == Step.Kind.HEAR:
        return {"hearing": sent.get("hearing") or HearForm(auto_id="hearing_%s")}
    if kind == Step.Kind.FACTS:
        return {"account": sent.get("account") or AccountForm(auto_id="account_%s")}
    if kind == Step.Kind.REMEDY:
        return _remedy(request, told, remedy, sent)
    if kind == Step.Kind.PUT_RIGHT and told.next is not None:
        return {"promise_href": here(request, "promise", promise=told.next.promise_id)}
    if kind == Step.Kind.VERIFY:
        asked = len(told.asks)
        return {
            "letter": sent.get("letter")
            or AskForm(initial={"email": case.who.email, "number": asked + 1}),
            "answer": sent.get("answer") or AnswerForm(auto_id="answer_%s"),
            "may_ask": asked < 2,
            "waits": asked and told.next is not None and not told.next.is_late,
        }
    if kind == Step.Kind.CAUSE:
        return {"cause": sent.get("cause") or CauseForm(known=causes.names(), auto_id="cause_%s")}
    return {"prevention": sent.get("prevention") or prevent_form(request)}


def prevent_form(request: DeskRequest, said: Any = None) -> PreventForm:
    """Who does it is one of us; at first, whoever writes it down."""
    initial = {"owner": str(request.member.pk)}
    return PreventForm(said, team=team(request.business), initial=initial, auto_id="prevention_%s")


def _beside(case: Case, sent: dict[str, Any]) -> LetterForm:
    form: LetterForm | None = sent.get("letter")
    return form or BesideForm(initial={"email": case.who.email})


def _spoken(sent: dict[str, Any]) -> SpokenForm:
    form: SpokenForm | None = sent.get("spoken")
    return form or SpokenForm(auto_id="spoken_%s")


def _remedy(
    request: DeskRequest, told: Story, remedy: Remedy | None, sent: dict[str, Any]
) -> dict[str, Any]:
    """To be found, to be allowed, or to be told. What they paid for this work stands beside it."""
    paid, currency = told.paid_cents, request.business.currency
    found: dict[str, Any] = {
        "paid": money.said(paid, currency) if paid is not None else "",
        "remedy": remedy,
    }
    if remedy is None or sent.get("remedy"):
        found["remedy_form"] = sent.get("remedy") or RemedyForm(auto_id="remedy_%s")
        found["remedy"] = None
        return found
    ids = {"case": told.case.pk, "remedy": remedy.pk}
    found["cost"] = money.said(remedy.cost_cents, currency) if remedy.cost_cents else ""
    if remedy.decided_at is None:
        found["approve_href"] = here(request, "remedy_approved", **ids)
        return found
    found["letter"] = _beside(told.case, sent)
    found["spoken"] = _spoken(sent)
    found["letter_href"] = here(request, "remedy_letter", **ids)
    found["told_href"] = here(request, "remedy_told", **ids)
    return found
