#!/usr/bin/env python3
"""What people run, CI runs.

  run       the pages and the worker behind them; --port 8001 for another port
  seed      demos to look around in, made anew; then open /demo
  manage    the program's other commands: manage import --help
  check     lint, format, types, migrations
  test      everything that guards main; words after it go to pytest
  quality   the short tier of what is measured: kills and power cuts

Standard library only: a fresh clone and Python >= 3.11 are all it asks for. It makes .venv,
installs what the lock names (by hash), stamps it, and hands over.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = HERE / "requirements"
OLDEST = (3, 11)
NOT_HERE = 77  # how tests.postgresql ends where there is none
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}  # else every worker of every run compiles all tests anew
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)


class Environment:
    """A virtual environment in step with one lock file."""

    def __init__(self, folder: str, lock: str, python: str) -> None:
        self.folder = HERE / folder
        self.lock = LOCKS / lock
        self.base = python
        self.python = self.folder / "bin" / "python"

    def ready(self) -> Environment:
        """Bring the environment in step with its lock; nothing happens when it is."""
        stamp = self.folder / f".stamp-{self.lock.stem}"
        if stamp.exists() and stamp.read_text() == self._digest():
            return self
        if not runs(self.python, "-m", "pip", "--version"):  # none, or one left half made
            self._make()
        self._install()
        for old in self.folder.glob(".stamp-*"):
            old.unlink()
        stamp.write_text(self._digest())
        return self

    def _make(self) -> None:
        say(f"Making {self.folder.name}")
        if subprocess.call([self.base, "-m", "venv", "--clear", str(self.folder)]) != 0:
            install = "On Debian and Ubuntu: sudo apt-get install python3-venv"
            sys.exit(f"Python could not make a virtual environment. {install}")

    def _digest(self) -> str:
        return hashlib.sha256(self.lock.read_bytes()).hexdigest()

    def _install(self) -> None:
        say(f"Installing what {self.lock.name} names")
        uv = self.folder / "bin" / "uv"
        ours = {
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_SYSTEM_CERTS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        quiet = {**os.environ, **ours}
        if not runs(uv, "--version"):
            with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
                only_uv.write(uv_from(LOCKS / "dev.lock"))
                only_uv.flush()
                pip = [str(self.python), "-m", "pip", "install", "-q", "--force-reinstall"]
                self._fetch([*pip, "--require-hashes", "-r", only_uv.name], quiet)
        install = [str(uv), "pip", "install", "-q", "--require-hashes", "-r", str(self.lock)]
        self._fetch([*install, "--python", str(self.python)], quiet)

    def _fetch(self, command: list[str], settings: dict[str, str]) -> None:
        """Run an installer; where it fails, what it printed stays above our sentence."""
        if subprocess.call(command, env=settings) != 0:
            sys.exit(
                f"\nNot everything {self.lock.name} names could be installed: the reason is above. "
                "Installing needs the network, once. Then run the same command again; "
                f"if it fails as before, remove the folder {self.folder.name} first."
            )

    def call(self, *arguments: str, **extra: str) -> int:
        """Run Python in this environment; answer its exit code."""
        return subprocess.call(
            [str(self.python), *arguments], cwd=HERE, env={**os.environ, **extra}
        )


def uv_from(lock: Path) -> str:
    """The lines of the lock that pin uv, with its hashes."""
    lines = lock.read_text().splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("uv=="))
    rest = next(n for n in range(first + 1, len(lines)) if not lines[n].startswith("    "))
    return "\n".join(line for line in lines[first:rest] if "#" not in line)


def environment(lock: str) -> Environment:
    """The everyday environment; one that already follows the larger lock serves the smaller."""
    folder = ".venv"
    if lock == "run.lock" and (HERE / folder / ".stamp-dev").exists():
        lock = "dev.lock"
    return Environment(folder, lock, sys.executable).ready()


def steps(named: list[tuple[str, Callable[[], int]]]) -> int:
    """Run each step; stop at the first that fails and name it."""
    for name, step in named:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        code = step()
        say(f"{name}: {time.monotonic() - began:.0f} s")
        if code != 0:
            print(f"\nStopped at “{name}”.", flush=True)
            return code
    return 0


def check_steps(env: Environment) -> list[tuple[str, Callable[[], int]]]:
    return [
        ("Lint", lambda: env.call("-m", "ruff", "check", ".")),
        ("Format", lambda: env.call("-m", "ruff", "format", "--check", ".")),
        ("Types", lambda: env.call("-m", "mypy", MAKEGOOD_MODE="test")),
        ("Migrations", lambda: migrations(env)),
    ]


def migrations(env: Environment) -> int:
    """Every change of a model has its migration."""
    words = ("makemigrations", "--check", "--dry-run", "-v0")
    return env.call("-m", "makegood", *words, MAKEGOOD_MODE="test")


def suite(env: Environment, *extra: str, **settings: str) -> int:
    words = ("-m", "pytest", "-q", "-n", "2", *extra)
    return env.call(*words, MAKEGOOD_MODE="test", **KEPT, **settings)


def browser() -> str | None:
    """The browser the stories use: CHROMIUM, or one that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def skipped(what: str, how: str) -> int:
    """Say what was left out. On CI a skip is a failure."""
    print(f"SKIPPED: {what}. {how}", flush=True)
    return 1 if os.environ.get("CI") else 0


