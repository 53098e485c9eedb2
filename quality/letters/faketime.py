"""A clock that can be stepped: libfaketime (Debian's package faketime) under this process.

The library is loaded when a process begins, so the program begins again with it. Whoever is forked
afterwards lives by the same clock; programs started later have the true one. Only the time of day
is stepped: no step of a real clock moves the monotonic one.
"""

from __future__ import annotations

import atexit
import glob
import os
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path

MISSING = 77
SLEEP = "sleep"
FILE = "FAKETIME_TIMESTAMP_FILE"


def take_hold() -> None:
    """Return under a clock that can be stepped; ends with 77 where the library is missing."""
    if os.environ.pop("LD_PRELOAD", "").endswith("libfaketimeMT.so.1"):
        atexit.register(shutil.rmtree, Path(os.environ[FILE]).parent)
        # The library (0.9.10) refuses the sleep that Python uses; this one it leaves alone.
        setattr(time, SLEEP, lambda seconds: select.select([], [], [], seconds))
        return
    found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    if not found:
        print("Nothing was measured: this needs libfaketime (package faketime).")
        sys.exit(MISSING)
    file = Path(tempfile.mkdtemp(prefix="makegood-clock-")) / "clock"
    file.write_text("+0")
    says = {"LD_PRELOAD": found[0], FILE: str(file), "FAKETIME_NO_CACHE": "1"}
    says["FAKETIME_DONT_FAKE_MONOTONIC"] = says["DONT_FAKE_MONOTONIC"] = "1"
    words = [sys.executable, "-m", "quality.letters", *sys.argv[1:]]
    os.execve(sys.executable, words, {**os.environ, **says})


def step(seconds: float) -> None:
    """Set the clock so far from the true time, for everybody who lives by it."""
    file = Path(os.environ[FILE])
    fresh = file.with_suffix(".new")
    fresh.write_text(f"{seconds:+.3f}")
    fresh.rename(file)


def is_stepped() -> bool:
    """Whether a step is felt: without it, nothing is proved."""
    before = time.time()
    step(3600)
    felt = time.time() - before
    step(0)
    return 3000 < felt < 4000
