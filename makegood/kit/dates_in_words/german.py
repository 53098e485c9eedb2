"""German cue words."""

from datetime import time

from makegood.kit.dates_in_words.language import Language, Table, counted, same

ONES = "ein/eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
TEENS = "dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig"


def endings(stems: str) -> str:
    """Every stem with the endings that German declines it by."""
    return "|".join(f"{s}{e}" for s in stems.split("|") for e in ("e", "en", "er", "es", "em"))


WEEKDAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag/sonnabend|sonntag"


def names() -> Table:
    months = (
        "januar/jänner/jan|februar/feb|märz/maerz|april/apr|mai|juni|juli|august/aug"
        "|september/sept/sep|oktober/okt|november/nov|dezember/dez"
    )
    short = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
    table = counted("D", WEEKDAYS) | counted("M", months, 1)
    table |= {word: ("Z", number) for word, number in short.items() if word not in ("so", "do")}
    return table


def days() -> Table:
    table = same("T", 0, "heute") | same("T", 1, "morgen") | same("T", 2, "übermorgen|uebermorgen")
    table |= same("T", -1, "gestern") | same("T", -2, "vorgestern")
    table |= same("Q", (0, "morning"), "heute morgen|heute früh|heute vormittag")
    table |= same("Q", (1, "morning"), "morgen früh|morgen vormittag")
    table |= same("Q", (0, "night"), "heute nacht") | same(
        "P", "morning", "vormittag|vormittags|früh"
    )
    table |= same("P", "afternoon", "nachmittag|nachmittags") | same("P", "evening", "abend|abends")
    table |= same("P", "night", "nachts")
    parts = {"morning": "früh|morgen|vormittag", "afternoon": "nachmittag", "evening": "abend"}
    for weekday, (_, number) in counted("D", WEEKDAYS).items():
        for part, words in parts.items():
            table |= {weekday + word: ("Q", (number, part, "weekday")) for word in words.split("|")}
    return table | same("e", None, "feierabend|geschäftsschluss|dienstschluss|ende des tages")


def units() -> Table:
    table: Table = {}
    words = {
        "day": "tag|tage|tagen|tages", "week": "woche|wochen|kw|kalenderwoche",
        "year": "jahr|jahre|jahren|jahres",
        "month": "monat|monate|monaten|monats", "hour": "stunde|stunden|std",
        "minute": "minute|minuten|min", "weekend": "wochenende|wochenendes",
        "quarter": "quartal|quartale|quartals",
        "working day": "arbeitstag|arbeitstage|arbeitstagen|werktag|werktage|werktagen",
    }  # fmt: skip
    for unit, spellings in words.items():
        table |= same("U", unit, spellings)
    table |= same("E", "early", "anfang|beginn") | same("E", "mid", "mitte")
    table |= same("E", "end", "ende") | same("R", 0, endings("dies|laufend"))
    table |= same("R", 1, endings("nächst|naechst|folgend")) | same("R", -1, endings("letzt|vorig"))
    table |= same("R", 3, endings("übernächst|uebernaechst"))
    table |= same("V", "end month", "monatsende") | same("V", "end year", "jahresende")
    table |= same("V", "end quarter", "quartalsende") | same("V", "mid week", "wochenmitte")
    table |= same("V", "end week", "wochenschluss") | same("V", "mid month", "monatsmitte")
    return table | same("R", 2, endings("kommend"))


def cues() -> Table:
    table = same("C", "by", "bis spätestens|spätestens|spätestens bis|fällig")
    table |= same("C", "until", "bis|bis zum|bis zur")
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
    table |= same("h", "to", "halb") | same("q", "quarter", "viertel")
    return table | same("r", None, "rest|rest der|rest des")


def numbers() -> Table:
    table = counted("N", ONES, 1) | counted("N", TEENS, 13) | same("N", 30, "dreißig")
    table |= same("N", 1.5, "anderthalb|eineinhalb") | same("N", 2.5, "zweieinhalb")
    for number, stem in enumerate(("erst", "zweit", "dritt", "viert"), 1):
        table |= same("W", number, endings(stem))
    return table | same("d", 1, "ein")


def feasts() -> Table:
    """The days that have a name (`feasts.py` says when they are)."""
    fixed = {
        (12, 25): "weihnachten|weihnachtstag", (12, 24): "heiligabend|heiliger abend",
        (12, 31): "silvester", (1, 1): "neujahr|neujahrstag", (1, 6): "dreikönig|dreikönigstag",
        (12, 6): "nikolaus|nikolaustag", (2, 14): "valentinstag", (5, 1): "tag der arbeit",
        (10, 3): "tag der deutschen einheit", (10, 31): "reformationstag|halloween",
        (11, 1): "allerheiligen", (8, 15): "mariä himmelfahrt",
    }  # fmt: skip
    moving = {
        0: "ostern|ostersonntag", 1: "ostermontag", -2: "karfreitag", -3: "gründonnerstag",
        -48: "rosenmontag", -46: "aschermittwoch", 39: "himmelfahrt|christi himmelfahrt",
        49: "pfingsten|pfingstsonntag", 50: "pfingstmontag", 60: "fronleichnam",
    }  # fmt: skip
    table = same("X", ("nth", 5, 2, 6, 0), "muttertag")
    for (month, day), words in fixed.items():
        table |= same("X", ("day", month, day), words)
    for after, words in moving.items():
        table |= same("X", ("easter", after), words)
    return table


GERMAN = Language(numbers() | names() | days() | units() | cues() | feasts(), dotted_ordinals=True)
