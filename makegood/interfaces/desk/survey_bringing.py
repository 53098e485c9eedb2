"""A survey out of another program: its file is brought, looked at, and comes in by a press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makegood.domain.exchange.actions.surveying import bring_survey, keep_answers
from makegood.domain.exchange.queries.surveyed import answers_in, brought
from makegood.domain.exchange.rules.date_forms import Reading, readings
from makegood.domain.exchange.rules.meanings import Meaning, meanings
from makegood.domain.exchange.rules.surveyed import Brought, Heard
from makegood.domain.feedback.models.surveys import LONGEST_NAME
from makegood.foundation.files.actions import forget
from makegood.foundation.files.models import File
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.bodies import takes
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.survey_form import new_key
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

MOST_AT_ONCE = 21_000_000
EXAMPLES = 3
LONGEST_EXAMPLE = 60
NAMES = {
    Meaning.STARS: gettext_lazy("stars, of 5"),
    Meaning.OVERALL: gettext_lazy("stars, of 5: how it was, all in all"),
    Meaning.TEN_STARS: gettext_lazy("stars, of 10"),
    Meaning.SCALE: gettext_lazy("0 to 10"),
    Meaning.NPS: gettext_lazy("0 to 10: whether they recommend you (NPS)"),
    Meaning.EFFORT: gettext_lazy("1 to 7: how easy it was (CES)"),
    Meaning.YES_NO: gettext_lazy("yes or no"),
    Meaning.CHOICE: gettext_lazy("one of several"),
    Meaning.SEVERAL: gettext_lazy("several"),
    Meaning.DATE: gettext_lazy("a day"),
    Meaning.TEXT: gettext_lazy("their own words"),
    Meaning.OUT: gettext_lazy("leave it out"),
}


class BringingForm(InOurWords):
    """How each question of a file is read, and its times where the file does not say it."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=LONGEST_NAME)

    def __init__(self, found: Brought, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        self._found = found
        self.ways = readings([*found.begun, *filter(None, found.finished)])
        if len(self.ways) > 1:
            self.fields["dates"] = forms.ChoiceField(
                label=_("Dates"), choices=[(way.order.value, _reads(way)) for way in self.ways]
            )
        for number, heard in enumerate(found.asked):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=heard.words,
                choices=[(one.value, NAMES[one]) for one in meanings(heard)],
                help_text=" · ".join(_examples(heard)),
            )

    def said(self) -> list[Meaning]:
        """How each is read, in their order."""
        return [Meaning(self.cleaned_data[f"q{n}"]) for n in range(len(self._found.asked))]

    def formats(self) -> tuple[str, ...]:
        """How the times are read; empty where they are as a machine writes them."""
        order = self.cleaned_data.get("dates", "")
        chosen = [way for way in self.ways if not order or way.order.value == order]
        return chosen[0].formats if chosen else ()


def _reads(way: Reading) -> str:
    words = {"text": way.example, "day": wording.full_day(way.reads_as)}
    return _("“%(text)s” is %(day)s") % words


def _examples(heard: Heard) -> Iterator[str]:
    """A few answers as they stand in the file."""
    said = dict.fromkeys(", ".join(cells) for cells in heard.cells if cells)
    for one in list(said)[:EXAMPLES]:
        yield one if len(one) <= LONGEST_EXAMPLE else f"{one[:LONGEST_EXAMPLE]}…"


@takes(MOST_AT_ONCE)
@desk("change the surveys", methods=BOTH)
def bring(request: DeskRequest) -> HttpResponse:
    """Keep the file, then show what is in it."""
    sent = request.FILES.get("file")
    if request.method != "POST":
        return _asking(request)
    if sent is None:
        return _asking(request, refused=_("Choose a file first."))
    try:
        file = keep_answers(
            name=sent.name or "", content=sent.chunks(), by=request.actor, at=local_now(request)
        )
    except Refusal as refusal:
        return _asking(request, refused=refusal.sentence)
    return redirect(here(request, "survey_brought", file=file.pk))


@desk("change the surveys", methods=BOTH)
def look(request: DeskRequest, file: int) -> HttpResponse:
    """What would come in, and how each question is read; a press brings it in."""
    kept, found = _file_or_404(file)
    name = kept.name.rpartition(".")[0][:LONGEST_NAME]
    form = BringingForm(found, request.POST or None, initial={"name": name})
    if not form.is_valid():
        return _looking(request, kept, found, form)
    try:
        survey = bring_survey(
            file=kept,
            name=form.cleaned_data["name"],
            said=form.said(),
            formats=form.formats(),
            language=request.business.locale,
            new_key=new_key,
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _looking(request, kept, found, form)
    messages.info(request, _("They are in. Nothing was sent, and nothing follows from them."))
    return redirect(here(request, "survey", survey=survey.pk))


@desk("change the surveys", methods=WRITE)
def put_aside(request: DeskRequest, file: int) -> HttpResponse:
    """Nothing comes in, and the file is deleted."""
    kept, _found = _file_or_404(file)
    forget(file=kept, by=request.actor, at=local_now(request))
    messages.info(request, _("Put aside. The file is deleted."))
    return redirect(here(request, "surveys"))


def _file_or_404(file: int) -> tuple[File, Brought]:
    """A file of ours that holds the answers to a survey, and those; 404 for any other."""
    kept = brought(file)
    if kept is None:
        raise Http404
    try:
        return kept, answers_in(kept)
    except Refusal as other:
        raise Http404 from other


def _asking(request: DeskRequest, refused: str = "") -> HttpResponse:
    context = {
        "action": here(request, "surveys_brought"),
        "refused": refused,
        "surveys_href": here(request, "surveys"),
    }
    status = 422 if refused else 200
    return page(request, "interfaces/desk/survey_bringing.html", context, status=status)


def _looking(request: DeskRequest, file: File, found: Brought, form: BringingForm) -> HttpResponse:
    n, out = len(found.begun), found.left_out
    context = {
        "file": file.name,
        "program": found.program.value,
        "responses": ngettext("%(n)s response", "%(n)s responses", n) % {"n": n},
        "left_out": ngettext(
            "%(n)s row is a preview or a test, and stays out.",
            "%(n)s rows are previews or tests, and stay out.",
            out,
        )
        % {"n": out}
        if out
        else "",
        "form": form,
        "action": here(request, "survey_brought", file=file.pk),
        "aside_href": here(request, "survey_put_aside", file=file.pk),
        "surveys_href": here(request, "surveys"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "interfaces/desk/survey_brought.html", context, status=status)
