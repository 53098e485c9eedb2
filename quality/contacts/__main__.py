"""What people have, read: is all of it understood, and does no file hurt us?

    python -m quality.contacts [short]

Reads QUALITY_DATA/contacts and QUALITY_DATA/calendars, and prints for each file what stands in it
and what was taken over: no crash, and of what a customer is known and reached by, everything. The
same files with random damage: no crash. Then torments: 5 GB of rubbish, a million columns, bombs, a
photo of 40 MB, each within 150 MB over idle and with a sentence. Then a real spreadsheet opens what
we write (LibreOffice): no cell may be a formula. Each part is run again with a bug planted in it,
which must be caught; `short` leaves out the longest torments. Exit code 0 when all of it holds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from makegood.domain.exchange.rules import cells
from makegood.domain.exchange.rules.content_lines import Gathered
from quality import scoreboard
from quality.contacts import ground, spreadsheet
from quality.contacts.mutated import crashes
from quality.contacts.torments import CARDS, MOST_MEMORY, TABLES, suffer
from quality.contacts.understood import (
    Account,
    Calendar,
    account_of_calendar,
    account_of_table,
    account_of_vcards,
)

LONGEST = ("more than a million cards", "5 GB of sound rows")
COMMAND = "python -m quality.contacts"


def board(id: str, figure: str, goal: str, passed: bool, n: int, began: float) -> bool:
    """One row, printed and on the scoreboard; whether it is as it should be."""
    print(f"{'ok   ' if passed else 'WRONG'} {id}: {figure} (goal: {goal})", flush=True)
    seconds = time.monotonic() - began
    scoreboard.write(
        id=id,
        figure=figure,
        goal=goal,
        passed=passed,
        n=n,
        seconds=seconds,
        seed=None,
        command=COMMAND,
    )
    return passed


def understanding(data: Path) -> bool:
    began = time.monotonic()
    readers: dict[str, Callable[[Path], Account]] = {
        ".vcf": account_of_vcards,
        ".csv": account_of_table,
    }
    print(f"  {'file':38} {'in':>4} {'out':>4} {'values':>6} {'taken':>6}  not taken over")
    accounts = []
    for path in sorted(data.iterdir()):
        if path.suffix in readers:
            account = Account(path.name)
            try:
                account = readers[path.suffix](path)
            except Exception as error:
                account.crash = repr(error)
                print(f"  {path.name}: CRASHED {error!r}")
            print(account.row())
            for line in [*account.bad, *account.lost][:5]:
                print(f"      {line}")
            accounts.append(account)
    values, taken = (
        sum(sum(counted.values()) for counted in found)
        for found in ([one.there for one in accounts], [one.taken for one in accounts])
    )
    crashed = sum(bool(one.crash) for one in accounts)
    lost, bad = sum(len(one.lost) for one in accounts), sum(len(one.bad) for one in accounts)
    people = sum(one.people for one in accounts)
    return board(
        "contacts of real programs",
        f"{crashed} crashes; {people} people in, {bad} out; {taken} of {values} values taken over, "
        f"{lost} lost of those that must be",
        "0 crashes, 0 lost",
        crashed == 0 and lost == 0 and bool(accounts),
        len(accounts),
        began,
    )


def calendars(data: Path) -> bool:
    began, found = time.monotonic(), []
    for path in sorted(data.glob("*.ics")):
        account = Calendar(path.name)
        try:
            account = account_of_calendar(path)
        except Exception as error:
            account.crash = repr(error)
        found.append(account)
    print(f"  {'calendar':52} {'events':>6} {'day':>4} {'what':>4} {'whom':>4} {'library':>7}")
    for one in found:
        library = "cannot" if one.by_library < 0 else str(one.by_library)
        print(
            f"  {one.file[:52]:52} {one.events:6} {one.with_day:4} {one.with_words:4} "
            f"{one.with_people:4} {library:>7} {one.crash}"
        )
    crashed = [one.file for one in found if one.crash]
    events, day, words, whom = (
        sum(getattr(one, name) for one in found)
        for name in ("events", "with_day", "with_words", "with_people")
    )
    unread = sum(one.by_library < 0 for one in found)
    return board(
        "calendars of real programs",
        f"{len(crashed)} crashes; {events} events, {day} with a day, {words} with words, {whom} "
        f"with people; icalendar cannot read {unread} of the files; each refused as contacts",
        "0 crashes",
        not crashed and bool(found),
        len(found),
        began,
    )


def mutations(data: Path, n: int) -> bool:
    began = time.monotonic()
    paths = sorted(path for path in data.iterdir() if path.suffix in {".vcf", ".csv"})
    found = crashes(paths, n)
    for line in found[:10]:
        print(f"  {line}")
    return board(
        "contacts with random damage", f"{len(found)} crashes", "0 crashes", not found, n, began
    )


def torments(short: bool, plant: str = "", only: tuple[str, ...] = ()) -> bool:
    began, found = time.monotonic(), []
    print(f"  {'torment':32} {'MB read':>8} {'seconds':>7} {'MB over':>7}  what was said")
    for name in only or [*TABLES, *CARDS]:
        if short and name in LONGEST and not only:
            continue
        one = suffer(name, plant)
        found.append(one)
        read = f"{one.read / 1e6:8.1f} {one.seconds:7.1f} {one.memory:7.1f}"
        print(f"  {one.name:32} {read}  {one.said[:110]}", flush=True)
    wrong = [one.name for one in found if not one.is_fine]
    if plant:
        return not wrong
    most = max(one.memory for one in found)
    return board(
        "files that mean harm",
        f"{len(wrong)} of {len(found)} hurt; at most {most:.0f} MB over idle and "
        f"{max(one.seconds for one in found):.0f} s",
        f"0 hurt, ≤ {MOST_MEMORY:.0f} MB over idle, a sentence for each",
        not wrong,
        len(found),
        began,
    )


def formulas() -> bool | None:
    """Whether none of our cells is a formula, and raw ones are; None without a spreadsheet."""
    if not spreadsheet.spreadsheet():
        print(
            "NOT MEASURED: no LibreOffice (soffice) on this machine, so no spreadsheet opened it."
        )
        return None
    began, texts = time.monotonic(), spreadsheet.dangerous()
    found = spreadsheet.formulas(texts)
    right = cells.safe
    ground.BUGS["cells-as-they-are"]()
    raw = spreadsheet.formulas(texts)
    vars(cells)["safe"] = right
    return board(
        "formulas in what we write",
        f"{sum(found.values())} cells computed by LibreOffice, by comma and by semicolon; "
        f"written raw {raw['comma']} and {raw['semicolon']}",
        "0, and more than 0 raw",
        not any(found.values()) and all(raw.values()),
        len(texts),
        began,
    )


def caught(data: Path | None) -> bool:
    """Each bug is seen."""
    began, seen = time.monotonic(), []
    print("planted: the file is held whole")
    seen.append(not torments(True, "held-whole", ("5 GB of noise",)))
    if data:
        print("planted: lines that go on are not joined")
        right = Gathered.goes_on
        ground.BUGS["lines-not-joined"]()
        accounts = [account_of_vcards(path) for path in sorted(data.glob("*.vcf"))]
        whole: Any = Gathered
        whole.goes_on = right
        lost = sum(len(one.lost) + len(one.bad) for one in accounts)
        print(f"  {lost} values or cards lost")
        seen.append(lost > 0)
    return board(
        "files that mean harm, planted",
        f"{sum(seen)} of {len(seen)} bugs caught",
        "all caught",
        all(seen),
        len(seen),
        began,
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.contacts", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("tier", nargs="?", choices=["short", "full"], default="full")
    asked = parser.parse_args()
    ground.prepare()
    named = os.environ.get("QUALITY_DATA", "")
    data = Path(named).resolve() if named and (Path(named) / "contacts").is_dir() else None
    fine = []
    if data:
        fine += [understanding(data / "contacts"), calendars(data / "calendars")]
        fine.append(mutations(data / "contacts", 1_000 if asked.tier == "short" else 20_000))
    else:
        print("NOT MEASURED: QUALITY_DATA names no folder with contacts/ in it.")
    fine.append(torments(asked.tier == "short"))
    fine.append(formulas() is not False)
    fine.append(caught(data / "contacts" if data else None))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
