"""Questions are put together press by press, and nothing typed is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.test import Client

from makegood.domain.feedback.actions.surveys import begin
from makegood.domain.feedback.models import Survey, Version
from makegood.domain.feedback.queries.surveys import drafted
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Page,
    Question,
    Questionnaire,
)
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import NOW
from tests.ui.reading import Element, parsed

pytestmark = pytest.mark.django_db


@dataclass
class Builder:
    """Alice at the builder: what stands in her form, and what she types over it."""

    client: Client
    cast: Cast
    survey: Survey
    language: str = ""
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        at = f"/desk/fern-studio/surveys/{self.survey.pk}/questions"
        return f"{at}?language={self.language}" if self.language else at

    def form(self) -> dict[str, str]:
        page = parsed(self.client.get(self.page).content.decode())
        [form] = [one for one in page.all("form") if one.attributes.get("id") == "builder"]
        return {**_inputs(form), **_selected(form)}

    def press(self, press: str, **typed: str) -> int:
        """Press a button of the form as it is shown, these fields typed over."""
        said = {f"{name.replace('__', '.')}": words for name, words in typed.items()}
        data = self.form() | self.typed | said | {"press": press}
        answer = self.client.post(self.page, {k: v for k, v in data.items() if v != "OFF"})
        self.typed = {}
        return answer.status_code

    def add(self, kind: str, words: str, **more: str) -> str:
        """A question of this kind, its words typed; its key."""
        assert self.press(f"add {kind}") == 302
        key = self.questions()[-1].key
        self.typed = {
            f"{key}.words": words,
            **{f"{key}.{name}": said for name, said in more.items()},
        }
        self.press("keep")
        return self.questions()[-1].key

    def draft(self) -> Questionnaire:
        with enter(self.cast.studio):
            return drafted(self.survey)

    def questions(self) -> list[Question]:
        return list(self.draft().questions())

    def words(self) -> list[str]:
        return [one.words.get("en", "") for one in self.questions()]

    def published(self) -> int:
        with enter(self.cast.studio):
            return Version.objects.filter(published_at__isnull=False).count()


def _inputs(form: Element) -> dict[str, str]:
    said = {}
    for one in (*form.all("input"), *form.all("textarea")):
        at = one.attributes
        if "name" in at and (at.get("type") != "checkbox" or "checked" in at):
            said[at["name"] or ""] = one.text if one.tag == "textarea" else at.get("value") or ""
    return said


def _selected(form: Element) -> dict[str, str]:
    said = {}
    for select in form.all("select"):
        chosen = [one for one in select.all("option") if "selected" in one.attributes]
        said[select.attributes["name"] or ""] = (
            chosen[0].attributes["value"] or "" if chosen else ""
        )
    return said


@pytest.fixture
def builder(client: Client, cast: Cast) -> Builder:
    client.force_login(cast.alice)
    empty = Questionnaire(languages=("en",), pages=(Page(questions=()),))
    with enter(cast.studio):
        survey = begin(name="Ours", questionnaire=empty, by=Actor("member", cast.owner.pk), at=NOW)
    return Builder(client, cast, survey)


def test_three_questions_are_built_and_published(builder: Builder) -> None:
    stars = builder.add("rating", "How was it?", low="bad", high="good", required="1")
    builder.add("choice", "Which?", options="Red\nGreen")
    builder.add("text", "Why?", only_if=f"{stars}|at_most|#2")
    first, choice, why = builder.questions()
    assert (first.kind, first.measures, first.required) == (Kind.RATING, Measures.OVERALL, True)
    assert (first.low, first.high) == ({"en": "bad"}, {"en": "good"})
    assert [option.words for option in choice.options] == [{"en": "Red"}, {"en": "Green"}]
    assert why.only_if == Condition(question=stars, holds=Holds.AT_MOST, value=2)
    assert builder.press("publish") == 302
    assert builder.published() == 1


def test_what_hangs_on_an_answer_stands_on_the_next_page(builder: Builder) -> None:
    stars = builder.add("rating", "How was it?")
    builder.add("text", "Why?", only_if=f"{stars}|at_most|#2")
    assert [len(page.questions) for page in builder.draft().pages] == [1, 1]


def test_what_was_typed_is_kept_by_every_press(builder: Builder) -> None:
    one = builder.add("text", "One?")
    two = builder.add("text", "Two?")
    builder.typed = {f"{one}.words": "First?", f"{two}.words": "Second?"}
    assert builder.press(f"down {one}") == 302
    assert builder.words() == ["Second?", "First?"]
    builder.press(f"up {one}")
    assert builder.words() == ["First?", "Second?"]
    builder.press(f"remove {one}")
    assert builder.words() == ["Second?"]


def test_a_reworded_answer_is_the_same_answer(builder: Builder) -> None:
    key = builder.add("several", "Which?", options="Red\nGreen")
    keys = [option.key for option in builder.questions()[0].options]
    builder.typed = {f"{key}.options": "Dark red\r\nGreen\r\nBlue"}
    builder.press("keep")
    options = builder.questions()[0].options
    assert [option.key for option in options][:2] == keys
    assert options[2].key not in keys


def test_other_stars_are_another_question(builder: Builder) -> None:
    stars = builder.add("rating", "How was it?")
    why = builder.add("text", "Why?", only_if=f"{stars}|at_most|#2")
    builder.typed = {f"{stars}.of": "7"}
    builder.press("keep")
    now, hanging = builder.questions()
    assert (now.of, hanging.key) == (7, why)
    assert now.key != stars
    assert hanging.only_if == Condition(question=now.key, holds=Holds.AT_MOST, value=2)


def test_another_language_has_words_alone(builder: Builder) -> None:
    key = builder.add("choice", "Which?", options="Red\nGreen")
    builder.press("also de")
    builder.language = "de"
    assert f"{key}.required" not in builder.form()
    builder.typed = {f"{key}.words": "Welche?", f"{key}.options": "Rot\nGrün"}
    builder.press("say en")
    [question] = builder.questions()
    assert question.words == {"en": "Which?", "de": "Welche?"}
    assert [option.words["de"] for option in question.options] == ["Rot", "Grün"]
    builder.press("unsay de")
    assert builder.draft().languages == ("en",)


def test_what_cannot_be_published_is_said_at_its_question(builder: Builder) -> None:
    builder.add("choice", "Which?", options="Red")
    assert builder.press("publish") == 422
    answer = builder.client.post(builder.page, builder.form() | {"press": "publish"})
    page = answer.content.decode()
    assert "It needs two answers or more to choose from." in page
    assert "Which?" in page
    assert builder.published() == 0
    with enter(builder.cast.studio):
        assert not Entry.objects.filter(event="survey.published").exists()


def test_what_changes_is_said_and_the_old_version_stays(builder: Builder) -> None:
    key = builder.add("rating", "How was it?")
    builder.press("publish")
    builder.typed = {f"{key}.words": "How did you like it?"}
    builder.press("keep")
    page = builder.client.get(builder.page).content.decode()
    assert "“How was it?” now reads “How did you like it?”" in page
    builder.press("publish")
    with enter(builder.cast.studio):
        said = [one.questionnaire for one in builder.survey.versions.order_by("number")]
    assert [next(one.questions()).words["en"] for one in said] == [
        "How was it?",
        "How did you like it?",
    ]


def test_publishing_nothing_new_makes_no_version(builder: Builder) -> None:
    builder.add("rating", "How was it?")
    builder.press("publish")
    builder.press("publish")
    with enter(builder.cast.studio):
        assert builder.survey.versions.count() == 1


def test_looking_on_writes_nothing(builder: Builder) -> None:
    key = builder.add("text", "Why?")
    where = builder.page.replace("/questions", "/questions/preview")
    seen = builder.client.post(where, builder.form() | {f"{key}.words": "What for?"})
    assert "What for?" in seen.content.decode()
    assert builder.words() == ["Why?"]


def test_a_press_that_means_nothing_changes_nothing(builder: Builder) -> None:
    builder.add("text", "Why?")
    for press in ("add song", "add", "up nobody", "remove nobody", "also xx", "unsay en", "dance"):
        assert builder.press(press) == 302
    assert builder.words() == ["Why?"]
    assert builder.draft().languages == ("en",)


def test_a_photo_can_be_asked_for(builder: Builder) -> None:
    builder.add("file", "Show us, if you like")
    assert builder.press("publish") == 302
    [asked] = builder.questions()
    with enter(builder.cast.studio):
        assert Version.objects.filter(published_at__isnull=False).exists()
    assert asked.kind == Kind.FILE


def test_a_name_that_is_a_command_is_only_words(builder: Builder) -> None:
    builder.add("text", "<script>alert(1)</script> {customer}")
    page = builder.client.get(builder.page).content.decode()
    assert "<script>alert" not in page
