"""The only way into a page of the desk: who are you, is it yours, may you."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from makegood.foundation.accounts import queries as accounts
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.leading import led_on
from makegood.permissions import allows

READ = ("GET", "HEAD")
WRITE = ("POST",)
BOTH = (*READ, *WRITE)


class DeskRequest(WSGIRequest):
    """A request of a member inside their business. (A request that came in becomes one.)"""

    member: Member
    business: Business

    @property
    def actor(self) -> Actor:
        return Actor("member", self.member.pk)


View = Callable[..., HttpResponseBase]


def desk(act: str, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """Guard a view with an act of the permissions table, and say which methods it answers.

    A stranger gets 404, as if the business were not there; so does a member who may not.
    Inside, the scope is entered and the business's language and zone are set.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, business: str, **ids: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            member = accounts.member_of(request.user, business)
            if member is None or not allows(act, member):
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            inside = _come_in(request, member)
            ours = member.business
            with enter(ours), translation.override(ours.locale), timezone.override(ours.tz):
                return led_on(inside, view(inside, **ids))

        vars(answer)["guard"], vars(answer)["methods"] = (act,), methods
        return answer

    return guard


def open_to_all(
    reason: str,
) -> Callable[[View], View]:
    """Mark a page that needs no member, and say why."""

    def guard(view: View) -> View:
        vars(view)["open_to_all"] = reason
        return view

    return guard


def _come_in(request: HttpRequest, member: Member) -> DeskRequest:
    request.__class__ = DeskRequest
    inside = cast("DeskRequest", request)
    inside.member, inside.business = member, member.business
    return inside


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then come back here; what was typed in a browser we know is kept."""
    back = typed.keep(request)
    if request.method == "POST" and typed.waits(request):
        messages.info(request, _("You have been signed out. Sign in: what you typed is kept."))
    address = f"{reverse('account_login')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)
