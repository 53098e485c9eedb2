"""Two calendar programs that people use, driven over loopback: vdirsyncer fetches, khal reads."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

VDIRSYNCER = """
[general]
status_path = "{folder}/status/"

[pair feed]
a = "theirs"
b = "here"
collections = null
conflict_resolution = "a wins"

[storage theirs]
type = "http"
url = "{url}"

[storage here]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[feed]]
path = {folder}/events/
readonly = True
[[imported]]
path = {folder}/imported/

[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db

[default]
show_all_days = False
"""
SHOWN = "{uid}\x1f{start-long-full}\x1f{end-long-full}\x1f{all-day}\x1f{title}\x1f{status}"
LINE = "\x1e"
SECONDS = 120


@dataclass(frozen=True)
class Shown:
    """An event as khal shows it; the times in the business's zone."""

    uid: str
    start: str
    end: str
    all_day: str
    title: str
    status: str

    @property
    def when(self) -> str:
        """“2026-11-27” for a whole day, “2026-11-27 15:30” for an instant."""
        return self.start.partition(" ")[0] if self.all_day == "True" else self.start


def programs() -> dict[str, str]:
    """Where each is: in the folder named by FEED_CLIENTS, or on the PATH; "" where it is not."""
    where = os.environ.get("FEED_CLIENTS")
    return {name: shutil.which(name, path=where) or "" for name in ("vdirsyncer", "khal")}


class Subscriber:
    """Somebody's calendar, filled from one address."""

    def __init__(self, folder: Path, zone: str) -> None:
        self.folder, self.zone = folder, zone
        self._programs = programs()
        for kept in ("events", "imported"):
            (folder / kept).mkdir(parents=True)
        self._write("khal", KHAL.format(folder=folder, zone=zone))

    def subscribe(self, url: str) -> None:
        """The address is typed in, or typed over the one before."""
        self._write("vdirsyncer", VDIRSYNCER.format(folder=self.folder, url=url))
        shutil.rmtree(self.folder / "status", ignore_errors=True)
        self._run("vdirsyncer", "discover")

    def sync(self) -> tuple[bool, str]:
        """Fetch what is new. Whether it worked, and what the program said."""
        done = self._run("vdirsyncer", "sync")
        return done.returncode == 0, done.stdout + done.stderr

    def files(self) -> dict[str, str]:
        """What lies in the folder: a file an event, by name."""
        found = (self.folder / "events").glob("*.ics")
        return {path.name: path.read_text() for path in found}

    def take(self, calendar: bytes) -> bool:
        """khal files what was fetched, by the UIDs in it. (vdirsyncer makes up its own.)"""
        fetched = self.folder / "fetched.ics"
        fetched.write_bytes(calendar)
        return (
            self._run("khal", "import", "--batch", "-a", "imported", str(fetched)).returncode == 0
        )

    def shown(self, first: str, days: int = 90, calendar: str = "feed") -> list[Shown]:
        """The events khal lists from a day on, each once."""
        how = ("--once", "--notstarted", "--day-format", "", "-a", calendar)
        listed = self._run("khal", "list", *how, "--format", SHOWN + LINE, first, f"{days}d")
        if listed.returncode:
            raise SystemExit(f"khal: {listed.stderr}")
        rows = (row.strip("\n").split("\x1f") for row in listed.stdout.split(LINE))
        return [Shown(*row) for row in rows if len(row) > 1]

    def _write(self, program: str, config: str) -> None:
        (self.folder / f"{program}.conf").write_text(config)

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        config = str(self.folder / f"{program}.conf")
        home = {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [self._programs[program], "-c", config, *words],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], **home},
            timeout=SECONDS,
            check=False,
        )
