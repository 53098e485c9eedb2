"""German cue words."""

from datetime import time

from makegood.kit.dates_in_words.language import Language, Table, counted, same

ONES = "ein/eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"


def endings(stems: str) -> str:
    """Every stem with the endings that German declines it by."""
    return "|".join(f"{s}{e}" for s in stems.split("|") for e in ("e", "en", "er", "es", "em"))


def names() -> Table:
    weekdays = "montag|dienstag|mittwoch|donnerstag|freitag|samstag/sonnabend|sonntag"
    months = (
        "januar/jänner/jan|februar/feb|märz/maerz|april/apr|mai|juni|juli|august/aug"
        "|september/sept/sep|oktober/okt|november/nov|dezember/dez"
    )
    short = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
    table = counted("D", weekdays) | counted("M", months, 1)
    table |= {word: ("Z", number) for word, number in short.items() if word not in ("so", "do")}
    return table


def days() -> Table:
    table = same("T", 0, "heute") | same("T", 1, "morgen") | same("T", 2, "übermorgen|uebermorgen")
    table |= same("T", -1, "gestern|vorgestern")
    table |= same("Q", (0, "morning"), "heute morgen|heute früh|heute vormittag")
    table |= same("Q", (1, "morning"), "morgen früh|morgen vormittag")
    table |= same("Q", (0, "night"), "heute nacht") | same(
        "P", "morning", "vormittag|vormittags|früh"
    )
    table |= same("P", "afternoon", "nachmittag|nachmittags") | same("P", "evening", "abend|abends")
    table |= same("P", "night", "nachts")
    return table | same("e", None, "feierabend|geschäftsschluss|dienstschluss|ende des tages")


def units() -> Table:
    table: Table = {}
    words = {
        "day": "tag|tage|tagen|tages", "week": "woche|wochen", "year": "jahr|jahre|jahren|jahres",
        "month": "monat|monate|monaten|monats", "hour": "stunde|stunden|std",
        "minute": "minute|minuten|min", "weekend": "wochenende|wochenendes",
        "working day": "arbeitstag|arbeitstage|arbeitstagen|werktag|werktage|werktagen",
    }  # fmt: skip
    for unit, spellings in words.items():
        table |= same("U", unit, spellings)
    table |= same("E", "early", "anfang|beginn") | same("E", "mid", "mitte")
    table |= same("E", "end", "ende") | same("R", 0, endings("dies|laufend"))
    table |= same("R", 1, endings("nächst|naechst|folgend")) | same("R", -1, endings("letzt|vorig"))
    return table | same("R", 2, endings("kommend"))


def cues() -> Table:
    table = same("C", "by", "bis|bis zum|bis zur|bis spätestens|spätestens|spätestens bis|fällig")
    table |= same("C", "by", "fällig am|spätestens am|bis einschließlich|bis spätestens zum")
    table |= same("C", "before", "vor|vor dem|vor der") | same("i", None, "in|im")
    table |= same("w", None, "innerhalb|innerhalb von|binnen") | same("m", None, "am")
    table |= same("@", None, "um|gegen") | same("F", None, "für") | same("z", None, "zum|zur")
    table |= (
        same("f", None, "von|vom|zwischen|ab") | same("a", None, "nach") | same("s", None, "seit")
    )
    table |= same("t", None, "der|die|das|des|dem|den") | same(
        "d", 1, "einem|einer|einen|eine|eines"
    )
    table |= same("&", None, "und") | same("~", None, "etwa|ca|ungefähr") | same("k", None, "uhr")
    table |= same("c", time(12), "mittag|mittags") | same("e", None, "mitternacht")
    table |= same("v", None, endings("jed") + "|alle|pro")
    table |= same("N", 2, "ein paar") | same("N", 0.5, "halben|halbe|einer halben")
    table |= same("h", "to", "halb") | same("q", "quarter", "viertel") | same("+", 0.5, "halbe")
    return table | same("r", None, "rest|rest der|rest des")


def numbers() -> Table:
    return counted("N", ONES, 1) | same("N", 14, "vierzehn") | same("d", 1, "ein")


GERMAN = Language(numbers() | names() | days() | units() | cues(), dotted_ordinals=True)
