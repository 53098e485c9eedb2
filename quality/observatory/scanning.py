"""Mozilla's HTTP Observatory, and a certificate that it believes: what has to be on the machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "@mdn/mdn-http-observatory@1.4.8"
INSIDE = Path("node_modules/@mdn/mdn-http-observatory")
MISSING = 77


@dataclass(frozen=True)
class Scanned:
    """The Observatory's verdict on one page."""

    score: int
    grade: str
    passed: int
    tests: int
    failed: tuple[str, ...]


class Observatory:
    """The package in a scratch folder, and a certificate authority of its own."""

    def __init__(self, folder: Path) -> None:
        missing = [tool for tool in ("node", "npm", "mkcert") if not shutil.which(tool)]
        if missing:
            print(f"Nothing was measured: {', '.join(missing)} is missing.")
            print("(npm with Node 20, and mkcert: a package of Debian.)")
            sys.exit(MISSING)
        self.certificate, self.key = folder / "localhost.pem", folder / "localhost.key"
        self._authority = folder / "authority"
        self._authority.mkdir()
        self._package = self._installed(folder)
        words = ["mkcert", "-cert-file", str(self.certificate), "-key-file", str(self.key)]
        authority = os.environ | {"CAROOT": str(self._authority)}
        subprocess.run([*words, "localhost"], env=authority, check=True, capture_output=True)

    def _installed(self, folder: Path) -> Path:
        """The package as it stands in the folder named by OBSERVATORY, else fetched by npm."""
        given = os.environ.get("OBSERVATORY", "")
        if given:
            return Path(given) / INSIDE
        words = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE]
        said = subprocess.run(words, cwd=folder, check=False, capture_output=True)
        if said.returncode:
            print("Nothing was measured: npm could not fetch the Observatory.")
            sys.exit(MISSING)
        # Its own list of preloaded hosts would be fetched from afar; none of them is localhost.
        (folder / INSIDE / "conf" / "hsts-preload.json").write_text("{}")
        return folder / INSIDE

    def scan(self) -> Scanned:
        """What it says of https://localhost. SystemExit, with its words, when it says nothing."""
        believes = {"NODE_EXTRA_CA_CERTS": str(self._authority / "rootCA.pem")}
        said = subprocess.run(
            ["node", "src/scan.js", "localhost"],
            cwd=self._package,
            env=os.environ | believes,
            check=False,
            capture_output=True,
            text=True,
        )
        found = json.loads(said.stdout or "{}")
        if "scan" not in found:
            raise SystemExit(f"The Observatory said: {found.get('error', said.stderr[-500:])}")
        scan = found["scan"]
        failed = tuple(name for name, test in found["tests"].items() if not test["pass"])
        passed, tests = int(scan["testsPassed"]), int(scan["testsQuantity"])
        return Scanned(int(scan["score"]), str(scan["grade"]), passed, tests, failed)
