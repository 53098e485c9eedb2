"""What can become of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event
from makegood.foundation.mail.models import Letter


@dataclass(frozen=True, kw_only=True)
class LetterEvent(Event):
    """Happened to a letter. `kind` and `about` say which thing of which slice it speaks of."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "letter"

    kind: Letter.Kind
    about: int


@dataclass(frozen=True, kw_only=True)
class LetterSent(LetterEvent):
    """The mail server of the person it is for, or ours on the way there, took it."""

    name: ClassVar[str] = "letter.sent"


@dataclass(frozen=True, kw_only=True)
class TrialTaken(LetterEvent):
    """A business's own server took the letter that tries it. Apart, because nothing of a customer's
    follows from it, and its reaction from no other letter.
    """

    name: ClassVar[str] = "trial.taken"


@dataclass(frozen=True, kw_only=True)
class LetterFailed(LetterEvent):
    """It was refused for good, or for five days."""

    name: ClassVar[str] = "letter.failed"


@dataclass(frozen=True, kw_only=True)
class LetterUnknown(LetterEvent):
    """The connection broke twice at the last moment: nobody knows whether it arrived."""

    name: ClassVar[str] = "letter.unknown"


@dataclass(frozen=True, kw_only=True)
class LetterBounced(LetterEvent):
    """A server took it, or may have, and it came back: a member saw the returned mail."""

    name: ClassVar[str] = "letter.bounced"


@dataclass(frozen=True, kw_only=True)
class BounceTakenBack(LetterEvent):
    """It had not come back: that was said by mistake."""

    name: ClassVar[str] = "letter.unbounced"


@dataclass(frozen=True, kw_only=True)
class ServerSet(Event):
    """The business named a mail server of its own. It is on trial."""

    name: ClassVar[str] = "own_server.set"
    subject_kind: ClassVar[str] = "own_server"


@dataclass(frozen=True, kw_only=True)
class ServerTried(Event):
    """A letter is to try it."""

    name: ClassVar[str] = "own_server.tried"
    subject_kind: ClassVar[str] = "own_server"

    letter: int


@dataclass(frozen=True, kw_only=True)
class ServerProved(Event):
    """It took that letter: from now on letters leave by it."""

    name: ClassVar[str] = "own_server.proved"
    subject_kind: ClassVar[str] = "own_server"


@dataclass(frozen=True, kw_only=True)
class ServerRemoved(Event):
    """Letters leave by the operator's server again."""

    name: ClassVar[str] = "own_server.removed"
    subject_kind: ClassVar[str] = "own_server"
