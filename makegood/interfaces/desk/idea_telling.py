"""You said, we did: whoever had an idea that is done is told so, by a letter or by one of us."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.ideas import letters
from makegood.domain.ideas.actions import telling
from makegood.domain.ideas.models import Voice
from makegood.domain.ideas.queries.authors import author_of, voice_of
from makegood.domain.ideas.rules import Reach
from makegood.domain.recovery.models import How
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.idea import idea_or_404, reached_words
from makegood.interfaces.desk.idea_forms import LetterForm, ToldForm
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

READ_THROUGH = "read"


@desk("tell a customer", methods=BOTH)
def write(request: DeskRequest, idea: int, voice: int) -> HttpResponse:
    """Draft, read through, send. Reading through writes nothing."""
    found = _voice_or_404(idea, voice)
    initial = {"said": found.words, "did": found.idea.did, **typed.again(request)}
    form = LetterForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _page(request, found, letter=form)
    said = form.cleaned_data
    if READ_THROUGH in request.POST:
        draft = letters.it_is_done(found, said["said"], said["did"], member=request.member)
        return _page(request, found, draft, letter=form)
    try:
        letter = telling.write(
            voice=found,
            said=said["said"],
            did=said["did"],
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, letter=form)
    messages.info(request, _("It is on its way.") if letter else _("They know it already."))
    return redirect(here(request, "idea", idea=idea))


@desk("tell a customer", methods=BOTH)
def tell(request: DeskRequest, idea: int, voice: int) -> HttpResponse:
    """They heard it without a letter."""
    found = _voice_or_404(idea, voice)
    form = ToldForm(request.POST or None, initial=typed.again(request), auto_id="told_%s")
    if not form.is_valid():
        return _page(request, found, told=form)
    try:
        telling.tell(
            voice=found,
            how=How(form.cleaned_data["how"]),
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, told=form)
    messages.info(request, _("They know that it is done."))
    return redirect(here(request, "idea", idea=idea))


def _voice_or_404(idea_id: int, voice_id: int) -> Voice:
    try:
        found = voice_of(idea_or_404(idea_id), voice_id)
    except Voice.DoesNotExist as missing:
        raise Http404 from missing
    if found.idea.done_at is None or found.customer is None:
        raise Http404
    return found


def _page(
    request: DeskRequest, voice: Voice, draft: Triple | None = None, **sent: InOurWords
) -> HttpResponse:
    """The letter to them, where one may go; and that they know without it."""
    author = author_of(voice)
    ids = {"idea": voice.idea_id, "voice": voice.pk}
    initial = {"said": voice.words, "did": voice.idea.did}
    context = {
        "idea": voice.idea,
        "idea_href": here(request, "idea", idea=voice.idea_id),
        "who": str(author.who),
        "letter": sent.get("letter") or LetterForm(initial=initial),
        "spoken": sent.get("told") or ToldForm(auto_id="told_%s"),
        "email": author.who.email if author.who else "",
        "writes": author.reach == Reach.WRITE,
        "tells": author.reach != Reach.TOLD,
        "why_not": reached_words(author, local_now(request)),
        "draft": draft,
        "letter_href": here(request, "idea_letter", **ids),
        "told_href": here(request, "idea_told", **ids),
    }
    status = 422 if any(form.is_bound and form.errors for form in sent.values()) else 200
    return page(request, "interfaces/desk/idea_letter.html", context, status=status)
