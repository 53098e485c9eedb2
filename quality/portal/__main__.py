"""Is the customer's page nearly as quick as a page that does the least?

    python -m quality.portal [--short] [--postgresql] [--rounds 5] [--seconds 6]

A customer has thirty promises and three notices. Four connections hold the customer's pass, and
the floor has thirty rows.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from quality.speed.pairs import Measurement, main

if TYPE_CHECKING:
    from quality.portal.house import House


def house(asked: argparse.Namespace) -> House:
    found: House = importlib.import_module("quality.portal.house").House()
    return found


PAGE = Measurement(command="quality.portal", house=house, pages={"": "the portal page"}, rows=30)

if __name__ == "__main__":
    sys.exit(main(PAGE, __doc__, seconds=6, seed=None))
