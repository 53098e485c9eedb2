"""A mail server that a business brings: named, tried, proved, and given up again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.events import ServerProved, ServerRemoved, ServerSet, ServerTried
from makegood.foundation.mail.locking import lock
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.mail.queries import IN_FORCE
from makegood.foundation.mail.rendering import rendered
from makegood.foundation.mail.rules import OWN_PORTS, as_sent
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.queries import hold_business
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.hosts import host_named
from makegood.kit.refusal import Refusal


@transaction.atomic
def bring(
    *,
    host: str,
    port: int,
    security: OwnServer.Security,
    user: str,
    password: str,
    address: str,
    member: Member,
    by: Actor,
    at: datetime,
) -> OwnServer:
    """Name a mail server, in the place of another on trial. What is in force stays so until this
    one has proved itself.

    Refused: what is no host, port or address; a user without a password, or the other way round;
    a password that SMTP cannot say; and any server of a demo, whose letters never leave.
    """
    if hold_business().demo:
        raise Refusal(_("Nothing leaves a demo, so no mail server can be tried here."))
    known = _host(host, port)
    sender = _address(address)
    user = user.strip()
    if bool(user) != bool(password):
        where = "password" if user else "user"
        raise Refusal(_("A name and a password go together: give both, or neither."), field=where)
    if not (user + password).isascii() or not (user + password).isprintable():
        said = _("Mail servers take only plain letters, digits and signs here: no umlauts.")
        raise Refusal(said, field="user" if not user.isascii() else "password")
    OwnServer.objects.filter(proved_at=None).delete()
    server = OwnServer(
        business=current_business(),
        host=known,
        port=port,
        security=security,
        user=user,
        address=sender,
        set_by=member,
        set_at=at,
    )
    if password:
        key = settings.LINKS_KEY
        server.locked_password = lock(password, bound_to=server.bound_to, key=key)
    server.save(force_insert=True)
    record(ServerSet(subject_id=server.pk), by=by, at=at)
    return server


@transaction.atomic
def try_out(*, server: OwnServer, member: Member, by: Actor, at: datetime) -> Letter:
    """Write one letter to this member, which goes by that server whether it is in force or not."""
    said = rendered("foundation/mail/letters/trial.html", {"business": current_business().name})
    letter = write(
        kind=Letter.Kind.TRIAL,
        about=server.pk,
        to_name=str(member.user),
        to_address=member.user.email,
        subject=said.subject,
        text=said.text,
        html=said.html,
        language=said.language,
        at=at,
    )
    record(ServerTried(subject_id=server.pk, letter=letter.pk), by=by, at=at)
    return letter


@transaction.atomic
def prove(*, server: OwnServer, by: Actor, at: datetime) -> bool:
    """Letters leave by this one from now on. False when it was given up, or had proved itself."""
    hold_business()
    on_trial = OwnServer.objects.filter(pk=server.pk, proved_at=None)
    if not on_trial.exists():
        return False
    OwnServer.objects.filter(IN_FORCE).delete()
    on_trial.update(proved_at=at)
    record(ServerProved(subject_id=server.pk), by=by, at=at)
    return True


@transaction.atomic
def remove(*, by: Actor, at: datetime) -> bool:
    """Letters leave by the operator's server again; nothing of ours is kept. False without one."""
    hold_business()
    ours = list(OwnServer.objects.order_by("pk"))
    for server in ours:
        # An entry is written while what it points at is still there: the wall looks.
        record(ServerRemoved(subject_id=server.pk), by=by, at=at)
    OwnServer.objects.all().delete()
    return bool(ours)


def _host(host: str, port: int) -> str:
    """The host as the DNS knows it, or as the operator wrote it; Refusal for any other."""
    plain, near = host.strip().lower(), settings.OWN_SERVERS_NEARBY
    if f"{plain}:{port}" in near:
        return plain
    if port not in OWN_PORTS:
        ports = ", ".join(map(str, OWN_PORTS))
        raise Refusal(
            _("Mail is handed over at one of these: %(ports)s.") % {"ports": ports}, field="port"
        )
    if plain in near:
        return plain
    try:
        return host_named(host)
    except ValueError:
        said = _("Write its name as your mail provider does, like smtp.example.com.")
        raise Refusal(said, field="host") from None


def _address(address: str) -> str:
    try:
        return as_sent(address.strip())
    except ValueError:
        said = _("That is no address that letters can come from. One looks like ada@example.com.")
        raise Refusal(said, field="address") from None