def stories(env: Environment) -> int:
    found = browser()
    if found is None:
        return skipped("the browser part", "Install chromium, or name one in CHROMIUM.")
    # The parts and the stories each drive a browser in their own way: a process each.
    driven = {"MAKEGOOD_MODE": "test", "CHROMIUM": found, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    words = ("-m", "pytest", "-q", "-rs", "-m", "browser")
    return max(env.call(*words, f"tests/{part}", **driven) for part in ("ui", "stories"))


def on_postgresql(env: Environment, *extra: str) -> int:
    words = ("-m", "tests.postgresql", "-q", "-n", "2", *extra)
    code = env.call(*words, MAKEGOOD_MODE="test", **KEPT)
    if code == NOT_HERE:
        return skipped("the suite on PostgreSQL", "Install it, or name one in DATABASE_URL.")
    return code


def newest_python() -> str | None:
    """A Python 3.13 that runs: PYTHON_NEXT, one on the PATH, or one of pyenv's."""
    named = [os.environ.get("PYTHON_NEXT"), shutil.which("python3.13")]
    if shutil.which("pyenv"):
        asked = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False)
        root = Path(asked.stdout.strip())
        named += [str(one) for one in root.glob("versions/3.13.*/bin/python3.13")]
    return next((one for one in named if one and runs(one, "-c", "")), None)


def runs(program: str | Path, *words: str) -> bool:
    """Whether this starts (a shim may name what is not there, a copy may have been cut short)."""
    try:
        return subprocess.run([program, *words], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def newest() -> int:
    """The same suite on Python 3.13 and Django 6.1, where that Python is installed."""
    python = newest_python()
    if python is None:
        return skipped("Python 3.13 with Django 6.1", "Install it, or name it in PYTHON_NEXT.")
    return suite(Environment(".venv-next", "next.lock", python).ready())


def test(arguments: list[str]) -> int:
    """Everything that guards main. With words after it: pytest with those words, on SQLite."""
    env = environment("dev.lock")
    if arguments:
        return env.call("-m", "pytest", *arguments, MAKEGOOD_MODE="test")
    return steps(
        [
            *check_steps(env),
            ("Suite on SQLite", lambda: suite(env)),
            ("Suite on PostgreSQL", lambda: on_postgresql(env)),
            ("Suite on Python 3.13 and Django 6.1", newest),
            ("Walls between businesses, on SQLite", lambda: suite(env, "-m", "walls")),
            ("Walls, on PostgreSQL", lambda: on_postgresql(env, "-m", "walls")),
            ("Stories in a browser", lambda: stories(env)),
        ]
    )


def measure(env: Environment, *words: str) -> int:
    """A measurement of quality/: 1 is a broken goal. What is not here, or broke, is only said."""
    code = env.call("-m", *words, MAKEGOOD_MODE="test", SCOREBOARD="off")
    if code not in {0, 1}:
        say(f"NOT MEASURED here: {words[0]} (it ended with {code})")
    return int(code == 1)


def quality() -> int:
    """The short tier of quality/: minutes, not hours. CI runs it too."""
    env = environment("dev.lock")
    tier = json.loads((HERE / "quality" / "short_tier.json").read_text())
    return steps([(name, partial(measure, env, *words.split())) for name, words in tier.items()])


def ground() -> None:
    """Say what is missing before anything is begun."""
    if sys.version_info < OLDEST:
        this = f"Makegood needs Python 3.11 or newer; this is {sys.version.split()[0]}."
        sys.exit(f"{this} If a newer one is installed, name it: python3.12 dev.py run")
    if not os.access(HERE, os.W_OK):
        kept = "Makegood keeps its environment and its data there: put it in a folder of your own."
        sys.exit(f"{HERE} cannot be written to. {kept}")


def asked() -> argparse.Namespace:
    """The command and the words behind it. Without a command: what there is."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = ["run", "seed", "manage", "check", "test", "quality"]
    parser.add_argument("command", choices=known, metavar="command", help=", ".join(known))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on")
    if len(sys.argv) == 1:
        parser.print_help()
        sys.exit(2)
    return parser.parse_args()


def main() -> None:
    said = asked()
    ground()
    if said.command == "test":
        sys.exit(test(said.rest))
    if said.command == "check":
        sys.exit(steps(check_steps(environment("dev.lock"))))
    if said.command == "quality":
        sys.exit(quality())
    env = environment("run.lock")
    mode = os.environ.get("MAKEGOOD_MODE", "development")
    words = said.rest if said.command == "manage" else [said.command, *said.rest]
    # Become the program, so that a signal meant for it reaches it.
    os.chdir(HERE)
    command = [str(env.python), "-m", "makegood", *words]
    os.execve(command[0], command, {**os.environ, "MAKEGOOD_MODE": mode})


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command begins where this ended.")
