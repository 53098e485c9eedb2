"""A real spreadsheet opens what we write: how many cells does it take for formulas?

LibreOffice, told to evaluate formulas, once with our separator and once with a German one.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from makegood.domain.exchange.rules import cells

STARTS = (
    *(
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "  =",
        "\u00a0=",
        "\ufeff=",
        "\u200b=",
        "\u202e=",
    ),
    *(
        "＝",
        "＋",
        "－",
        "＠",
        "﹦",
        "⁼",
        "−",
        "'=",
        "''=",
        '"=',
        "a;=",
        "a\n=",
        "a\r\n=",
        "a\t=",
        "\n\n=",
    ),
    *(";=", ";;=", "\x0b=", "\x0c=", "\u3000=", "\u2007=", "a;b;=", "a\n =", "a;'=", "=\n="),
)
ENDS = (
    *("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example")', 'DDE("soffice";"x";"y")'),
    *("SUM(1+1)", "2+3+cmd|' /C calc'!A0", "A1", 'WEBSERVICE("http://x.example")'),
)
SEPARATORS = {"comma": 44, "semicolon": 59}
FORMULA = re.compile(r'table:formula="([^"]*)"')


def spreadsheet() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def dangerous() -> list[str]:
    return [start + end for start in STARTS for end in ENDS]


def formulas(texts: list[str]) -> dict[str, int]:
    """How many cells the spreadsheet computes, by the separator it was told."""
    program = spreadsheet()
    assert program
    with tempfile.TemporaryDirectory(prefix="makegood-cells-") as folder:
        written = Path(folder) / "cells.csv"
        with written.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(["x", cells.safe(text), "y"] for text in texts)
        return {name: _converted(program, written, sign) for name, sign in SEPARATORS.items()}


def _converted(program: str, written: Path, separator: int) -> int:
    """Opened and saved as flat XML, in which formulas can be counted."""
    # Separator, quotation mark, UTF-8, first line; the last one: evaluate formulas.
    how = f"CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true"
    command = [program, "--headless", f"-env:UserInstallation=file://{written.parent}/profile"]
    command += ["--convert-to", "fods", "--outdir", str(written.parent), f"--infilter={how}"]
    subprocess.run([*command, str(written)], capture_output=True, check=True, timeout=180)
    made = written.with_suffix(".fods").read_text(encoding="utf-8")
    written.with_suffix(".fods").unlink()
    return len(FORMULA.findall(made))
