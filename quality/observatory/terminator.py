"""A TLS terminator on loopback, as a proxy in front of us would be: 443, and 80 beside it.

The Observatory asks for the root of a site and signs in nowhere. So this answers `/` with the
page whose turn it is, with that visitor's cookie. Headers pass as they are; the status of a page
that is not found becomes 200, because the Observatory judges no other.
"""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OF_THE_LINE = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass
class Page:
    """What stands at the root now: its path, and the cookie of who looks."""

    path: str
    cookie: str = ""


class Front(ThreadingHTTPServer):
    """Hands on what comes in by one scheme to the server behind it."""

    daemon_threads = True

    def __init__(self, port: int, scheme: str, behind: int, page: Page) -> None:
        super().__init__(("127.0.0.1", port), Passing)
        self.scheme, self.behind, self.page = scheme, behind, page


class Passing(BaseHTTPRequestHandler):
    """One request, handed on."""

    protocol_version = "HTTP/1.1"
    server: Front

    def do_GET(self) -> None:
        front = self.server
        asked = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        asked |= {"Host": "localhost", "X-Forwarded-Proto": front.scheme}
        path = self.path
        if path == "/" and front.scheme == "https":
            path = front.page.path
            asked |= {"Cookie": front.page.cookie} if front.page.cookie else {}
        behind = http.client.HTTPConnection("127.0.0.1", front.behind, timeout=20)
        behind.request(self.command, path, headers=asked)
        answer = behind.getresponse()
        body = answer.read()
        self.send_response_only(200 if answer.status == 404 and self.path == "/" else answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_LINE:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an address may hold a token."""


@contextmanager
def terminator(*, behind: int, certificate: Path, key: Path) -> Iterator[Page]:
    """https://localhost and http://localhost in front of a port; what stands at the root can be
    changed. PermissionError or OSError where the ports cannot be had.
    """
    page = Page("/")
    known = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    known.load_cert_chain(certificate, key)
    with Front(443, "https", behind, page) as secure, Front(80, "http", behind, page) as plain:
        secure.socket = known.wrap_socket(secure.socket, server_side=True)
        for one in (secure, plain):
            threading.Thread(target=one.serve_forever, daemon=True).start()
        try:
            yield page
        finally:
            secure.shutdown()
            plain.shutdown()
