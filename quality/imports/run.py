"""Each run in a process of its own, on a copy of a house that was prepared once."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from quality.orders import plain

# Every id in the files; its first sign says which copy it is of.
IDS = re.compile(r"\b[0-9a-f]([0-9a-f]{31})\b")
# When the planted bug is looked for, as shares of the time that a whole import takes.
TRIED = (0.8, 0.85, 0.75, 0.9, 0.7, 0.65, 0.6, 0.95)
MAPPING = Path(__file__).parents[1] / "orders" / "olist.toml"


@dataclass(frozen=True)
class Came:
    """One run: rows, seconds, seconds of processor time, the greatest memory in MB."""

    rows: int
    seconds: float
    cpu: float
    memory: float


class House:
    """A prepared house, and copies of it to bring orders into."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data, self._copies = folder, data, 0
        self._prepared, self._whole = folder / "prepared", 0
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

    def at_once(self) -> tuple[str, float]:
        """What came in without a kill, as a digest; and the seconds it took."""
        house = self._copy()
        came = self._measured(house, *self._import(self._data))
        self._whole = self._seen(house)
        return self._digest(house), came.seconds

    def killed_and_again(self, after: float) -> tuple[str, int, int]:
        """Killed after so many seconds, again and again, until it ends by itself.

        The digest of what came in, how often it was killed, and how often anything of it was seen
        before all was in.
        """
        house, times, early = self._copy(), 0, 0
        while not self._ended_within(house, after):
            times, early = times + 1, early + (0 < self._seen(house) < self._whole)
            after *= 1.3
        return self._digest(house), times, early

    def shown_too_early(self, seconds: float) -> bool:
        """Whether what a batch shows before it is whole is noticed: rows are seen after a kill.

        A kill may come before the first row, or after the last: some are tried.
        """
        for share in TRIED:
            house = self._copy()
            if not self._ended_within(house, share * seconds):
                self._program(house, "-m", "quality.imports.inside", "publish")
                if 0 < self._seen(house) < self._whole:
                    return True
        return False

    def _ended_within(self, house: Path, seconds: float) -> bool:
        running = self._start(house, *self._import(self._data))
        try:
            return running.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            return False

    def _seen(self, house: Path) -> int:
        return int(self._program(house, "-m", "quality.imports.inside", "seen"))

    def _digest(self, house: Path) -> str:
        return self._program(house, "-m", "quality.imports.inside", "digest")

    def _import(self, data: Path) -> tuple[str, ...]:
        orders = str(data / plain.FILE)
        return ("-m", "makegood", "import", orders, "--mapping", str(MAPPING), "--business", "shop")

    def _copy(self) -> Path:
        self._copies += 1
        house = self._folder / f"house-{self._copies}"
        shutil.copytree(self._prepared, house)
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

    def _start(self, house: Path, *command: str) -> subprocess.Popen[bytes]:
        house.mkdir(exist_ok=True)
        environment = self._environment(house)
        return subprocess.Popen(
            (sys.executable, *command), env=environment, stdout=subprocess.DEVNULL
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
