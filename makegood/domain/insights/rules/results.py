"""What was answered to each question, over all versions that asked the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from makegood.domain.feedback.rules.questionnaire import Kind, Measures, Question, Questionnaire
from makegood.domain.insights.rules.means import Scores
from makegood.domain.insights.rules.recommending import Recommending, recommending
from makegood.domain.promises.rules.rates import Rate

Given = Mapping[tuple[str, int | None], int]


@dataclass(frozen=True)
class Result:
    """A question with how often each answer was given. `is_asked`: the newest version asks it."""

    question: Question
    given: Given
    is_asked: bool = True

    @property
    def n(self) -> int:
        """How many answers: of several options each chosen one is an answer."""
        return sum(self.given.values())

    @property
    def scores(self) -> Scores:
        """Of a question that is answered by a number."""
        numbers = Counter[int]()
        for (_option, number), n in self.given.items():
            if number is not None:
                numbers[number] += n
        return Scores(self.question.highest, numbers)

    @property
    def recommending(self) -> Recommending:
        return recommending(self.scores.given)

    def chosen(self, option: str) -> int:
        return sum(n for (key, _number), n in self.given.items() if key == option)

    @property
    def yes(self) -> Rate:
        """Of a question that is answered by yes or no."""
        return Rate(self.scores.given.get(1, 0), self.n)


def results(
    versions: dict[int, Questionnaire], given: Mapping[tuple[int, str], Given]
) -> list[Result]:
    """The questions of the newest version in its order; then those that only earlier ones asked.

    `versions` from the oldest to the newest. A question keeps its key when it is reworded or
    translated; one that has another kind or another number of stars is another question, so that
    no figure mixes two.
    """
    found: dict[tuple[str, Kind, int, Measures], Result] = {}
    newest = next(reversed(versions), None)
    for version in reversed(versions):
        for question in versions[version].questions():
            same = (question.key, question.kind, question.of, question.measures)
            more = given.get((version, question.key), {})
            before = found.get(same)
            if before is not None:
                found[same] = Result(before.question, _added(before.given, more), before.is_asked)
            elif version == newest or more:
                found[same] = Result(question, dict(more), version == newest)
    return list(found.values())


def _added(one: Given, other: Given) -> Given:
    return Counter(one) + Counter(other)


def measuring(found: list[Result], figure: Measures) -> Result | None:
    """The question whose answer is this figure, the newest where there were two."""
    return next((one for one in found if one.question.measures == figure), None)
