"""The ledger: promises, the dues they gave up, what was told of them, what they wait for."""

from makegood.domain.promises.models.moves import Move
from makegood.domain.promises.models.notices import Answer, Notice
from makegood.domain.promises.models.outlooks import Outlook
from makegood.domain.promises.models.promise import (
    AT_RISK,
    IMPORTED,
    OPEN,
    UNHEARD,
    WATCHED,
    Promise,
)
from makegood.domain.promises.models.tellings import Telling
from makegood.domain.promises.models.updates import Update
from makegood.domain.promises.models.waits import Waiting

__all__ = [
    "AT_RISK",
    "IMPORTED",
    "OPEN",
    "UNHEARD",
    "WATCHED",
    "Answer",
    "Move",
    "Notice",
    "Outlook",
    "Promise",
    "Telling",
    "Update",
    "Waiting",
]
