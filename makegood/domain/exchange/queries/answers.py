"""The answers to one survey as a table: a line a response, a column a question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.domain.exchange.queries.shown import named
from makegood.domain.exchange.rules.flat import line
from makegood.domain.feedback.models import Response, Survey, SurveyAnswer
from makegood.domain.feedback.rules.questionnaire import Kind, Question, Questionnaire, Words

AT_ONCE = 500


def answers_as_csv(survey: Survey, language: str) -> Iterator[str]:
    """Line by line, the oldest response first; each cell is text that no spreadsheet runs.

    A question has one column through all versions, under the words it was asked in last; one that
    is asked no more has its column behind the others.
    """
    asked = _asked(survey)
    yield line([*_head(), *(column.words(language) for column in asked)])
    rows = Response.objects.filter(survey=survey).order_by("started_at", "id")
    related = rows.select_related("customer", "engagement", "version", "invitation")
    hanging = ("answers", "attachments__file")
    for response in related.prefetch_related(*hanging).iterator(chunk_size=AT_ONCE):
        answers: dict[str, list[SurveyAnswer]] = {}
        for answer in response.answers.all():
            answers.setdefault(answer.question, []).append(answer)
        files: dict[str, list[str]] = {}
        for one in sorted(response.attachments.all(), key=attrgetter("pk")):
            files.setdefault(one.question, []).append(named(one))
        cells = [
            "; ".join(files.get(column.key, ()))
            if column.is_of_files
            else column.cell(answers.get(column.key, ()), language)
            for column in asked
        ]
        yield line([*_about(response), *cells])


def _asked(survey: Survey) -> Sequence[_Column]:
    """Every question that was ever published, as it was asked last."""
    found: dict[str, _Column] = {}
    for version in survey.versions.filter(published_at__isnull=False).order_by("-number"):
        questionnaire = version.questionnaire
        for question in questionnaire.questions():
            column = found.setdefault(question.key, _Column(questionnaire, question))
            for option in question.options:
                column.options.setdefault(option.key, option.words)
    return list(found.values())


class _Column:
    """A question, and every answer that was ever to choose."""

    def __init__(self, questionnaire: Questionnaire, question: Question) -> None:
        self._questionnaire, self._question = questionnaire, question
        self.options: dict[str, Words] = {}

    @property
    def key(self) -> str:
        return self._question.key

    @property
    def is_of_files(self) -> bool:
        return self._question.kind == Kind.FILE

    def words(self, language: str) -> str:
        return self._questionnaire.said(self._question.words, language)

    def cell(self, answers: Sequence[SurveyAnswer], language: str) -> object:
        """What was answered, in words; empty where nothing was."""
        if not answers:
            return ""
        first = answers[0]
        if first.option:
            chosen = [self._label(one.option, language) for one in answers]
            return "; ".join(chosen)
        if first.number is not None:
            return self._number(first.number)
        return first.day.isoformat() if first.day else first.text

    def _label(self, option: str, language: str) -> str:
        return self._questionnaire.said(self.options.get(option, {}), language) or option

    def _number(self, number: int) -> object:
        if self._question.kind != Kind.YES_NO:
            return number
        return pgettext("an answer", "Yes") if number else pgettext("an answer", "No")


def _head() -> list[str]:
    return [
        _("Response"),
        _("Asked"),
        _("Begun"),
        _("Finished"),
        _("Customer"),
        pgettext("column of a table", "Work"),
        _("Language"),
        pgettext("column of a table", "Version"),
    ]


def _about(response: Response) -> list[object]:
    asked_at = response.invitation.asked_at
    return [
        response.pk,
        asked_at.isoformat() if asked_at else "",
        response.started_at.isoformat(),
        response.finished_at.isoformat() if response.finished_at else "",
        str(response.customer or ""),
        str(response.engagement or ""),
        response.language,
        response.version.number,
    ]
