"""What is another in the next version of a questionnaire: read before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.questionnaire import Question, Questionnaire


def changes(before: Questionnaire, after: Questionnaire) -> list[str]:
    """In a sentence each; none where nothing that is asked changed."""
    old = {question.key: question for question in before.questions()}
    new = {question.key: question for question in after.questions()}
    found = [
        _("New: “%(words)s”") % {"words": after.said(one.words, after.languages[0])}
        for key, one in new.items()
        if key not in old
    ]
    for key, one in old.items():
        words = before.said(one.words, before.languages[0])
        if key not in new:
            found.append(_("No longer asked: “%(words)s”") % {"words": words})
        else:
            found += _of_one(one, new[key], before.languages[0])
    shared = [[key for key in keys if key in old and key in new] for keys in (old, new)]
    if shared[0] != shared[1]:
        found.append(_("Asked in another order"))
    if _pages(before) != _pages(after) and not found:
        found.append(_("Other pages"))
    if before.languages != after.languages:
        found.append(_("Other languages"))
    return found


def _pages(questionnaire: Questionnaire) -> list[int]:
    return [len(page.questions) for page in questionnaire.pages]


def _of_one(old: Question, new: Question, language: str) -> Iterator[str]:
    before, after = old.words.get(language, ""), new.words.get(language, "")
    if before != after:
        yield _("“%(before)s” now reads “%(after)s”") % {"before": before, "after": after}
    kept = {option.key: option.words.get(language, "") for option in new.options}
    known = {option.key for option in old.options}
    for option in old.options:
        said = option.words.get(language, "")
        if option.key not in kept:
            yield _("No longer to choose: “%(words)s”") % {"words": said}
        elif kept[option.key] != said:
            # Said before it stands: a reworded answer is counted with what it read before.
            words = {"before": said, "after": kept[option.key]}
            yield _("“%(before)s” now reads “%(after)s”, and counts as the same answer") % words
    for key, said in kept.items():
        if key not in known:
            yield _("New to choose: “%(words)s”") % {"words": said}
    if _manner(old) != _manner(new) or (before == after and old.words != new.words):
        yield _("“%(words)s” is asked in another manner") % {"words": after}


def _manner(question: Question) -> tuple[object, ...]:
    return (question.required, question.measures, question.only_if, question.low, question.high)
