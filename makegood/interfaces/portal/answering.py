"""The customer answers a notice, with one press."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.models import Notice
from makegood.domain.promises.queries.for_customer import notice_of
from makegood.domain.promises.queries.notices import is_outdated
from makegood.foundation.limits.rate import allow
from makegood.interfaces.portal.door import WRITE, Visit, portal
from makegood.interfaces.portal.page import framed
from makegood.interfaces.portal.reach import reach
from makegood.kit.refusal import Refusal

MOST_AN_HOUR = 30
AN_HOUR = 3600


@portal(methods=WRITE)
def give(request: HttpRequest, visit: Visit, notice: int) -> HttpResponse:
    try:
        found = notice_of(visit.customer, notice)
        choice = Notice.Option(request.POST.get("choice", ""))
    except (Notice.DoesNotExist, ValueError):
        raise Http404 from None
    words = request.POST.get("words", "")
    kept: dict[str, Any] = {"words": words, "reach": reach([found], timezone.localtime())}
    if not allow("answer a notice", f"link {visit.link.pk}", MOST_AN_HOUR, AN_HOUR):
        return framed(request, visit, "interfaces/portal/too_often.html", kept, status=429)
    try:
        answer(notice=found, choice=choice, words=words, by=visit.actor, at=timezone.now())
    except Refusal as refusal:
        said = {"sentence": refusal.sentence, **kept}
        return framed(request, visit, "interfaces/portal/refused.html", said, status=422)
    if is_outdated(found):
        # Their page shows the newer notice: nowhere else would they see that we have this.
        said = {"said": choice.label, **kept}
        return framed(request, visit, "interfaces/portal/answered.html", said)
    page = reverse("customer_page", kwargs={"link": visit.link.pk})
    return redirect(f"{page}#notice-{found.pk}")
