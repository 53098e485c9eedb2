"""Where letters leave: by the operator's mail server, or by one that the business brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.foundation.limits.rate import allow
from makegood.foundation.mail import queries, server
from makegood.foundation.mail.actions import own_server
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.mail_server_forms import ServerForm
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Sentence

MOST_TRIES = 10
AN_HOUR = 3600
# What we say ourselves where the server said nothing; its own words are shown as they are.
OURS: Final[dict[str, Sentence]] = {
    server.UNREACHED: gettext_lazy(
        "It could not be reached. Are its name and port written as your mail provider writes them?"
    ),
    server.MISNAMED: gettext_lazy(
        "Its certificate does not fit its name, so no password was given to it."
    ),
    server.TOO_LONG: gettext_lazy("It took too long to answer."),
    queries.LOCKED: gettext_lazy("Its password cannot be read any more. Type it in again."),
}


@desk("change the mail server")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, _form(request, initial=typed.again(request)))


@desk("change the mail server", methods=BOTH)
def keep(request: DeskRequest) -> HttpResponse:
    """Keep a server and send the letter that tries it: one press."""
    form = _form(request, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, form)
    if not _may_try(request):
        form.add_error(None, _often())
        return _page(request, form)
    try:
        _bring(request, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return _page(request, form)
    return redirect(here(request, "mail_server"))


@desk("change the mail server", methods=WRITE)
def try_again(request: DeskRequest) -> HttpResponse:
    found = queries.server_on_trial() or queries.server_in_force()
    if found is None:
        messages.info(request, _("There is no mail server of your own to try."))
    elif not _may_try(request):
        messages.warning(request, _often())
    else:
        _try(request, found)
    return redirect(here(request, "mail_server"))


@desk("change the mail server", methods=WRITE)
def remove(request: DeskRequest) -> HttpResponse:
    own_server.remove(by=request.actor, at=local_now(request))
    messages.info(request, _("Letters leave by Makegood's own server. Yours is forgotten."))
    return redirect(here(request, "mail_server"))


@transaction.atomic
def _bring(request: DeskRequest, said: dict[str, Any]) -> None:
    at = local_now(request)
    found = own_server.bring(**said, member=request.member, by=request.actor, at=at)
    _try(request, found)


def _try(request: DeskRequest, found: OwnServer) -> None:
    at = local_now(request)
    own_server.try_out(server=found, member=request.member, by=request.actor, at=at)


def _may_try(request: DeskRequest) -> bool:
    return allow("mail server", f"business {request.business.pk}", MOST_TRIES, AN_HOUR)


def _often() -> str:
    return _("That was tried often enough for now. Wait an hour, then try again.")


def _form(request: DeskRequest, *said: Any, **options: Any) -> ServerForm:
    return ServerForm(
        *said, known=queries.server_on_trial() or queries.server_in_force(), **options
    )


def _page(request: DeskRequest, form: ServerForm) -> HttpResponse:
    in_force, trial = queries.server_in_force(), queries.server_on_trial()
    context = {
        "form": form,
        "writes": not request.business.demo,
        "demo": request.business.demo,
        "in_force": in_force,
        "locked": bool(in_force and queries.is_locked(in_force)),
        "address": in_force.address if in_force else settings.MAIL_FROM,
        "leaves": bool(in_force or settings.MAIL_SERVER),
        "trial": _trial(request, trial) if trial else None,
        "remove": _remove(request) if in_force or trial else None,
        "kept_href": here(request, "mail_server_kept"),
        "settings_href": here(request, "settings"),
        "here_href": here(request, "mail_server"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "interfaces/desk/mail_server.html", context, status=status)


def _trial(request: DeskRequest, trial: OwnServer) -> dict[str, Any]:
    """How the trial stands: what the server answered, or that it has not answered yet."""
    letter = queries.last_trial(trial)
    ended = letter is not None and letter.ended_at is not None
    reply = letter.reply if letter else ""
    return {
        "host": trial.host,
        "to": letter.to_address if letter else "",
        "taken": letter is not None and letter.state == Letter.State.SENT,
        "untried": letter is None,
        "ended": ended,
        "waits": letter is not None and not ended and not reply,
        "says": OURS.get(reply) or _("It answered: “%(reply)s”") % {"reply": reply},
        "again": {
            "action": here(request, "mail_server_tried"),
            "label": _("Try it again") if letter else _("Try it"),
            "whole": True,
        },
    }


def _remove(request: DeskRequest) -> dict[str, Any]:
    return {
        "action": here(request, "mail_server_removed"),
        "label": _("Use Makegood's server again"),
        "whole": True,
    }
