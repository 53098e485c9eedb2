"""Writing an idea down: out of an answer, a case or a touchpoint, or as somebody told it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.ideas.actions import hearing
from makegood.domain.ideas.models import Idea, Voice
from makegood.domain.ideas.queries import sources
from makegood.domain.ideas.queries.ideas import offered
from makegood.domain.ideas.queries.sources import Said
from makegood.domain.ideas.rules import in_short
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.idea_forms import ByHandForm, NoteForm
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

NOWHERE = ""


def noting_href(request: DeskRequest, place: str = NOWHERE, *, who: str = "") -> str:
    """Where an idea is written down that was said there ("answer:12:better"), or by this person."""
    said = {name: words for name, words in (("place", place), ("who", who)) if words}
    return (
        f"{here(request, 'idea_noted')}?{urlencode(said)}" if said else here(request, "idea_noted")
    )


@desk("note an idea", methods=BOTH)
def note(request: DeskRequest) -> HttpResponse:
    """One press; the words that they wrote stand there, to be mended into a title."""
    place = (request.POST or request.GET).get("place", NOWHERE)
    said = _said_at(place) if place else None
    form = _form(request, place, said)
    if not form.is_valid():
        return _page(request, form, said)
    try:
        idea = _noted(request, form, said)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, said)
    messages.info(request, _("Noted."))
    return redirect(here(request, "idea", idea=idea.pk))


def _noted(request: DeskRequest, form: NoteForm, said: Said | None) -> Idea:
    words, now = form.cleaned_data, local_now(request)
    chosen = words.get("idea")
    about: dict[str, Any] = {
        "title": words["title"],
        "plan": words["plan"],
        "idea": Idea.objects.filter(pk=int(chosen)).first() if chosen else None,
        "by": request.actor,
        "at": now,
    }
    if said is None:
        idea = hearing.note_by_hand(who=words["who"], words=words["words"], **about)
    else:
        idea = hearing.note(said=said, **about)
    return idea


def _said_at(place: str) -> Said:
    """What was said there; 404 where there is nothing of ours."""
    kind, _colon, where = place.partition(":")
    number, _colon, question = where.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19 and "\0" not in question):
        raise Http404
    try:
        if kind == "answer":
            return sources.in_answer(int(number), question)
        if kind == "case":
            return sources.in_case(int(number))
        if kind == "touchpoint":
            return sources.in_touchpoint(int(number))
    except Voice.DoesNotExist as missing:
        raise Http404 from missing
    raise Http404


def _form(request: DeskRequest, place: str, said: Said | None) -> NoteForm:
    initial: dict[str, str] = {"who": request.GET.get("who", "")[:200], "place": place}
    if said is not None:
        initial["title"] = in_short(said.words)
    initial |= typed.again(request)
    kind = ByHandForm if said is None else NoteForm
    return kind(request.POST or None, known=offered(), initial=initial)


def _page(request: DeskRequest, form: NoteForm, said: Said | None) -> HttpResponse:
    context = {
        "form": form,
        "action": here(request, "idea_noted"),
        "ideas_href": here(request, "ideas"),
        "said": said.words if said is not None else "",
        "who": _who(said),
        "people": customers.names() if said is None else [],
    }
    status = 422 if form.is_bound else 200
    return page(request, "interfaces/desk/idea_noting.html", context, status=status)


def _who(said: Said | None) -> str:
    if said is None:
        return ""
    return str(said.customer.head) if said.customer is not None else _("Somebody by the open link")
