"""The answers to one survey, to take out as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from makegood.domain.exchange.queries.answers import answers_as_csv
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.survey import survey_or_404

# So that spreadsheets read it as UTF-8.
MARK = "\ufeff"


@desk("see the answers as a table")
def take(request: DeskRequest, survey: int) -> HttpResponse:
    """Every response in a line, every question in a column."""
    found = survey_or_404(survey)
    lines = answers_as_csv(found, request.business.locale)
    answer = HttpResponse(MARK + "".join(lines), content_type="text/csv; charset=utf-8")
    name = _("%(survey)s, answers.csv") % {"survey": found.name}
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
