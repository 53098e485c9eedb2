"""TABLE 3: what follows from what.

Each event is named here, even where nothing follows. A reaction runs after the commit, at
least tried ten times, apart from its neighbours; its effect happens once.
"""

from __future__ import annotations

from makegood.foundation.journal.events import Event
from makegood.foundation.journal.reacting import Reaction

REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    # PromiseMade: (),
}
