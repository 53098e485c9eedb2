"""Reading the outbox, and how its letters leave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.conf import settings
from django.db.models import Q, QuerySet

from makegood.foundation.mail.locking import WrongKey, unlock
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.mail.rules import Server, Way

PAGE = 50
NO_SERVER = "No mail server is set up: MAIL_SERVER says which."
LOCKED = "The password of the business's own mail server cannot be read: LINKS_KEY is another."
GONE = "This mail server is not on trial any more."
ELSEWHERE = "Another mail server may have it, which is not in use any more."
NOT_TO_CUSTOMERS = (Letter.Kind.ACCOUNT, Letter.Kind.TRIAL)
IN_FORCE = Q(proved_at__isnull=False)


def to_customers(*, page: int) -> tuple[list[Letter], bool]:
    """A page (from 1) of what was written to customers, newest first, and whether more follows.

    Account mail is its reader's alone: it opens their account, and is shown to nobody.
    """
    start = (page - 1) * PAGE
    rows = list(_to_customers().order_by("-id")[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def to_customer(letter_id: int) -> Letter | None:
    """One letter to a customer of ours; None if it is none."""
    return _to_customers().filter(pk=letter_id).first()


def last_to(customer_ids: Collection[int], address: str) -> Letter | None:
    """The last letter to any of these customers at an address; None if none was written."""
    found = _to_customers().filter(customer_id__in=customer_ids, to_address=address)
    return found.order_by("-id").first()


def account_mail_gone_wrong() -> list[Letter]:
    """Account mail that was refused or is in doubt, oldest first. Its words are nobody else's."""
    wrong = Letter.objects.filter(state__in=[Letter.State.FAILED, Letter.State.UNKNOWN])
    return list(wrong.filter(kind=Letter.Kind.ACCOUNT).defer("text", "html").order_by("id"))


def _to_customers() -> QuerySet[Letter]:
    return Letter.objects.exclude(kind__in=NOT_TO_CUSTOMERS)


def server_in_force() -> OwnServer | None:
    """The business's own mail server, by which its letters leave; None where it has none."""
    return OwnServer.objects.filter(IN_FORCE).first()


def server_on_trial() -> OwnServer | None:
    """The one that has to prove itself; None where there is none."""
    return OwnServer.objects.filter(proved_at=None).first()


def sender() -> str:
    """Whom letters to customers come from now."""
    own = server_in_force()
    return own.address if own else str(settings.MAIL_FROM)


def last_trial(server: OwnServer) -> Letter | None:
    """The letter that tries it, or tried it last."""
    return Letter.objects.filter(kind=Letter.Kind.TRIAL, about=server.pk).order_by("pk").last()


def is_locked(server: OwnServer) -> bool:
    """Whether its password was kept under a key that we do not have any more."""
    return server_of(server) is None


def server_of(row: OwnServer) -> Server | None:
    """Where to hand letters over, the password readable; None when it is not."""
    try:
        password = row.locked_password and unlock(
            row.locked_password, bound_to=row.bound_to, key=settings.LINKS_KEY
        )
    except WrongKey:
        return None
    return Server(row.host, row.port, row.security, row.user, password, own=True)


def way_of(letter: Letter) -> Way:
    """How this letter leaves now.

    One that may have been taken already is never given to another server than had it.
    """
    way = _way_of(letter)
    if letter.doubts and letter.handed_to != way.number:
        return replace(way, refused=ELSEWHERE)
    return way


def _way_of(letter: Letter) -> Way:
    kind = Letter.Kind(letter.kind)
    if kind == Letter.Kind.ACCOUNT:
        # It opens a person's account, perhaps in other businesses too: what one business brought
        # never sees it.
        return _operators()
    if kind == Letter.Kind.TRIAL:
        tried = OwnServer.objects.filter(pk=letter.about).first()
        return _by(tried) if tried else replace(_operators(), refused=GONE)
    own = server_in_force()
    return _by(own) if own else _operators()


def _operators() -> Way:
    server: Server | None = settings.MAIL_SERVER
    waits = NO_SERVER if server is None and settings.SECURE else ""
    return Way(settings.MAIL_FROM, server, waits=waits)


def _by(row: OwnServer) -> Way:
    """By a business's own server, or not at all: never by another instead."""
    server = server_of(row)
    return Way(row.address, server, number=row.pk, waits="" if server else LOCKED)
