"""A member's calendar feed: whoever holds its address reads it, until it is changed."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from makegood.domain.promises.queries.feed import feed_of, reader
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.api.calendar import Names, calendar_of

READ = ("GET", "HEAD")
FEED = Link.Purpose.FEED
# Calendar programs ask every few minutes at most; a change is seen that soon.
KEPT_FOR = "private, max-age=300"


@csrf_exempt  # It only reads; anything but reading is refused with 405 rather than 403.
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; 404 for an address that opens nothing now, whatever the reason."""
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    now = timezone.now()
    opened = links.by_token(token, purpose=FEED, now=now)
    if opened is None or opened.state != State.OPEN:
        return _nothing()
    ours = opened.business
    with enter(ours), translation.override(ours.locale), timezone.override(ours.tz):
        member = reader(opened.link.opens)
        return _nothing() if member is None else _answer(request, ours, member, now)


vars(show)["by_link"], vars(show)["methods"] = FEED.value, READ


def _answer(request: HttpRequest, ours: Business, member: Member, now: datetime) -> HttpResponse:
    feed = feed_of(member, now=now, hours=office_hours(now=now))
    written = calendar_of(feed, ours, _names(ours), now=now)
    etag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = f'inline; filename="{ours.slug}.ics"'
    changed = int(feed.changed_at.timestamp())
    # Within its own second a change may have a follower that the clock could not tell from it.
    sure = changed < int(now.timestamp())
    if sure:
        response.headers["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag, changed if sure else None, response)
    assert answer is not None
    answer.headers["Cache-Control"] = KEPT_FOR
    answer.headers["Content-Language"] = ours.locale
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _names(ours: Business) -> Names:
    """Where a promise is on the desk, from our base address and never from the request's."""
    return Names(
        key=settings.LINKS_KEY,
        page=lambda promise: (
            settings.BASE_URL
            + reverse("promise", kwargs={"business": ours.slug, "promise": promise})
        ),
    )


def _nothing() -> HttpResponse:
    said = _("This calendar address opens nothing. The one that does is in the settings.")
    return HttpResponse(f"{said}\n", status=404, content_type="text/plain; charset=utf-8")
