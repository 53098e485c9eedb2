"""English names of the days that have one (`feasts.py` says when they are)."""

from makegood.kit.dates_in_words.language import Table, Value


def feast(value: tuple[Value, ...], words: str) -> Table:
    """A feast by its names, with and without "day" and the apostrophe."""
    table: Table = {}
    for word in words.split("|"):
        spellings = (word, word.replace("'s ", "s "), word.replace("s' ", "s "), word + " day")
        table |= dict.fromkeys(spellings, ("X", value))
    return table


def feasts() -> Table:
    table = feast(("day", 12, 25), "christmas|xmas|chrismas|x mas") | feast(
        ("day", 12, 24), "christmas eve|xmas eve"
    )
    table |= feast(("day", 12, 26), "boxing day|st stephen's day|saint stephen's day")
    table |= feast(("day", 1, 1), "new year's day|new year")
    table |= feast(("day", 12, 31), "new year's eve|new year eve|hogmanay")
    table |= feast(("day", 2, 14), "valentine's day|valentine|valentines|saint valentine's day")
    table |= feast(("day", 3, 17), "st patrick's day|saint patrick's day")
    table |= feast(("day", 10, 31), "halloween|hallowe'en") | feast(("day", 11, 5), "bonfire night")
    table |= feast(("day", 4, 1), "april fools' day|april fool's day")
    table |= feast(("day", 1, 6), "epiphany|twelfth night") | feast(("day", 5, 1), "may day")
    table |= feast(("day", 11, 11), "remembrance day|armistice day|veterans' day|veteran's day")
    table |= feast(("day", 7, 4), "independence day") | feast(("day", 6, 19), "juneteenth")
    table |= feast(("day", 4, 22), "earth day") | feast(("day", 2, 2), "groundhog day")
    table |= feast(("day", 1, 25), "burns night") | feast(("day", 4, 23), "st george's day")
    table |= feast(("day", 11, 30), "st andrew's day") | feast(("day", 3, 1), "st david's day")
    table |= feast(("day", 3, 8), "women's day|international women's day")
    table |= feast(("day", 7, 1), "canada day") | feast(("day", 1, 26), "australia day")
    table |= feast(("day", 4, 25), "anzac day") | feast(("day", 5, 5), "cinco de mayo")
    return table | feast(("day", 11, 1), "all saints' day|all saints")


def movable_feasts() -> Table:
    """Easter and what is counted from it; the American Mondays and Thursdays."""
    table = feast(("easter", 0), "easter|easter sunday") | feast(("easter", 1), "easter monday")
    table |= feast(("easter", -2), "good friday") | feast(("easter", -1), "easter saturday")
    table |= feast(("easter", -3), "maundy thursday") | feast(("easter", -7), "palm sunday")
    table |= feast(("easter", -46), "ash wednesday") | feast(("easter", 39), "ascension")
    table |= feast(("easter", -47), "shrove tuesday|pancake day|mardi gras")
    table |= feast(("easter", 49), "pentecost|whitsun|whit sunday")
    table |= feast(("easter", 50), "whit monday|pentecost monday")
    thanksgiving = ("nth", 11, 4, 3)
    table |= feast((*thanksgiving, 0), "thanksgiving|thanks giving")
    table |= feast((*thanksgiving, 1), "black friday") | feast((*thanksgiving, 4), "cyber monday")
    table |= feast(("nth", 1, 3, 0, 0), "martin luther king day|mlk day|martin luther king jr day")
    table |= feast(("nth", 2, 3, 0, 0), "presidents' day|president's day")
    table |= feast(("nth", 5, -1, 0, 0), "memorial day")
    table |= feast(("either", ("day", 5, 1), ("nth", 9, 1, 0, 0)), "labour day|labor day")
    table |= feast(("nth", 10, 2, 0, 0), "columbus day|indigenous peoples' day")
    table |= feast(("either", ("easter", -21), ("nth", 5, 2, 6, 0)), "mother's day|mothers' day")
    table |= feast(("easter", -21), "mothering sunday")
    return table | feast(("nth", 6, 3, 6, 0), "father's day|fathers' day")
