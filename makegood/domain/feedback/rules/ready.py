"""Questionnaires that are ready to be used, and to be changed.

Of others: whether they recommend us, from 0 to 10, is F. Reichheld's question ("The One Number You
Need to Grow", Harvard Business Review, December 2003); that we made it easy, from 1 to 7, is the
Customer Effort Score 2.0 (CEB, 2013: "The company made it easy for me to handle my issue").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Option,
    Page,
    Question,
    Questionnaire,
    Words,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Sentence

Spoken = Callable[[], str]


@dataclass(frozen=True)
class Ready:
    """One that is ready: its name, what it is for, and its questions in these languages."""

    name: Sentence
    use: Sentence
    questions: Callable[[Sequence[str]], Questionnaire]


class _Author:
    """Says questions in these languages, which are ours; the first is the business's own."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages

    def questionnaire(self, *pages: tuple[Question, ...]) -> Questionnaire:
        made = tuple(Page(questions=questions) for questions in pages)
        return Questionnaire(languages=tuple(self._languages), pages=made)

    def asks(self, key: str, kind: Kind, words: Spoken, **more: Any) -> Question:
        return Question(key=key, kind=kind, words=self.says(words), **more)

    def overall(self, words: Spoken) -> Question:
        """How it was, all in all: the one that everybody is asked."""
        return self.asks(
            "overall",
            Kind.RATING,
            words,
            measures=Measures.OVERALL,
            required=True,
            low=self.says(lambda: _("bad")),
            high=self.says(lambda: _("very good")),
        )

    def offers(self, options: Mapping[str, Spoken]) -> tuple[Option, ...]:
        return tuple(Option(key=key, words=self.says(words)) for key, words in options.items())

    def says(self, words: Spoken) -> Words:
        said = {}
        for code in self._languages:
            with translation.override(code):
                said[code] = words()
        return said


def after_delivery(languages: Sequence[str]) -> Questionnaire:
    """The standard one: how it was, in one tap and a sentence; then the parts, for who likes to."""
    author = _Author(languages)
    return author.questionnaire(
        (
            author.overall(lambda: _("How was it, all in all?")),
            author.asks("better", Kind.TEXT, lambda: _("What could we do better?")),
        ),
        (
            author.asks("work", Kind.RATING, lambda: _("What you got from us")),
            author.asks("communication", Kind.RATING, lambda: _("How we kept you informed")),
            author.asks("experience", Kind.RATING, lambda: _("How it was to work with us")),
            author.asks("well", Kind.TEXT, lambda: _("What did we do well?")),
        ),
    )


def after_reply(languages: Sequence[str]) -> Questionnaire:
    """Whether an answer of ours helped."""
    author = _Author(languages)
    is_open = Condition(question="settled", holds=Holds.IS, value=0)
    return author.questionnaire(
        (
            author.overall(lambda: _("How was our answer?")),
            author.asks("settled", Kind.YES_NO, lambda: _("Is it settled for you?")),
        ),
        (author.asks("open", Kind.TEXT, lambda: _("What is still open?"), only_if=is_open),),
    )


def relationship(languages: Sequence[str]) -> Questionnaire:
    """Would they recommend us? (Reichheld 2003.)"""
    author = _Author(languages)
    recommend = author.asks(
        "recommend",
        Kind.SCALE,
        lambda: _("How likely is it that you would recommend {business} to a friend or colleague?"),
        measures=Measures.NPS,
        required=True,
        low=author.says(lambda: _("not at all likely")),
        high=author.says(lambda: _("extremely likely")),
    )
    why = author.asks("why", Kind.TEXT, lambda: _("What is the main reason?"))
    return author.questionnaire((recommend, why))


def effort(languages: Sequence[str]) -> Questionnaire:
    """Was it easy? (CES 2.0, CEB 2013.)"""
    author = _Author(languages)
    easy = author.asks(
        "easy",
        Kind.RATING,
        lambda: _("{business} made it easy for me to get what I needed."),
        of=7,
        measures=Measures.EFFORT,
        required=True,
        low=author.says(lambda: _("strongly disagree")),
        high=author.says(lambda: _("strongly agree")),
    )
    harder = Condition(question="easy", holds=Holds.AT_MOST, value=4)
    hard = author.asks("hard", Kind.TEXT, lambda: _("What made it hard?"), only_if=harder)
    return author.questionnaire((easy,), (hard,))


def lost_customer(languages: Sequence[str]) -> Questionnaire:
    """Why somebody went."""
    author = _Author(languages)
    reasons: dict[str, Spoken] = {
        "price": lambda: _("It cost too much"),
        "time": lambda: _("It took too long"),
        "work": lambda: _("What I got was not good enough"),
        "words": lambda: _("I was not kept informed"),
        "need": lambda: _("I no longer need it"),
        "other": lambda: pgettext("a reason to leave", "Something else"),
    }
    offered = author.offers(reasons)
    return author.questionnaire(
        (
            author.asks("why", Kind.SEVERAL, lambda: _("What made you go?"), options=offered),
            author.asks("kept", Kind.TEXT, lambda: _("What would have kept you?")),
            author.asks("again", Kind.YES_NO, lambda: _("Would you come to us again?")),
        )
    )


def website_promise(languages: Sequence[str]) -> Questionnaire:
    """Whether it was as we say in public."""
    author = _Author(languages)
    answers: dict[str, Spoken] = {
        "all": lambda: _("All of it"),
        "part": lambda: _("Part of it"),
        "no": lambda: pgettext("an answer", "No"),
    }
    asked = author.asks(
        "as_said",
        Kind.CHOICE,
        lambda: _("Was it as our website says?"),
        options=author.offers(answers),
    )
    not_all = Condition(question="as_said", holds=Holds.IS_NOT, value="all")
    otherwise = author.asks(
        "otherwise", Kind.TEXT, lambda: _("What was otherwise?"), only_if=not_all
    )
    return author.questionnaire((asked,), (otherwise,))


READY: Mapping[str, Ready] = {
    "after_delivery": Ready(
        gettext_lazy("After delivery"),
        gettext_lazy("How it was, in one tap and a sentence."),
        after_delivery,
    ),
    "after_reply": Ready(
        gettext_lazy("After a reply"), gettext_lazy("Whether your answer helped."), after_reply
    ),
    "relationship": Ready(
        gettext_lazy("Would they recommend you?"),
        gettext_lazy("From 0 to 10, and why. Once or twice a year."),
        relationship,
    ),
    "effort": Ready(
        gettext_lazy("Was it easy?"), gettext_lazy("In one tap, and what made it hard."), effort
    ),
    "lost_customer": Ready(
        gettext_lazy("Somebody left"),
        gettext_lazy("Why they went, and what would have kept them."),
        lost_customer,
    ),
    "website_promise": Ready(
        gettext_lazy("As your website says?"),
        gettext_lazy("Whether they got what you promise in public."),
        website_promise,
    ),
}
