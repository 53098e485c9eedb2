"""A survey for anybody who has its link or code. A visit keeps nothing; a press does."""

from __future__ import annotations

import secrets
from ipaddress import ip_address, ip_network

from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from makegood.domain.feedback.actions.opening import ANYBODY, answer_openly
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import open_survey, retired
from makegood.foundation.journal.events import Actor
from makegood.foundation.limits.rate import allow
from makegood.foundation.links import queries as links
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal.arriving import led_to
from makegood.interfaces.portal.asked import too_many
from makegood.interfaces.portal.asked_door import language_of
from makegood.interfaces.portal.asked_page import asked_no_more, asking, sent
from makegood.interfaces.portal.door import READ, WRITE, secret
from makegood.kit.refusal import Refusal

# From one network, whichever survey: a counter's tablet may, a machine may not. And of one survey.
MOST_AN_HOUR, MOST_OF_ALL = 60, 500
AN_HOUR = 3600


@csrf_exempt  # Whoever presses has no rights here that somebody could use in their name.
@secret
@never_cache
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """The first page; with a press it is kept, and goes on at a link of their own."""
    if request.method not in (*READ, *WRITE):
        return HttpResponseNotAllowed((*READ, *WRITE))
    opened = links.by_token(token, purpose=ANYBODY, now=timezone.now())
    if opened is None or opened.state != State.OPEN:
        raise Http404
    ours = opened.business
    with enter(ours), timezone.override(ours.tz):
        whoever = open_survey(opened.link.opens)
        if whoever is None:
            return _over(request, opened.link.opens)
        with translation.override(language_of(request, whoever)):
            if request.method in WRITE:
                return _keep(request, whoever)
            return _asked(request, whoever)


vars(ask)["open_to_all"] = "whoever holds the token may answer once, and learns nothing"


def _over(request: HttpRequest, survey_id: int) -> HttpResponse:
    """It was retired; its link and code stand on bills still, and say so kindly."""
    survey = retired(survey_id)
    if survey is None:
        raise Http404
    whoever = Invitation(survey=survey)
    with translation.override(language_of(request, whoever)):
        return asked_no_more(request, whoever, is_over=True)


def _keep(request: HttpRequest, whoever: Invitation) -> HttpResponse:
    if _is_elsewhere(request):
        return _asked(request, whoever, Refusal(_("Please press once more.")), status=403)
    if not _may_press(request, whoever):
        return _asked(request, whoever, Refusal(too_many()), status=429)
    if request.POST.get("version") != str(whoever.version_id):
        changed = _("The questions have just changed. Please look at them once more.")
        return _asked(request, whoever, Refusal(changed), status=422)
    try:
        made = answer_openly(
            survey=whoever.survey,
            key=request.POST.get("key", ""),
            said=sent(request),
            language=translation.get_language(),
            by=Actor("customer"),
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _asked(request, whoever, refusal, status=422)
    assert made.link is not None
    page = reverse("asked", kwargs={"link": made.link.pk})
    return led_to(made.link, page, made.link.expires_at)


def _asked(
    request: HttpRequest, whoever: Invitation, why: Refusal | None = None, *, status: int = 200
) -> HttpResponse:
    """The first page, as it was sent; a tapped answer is shown as chosen."""
    said, first = sent(request), whoever.version.questionnaire.first
    chosen = request.GET.get("chosen", "")
    is_tapped = bool(chosen) and first is not None and first.key not in said
    if is_tapped and first is not None:
        said = {**said, first.key: [chosen]}
    known = "" if _is_elsewhere(request) else request.POST.get("key", "")
    key = known or secrets.token_urlsafe(16)
    return asking(
        request,
        whoever,
        said,
        action=request.path,
        why=why,
        status=status,
        is_tapped=is_tapped,
        key=key,
        version=whoever.version_id,
    )


def _may_press(request: HttpRequest, whoever: Invitation) -> bool:
    survey = f"survey {whoever.survey_id}"
    return allow("answer an open survey", _network_of(request), MOST_AN_HOUR, AN_HOUR) and allow(
        "be answered openly", survey, MOST_OF_ALL, AN_HOUR
    )


def _is_elsewhere(request: HttpRequest) -> bool:
    """Whether another's page presses for a visitor, who would go on where its maker reads; that of
    a neighbour under the same domain is another's too.
    """
    return request.headers.get("Sec-Fetch-Site", "") in {"cross-site", "same-site"}


def _network_of(request: HttpRequest) -> str:
    """Where they ask from, as far as the proxies before us are trusted to say so.

    Of IPv6 the network: whoever has one address has all of its /64 (RFC 6177).
    """
    said = str(DefaultAccountAdapter(request).get_client_ip(request))
    try:
        address = ip_address(said)
    except ValueError:
        return said
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))
