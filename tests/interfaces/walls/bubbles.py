"""Where a browser would say what is wrong before we can: in its language, beside our sentence."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ui.reading import Element

CONTROLS = {"input", "select", "textarea"}
RULES = {"required", "pattern", "min", "max", "minlength", "step"}
# A day that is half typed is sent as none: the browser alone knows, and may look at that.
READ = {"email", "url", "number", "time", "month", "week"}


def bubbles(page: Element) -> Iterator[str]:
    """Each field that a browser would refuse by itself."""
    for form in page.all("form"):
        if "novalidate" in form.attributes:
            continue
        for each in form.every():
            said = each.attributes
            if each.tag not in CONTROLS or said.get("type") == "hidden":
                continue
            if RULES & said.keys() or said.get("type") in READ:
                yield f"a browser refuses {said.get('name')} of {form.attributes.get('action')}"
