"""`makemessages`: every sentence of the program into its catalogues, for people to translate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

NOT_SHOWN = ["quality", "tests", "var"]
# Pages and letters: a letter is a subject, a plain text and a page.
SAID_IN = ["html", "txt", "subject", "py"]
# Where a sentence stands and when we looked changes each time: a diff shows the words alone.
CHANGES_EACH_TIME = ('"POT-Creation-Date:', '"Report-Msgid-Bugs-To:')


class Command(makemessages.Command):
    """Django's own in our way. A new sentence stays empty: what it resembles is not guessed."""

    help = "Write every sentence into the catalogues of all languages, or of those named (-l)."
    msgmerge_options = ["-q", "--backup=none", "--update", "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        ours = {
            "all": not options["locale"],
            "extensions": options["extensions"] or SAID_IN,
            "ignore_patterns": [*options["ignore_patterns"], *NOT_SHOWN],
            **dict.fromkeys(("no_location", "no_wrap", "no_obsolete"), True),
        }
        super().handle(*args, **options | ours)

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        lines = catalogue.read_text().splitlines(keepends=True)
        catalogue.write_text("".join(one for one in lines if not one.startswith(CHANGES_EACH_TIME)))
