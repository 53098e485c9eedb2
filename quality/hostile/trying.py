"""One request with something in it, what became of it, and then as if it had never been."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.contrib.messages import WARNING, get_messages
from django.core.cache import cache
from django.core.handlers import wsgi
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.template.backends.django import Template

from quality.hostile.ground import Form, Ground
from quality.hostile.stored import Stored

URLENCODED = "application/x-www-form-urlencoded"
APART = "apart-5d1e"
MULTIPART = f"multipart/form-data; boundary={APART}"
FILE = b"No,Customer\n1,Anna\n"
REDIRECTS = {301, 302, 303}


@dataclass
class Sent:
    """What was answered, where it leads, and the new texts by column."""

    status: int
    leads_to: str
    markup: str
    warned: bool = False
    stored: dict[str, set[str]] = field(default_factory=dict)

    @property
    def was_taken(self) -> bool:
        """Some are refused on the next page, by a warning there; then nothing was stored."""
        if self.warned or self.status == 200:
            return bool(self.stored)
        return self.status in REDIRECTS


class Trying:
    """Sends forms in the world; each is undone when its block ends."""

    def __init__(self, here: Ground) -> None:
        self._here, self._stored = here, Stored(here.business)
        self.requests = 0

    @contextmanager
    def sent(self, form: Form) -> Iterator[Sent]:
        client = self._here.senders[form.whose]
        cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
        cache.clear()
        with transaction.atomic():
            with self._stored.watched() as written:
                sent = self._send(form)
            if sent.status < 500 and written:
                sent.stored = self._stored.changed(written)
            yield sent
            transaction.set_rollback(True)
        client.cookies = cookies

    def looked_up(self, form: Form) -> set[str]:
        """The names that the answer to a question depends on."""
        asked: set[str] = set()

        class Noting(QueryDict):
            def __getitem__(self, name: str) -> Any:
                asked.add(name)
                return super().__getitem__(name)

            def getlist(self, name: str, default: Any = None) -> Any:
                asked.add(name)
                return super().getlist(name, default)

        with patch.object(wsgi, "QueryDict", Noting), self.sent(form):
            return asked

    def page(self, whose: str, path: str) -> str:
        """The markup of a page; "" where there is none."""
        try:
            answer = self._here.senders[whose].get(path)
        except Exception as error:
            return f"<broken>{error!r}"
        is_page = answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
        return answer.content.decode() if is_page else ""

    def _send(self, form: Form) -> Sent:
        client, body = self._here.senders[form.whose], form.body
        self.requests += 1
        try:
            if form.method == "get":
                answer = client.get(f"{form.path}?{encoded(body)}")
            elif "files" in body:
                answer = client.generic("POST", form.path, with_file(body), MULTIPART)
            else:
                answer = client.generic("POST", form.path, encoded(body), URLENCODED)
        except Exception as error:  # The answer to an error asked a database that was past asking.
            return Sent(599, "", repr(error))
        said = answer.content.decode(errors="replace") if not answer.streaming else ""
        leads_to = answer.headers.get("Location", "")
        return Sent(answer.status_code, leads_to, said, _is_warned(answer.wsgi_request))


@contextmanager
def undrawn() -> Iterator[None]:
    """Forms are read and acts done; the pages, most of the time that it takes, are not drawn."""
    right = Template.render

    def render(page: Template, *said: Any, **named: Any) -> str:
        is_page = str(page.template.name).startswith("interfaces/")
        return "" if is_page else str(right(page, *said, **named))

    with patch.object(Template, "render", render):
        yield


def _is_warned(request: HttpRequest) -> bool:
    return any(each.level >= WARNING for each in get_messages(request))


def encoded(body: dict[str, Any]) -> str:
    """As a browser would send it; half of a pair as whoever wants to."""
    return urlencode(body, encoding="utf-8", errors="surrogatepass")


def with_file(body: dict[str, str]) -> bytes:
    """The same with a file: its name is what the field says, quoted as browsers do."""
    parts = []
    for name, value in body.items():
        said = value.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        what = f'; filename="{said}"' if name == "files" else ""
        head = f'--{APART}\r\nContent-Disposition: form-data; name="{name}"{what}\r\n\r\n'
        held = FILE if name == "files" else value.encode("utf-8", "surrogatepass")
        parts.append(head.encode("utf-8", "surrogatepass") + held + b"\r\n")
    return b"".join(parts) + f"--{APART}--\r\n".encode()
