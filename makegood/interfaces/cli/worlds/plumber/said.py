"""What people answer when they are asked how it was: their stars, and the words of some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from makegood.interfaces.cli.worlds.plumber.year import Praise

Page = Mapping[str, list[str]]

# How work, being kept informed and the whole of it were, where the whole got so many stars.
PARTS = {
    5: ((5, 5, 5), (5, 4, 5), (5, 5, 5), (4, 5, 5)),
    4: ((5, 3, 4), (4, 4, 4), (4, 3, 4), (5, 4, 4)),
    3: ((4, 2, 3), (4, 1, 3), (3, 2, 3)),
    2: ((4, 1, 2), (3, 1, 2)),
}
BETTER = {
    5: (
        "Nothing. Perhaps a card with your hours on it.",
        "An evening now and then would help those of us who work.",
        "You could send the invoice by e-mail, I had to type it all off.",
    ),
    4: (
        "A text half an hour before you come would be nice.",
        "All good, but I learnt of the new day only because I rang you.",
        "The work is beautiful. The price was higher than the first one, by a little.",
        "It took two visits because the part was not in the van.",
        "You were quick. The bill was not: it came six weeks later.",
        "Please say what the noise means before you leave. I lay awake.",
        "I could not reach anybody between twelve and two.",
        "The hole in the wall was closed, but not painted. I had expected it.",
        "Kind people, and patient with my father. Parking on the verge was not so kind.",
    ),
    3: ("Tell me the evening before, not the evening after.",),
    2: ("Ring me when it will be late. That is all.",),
}
WELL = (
    "You rang when you said you would.",
    "Sam showed my son how a siphon works.",
    "Clean boots, clean floor.",
    "The letter said what happens next, and that is what happened.",
    "You put the old taps into a box for me, labelled.",
    "Nobody talked me into anything.",
    "Warm again within the hour.",
    "You told us that we do not need a new boiler yet. Honest.",
    "The price was the price.",
    "You found the leak that three others had painted over.",
)
IN_GERMAN = (
    "Pünktlich, freundlich, und der Keller ist trocken.",
    "Ein Anruf vorher, und alles kam, wie besprochen.",
    "Saubere Arbeit. Gern wieder.",
)
# On the card at the bottom of each bill: whoever likes to, and nobody knows who.
BY_THE_CARD: tuple[tuple[int, str], ...] = (
    (5, "No mess, no fuss."),
    (5, ""),
    (4, "Friendly. The waiting list is long."),
    (5, "My mother was treated like a queen."),
    (3, "Good work, but nobody told me that the water would be off until five."),
    (5, ""),
    (4, ""),
    (5, "They came on a Sunday, for a burst pipe, and were still in a good mood."),
    (2, "Waited at home for nothing on the Tuesday."),
    (5, "Price as quoted."),
    (4, "The radiator is a little crooked, if you look for it."),
    (5, ""),
)
# Those who come back were asked once: would they recommend us, of ten, and why.
RECOMMEND: tuple[tuple[str, int, str], ...] = (
    ("Noor Aziz", 10, "They know our cellar better than we do."),
    ("Gwen Aldous", 7, "Good people. I would like one number that is always answered."),
    ("Piotr Lis", 8, ""),
    ("Ray Ottaway", 9, "They work around the children, and never late since the spring."),
    ("Mabel Dray", 10, "Hot water at four in the morning is all I ask, and I have it."),
    ("Dr Ines Calder", 9, ""),
    ("Mick Garrity", 5, "The month when one was ill we were left in the dark."),
    ("Dorothy Quayle", 10, "I do recommend them. My whole street has their card."),
    ("Edwin Tarrant", 8, "The service plan is worth its price."),
)


class Words:
    """Draws what is said, each sentence once; the same world draws the same."""

    def __init__(self) -> None:
        self._lot = Random("what they say of a plumber")
        self._better = {stars: self._shuffled(words) for stars, words in BETTER.items()}
        self._well, self._german = self._shuffled(WELL), self._shuffled(IN_GERMAN)

    def answered(self, praise: Praise, *, in_german: bool) -> Iterator[Page]:
        """Page by page. One in six has no more to say after the first."""
        lot, stars = self._lot, praise.score
        has_words = bool(praise.words)
        better = praise.words if stars < 5 else ""
        if not has_words and not in_german and lot.random() < 0.6:
            better = next(self._better[stars], "")
        yield {"overall": [str(stars)], "better": [better]}
        if lot.random() < 1 / 6:
            return
        work, communication, experience = lot.choice(PARTS[stars])
        well = praise.words if stars == 5 else ""
        if not well and stars > 3 and lot.random() < 0.5:
            well = next(self._german if in_german else self._well, "")
        yield {
            "work": [str(work)],
            "communication": [str(communication)],
            "experience": [str(experience)],
            "well": [next(self._german, well) if in_german else well],
        }

    def _shuffled(self, words: tuple[str, ...]) -> Iterator[str]:
        return iter(self._lot.sample(words, len(words)))
