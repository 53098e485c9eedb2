"""What can be posted: every form on every page, filled in as its owner would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.urls import resolve

from makegood.foundation.tenancy.models import Business
from tests.interfaces.walls.addresses import Ids, desk, every, ids_in
from tests.ui.reading import Element, parsed

Body = dict[str, str]
SENTENCE = "Logo proofs to the bakery by Friday"
FILLED: Body = {"when": "in 3 days", "text": SENTENCE, "first": "2027-09-01", "last": "2027-09-02"}


@dataclass(frozen=True)
class Posted:
    """A form as a page shows it: where it goes, what it sends, and what its choices offer."""

    name: str
    ids: Ids
    path: str
    body: Body
    offered: dict[str, list[str]] = field(default_factory=dict)


def harvest(client: Client, business: Business) -> list[Posted]:
    """Every form that the signed-in person is shown in this business, once each way it looks."""
    pages = [client.get(path) for path in readable(business)]
    told = {"text": SENTENCE}
    for address in every():
        if address.name == "promise_reading":
            pages.append(client.post(address.at({"business": business.slug}), told))
    inside = {address.name for address in desk()}  # Not the way out.
    found: dict[tuple[str, ...], Posted] = {}
    for page in pages:
        if "text/html" in page.headers.get("Content-Type", ""):
            for posted in forms(page.content.decode()):
                if posted.name in inside:
                    found.setdefault((posted.path, *posted.body), posted)
    return list(found.values())


def readable(business: Business) -> list[str]:
    """A path of the business for every address; all promises and ideas: each looks different."""
    found = []
    for address in desk():
        most = 9 if address.name in {"promise", "idea"} else 1
        found += [address.at(ids) for ids in ids_in(address, business, most)]
    return found


def forms(markup: str) -> Iterator[Posted]:
    for form in parsed(markup).all("form"):
        if form.attributes.get("method", "").lower() != "post":
            continue
        path = form.attributes["action"]
        match = resolve(path.partition("?")[0])
        offered = dict(_offered(form))
        yield Posted(match.url_name or "", match.kwargs, path, _body(form, offered), offered)


def _offered(form: Element) -> Iterator[tuple[str, list[str]]]:
    for select in form.all("select"):
        values = [option.attributes.get("value", "") for option in select.all("option")]
        yield select.attributes["name"], values
    radios: dict[str, list[str]] = {}
    for each in form.all("input"):
        if each.attributes.get("type") == "radio":
            radios.setdefault(each.attributes["name"], []).append(each.attributes["value"])
    yield from radios.items()


def _body(form: Element, offered: dict[str, list[str]]) -> Body:
    body: Body = {}
    for each in form.every():
        said = each.attributes
        if not said.get("name") or said.get("type") in {"checkbox", "radio"}:
            continue
        if each.tag in {"input", "textarea", "button"}:
            body[said["name"]] = said.get("value", "") or FILLED.get(said["name"], "")
    for name, values in offered.items():
        body[name] = next((value for value in values if value), "")
    for select in form.all("select"):
        chosen = [o.attributes["value"] for o in select.all("option") if "selected" in o.attributes]
        if chosen:
            body[select.attributes["name"]] = chosen[0]
    body.pop("csrfmiddlewaretoken", None)
    return body
