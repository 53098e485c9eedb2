"""A mail server that misbehaves as told: real sockets, on this machine, scripted line by line."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

CUT = "cut"
STALL = "stall"
TRICKLE = "trickle"
LATE = "late"


@dataclass
class PostOffice:
    """Answers each command as `script` says, or as a good server would.

    `script` maps a moment (banner, EHLO, MAIL, RCPT, DATA, message) to an answer ("450 later"),
    or to CUT (hang up instead), STALL (say nothing), TRICKLE (a byte now and then) or LATE (the
    good answer after a second). A list
    gives one answer to each connection in turn, and the last to all that follow; None in it is
    the good answer. What it took in full is in `taken`, answered or not.
    """

    script: dict[str, str | list[str | None]] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    # With one it speaks TLS: from the first byte, or once it was asked to (STARTTLS).
    private: ssl.SSLContext | None = None
    at_once: bool = True
    # What was said to it, line by line, once in private where it speaks so.
    heard: list[str] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def answer(self, moment: str, good: str) -> str:
        said = self.script.get(moment)
        if isinstance(said, list):
            said = said[min(self.connections, len(said)) - 1]
        return said or good

    def serve(self, listening: socket.socket) -> None:
        while not self._ended.is_set():
            with suppress(OSError):
                one, _ = listening.accept()
                self.connections += 1
                with one, suppress(OSError, Hung):
                    one.settimeout(10)
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._talk(one)

    def _talk(self, one: socket.socket) -> None:
        if self.private and self.at_once:
            with self.private.wrap_socket(one, server_side=True) as inside:
                self._say(inside, "banner", "220 here")
                self._answer_all(inside)
            return
        self._say(one, "banner", "220 here")
        if self._answer_all(one) and self.private:
            self.heard.clear()
            with self.private.wrap_socket(one, server_side=True) as inside:
                self._answer_all(inside)

    def _answer_all(self, one: socket.socket) -> bool:
        """Answer line by line; True when they go on in private."""
        with one.makefile("rb") as lines:
            for line in lines:
                verb = line[:4].decode(errors="replace").upper()
                self.heard.append(line.decode(errors="replace").strip())
                if verb == "QUIT":
                    return False
                if verb == "RCPT":
                    self.recipients.append(line.decode().partition("<")[2].partition(">")[0])
                self._say(one, verb, self._good(verb))
                if verb == "STAR":
                    return self.answer("STAR", "220").startswith("220")
                if verb == "DATA" and self.answer("DATA", "354").startswith("354"):
                    self._take(lines)
                    self._say(one, "message", f"250 2.0.0 queued as {len(self.taken)}")
        return False

    def _good(self, verb: str) -> str:
        offers = ["STARTTLS", "AUTH PLAIN LOGIN"] if self.private else []
        hello = "\r\n".join([f"250-{each}" for each in ["here", *offers]] + ["250 fine"])
        known = {"EHLO": hello, "DATA": "354 go", "AUTH": "235 come in", "STAR": "220 go"}
        return known.get(verb, "250 fine")

    def _take(self, lines: Iterator[bytes]) -> None:
        body = bytearray()
        for line in lines:
            if line == b".\r\n":
                self.taken.append(message_from_bytes(bytes(body), policy=policy.default))
                return
            body += line.removeprefix(b".") if line.startswith(b"..") else line

    def _say(self, one: socket.socket, moment: str, good: str) -> None:
        answer = self.answer(moment, good)
        if answer == CUT:
            raise Hung
        if answer == LATE:
            time.sleep(1)
            answer = good
        if answer in {STALL, TRICKLE}:
            self._keep_waiting(one, answer)
        one.sendall(answer.encode() + b"\r\n")

    def _keep_waiting(self, one: socket.socket, how: str) -> None:
        for _ in range(600):
            if self._ended.is_set():
                raise Hung
            if how == TRICKLE:
                one.sendall(b"2")
            time.sleep(0.05)
        raise Hung

    def close(self) -> None:
        self._ended.set()


class Hung(Exception):
    """The server hung up."""


@contextmanager
def post_office(**script: str | list[str | None]) -> Iterator[PostOffice]:
    """A mail server on loopback, gone when the block ends."""
    with _open(PostOffice(script=dict(script))) as office:
        yield office


@contextmanager
def private_office(
    private: ssl.SSLContext, *, at_once: bool = True, **script: str | list[str | None]
) -> Iterator[PostOffice]:
    """One that speaks TLS with this certificate: from the first byte, or once it was asked to."""
    with _open(PostOffice(script=dict(script), private=private, at_once=at_once)) as office:
        yield office


@contextmanager
def _open(office: PostOffice) -> Iterator[PostOffice]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.02)
        office.port = listening.getsockname()[1]
        serving = threading.Thread(target=office.serve, args=(listening,), daemon=True)
        serving.start()
        try:
            yield office
        finally:
            office.close()
            serving.join(5)
