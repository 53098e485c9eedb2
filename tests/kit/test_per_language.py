"""Said once, remembered; in another language, said anew."""

from __future__ import annotations

from django.utils import translation

from makegood.kit.per_language import once_per_language


def test_the_same_question_is_answered_once_in_each_language() -> None:
    asked: list[str] = []

    @once_per_language
    def hello(name: str) -> str:
        asked.append(name)
        return f"{translation.get_language()}: {name}"

    with translation.override("en"):
        assert [hello("Ada"), hello("Ada"), hello("Bob")] == ["en: Ada", "en: Ada", "en: Bob"]
    with translation.override("de"):
        assert hello("Ada") == "de: Ada"
    assert asked == ["Ada", "Bob", "Ada"]
