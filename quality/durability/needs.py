"""What must be on the machine. What is missing is said, and ends the run with code 77."""

from __future__ import annotations

import os
import shutil

MISSING = 77
BROKEN = 70
PACKAGES = {
    "strace": "strace",
    "mkfs.btrfs": "btrfs-progs",
    "mkfs.ext4": "e2fsprogs",
    "e2fsck": "e2fsprogs",
    "mount": "mount",
    "unshare": "util-linux",
}
TO_KILL = ("strace",)
TO_CUT = ("mkfs.btrfs", "mkfs.ext4", "e2fsck", "mount", "unshare")


def of(mode: str) -> list[str]:
    """What a measurement lacks here; empty when it can run."""
    if mode == "power":
        return missing(*TO_CUT, root=True)
    return missing(*TO_KILL) if mode == "kill" else []


def missing(*programs: str, root: bool = False) -> list[str]:
    """A sentence for each thing that is not there."""
    said = [
        f"{one} is missing (package {PACKAGES[one]})." for one in programs if not shutil.which(one)
    ]
    if root and os.geteuid() != 0:
        said.append("Only root may mount the images whose power is cut.")
    if root and not os.path.exists("/dev/loop-control"):
        said.append("This kernel has no loop devices.")
    return said


class Missing(Exception):
    """Found out on the way: something is not there, or not allowed."""
