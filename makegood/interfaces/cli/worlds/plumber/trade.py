"""What a plumber promises, and what people say afterwards: the words of the year."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.domain.promises.models import Move, Promise

Kind = Promise.Kind
Reason = Move.Reason


@dataclass(frozen=True)
class Trade:
    """Something that is promised: of what kind, for how many days ahead, and what it is worth.

    `winter`: how much more often it is asked for when it is cold. `value` in pounds, from and to.
    """

    kind: Kind
    text: str
    days: tuple[int, int]
    winter: float = 1.0
    value: tuple[int, int] | None = None
    share: float = 1.0


TRADES = (
    Trade(Kind.APPOINTMENT, "Look at the boiler", (1, 4), winter=5.0, share=1.6),
    Trade(Kind.APPOINTMENT, "Boiler service", (5, 16), winter=2.2, share=2.2),
    Trade(Kind.APPOINTMENT, "Landlord gas safety check", (6, 18)),
    Trade(Kind.APPOINTMENT, "Measure up for the new bathroom", (4, 10), winter=0.6, share=0.6),
    Trade(Kind.APPOINTMENT, "Find where the ceiling drips from", (1, 3)),
    Trade(Kind.APPOINTMENT, "Bleed the radiators and check the pressure", (2, 6), winter=3.0),
    Trade(Kind.APPOINTMENT, "Drain and lag the outside pipes", (3, 10), winter=1.6, share=0.5),
    Trade(Kind.APPOINTMENT, "Clear the kitchen sink", (0, 2)),
    Trade(Kind.DELIVERY, "New kitchen tap", (5, 12), value=(140, 320)),
    Trade(Kind.DELIVERY, "Replace the toilet cistern", (5, 14), value=(190, 380)),
    Trade(Kind.DELIVERY, "Two new radiators upstairs", (8, 20), winter=2.0, value=(480, 900)),
    Trade(Kind.DELIVERY, "New combi boiler", (10, 21), winter=2.8, value=(2350, 3600)),
    Trade(Kind.DELIVERY, "Replace the shower valve", (4, 12), value=(230, 460)),
    Trade(Kind.DELIVERY, "Outside tap by the shed", (6, 14), winter=0.3, value=(130, 210)),
    Trade(Kind.DELIVERY, "Hot water cylinder", (9, 18), winter=1.4, value=(980, 1600), share=0.6),
    Trade(Kind.DELIVERY, "Move the washing machine supply", (6, 14), value=(170, 330), share=0.6),
    Trade(Kind.DELIVERY, "Smart thermostat fitted", (5, 12), winter=2.2, value=(210, 340)),
    Trade(Kind.DELIVERY, "New pipework under the sink", (3, 9), value=(160, 340)),
    Trade(Kind.REPLY, "Price for the new boiler", (1, 3), winter=2.6, share=1.2),
    Trade(Kind.REPLY, "Quote for the bathroom", (2, 5), winter=0.7),
    Trade(Kind.REPLY, "Say which week we can come", (1, 2), share=1.4),
    Trade(Kind.REPLY, "Send the gas safety record", (1, 3)),
    Trade(Kind.REPLY, "Answer about the noise in the pipes", (1, 2)),
    Trade(Kind.FOLLOW_UP, "Ring to hear whether the pressure holds", (3, 8), winter=1.8),
    Trade(Kind.FOLLOW_UP, "Call back about the invoice", (1, 4)),
    Trade(Kind.FOLLOW_UP, "Ask how the new shower is", (7, 14), share=0.6),
    Trade(Kind.MILESTONE, "First fix done", (8, 20), share=0.7),
    Trade(Kind.MILESTONE, "Old heating out, water back on", (5, 12), winter=0.6, share=0.6),
    Trade(Kind.REMEDY, "Reseal the shower tray, it still weeps", (1, 4), share=0.6),
    Trade(Kind.REMEDY, "Stop the tap from dripping again", (1, 4), share=0.6),
    Trade(Kind.PREVENTION, "Remind them of the next boiler service", (25, 45), share=0.6),
    Trade(Kind.OTHER, "Drop off the spare keys", (1, 3), share=0.5),
    Trade(Kind.OTHER, "Take the old bath away", (3, 9), share=0.5),
)
THEIRS = (
    "Choose the tiles",
    "Send photos of the boiler",
    "Clear the cupboard under the stairs",
    "Say which tap they want",
    "Pay the deposit",
)
MOVED = (
    (Reason.SUPPLIER, "The part came in the wrong size; the right one is on its way."),
    (Reason.SUPPLIER, "The merchant has none left; theirs come in next week."),
    (Reason.UNDERESTIMATED, "The old pipe came away in our hands, so there is more to replace."),
    (Reason.UNDERESTIMATED, ""),
    (Reason.SCOPE, "With the second radiator that you asked for."),
    (Reason.WAITING, "As soon as we have your choice, we order the same day."),
    (Reason.WEATHER, "The ground is frozen and we cannot dig to the stop tap."),
    (Reason.OTHER_WORK, "A burst pipe in an old people's home came first."),
    (Reason.OTHER_WORK, ""),
    (Reason.REDO, "We were not happy with the joint and will make it again."),
)
ILL = (
    (Reason.ABSENCE, "Sam has broken his wrist, and Josie is on her own this month."),
    (Reason.ABSENCE, "We are one short until Sam is back. I am sorry."),
    (Reason.ABSENCE, ""),
    (Reason.OTHER_WORK, ""),
)
PRAISE = (
    "On time to the minute, and the hall was cleaner than before.",
    "They rang the day before to say it would be a day later. No fuss at all.",
    "Warm again by tea time. Thank you, Sam.",
    "Explained what was wrong so that I understood it.",
    "Came when they said. I had stopped believing that plumbers do.",
    "A fair price, and the price they had said.",
    "My tenants had nothing to complain of, which is new.",
    "Josie found what two others had not.",
    "They took their shoes off without being asked.",
    "Not the cheapest, but I never had to chase anybody.",
    "The letter about the delay was better than most people's excuses.",
    "Everything works, and they came back to check.",
    "Even the dog likes them.",
    "Quick, quiet, and gone before the school run.",
    "Would have them again tomorrow.",
)
MIDDLING = (
    "Good work in the end. The week before was a guessing game.",
    "Fine, once they came.",
    "The tap is lovely. I took a morning off for nothing, though.",
)
GRUMBLES = (
    "Waited in all day and nobody rang.",
    "I understand that somebody was ill. A call would have been nice.",
    "Three weeks for a valve, and I found out by asking.",
)
