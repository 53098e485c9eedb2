"""What a studio lives through after its work: it asks, something goes wrong, and it hears ideas."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import ask, drop, invite, plan
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.reasons import confirm, take_off
from makegood.domain.feedback.actions.reminding import remind
from makegood.domain.feedback.actions.showing import forget_shown
from makegood.domain.feedback.actions.stopping import allow_again, stop
from makegood.domain.feedback.actions.surveys import ask_by_itself, end_asking, publish
from makegood.domain.feedback.actions.surveys import begin as begin_survey
from makegood.domain.feedback.models import Asking, Attachment, Invitation, Reason, Response, Survey
from makegood.domain.feedback.rules.questionnaire import (
    Kind,
    Measures,
    Option,
    Page,
    Question,
    Questionnaire,
)
from makegood.domain.feedback.rules.reasons import What
from makegood.domain.ideas.actions import deciding
from makegood.domain.ideas.actions.hearing import note, note_by_hand
from makegood.domain.ideas.actions.telling import write
from makegood.domain.ideas.queries.sources import in_answer, in_case, in_touchpoint
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions import verifying
from makegood.domain.recovery.actions.learning import Change, name_cause, prevent, retire_cause
from makegood.domain.recovery.actions.listening import (
    Words,
    account,
    hear,
    write_acknowledgement,
)
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy, tell_remedy
from makegood.domain.recovery.models import Case, Cause, How, Remedy
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.feedback.shown import PDF, SHOWS, sent, show
from tests.domain.promises.hands import BAKERY, DAY, FRIDAY, MONDAY, act, promise
from tests.domain.recovery.hands import go_on

Facts = dict[str, Any]
# A question of each kind of answer.
QUESTIONS = (
    Question(
        key="overall", kind=Kind.RATING, words={"en": "How was it?"}, measures=Measures.OVERALL
    ),
    Question(
        key="others", kind=Kind.SCALE, words={"en": "Would you say so?"}, measures=Measures.NPS
    ),
    Question(
        key="easy",
        kind=Kind.RATING,
        of=7,
        words={"en": "Was it easy?"},
        measures=Measures.EFFORT,
    ),
    Question(key="better", kind=Kind.TEXT, words={"en": "What could we do better?"}),
    Question(
        key="which",
        kind=Kind.CHOICE,
        words={"en": "Which one?"},
        options=(
            Option(key="oak", words={"en": "Oak"}),
            Option(key="ash", words={"en": "Ash"}),
        ),
    ),
    Question(key="since", kind=Kind.DATE, words={"en": "Since when?"}),
    SHOWS,
)
ANSWERS = {
    "overall": ["2"],
    "others": ["3"],
    "easy": ["4"],
    "better": ["It came late"],
    "which": ["oak"],
    "since": ["2026-03-01"],
}


def asked(cast: Cast, by: Facts) -> None:
    """A survey, asked by itself and by hand, answered once."""
    questions = Questionnaire(languages=("en",), pages=(Page(questions=QUESTIONS),))
    survey = begin_survey(name="How was it?", questionnaire=questions, ready="delivery", **by)
    publish(survey=survey, member=cast.owner, **by)
    on = Asking.On.DELIVERED
    asking = ask_by_itself(survey=survey, on=on, days_after=1, member=cast.owner, **by)
    other = invite(survey=survey, customer=cast.anna, **by)
    drop(invitation=other, why=Invitation.Dropped.TAKEN_BACK, **by)
    answered(cast, by, begin(customer=cast.bakery, name="The door", **by))
    stop(customer=cast.anna, **by)
    allow_again(customer=cast.anna, **by)
    end_asking(asking=asking, **by)
    Survey.objects.update(retired_at=MONDAY)


def answered(cast: Cast, by: Facts, work: Engagement) -> None:
    kept = promise(cast, text="The door", engagement=work, kind=Promise.Kind.DELIVERY)
    keep(promise=kept, **by)
    because = Entry.objects.get(event="promise.kept", subject_id=kept.pk)
    one = plan(
        on=Asking.On.DELIVERED,
        because=because,
        customer=cast.bakery,
        engagement=work,
        member=cast.colleague,
        **by,
    )
    assert one is not None
    assert ask(invitation=one, **by)
    assert remind(invitation=one, **by)
    shown = show(one, sent("door.pdf", PDF), sent("bill.pdf", PDF + b" once more"), at=MONDAY)
    said = {**ANSWERS, SHOWS.key: shown.said}
    given = answer(invitation=one, page=0, said=said, language="en", **by)
    forget_shown(attachment=Attachment.objects.latest("pk"), **by)
    assert count_ours(now=MONDAY + DAY) == 1
    about: Facts = {"question": "better", "what": What.TIME, "member": cast.owner}
    confirm(response=given, **about, **by)
    take_off(reason=Reason.objects.get(), member=cast.owner, **by)


def went_wrong(cast: Cast, by: Facts, work: Engagement) -> None:
    """A case that was put right at the second try, and one of the same cause that was not."""
    us: Facts = {"member": cast.owner, **by}
    case = open_by_hand(who=cast.bakery, matter="It peels off", engagement=work, **us)
    write_acknowledgement(case=case, words="We are sorry.", address=BAKERY, **us)
    said = Words(
        said="The first letter is gone.",
        expected="That it stays for years.",
        wishes="Have it done again.",
        right_when="When it stands a winter.",
    )
    hear(case=case, words=said, how=How.PHONE, **us)
    account(case=case, words="The glue was old.", **us)
    put_right(cast, case, "Glued anew", at=MONDAY + DAY)
    later: Facts = {"by": by["by"], "at": MONDAY + 2 * DAY}
    verifying.ask_verification(
        case=case, number=1, words="", address=BAKERY, member=cast.owner, **later
    )
    not_yet: Facts = {"how": How.PHONE, "member": cast.owner, **later}
    verifying.answer(case=case, is_right=False, words="It hangs loose.", **not_yet)
    put_right(cast, case, "Riveted", at=MONDAY + 3 * DAY)
    page: Facts = {"how": How.PAGE, "member": None, "by": by["by"], "at": MONDAY + 4 * DAY}
    verifying.answer(case=case, is_right=True, words="", **page)
    learned(cast, case)


def put_right(cast: Cast, case: Case, words: str, *, at: datetime) -> None:
    us: Facts = {"member": cast.owner, "by": act(cast.owner), "at": at}
    offer = Offer(kind=Remedy.Kind.REDO, words=words, due_on=date(2026, 3, 13), cost_cents=4_200)
    remedy = decide_remedy(case=case, offer=offer, **us)
    tell_remedy(remedy=remedy, how=How.PHONE, **us)
    assert remedy.promise is not None
    keep(promise=remedy.promise, by=act(cast.owner), at=at)
    go_on(at)


def learned(cast: Cast, case: Case) -> None:
    """What we changed against it was done, and did not hold."""
    soon: Facts = {"by": act(cast.owner), "at": MONDAY + 5 * DAY}
    name_cause(case=case, name="Old glue", whys=["Nobody throws it away"], **soon)
    change = Change(words="A date on each pot", owner=cast.colleague, due_on=date(2026, 3, 20))
    made = prevent(case=case, change=change, **soon)
    keep(promise=made.promise, **soon)
    go_on(MONDAY + 5 * DAY)
    later: Facts = {"by": act(cast.owner), "at": MONDAY + 20 * DAY}
    again = open_by_hand(who=cast.anna, matter="It came off", member=cast.owner, **later)
    verifying.part(case=again, why="They moved away.", **later)
    assert name_cause(case=again, name="Old glue", whys=[], **later) == made
    retire_cause(cause=Cause.objects.get(), **later)


def had_ideas(cast: Cast, by: Facts) -> None:
    """One that they said in an answer, in a case and on a form, which is done; one for later."""
    given, case = Response.objects.get(), Case.objects.earliest("pk")
    scored = Entry.objects.get(event="survey.scored")
    idea = note(said=in_answer(given.pk, "better"), title="Call the day before", plan="I", **by)
    for said in (in_case(case.pk), in_touchpoint(scored.pk)):
        note(said=said, idea=idea, **by)
    deciding.plan(idea=idea, due=FRIDAY, member=cast.colleague, **by)
    deciding.finish(idea=idea, did="We call the day before.", **by)
    told: Facts = {"member": cast.owner, **by}
    write(voice=idea.voices.earliest("pk"), said="It came late", did=idea.did, **told)
    later = note_by_hand(who="Anna", words="A bell?", title="A bell", **by)
    deciding.set_aside(idea=later, why="Too loud.", **by)
