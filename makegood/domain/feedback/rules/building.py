"""Putting a questionnaire together: what one press does to it, keys kept as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from makegood.domain.feedback.rules.questionnaire import (
    Option,
    Page,
    Question,
    Questionnaire,
    Words,
)

# Words that are as much alike are the same answer, worded anew.
ALIKE = 0.6
# To compare takes time with the square of both: a list twice as long as can be published keeps the
# keys of equal lines alone, and of a long answer its beginning is looked at.
MOST_COMPARED, LOOKED_AT = 60, 60


def added(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """With this question at the end of the last page."""
    *before, last = questionnaire.pages or (Page(questions=()),)
    return _with(questionnaire, [*before, Page(questions=(*last.questions, question))])


def new_page(questionnaire: Questionnaire) -> Questionnaire:
    """With an empty page at the end; as it is where its last page is empty."""
    if questionnaire.pages and not questionnaire.pages[-1].questions:
        return questionnaire
    return _with(questionnaire, [*questionnaire.pages, Page(questions=())])


def apart(questionnaire: Questionnaire) -> Questionnaire:
    """With a new page before what hangs on an answer of its own page: only the page after knows
    that answer, without script.
    """
    pages: list[Page] = []
    for page in questionnaire.pages:
        now: list[Question] = []
        for question in page.questions:
            condition = question.only_if
            if condition is not None and condition.question in {one.key for one in now}:
                pages.append(Page(questions=tuple(now)))
                now = []
            now.append(question)
        pages.append(Page(questions=tuple(now)))
    return _with(questionnaire, pages)


def rekeyed(questionnaire: Questionnaire, key: str, new: str) -> Questionnaire:
    """With another key for this question, and for those that hang on it: it is another one now."""

    def under(question: Question) -> Question:
        condition = question.only_if
        if condition is not None and condition.question == key:
            question = replace(question, only_if=replace(condition, question=new))
        return replace(question, key=new) if question.key == key else question

    pages = [Page(questions=tuple(map(under, page.questions))) for page in questionnaire.pages]
    return _with(questionnaire, pages)


def without(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Without this question; those that hang on it are asked of everybody."""
    pages = [
        Page(questions=tuple(_freed(one, key) for one in page.questions if one.key != key))
        for page in questionnaire.pages
    ]
    return _with(questionnaire, _unless_emptied(pages, questionnaire))


def _freed(question: Question, key: str) -> Question:
    hangs = question.only_if is not None and question.only_if.question == key
    return replace(question, only_if=None) if hangs else question


def moved(questionnaire: Questionnaire, key: str, by: int) -> Questionnaire:
    """With this question one place up (-1) or down (1): past a neighbour, or onto the next page."""
    pages = [list(page.questions) for page in questionnaire.pages]
    for number, page in enumerate(pages):
        keys = [question.key for question in page]
        if key not in keys:
            continue
        place = keys.index(key)
        there = number + by
        if 0 <= place + by < len(page):
            page[place], page[place + by] = page[place + by], page[place]
        elif 0 <= there < len(pages):
            pages[there].insert(0 if by > 0 else len(pages[there]), page.pop(place))
        break
    moved_pages = [Page(questions=tuple(page)) for page in pages]
    return _with(questionnaire, _unless_emptied(moved_pages, questionnaire))


def changed(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """With this question in the place of the one of its key."""
    pages = [
        Page(
            questions=tuple(question if one.key == question.key else one for one in page.questions)
        )
        for page in questionnaire.pages
    ]
    return _with(questionnaire, pages)


def speaking(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """In this language too; its words are still to be said."""
    if language in questionnaire.languages:
        return questionnaire
    return replace(questionnaire, languages=(*questionnaire.languages, language))


def silent(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """Without this language; the first one, which is spoken where others have no words, stays."""
    first, *others = questionnaire.languages
    left = (first, *(code for code in others if code != language))
    return replace(questionnaire, languages=left)


def tidied(questionnaire: Questionnaire) -> Questionnaire:
    """Without the pages on which nothing is asked."""
    return _with(questionnaire, [page for page in questionnaire.pages if page.questions])


def _unless_emptied(pages: Sequence[Page], before: Questionnaire) -> list[Page]:
    """The pages without one that lost its last question just now."""
    both = zip(pages, before.pages, strict=True)
    return [page for page, was in both if page.questions or not was.questions]


def worded(
    options: Sequence[Option], lines: Sequence[str], language: str, *, new_key: Callable[[], str]
) -> tuple[Option, ...]:
    """The answers to choose from, one a line, in the language they are kept in.

    An answer keeps its key where its line is the same, wherever it moved; then where its words are
    much alike; then where its line stands in its place, between the same neighbours.
    """
    lines = [line.strip() for line in lines if line.strip()]
    words = [option.words.get(language, "") for option in options]
    found = _same(words, lines)
    if max(len(words), len(lines)) <= MOST_COMPARED:
        _find_alike(found, words, lines)
        for number in range(len(lines)):
            if number not in found and (left := _between(found, number, len(words))):
                found[number] = left[0]
    return tuple(
        _in_words(options[found[number]], line, language)
        if number in found
        else Option(key=new_key(), words={language: line})
        for number, line in enumerate(lines)
    )


def _same(words: Sequence[str], lines: Sequence[str]) -> dict[int, int]:
    """The place of the answer that each line says word for word, wherever it moved."""
    places: dict[str, list[int]] = {}
    for place in reversed(range(len(words))):
        places.setdefault(words[place], []).append(place)
    return {number: places[line].pop() for number, line in enumerate(lines) if places.get(line)}


def _find_alike(found: dict[int, int], words: Sequence[str], lines: Sequence[str]) -> None:
    """For each line that is new, the answer without a line whose words are most alike."""
    matcher = SequenceMatcher()
    for number, line in enumerate(lines):
        if number in found:
            continue
        matcher.set_seq2(line.casefold()[:LOOKED_AT])
        taken, best = set(found.values()), (ALIKE, -len(words))
        for place in (place for place in range(len(words)) if place not in taken):
            matcher.set_seq1(words[place].casefold()[:LOOKED_AT])
            if matcher.quick_ratio() >= ALIKE and (near := (matcher.ratio(), -place)) > best:
                best = near
                found[number] = place


def _between(found: Mapping[int, int], number: int, many: int) -> list[int]:
    """The places of answers without a line that stood between the neighbours of this line."""
    before = [found[line] for line in range(number) if line in found]
    after = [place for line, place in sorted(found.items()) if line > number]
    lowest, highest = before[-1] if before else -1, after[0] if after else many
    return [place for place in range(lowest + 1, highest) if place not in found.values()]


def translated(
    options: Sequence[Option], lines: Sequence[str], language: str
) -> tuple[Option, ...]:
    """The same answers in another language: line by line, in their order."""
    said = [*(line.strip() for line in lines), *("" for _ in options)]
    return tuple(
        _in_words(option, line, language) for option, line in zip(options, said, strict=False)
    )


def _in_words(option: Option, line: str, language: str) -> Option:
    return replace(option, words=said_also(option.words, line, language))


def said_also(words: Words, said: str, language: str) -> Words:
    """Words with those of one language; without it where nothing is said."""
    others = {code: one for code, one in words.items() if code != language}
    return {**others, language: said} if said else others


def _with(questionnaire: Questionnaire, pages: Sequence[Page]) -> Questionnaire:
    return replace(questionnaire, pages=tuple(pages))
