"""What a template may not hold, because the page's policy or law 6 would break.

The content policy allows no inline style and no inline handler and runs only scripts that carry
the page's nonce; text of strangers is escaped always; GET changes nothing, so whatever changes
something is a POST form with a token, and works without script.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture import markup
from tests.architecture.house import Module, modules, planted, templates, told

HANDLER = re.compile(r"(?<![\w-])on[a-z]+\s*=", re.I)
STYLE = re.compile(r"(?<![\w-])style\s*=", re.I)
UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off")
TYPED = re.compile(
    r"<(?:textarea|select)\b|<input(?![^>]*type=\"hidden\")|{{\s*field\b"
    r"|{%\s*include\s+\"[^\"]*(?:field|question|chip)\.html"
)
SENDS = re.compile(r"(?<![\w-])hx-(post|put|patch|delete)\b")

# Python that makes markup of its own, with the reason.
MAKES_MARKUP = {
    "makegood/kit/line/drawing.py": "draws SVG from numbers; every word in it goes through escape",
    "makegood/kit/chart/parts.py": "strokes without a word; every word goes through format_html",
}


# Templates that are no page of ours, with the reason.
FOR_MAIL = {"foundation/mail/letter.html": "mail programs fetch no style sheet"}


def unsafe(text: str) -> Iterator[str]:
    """Each thing in a template that may not be there, as a sentence."""
    for tag, attributes in markup.opening_tags(text):
        if tag == "style" or STYLE.search(attributes):
            yield f"<{tag}>: inline style; write a class"
        if HANDLER.search(attributes):
            yield f"<{tag}>: inline handler; write a behaviour"
        if tag == "script" and "nonce=" not in attributes:
            yield "<script>: no nonce; the browser would refuse it"
        if tag != "form" and SENDS.search(attributes):
            yield f"<{tag}>: sends without a form; it would not work without script"
    for _ in UNESCAPED.finditer(markup.bare(text)):
        yield "unescaped text; use format_html in Python, or say it as text"


def wrong_forms(text: str) -> Iterator[str]:
    """Each form that does not say how, where or with what it sends, or sends more than it says."""
    for form in markup.forms(text):
        method, token = markup.method_of(form), "{% csrf_token %}" in form
        opening = next(attributes for tag, attributes in markup.opening_tags(form) if tag == "form")
        if method not in {"get", "post", "dialog"}:
            yield "a form says its method: get, post or dialog"
        if method == "post" and not token:
            yield "a POST form holds {% csrf_token %}"
        if method == "post" and TYPED.search(form) and not markup.SENT.match(form):
            yield "a form into which somebody types opens with {% sends_to %}: we say what is wrong"
        if method == "post" and not ("action=" in opening or markup.SENT.match(form)):
            yield "a POST form says its action: the walls try every form by where it goes"
        if method != "post" and (token or SENDS.search(opening)):
            yield f"a {method} form changes nothing: make it post"


def test_templates_hold_nothing_the_page_would_refuse() -> None:
    found = [
        f"{name}: {line}"
        for name, text in templates().items()
        if name not in FOR_MAIL
        for line in unsafe(text)
    ]
    assert not found, told(found, "Change these templates:")


def test_every_form_says_what_it_does() -> None:
    found = [f"{name}: {line}" for name, text in templates().items() for line in wrong_forms(text)]
    assert not found, told(found, "Change these forms:")


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a href="/" onclick="go()">',
        '<script src="/x.js"></script>',
        "{{ words|safe }}",
        "{% autoescape off %}{{ words }}{% endautoescape %}",
        '<button hx-post="/kept">',
    ],
)
def test_an_unsafe_template_is_caught(template: str) -> None:
    assert len(list(unsafe(template))) == 1


@pytest.mark.parametrize(
    "template",
    [
        "<form>{% csrf_token %}</form>",
        '<form method="post" action="/kept"></form>',
        '<form method="post">{% csrf_token %}</form>',
        '<form method="get" action="/promises">{% csrf_token %}</form>',
        '<form class="a" method="get" hx-post="/kept"></form>',
        '<form method="post" action="/a">{% csrf_token %}<textarea></textarea></form>',
    ],
)
def test_a_wrong_form_is_caught(template: str) -> None:
    assert list(wrong_forms(template))


def test_a_plain_page_passes() -> None:
    page = """{% comment %}<p style="x">{% endcomment %}<script nonce="{{ n }}" src="a"></script>
    <form method="post" action="{{ act.action }}"{% if a > b %} hx-post="x"{% endif %}>
    {% csrf_token %}<button data-on="1">Kept</button></form>"""
    assert [*unsafe(page), *wrong_forms(page)] == []


def markup_made(module: Module) -> Iterator[str]:
    """Each place where Python declares text to be safe markup."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            name = module.full(node.func)
            if name.endswith((".mark_safe", ".SafeString")) or name == "str.__html__":
                yield f"{module.at(node)}: {name}"


def test_python_declares_no_text_safe() -> None:
    found = [
        line
        for module in modules()
        if module.path not in MAKES_MARKUP
        for line in markup_made(module)
    ]
    assert not found, told(found, "Use format_html, which escapes what it is given.")
    needless = [
        path
        for path in MAKES_MARKUP
        if not any(list(markup_made(module)) for module in modules() if module.path == path)
    ]
    assert not needless, told(needless, "These exceptions are no longer needed: delete them.")


def test_mark_safe_is_caught() -> None:
    source = "from django.utils.safestring import mark_safe\nmark_safe(words)"
    assert len(list(markup_made(planted(source)))) == 1
