"""One request with something in it, what became of it, and then as if it had never been."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import transaction

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
    stored: dict[str, set[str]] = field(default_factory=dict)

    @property
    def was_taken(self) -> bool:
        return self.status in REDIRECTS or (self.status == 200 and bool(self.stored))


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
        return Sent(answer.status_code, answer.headers.get("Location", ""), said)


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
