"""A date read into sentences that have none: the other half of `python -m quality.dates_in_words`.

Sentences are drawn at random (a fixed seed) from real mails, questions and reviews that nobody
picked for their dates, and all of Recognizers' sentences in which its plain model finds nothing are
added. Every sentence that we flag was read, one by one, by this rule: it names a date when it names
a day, a range of days, a clock time or a duration from now, also in the past; it does not when the
words name something that recurs or any such day ("on a Friday night"), a duration inside a story
("an hour later"), a street, a sale or another thing called after a day. A flagged sentence that
nobody has read yet counts as wrong, so that a change of the grammar cannot hide behind this list.
"""

import csv
import hashlib
import json
import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from makegood.kit.dates_in_words import When, read_all

ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
SEED = 20261123
SAMPLE = {"parakweet": 600, "banking77": 1500, "mams": 1500}
# Of the sentences drawn below, those that we flag and that do name a date, read one by one: the
# first 10 digits of their SHA-256.
READ = """
028ece1a08 02ef769d40 03e7ac1569 0603801489 06fcc003d8 09a0693928 0f209b020d 0ff2c02492 11f4e18875
1315ef8195 1323ac7d4c 1362e9ae21 13d4a7eea0 145d73d548 14e63c8f5c 15243e6402 15446a13e5 15d75e0f5e
19683552fb 19d2a8b6f1 19e0eaddcb 1d0209a802 1deed39515 1e1ab7a1e5 1f35ef29d4 1f3aa7bf32 1f64b7f232
211de2345b 2226b75946 243f701fc3 28b09e6eee 295689c9ca 29d319c255 2c9e79032a 2d6afddb00 2d8571b0f7
2da289422b 2de4706cbf 2e3f07b3a9 2e99a52658 2ec9704e91 2f156080a9 31a36afc1b 31e281a54a 32c4e68c3b
360dd577b2 376b1c5b77 38834ab766 393a1f1286 3b23ea45ba 3c99eccecb 43e39480f5 44386a70cb 444f52627c
46a69fd6e8 4726a6728f 47ee8211e7 481d819de7 491e650c4e 49e5872f0d 4a6f78e53e 4ba039e6ee 4bf6cbdaa6
4d2a24c800 5380f3a746 556e557057 56c1b4b3ba 5725139cc8 57ec00451f 59fcd48125 5bf7995d47 5d23f80465
5f1577fe8f 62344f9e19 63d59146db 64ba9eb22e 658e1e1cf7 65d06316d7 6633599f65 68d55849e9 691c100378
6acc0b1ad7 6c54d23df0 6d9c1061c9 6e61c4520a 6f6e193eaf 6fd59d9369 70815e3a92 710fd67179 736906d4b6
740576949a 742ead46ed 74f6a9a02e 780655a8d3 78567b19f5 7911612bbd 79a0339be8 79a8535e07 79bd94e89f
7b2383c6bd 7dfd74700b 81f64026e4 860d4caa48 86237477c9 86a104cb2f 887bb5bd2e 88c245db7a 8d3a3d17ab
8dd46481df 90a474f937 912268fb23 921da12b7f 925db5b0b0 95a9be883d 9a2c8c6e04 9d7dcc4aa2 9db8c5d577
9ded9ab374 9f17bf8daf 9f444e88f6 a19ddc5c37 a23a17118a a40f25e269 a6f62a4274 a717c61e3b a80c6056e3
a9c978e771 ad09fd9f2f b1114d42fa b4553edbe3 b461994623 b71d55d774 b8d4d5a6c4 b960332790 b9839c9cb1
b9a1cbbcf8 bc76242d7a bca146e084 bdf9cf35b1 be68b86e9e c09b04ebd5 c18d5b5fd2 c264332ac9 c6ae8ba54d
ca52617577 cb633ceb7e cb6fbb7436 cb8883f631 cc54b490dc cdd0f1def9 cea0883052 d03d36e6de d2eea89449
d3cb1df1a3 d47fada714 d6a89907af d9e7702759 dba6578d7a dbef6b43a6 dc8981d215 dcb8a17cb9 dd2b7b060d
dd52ada217 de5f948378 de6b389959 dfdb606e2a e15c084e93 e1a720537b e1b59d889b e3ac32142e e41caa1071
e4dbdacc76 e514b72908 e5cb73843a e5ea89ffb2 e702a30f4f e7165c2455 e95c9a39f9 e962e43cf7 eaa7168005
eb1b0f33e4 ebb6627f26 ec2d21496d ed3b54f086 ee59327d04 ef603a2354 f8d59bb20e fc64ed0b34 fcb65caf8d
fd38151358 ff2d902900 ff634ddbce
"""
NAMES_A_DATE = frozenset(READ.split())


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """A fixed draw of real sentences that nobody picked for their dates, by source."""
    sources = {"parakweet": parakweet, "banking77": banking, "mams": mams}
    for name, source in sources.items():
        every = sorted(set(source(folder / "intents")))
        chosen = random.Random(SEED).sample(every, SAMPLE[name])
        yield from ((name, sentence) for sentence in chosen)


def parakweet(folder: Path) -> Iterator[str]:
    text = (folder / "parakweet-train.txt").read_text(encoding="utf-8", errors="replace")
    yield from (line.partition("\t")[2].strip() for line in text.splitlines() if "\t" in line)


def banking(folder: Path) -> Iterator[str]:
    for file in sorted((folder / "banking77").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            yield from (row["text"].strip() for row in csv.DictReader(rows))


def mams(folder: Path) -> Iterator[str]:
    for file in sorted((folder / "mams").glob("*.xml")):
        for node in ElementTree.parse(file).iter("text"):
            yield (node.text or "").strip()


def empty_cases(folder: Path) -> Iterator[str]:
    """The data's own sentences in which it finds nothing at all, of the plain model's files."""
    texts: dict[str, bool] = {}
    for file in sorted(folder.glob("*.json")):
        if file.stem.endswith(("Extractor", "Parser", "DateTimeModel")):
            for case in json.loads(file.read_text(encoding="utf-8-sig")):
                texts[case["Input"]] = texts.get(case["Input"], True) and not case["Results"]
    yield from (text for text, nothing in texts.items() if nothing)


def found(sentence: str) -> list[When]:
    return read_all(sentence, now=NOW, zone=ZONE, locale="en-US")


def digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:10]


def false_positives(folder: Path, show: bool) -> tuple[int, int]:
    """Print and give (sentences with a date read into them, sentences that have none).

    A flagged sentence that was read and does name a date leaves the count; one that nobody has read
    yet counts as wrong.
    """
    total, wrong = 0, 0
    drawn = list(sentences(folder)) + [("recognizers", s) for s in empty_cases(folder / "dates")]
    for name in (*SAMPLE, "recognizers"):
        own = [s for source, s in drawn if source == name]
        flagged = [s for s in own if found(s)]
        true = [s for s in flagged if digest(s) in NAMES_A_DATE]
        none, bad = len(own) - len(true), len(flagged) - len(true)
        print(
            f"{name}: {len(own)} sentences, {len(flagged)} flagged, {len(true)} name a date; ",
            end="",
        )
        print(f"{bad} of the {none} without one ({bad / max(none, 1):.2%})")
        total, wrong = total + none, wrong + bad
        for sentence in flagged if show else []:
            if digest(sentence) not in NAMES_A_DATE:
                said = [w.text for w in found(sentence)]
                print(f"  flagged {digest(sentence)} {said} «{sentence[:240]}»")
    return wrong, total
