"""Each part shows what it is given, in all its states, and lets nothing else through."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from makegood.ui.gallery import gallery, plain_gallery
from tests.ui.reading import Element, parsed

ROW = {
    "id": "promise-7", "who": "the bakery", "what": "Logo proofs", "href": "/promises/7",
    "when": "Friday", "when_iso": "2026-09-04", "when_exact": "Friday 4 September 2026",
    "act": {"label": "Kept", "action": "/keep", "about": "Logo proofs"},
}  # fmt: skip


def page(query: str = "", language: str = "en") -> Element:
    with translation.override(language):
        request = RequestFactory().get(f"/ui{query}")
        vars(request)["csp_nonce"] = "n0nce"
        return parsed(gallery(request).content.decode())


def row(**values: Any) -> Element:
    return parsed(render_to_string("ui/promise_row.html", {"row": ROW | values}))


class TestThePage:
    def test_it_is_one_page_with_one_title_and_one_main(self) -> None:
        whole = page()
        assert len(whole.all("h1")) == 1
        assert len(whole.all("main")) == 1

    @pytest.mark.parametrize("query", ["", "?empty"])
    def test_nothing_in_it_breaks_the_content_policy(self, query: str) -> None:
        for element in page(query).every():
            assert "style" not in element.attributes
            assert not [name for name in element.attributes if name.startswith("on")]
            if element.tag == "script":
                assert element.attributes.get("nonce")
                assert element.attributes.get("src")

    def test_ids_are_used_once(self) -> None:
        ids = [e.attributes["id"] for e in page().every() if "id" in e.attributes]
        assert len(ids) == len(set(ids))

    def test_the_language_turns_the_page(self) -> None:
        assert page().one("html").attributes["dir"] == "ltr"
        turned = page(language="ar").one("html")
        assert (turned.attributes["lang"], turned.attributes["dir"]) == ("ar", "rtl")

    def test_signing_out_is_a_press_and_not_a_link(self) -> None:
        forms_of_menu = [form for form in page().all("form") if "Sign out" in form.text]
        assert [form.attributes["method"] for form in forms_of_menu] == ["post"]

    def test_the_plain_frame_has_no_pages_to_go_to(self) -> None:
        plain = parsed(plain_gallery(RequestFactory().get("/ui/plain")).content.decode())
        assert plain.all("nav") == []


class TestARow:
    def test_it_says_who_what_when_and_the_one_act(self) -> None:
        shown = row()
        assert shown.one("a").text == "Logo proofs"
        assert "the bakery" in shown.text
        assert shown.one("time").attributes["title"] == "Friday 4 September 2026"
        assert shown.one("button").text.split() == ["Kept:", "Logo", "proofs"]

    def test_its_act_works_without_script(self) -> None:
        form = row().one("form")
        assert (form.attributes["method"], form.attributes["action"]) == ("post", "/keep")

    def test_done_it_is_struck_and_offers_undo_instead(self) -> None:
        shown = row(done=True, undo={"label": "Undo", "action": "/undo"})
        assert "is-done" in shown.one("li").attributes["class"]
        assert [button.text.strip() for button in shown.all("button")] == ["Undo"]

    def test_a_meaning_has_a_word_and_a_mark(self) -> None:
        shown = row(tone="missed", note="We said Friday")
        assert "We said Friday" in shown.text
        assert [use.attributes["href"].split("#")[1] for use in shown.all("use")] == ["circle-x"]

    def test_what_a_customer_is_called_is_not_markup(self) -> None:
        shown = row(who="<b>x</b>", what="<script>1</script>")
        assert shown.all("b") == []
        assert shown.all("script") == []


class TestAField:
    class Day(forms.Form):
        day = forms.CharField(label="New day", help_text="A day to come.")

    def test_hint_and_error_are_tied_to_the_input(self) -> None:
        form = self.Day({"day": "32 May"})
        form.add_error("day", "Which day did you mean?")
        shown = parsed(render_to_string("ui/field.html", {"field": form["day"]}))
        described = shown.one("input").attributes["aria-describedby"].split()
        said = {e.attributes.get("id"): e.text.strip() for e in shown.every()}
        assert [said[name] for name in described] == ["A day to come.", "Which day did you mean?"]
        assert shown.one("input").attributes["aria-invalid"] == "true"

    def test_what_was_typed_is_still_there(self) -> None:
        shown = parsed(
            render_to_string("ui/field.html", {"field": self.Day({"day": "32 May"})["day"]})
        )
        assert shown.one("input").attributes["value"] == "32 May"


class TestAChip:
    def test_its_error_stands_in_for_its_hint_and_is_tied_to_it(self) -> None:
        chip = {"name": "when", "label": "When", "value": "32 May", "hint": "h", "error": "Which?"}
        shown = parsed(render_to_string("ui/chip.html", {"chip": chip}))
        field = shown.one("input")
        assert field.attributes["aria-describedby"] == "chip-when-error"
        assert shown.one("label").attributes["for"] == field.attributes["id"]
        assert "Which?" in shown.text


class TestAFigure:
    def test_without_a_share_it_draws_nothing(self) -> None:
        shown = parsed(render_to_string("ui/rate.html", {"rate": {"label": "l", "words": "w"}}))
        assert shown.all("svg") == []

    def test_nought_per_cent_is_a_share(self) -> None:
        rate = {"label": "l", "words": "0 of 4 kept", "share": 0, "low": 0, "high": 40}
        shown = parsed(render_to_string("ui/rate.html", {"rate": rate}))
        assert len(shown.all("line")) == 3
