"""Each run in a process of its own, on a copy of a house that was prepared once."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from quality.imports.progress import killed_at
from quality.orders import plain

# Every id in the files; its first sign says which copy it is of.
IDS = re.compile(r"\b[0-9a-f]([0-9a-f]{31})\b")
# So often a kill that came before the first row or after the last is tried anew.
MOST_TRIES = 5
MAPPING = Path(__file__).parents[1] / "orders" / "olist.toml"


@dataclass(frozen=True)
class Came:
    """One run: rows, seconds, seconds of processor time, the greatest memory in MB."""

    rows: int
    seconds: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Killed:
    """What became of an import that was killed and run again until it ended."""

    written: int  # rows, by the first kill
    of: int
    times: int
    early: int  # how often anything of it was seen before all was in
    is_same: bool
    caught: bool  # whether the planted bug was, at the first kill


class House:
    """A prepared house, and copies of it to bring orders into."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data, self._copies = folder, data, 0
        self._prepared, self._whole, self._digest_of_whole = folder / "prepared", 0, ""
        self._program(self._prepared, "-m", "quality.imports.inside", "prepare")

    def idle_memory(self) -> float:
        """What a program takes that only starts and looks at the database."""
        return self._measured(self._copy(), "-m", "quality.imports.inside", "look").memory

    def beside_a_member(self) -> tuple[Came, list[float]]:
        """The import, and the seconds of each press of a member meanwhile."""
        house = self._copy()
        presses = house / "presses"
        member = self._start(house, "-m", "quality.imports.inside", "press", str(presses))
        while not presses.exists():
            time.sleep(0.05)
        try:
            came = self._measured(house, *self._import(self._data))
        finally:
            member.send_signal(signal.SIGTERM)
            member.wait()
        return came, [float(line) for line in presses.read_text().split()]

    def looked_through(self, times: int) -> Came:
        """A dry run over so many copies of the orders."""
        data = self._data if times == 1 else self._multiplied(times)
        return self._measured(self._copy(), *self._import(data), "--dry-run")

    def at_once(self) -> None:
        """Bring it in without a kill: the others are held against that."""
        house = self._copy()
        self._measured(house, *self._import(self._data))
        self._whole, _written = self._seen(house)
        self._digest_of_whole = self._digest(house)

    def killed_and_again(self, share: float, chance: random.Random) -> Killed:
        """Killed at this share of its rows, and once more in the rest, and then let be."""
        house, seen, written = self._killed_half_way(share, chance)
        caught, times, early = self._is_caught(house), 1, int(seen > 0)
        if self._is_killed(house, share + (1 - share) * chance.random(), chance):
            seen, _written = self._seen(house)
            times, early = times + 1, early + (0 < seen < self._whole)
        self._measured(house, *self._import(self._data))
        is_same = self._digest(house) == self._digest_of_whole
        return Killed(written, self._whole, times, early, is_same, caught)

    def _killed_half_way(self, share: float, chance: random.Random) -> tuple[Path, int, int]:
        """A house in which some rows are written down and others are not."""
        for _ in range(MOST_TRIES):
            house = self._copy()
            self._is_killed(house, share, chance)
            seen, written = self._seen(house)
            if 0 < written < self._whole:
                return house, seen, written
        raise SystemExit(f"No kill of {MOST_TRIES} came half-way, at {share:.0%} of the rows.")

    def _is_killed(self, house: Path, share: float, chance: random.Random) -> bool:
        def start(terminal: int) -> subprocess.Popen[bytes]:
            return self._start(house, *self._import(self._data), terminal=terminal)

        return killed_at(start, share=share, within=chance.random())

    def _is_caught(self, killed: Path) -> bool:
        """Whether the planted bug is seen in a copy of a house: by its rows, and by the bytes."""
        said = self._program(self._copy(killed), "-m", "quality.imports.inside", "plant").split()
        return 0 < int(said[0]) < self._whole and said[1] != self._digest_of_whole

    def _seen(self, house: Path) -> tuple[int, int]:
        """How many rows a member sees, and how many are written down."""
        said = self._program(house, "-m", "quality.imports.inside", "seen").split()
        return int(said[0]), int(said[1])

    def _digest(self, house: Path) -> str:
        return self._program(house, "-m", "quality.imports.inside", "digest")

    def _import(self, data: Path) -> tuple[str, ...]:
        orders = str(data / plain.FILE)
        return ("-m", "makegood", "import", orders, "--mapping", str(MAPPING), "--business", "shop")

    def _copy(self, of: Path | None = None) -> Path:
        self._copies += 1
        house = self._folder / f"house-{self._copies}"
        shutil.copytree(of or self._prepared, house)
        return house

    def _multiplied(self, times: int) -> Path:
        """The orders so many times over, each time under other keys."""
        folder = self._folder / "multiplied"
        folder.mkdir(exist_ok=True)
        for path in self._data.glob("olist_*.csv"):
            text = path.read_text(encoding="utf-8")
            header, _newline, rows = text.partition("\n")
            with (folder / path.name).open("w", encoding="utf-8") as file:
                file.write(header + "\n")
                for n in range(times):
                    file.write(IDS.sub(rf"{n}\g<1>", rows))
        return folder

    def _environment(self, house: Path) -> dict[str, str]:
        mode = {"MAKEGOOD_MODE": "test", "DJANGO_SETTINGS_MODULE": "makegood.config.settings"}
        return {**os.environ, **mode, "MAKEGOOD_DATA": str(house), "DATABASE_URL": ""}

    def _start(
        self, house: Path, *command: str, terminal: int | None = None
    ) -> subprocess.Popen[bytes]:
        house.mkdir(exist_ok=True)
        environment, into = self._environment(house), subprocess.DEVNULL
        return subprocess.Popen(
            (sys.executable, *command), env=environment, stdout=into, stderr=terminal
        )

    def _measured(self, house: Path, *command: str) -> Came:
        began = time.monotonic()
        with (house / "said").open("w+") as said:
            running = subprocess.Popen(
                (sys.executable, *command), env=self._environment(house), stdout=said
            )
            _pid, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            words = said.read()
        if running.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {running.returncode}: {words}")
        rows = re.search(r"(\d+) (?:came|would come) in", words)
        return Came(
            rows=int(rows[1]) if rows else 0,
            seconds=time.monotonic() - began,
            cpu=used.ru_utime + used.ru_stime,
            memory=used.ru_maxrss / 1024,
        )

    def _program(self, house: Path, *command: str) -> str:
        house.mkdir(exist_ok=True)
        ran = subprocess.run(
            (sys.executable, *command),
            env=self._environment(house),
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)}: {ran.stderr}")
        return ran.stdout.strip()
