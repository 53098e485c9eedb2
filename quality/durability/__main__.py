"""Is anything lost that was acknowledged: by a kill at any durable point, by a power cut?

    python -m quality.durability kill  [--postgresql] [--every 1] [--plant BUG] [--seed 1]
    python -m quality.durability power [--postgresql] [--cuts 100] [--plant BUG] [--seed 1]
    python -m quality.durability server [--kills 20] [--seed 1]
    python -m quality.durability short | full

`kill` (QUALITY N3) needs strace; `power` (N4) needs root, loop devices, btrfs-progs, e2fsprogs;
`server` kills the real web server at random, several browsers pressing. `short` and `full` run
all of them, and every planted bug. Exit code 0: nothing lost, nothing half done, nothing corrupt;
a planted bug must end with 1. 77: something is missing here; 70: the measurement itself broke.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback

from quality.durability import kill, needs, power, serve, tiers

ACTS = ("make", "move", "tell", "keep", "answer", "concern")
KILL_BUGS = ("two-transactions", "ack-before-commit")
POWER_BUGS = ("synchronous-normal", "fsync-off", "ack-before-commit")
RUNS = {"kill": kill.run, "power": power.run, "server": serve.run}


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="quality.durability", description=__doc__)
    whole.formatter_class = argparse.RawDescriptionHelpFormatter
    modes = whole.add_subparsers(dest="mode", required=True)
    killing, cutting = modes.add_parser("kill"), modes.add_parser("power")
    killing.add_argument("--every", type=int, default=1, help="of many calls only each n-th")
    killing.add_argument("--acts", nargs="+", choices=ACTS, default=ACTS)
    killing.add_argument("--plant", choices=KILL_BUGS)
    cutting.add_argument("--cuts", type=int, default=100)
    cutting.add_argument("--plant", choices=POWER_BUGS)
    cutting.add_argument("--wheel", action="store_true", help="the PostgreSQL of the wheel")
    for one in (killing, cutting):
        one.add_argument("--postgresql", action="store_true")
        one.add_argument("--seed", type=int, default=1)
    serving = modes.add_parser("server")
    serving.add_argument("--kills", type=int, default=20)
    serving.add_argument("--seed", type=int, default=1)
    modes.add_parser("short")
    modes.add_parser("full")
    return whole


def main() -> int:
    asked = parser().parse_args()
    if asked.mode in tiers.TIERS:
        return tiers.run(asked.mode)
    lacking = needs.of(asked.mode)
    if lacking:
        print("Nothing was measured.", *lacking, file=sys.stderr)
        return needs.MISSING
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(needs.BROKEN))
    try:
        return RUNS[asked.mode](asked)
    except needs.Missing as lacking_too:
        print("Nothing was measured.", lacking_too, file=sys.stderr)
        return needs.MISSING
    except Exception:
        # A run that breaks must not look like a bug that was caught.
        traceback.print_exc()
        return needs.BROKEN


if __name__ == "__main__":
    sys.exit(main())
