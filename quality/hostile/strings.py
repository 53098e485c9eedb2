"""What nobody would write, and what somebody will: our own list, and the big list where it lies.

The big list of naughty strings (the package `blns`, MIT) is read where QUALITY_BLNS names its
folder; it is not ours to keep.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

ACUTE, JOINER = "\u0301", "\u200d"

OWN: dict[str, str] = {
    # What cannot be stored, or not everywhere.
    "NUL": "before\0after",
    "NUL alone": "\0",
    "NUL at the end": "end\0",
    "half of a pair, high": "before\ud83dafter",
    "half of a pair, low": "before\ude00after",
    "a pair the wrong way": "\ude00\ud83d",
    "a pair in two halves": "\ud83d\ude00",
    "no character": "\ufffe\uffff and \U0010ffff",
    "private use": "\ue000\U000f0000",
    "replaced": "\ufffd\ufffd",
    "controls": "a\x01b\x07c\x08d\x1be\x7ff\x80g\x9fh",
    "byte order": "\ufeffmark\ufeff",
    # Lines.
    "CRLF": "one\r\ntwo\rthree\nfour",
    "a header": "Subject\r\nBcc: all@example.com\r\n\r\nbody",
    "other lines": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "lines first and last": "\n\n  kept?  \n\n",
    "only spaces": " \t\u00a0\u2003\u3000 ",
    "spaces of every sort": "a\u00a0b\u2003c\u3000d\u1680e\u202ff  g\t\th",
    # Directions and what is not seen.
    "right to left": "אבג שלום abc ١٢٣",
    "override": "invoice\u202efdp.exe",
    "override left open": "\u202e\u202d\u202a\u202b never closed",
    "isolates": "\u2066left\u2069 \u2067right\u2069 \u2068first",
    "nothing seen": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh",
    "only unseen": "\u200b\u200d\u2060",
    "marks of direction": "\u200eA\u200fB\u061cC",
    "tags": "flag \U000e0067\U000e0062\U000e007f",
    # Signs of several.
    "family": f"👩{JOINER}👩{JOINER}👧{JOINER}👦 and 🏳️{JOINER}🌈",
    "skin and flags": "👍🏿 🇩🇪🇫🇷 1️⃣",
    "joiners in a row": f"👩{JOINER * 40}👧",
    "composed": "Zoë Müller, café",
    "taken apart": "Zoe\u0308 Mu\u0308ller, cafe\u0301",
    "marks in another order": "a\u0323\u0302 a\u0302\u0323",
    "a mark first": f"{ACUTE}alone",
    "combining x 10": "Z" + ACUTE * 10,
    "combining x 10,000": "Z" + ACUTE * 10_000,
    "long": "long " * 20_000,
    "long, one word": "W" * 201,
    "one that folds into eighteen": "\ufdfa" * 12,
    "hangul in parts": "\u1112\u1161\u11ab 한",
    "astral": "𝕳𝖊𝖑𝖑𝖔 𠜎𠜱 𓀀",
    "many marks": "Z̷̢̛̗͇a̸͚͝l̴̰̏g̵̱̈́o̶͎̿",
    # Alike to the eye, or to a fold.
    "fullwidth": "Ｍａｋｅｇｏｏｄ　１２３",
    "homoglyphs": "Аlice Аррlе раураl",
    "ligatures": "ﬁne oﬃce ﬆ",
    "long s and sharp s": "ſtraße STRASSE ẞ",
    "Turkish i": "İstanbul ıI iİ",
    "Kelvin and Angstrom": "\u212a \u212b \u2126",
    "final sigma": "ΟΔΥΣΣΕΥΣ ὀδυσσεύς",
    # Read as something else.
    "null": "null",
    "NULL": "NULL",
    "undefined": "undefined",
    "None": "None",
    "nan": "NaN",
    "inf": "-Infinity",
    "true": "true",
    "nothing": "",
    "nought": "0",
    "minus nought": "-0",
    "huge": "9" * 400,
    "just too large": "9223372036854775808",
    "exponent": "1e309",
    "hexadecimal": "0xdeadbeef",
    "other digits": "١٢٣ ⅷ ² ①",
    "grouped": "1,000.00 1.000,00 1_000",
    "a day that is none": "2026-02-30",
    "the last day": "9999-12-31",
    "after the last day": "10000-01-01",
    "before the first": "0000-00-00",
    "far off": "in 99999999999999999999 days",
    # Languages of machines.
    "SQL": "'; DROP TABLE tenancy_user; --",
    "SQL, true": "' OR '1'='1' /*",
    "like": "100%_\\%",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": '" onmouseover="alert(1)" x=\'',
    "out of a field": "</textarea></title></style><svg/onload=alert(1)>",
    "entities": "&amp; &lt; &#60; &#x3c; &nosuch; &notit; &copy",
    "comment": "<!-- --> ]]> <![CDATA[x]]>",
    "a link": "javascript:alert(1)//https://example.com",
    "template": "{{ 7*7 }} {% now 'Y' %} {# gone #} ${7*7} <%= 7*7 %>",
    "a letter's own": "{link:1} {page:promise:1} {reset}",
    "format": "%s %d %n %(name)s %% {0.__class__} {name!r:>99}",
    "shell": "$(reboot) `reboot` ; reboot | cat & > x",
    "path": "../../../../etc/passwd C:\\con\\nul ~root",
    "formula": "=HYPERLINK(\"x\")+cmd|' /C calc'!A0",
    "at and plus": "@SUM(1+1) +1 -1",
    "quotes": "\"'`´‘’“”«»\\",
    "encoded word": "=?utf-8?q?=0D=0ABcc:_a?=",
    "percent": "%00 %0d%0a %25 %u0000 %ff",
    "JSON": '{"__proto__": {"x": 1}, "a": [null, 1e999]}',
    "a table of settings": "[[table]]\nkey = \"value\"\n[a.b]\n'x' = 2026-01-01",
}


def big_list() -> dict[str, str]:
    """Its strings by number; none where QUALITY_BLNS names no folder that holds it."""
    named = os.environ.get("QUALITY_BLNS", "")
    found = sorted(Path(named).rglob("blns.json")) if named else []
    if not found:
        return {}
    return dict(_numbered(json.loads(found[0].read_text(encoding="utf-8"))))


def _numbered(said: list[str]) -> Iterator[tuple[str, str]]:
    return ((f"big list {number}", text) for number, text in enumerate(said))


def as_arrived(text: str) -> str:
    """What is left of it on the way: half of a pair is no UTF-8, and is read as signs replaced."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
