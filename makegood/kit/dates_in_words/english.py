"""English cue words."""

from datetime import time

from makegood.kit.dates_in_words.english_feasts import feasts, movable_feasts
from makegood.kit.dates_in_words.language import Language, Table, counted, same

ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
TEENTH = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth|twentieth"
)
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


def numbers() -> Table:
    table = counted("N", ONES, 1) | counted("N", TEENS, 10)
    table |= counted("W", NTH, 1) | counted("O", TEENTH, 10) | same("O", 30, "thirtieth")
    for word, ten in TENS.items():
        table[word] = ("N", ten)
        table |= {f"{word} {one}": ("N", ten + n) for n, one in enumerate(ONES.split("|"), 1)}
        if ten <= 30:
            table |= {f"{word} {nth}": ("O", ten + n) for n, nth in enumerate(NTH.split("|"), 1)}
    table |= same("N", 2, "couple|couple of|a couple|a couple of|next couple of")
    table |= same("N", 3, "few|a few|several") | same("N", 0.5, "half a|half an")
    table |= same("N", 0.25, "quarter of an|a quarter of an") | same("+", 0.5, "and a half")
    table |= same("N", 0.75, "three quarters of an") | same("+", 0.5, "and half")
    table |= same("d", 1, "another|a further|one more") | same("N", 6, "half a dozen|half dozen")
    table |= same("N", 12, "a dozen|dozen")
    return table


def years() -> Table:
    """Years as they are dictated: twenty twenty-seven, two thousand and eighteen."""
    spoken = {**counted("N", ONES, 1), **counted("N", TEENS, 10), "twenty": ("N", 20)}
    for tens, ten in (("twenty", 20), ("thirty", 30)):
        spoken |= {f"{tens} {one}": ("N", ten + n) for n, one in enumerate(ONES.split("|"), 1)}
    table: Table = {}
    for word, (_, value) in spoken.items():
        year = 2000 + int(str(value))
        table |= same("Y", year, f"two thousand {word}|two thousand and {word}")
        if year >= 2010:
            table |= same("Y", year, f"twenty {word}")
    return table


def names() -> Table:
    weekdays = (
        "monday|tuesday/tue/tues|wednesday/weds/wensday/wendsday|thursday/thu/thur/thurs"
        "|friday/fri|saturday|sunday"
    )
    months = (
        "january/jan|february/feb||/apr||/jun|july/jul||september/sep/sept|october/oct"
        "|november/nov|december/dec"
    )
    table = counted("D", weekdays) | counted("M", months, 1)
    table |= {"mon": ("Z", 0), "wed": ("Z", 2), "sat": ("Z", 5), "sun": ("Z", 6)}
    table |= {"march": ("J", 3), "mar": ("J", 3), "april": ("J", 4), "may": ("J", 5)}
    table |= {"june": ("J", 6), "august": ("M", 8), "aug": ("M", 8)}
    table.pop("", None)
    return table


def days() -> Table:
    table = same("T", 0, "today") | same("T", 1, "tomorrow|tmr|tmrw|tmw|tomoz")
    table |= same("T", 2, "day after tomorrow|the day after tomorrow")
    table |= same("T", -1, "yesterday")
    table |= same("T", -2, "day before yesterday|the day before yesterday")
    table |= same("Q", (0, "night"), "tonight|tonite") | same("P", "morning", "morning")
    table |= same("P", "afternoon", "afternoon") | same("P", "evening", "evening")
    table |= same("P", "night", "night|nighttime") | same("P", "lunch", "lunchtime|lunch time")
    table |= same("P", "morning", "first thing|first thing in the morning|start of business")
    table |= same("P", "morning", "before lunch|start of day|start of the day|first thing on")
    table |= same("P", "afternoon", "after lunch") | same("P", "evening", "last thing")
    table |= same(
        "e", None, "end of day|end of the day|eod|close of business|close of play|cob|eob"
    )
    table |= same("e", None, "end of business|end of play|end of the working day|the end of day")
    table |= same("e", None, "the end of the day|the close of business|the eod|cop")
    return table


