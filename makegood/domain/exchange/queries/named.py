"""What rows are called by a key, and how the key that we make calls one."""

from __future__ import annotations

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.queries.asked import INVITATIONS, RESPONSES, SURVEYS
from makegood.domain.exchange.queries.cases import CASES, CAUSES
from makegood.domain.exchange.queries.ideas import IDEAS
from makegood.domain.feedback.models import Invitation, Rating, Response, Survey
from makegood.domain.ideas.models import Idea
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Cause
from makegood.foundation.journal.importable import Importable

NAMED: dict[type[Importable], str] = {
    Customer: "customer",
    Engagement: "engagement",
    Promise: "promise",
    Survey: SURVEYS.one,
    Invitation: INVITATIONS.one,
    Response: RESPONSES.one,
    Case: CASES.one,
    Cause: CAUSES.one,
    Idea: IDEAS.one,
}
# As an entry of the journal says the kind of what it is about: by the name of its model.
_ALL: tuple[type[Importable], ...] = (*NAMED, Rating)
KINDS = {str(model._meta.model_name): model for model in _ALL}
