"""Cases: what went wrong for a customer, and the way from there to where it cannot happen again."""

from makegood.domain.recovery.models.cases import OPEN, Case, Ground, Step
from makegood.domain.recovery.models.causes import Cause, Prevention
from makegood.domain.recovery.models.listening import HEARING_STAYS, Account, Hearing, How
from makegood.domain.recovery.models.remedies import STANDING, Remedy, Verification

__all__ = [
    "HEARING_STAYS",
    "OPEN",
    "STANDING",
    "Account",
    "Case",
    "Cause",
    "Ground",
    "Hearing",
    "How",
    "Prevention",
    "Remedy",
    "Step",
    "Verification",
]