def units() -> Table:
    table: Table = {}
    for unit in ("day", "week", "month", "year", "hour", "minute", "fortnight"):
        table |= same("U", unit, f"{unit}|{unit}s")
    table |= same("U", "weekend", "weekend")
    table |= same("U", "working day", "working days|business days|work days|workdays")
    table |= same("U", "working day", "working day|business day|work day|workday")
    table |= same("U", "working week", "working week|workweek|work week|business week")
    table |= same("U", "second", "seconds|secs") | same("U", "minute", "min|mins")
    table |= same("U", "hour", "hr|hrs|h") | same("U", "week", "wk|wks") | same("U", "day", "d")
    table |= same("U", "month", "calendar month")
    table |= same("V", "end week", "eow|week's end")
    table |= same("V", "end month", "eom|month end|month's end")
    table |= same("V", "end year", "eoy|year end|year's end")
    table |= same("U", "quarter", "quarters|calendar quarter") | same("V", "mid week", "midweek")
    table |= same("V", "mid month", "midmonth") | same("V", "end quarter", "eoq|quarter end")
    table |= same("E", "early", "early|beginning|start|the beginning|the start")
    table |= same("E", "mid", "mid|middle|the middle|midway through")
    table |= same("E", "end", "end|late|the end|the back end")
    table |= same("R", 0, "this|current") | same("R", 1, "next|following|the next|the following")
    table |= same("R", -1, "last|previous|prior|the last|the previous")
    return table | same("R", 2, "coming|upcoming|this coming|the coming")


def clock() -> Table:
    table = (
        same("A", "am", "am|a m") | same("A", "pm", "pm|p m") | same("k", None, "o'clock|oclock")
    )
    table |= same("c", time(12), "noon|midday|12 noon|12 midday|noonish|noontime|high noon") | same(
        "e", None, "midnight"
    )
    table |= same("h", None, "half") | same("q", "quarter", "quarter|a quarter")
    return table | same("p", None, "past")


def deadlines() -> Table:
    by = (
        "by|no later than|not later than|due|due on|due by|deadline|deadline is|at latest by",
        "by no later than|latest by|at the latest by|by the latest|needed by|needed for|wanted by",
        "in time for|on or by|on or before|in or before|before or on|on or earlier than",
        "by or before|at or before|as late as|ending|ending on",
    )
    table = same("C", "by", "|".join(by))
    table |= same("C", "until", "until|till|til|up to|up until|up to and including")
    table |= same("C", "until", "until and including|and ending|and ending on")
    table |= same("C", "before", "before|prior to|ahead of|earlier than|sooner than")
    table |= same("L", None, "at the latest|latest|no later|at the very latest")
    return table | same("L", None, "or earlier|or sooner|or before")


def cues() -> Table:
    """The small words around a date."""
    table = same("i", None, "in") | same("w", None, "within|inside|in less than")
    table |= same("w", None, "in under|in no more than|in at most|in up to|in the space of")
    table |= same("w", None, "within at most|within a maximum of|within no more than")
    table |= same("m", None, "on") | same("@", None, "at") | same("F", None, "for|over|during")
    table |= same("f", None, "from|between")
    table |= same("z", None, "to|through|thru|through to|thru to|all the way to")
    table |= same("a", None, "after|later than|past the") | same("s", None, "since|ever since")
    table |= same("s", None, "not before|no earlier than|not earlier than|no sooner than")
    table |= same("s", None, "as early as|any time after|anytime after|not until")
    table |= same("g", None, "ago|earlier") | same("l", None, "hence|from now|time from now")
    table |= same("l", "later", "later") | same("n", None, "now")
    table |= same("r", None, "rest of|rest|rest of my|remainder of|remaining")
    table |= same("o", None, "of") | same("t", None, "the") | same("d", 1, "a|an")
    table |= same("&", None, "and|or")
    table |= same("~", None, "about|around|approximately|roughly|sometime")
    table |= same("~", None, "sharp|exactly|promptly|on the dot")
    table |= same("G", "week", "week commencing|week beginning|week starting|week starting on|w/c")
    table |= same("G", "week", "w/b|w/e|week ending|week ending on|week ended")
    return table | same("b", None, "starting|starting on|starting from|beginning on")


def read_over() -> Table:
    """What recurs, what tells of the past, what makes a street of a name, what is too vague."""
    table = same("v", None, "every|each|all|any|per|once a|once per|twice a|twice in")
    table |= counted("v", "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays")
    table |= same("v", None, "weekends|weekdays|nights|mornings|afternoons|evenings")
    table |= same("H", None, "was|were|had|did|came|went|got|took|gave|showed|waited|left|arrived")
    table |= same("y", None, "road|rd|street|lane|avenue|crescent|terrace|court")
    table |= same("x", None, "super saturday|in the new year|happy new year|merry christmas")
    table |= same("x", None, "coming days|coming weeks|coming months")
    return table | same("x", None, "the coming days|the coming weeks|the coming months")


WORDS = years() | numbers() | names() | days() | units() | clock() | deadlines() | cues()
ENGLISH = Language(WORDS | read_over() | feasts() | movable_feasts())
