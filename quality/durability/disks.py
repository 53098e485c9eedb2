"""A disk whose power can be cut: ext4 in an image file on btrfs, and copies of it by reflink.

A reflink copies the image at one instant, so the copy is what the disk held when the power
went: what the kernel had not yet written is not on it. (A disk's own cache is not modelled:
what reached the image counts as written, whether a barrier followed or not.)

All happens in namespaces of this process alone, so that mounts and processes end with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OUTER_SIZE, INNER_SIZE = "6G", "768M"
APART = "QUALITY_MOUNTS_APART"
BUSY_SECONDS = 10.0


class Corrupt(Exception):
    """A copy whose file system cannot be mounted, or is not sound."""


@dataclass(frozen=True)
class Disk:
    """The disk in use, `home`, and where its copies go."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def _image(self) -> Path:
        return self.folder / "outer" / "disk.img"

    @property
    def _copy(self) -> Path:
        return self.folder / "outer" / "copy.img"

    def settle(self) -> None:
        """Bring all on it that was done so far: what a cut loses happened afterwards."""
        run("sync", "--file-system", str(self.home))

    def cut(self) -> None:
        """Copy it as it is at this instant."""
        run("cp", "--reflink=always", str(self._image), str(self._copy))

    @contextmanager
    def after_the_cut(self) -> Iterator[Path]:
        """The copy, mounted as after a restart. Corrupt when it cannot be, or is not sound."""
        place = self.folder / "copy"
        place.mkdir(exist_ok=True)
        try:
            with mounted(self._copy, place):
                yield place
            check(self._copy)
        finally:
            self._copy.unlink(missing_ok=True)


@contextmanager
def disk(folder: Path) -> Iterator[Disk]:
    """A new disk, gone at the end."""
    made = Disk(folder)
    outer_image, outer = folder / "outer.img", folder / "outer"
    for path in (outer, made.home):
        path.mkdir()
    run("truncate", "-s", OUTER_SIZE, str(outer_image))
    run("mkfs.btrfs", "-q", str(outer_image))
    with mounted(outer_image, outer):
        run("truncate", "-s", INNER_SIZE, str(made._image))
        run("mkfs.ext4", "-q", str(made._image))
        with mounted(made._image, made.home):
            yield made


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[None]:
    """Through a loop device that is freed when it is unmounted. Corrupt when it cannot be."""
    try:
        run("mount", "-o", "loop", str(image), str(place))
    except subprocess.CalledProcessError as failed:
        raise Corrupt(f"{image.name} cannot be mounted") from failed
    try:
        yield
    finally:
        unmount(place)


def unmount(place: Path) -> None:
    """Wait for those who still close their files; after that it is freed when they are done."""
    until = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < until:
        subprocess.run(["umount", str(place)], check=False, stderr=subprocess.DEVNULL)
        if not os.path.ismount(place):
            return
        time.sleep(0.1)
    run("umount", "--lazy", str(place))


def check(image: Path) -> None:
    """Corrupt unless the file system is sound, once its journal was replayed."""
    said = subprocess.run(
        ["e2fsck", "-f", "-n", str(image)], check=False, capture_output=True, text=True
    )
    if said.returncode:
        raise Corrupt(said.stdout.strip())


def come_apart() -> None:
    """Start this program again in namespaces of its own, unless it is in them."""
    if os.environ.get(APART) != "1":
        again = [sys.executable, "-m", "quality.durability", *sys.argv[1:]]
        # The last one out takes the mounts along; and if the first is killed, all are.
        apart = ["unshare", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child", *again]
        os.execvpe(apart[0], apart, {**os.environ, APART: "1"})


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
