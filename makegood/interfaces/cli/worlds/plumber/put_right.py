"""The words of the cases: what they had expected, what we found, and what we changed."""

from __future__ import annotations

from makegood.domain.recovery.models import Remedy
from makegood.interfaces.cli.worlds.plumber.walking import Went

# By lot: a day that passed and nobody had rung.
BY_LOT = (
    Went(
        expected="That it is in on the day you named, or that I hear before it is not.",
        wishes="A new day that holds, and somebody who rings me if it does not.",
        right_when="When it is in, and I need not take another morning off.",
        account="The merchant had said Tuesday and we passed that on. The part came on Friday.",
        kind=Remedy.Kind.CREDIT,
        remedy="The call-out charge taken off the bill",
        pounds=45,
        right="All in order now.",
        cause="The merchant's day was passed on as ours",
        whys=(
            "We named the day on which the merchant delivers.",
            "The merchant's day is a guess, and we did not ask how sure it is.",
        ),
        change="Two working days lie between the merchant's day and the one we name",
    ),
    Went(
        expected="A call. I was at home for it.",
        wishes="That you say so before, even if it is only an hour.",
        right_when="It is done, and you rang.",
        account="The job before took until the evening. Each of us thought the other had rung.",
        kind=Remedy.Kind.APOLOGY,
        remedy="Josie comes herself, at the hour that suits them",
        right="Thank you for coming in person.",
        cause="Nobody rings when the day runs over",
        whys=("Two of us, and neither has the calls of the day.",),
        change="At two each day Josie asks Sam what will not be done, and rings them",
        change_takes=10,
    ),
    Went(
        expected="That you bring what you came to measure for.",
        wishes="No third visit.",
        right_when="When it works and the hole is closed.",
        account="The old one was of a size that is not made any more. That shows when it is out.",
        kind=Remedy.Kind.REDO,
        remedy="Fitted with an adapter, and the wall made good",
        pounds=60,
        right="It works. The wall looks fine too.",
        cause="Old pipes measured from outside",
        change="Before we price old pipes we open one joint and look",
        watch_days=60,
    ),
)
ILL = Went(
    expected="To be told that somebody is ill. I would have understood.",
    wishes="To know who comes instead, and when.",
    right_when="When it is done, and I have a day I can believe.",
    account="Sam's wrist is broken. His list was on his phone, and nobody looked at it for a week.",
    kind=Remedy.Kind.APOLOGY,
    remedy="Theirs is the first job on the new list",
    right="Done. Get well, Sam.",
    cause="Nobody takes over the list of who is away",
    whys=(
        "Who waited for Sam was not told.",
        "His list lay on his own phone.",
        "We had never thought of one of us being away for longer than a day.",
    ),
    change="One list for both, and who is away hands it over by eight in the morning",
    watch_days=120,
)
DRIPS = Went(
    expected="That it does not drip on a floor that is two weeks old.",
    wishes="That you come back, and dry it properly.",
    right_when="A dry floor after a whole night.",
    account="The seal had turned when the cistern was set on it. We had flushed once, and it held.",
    kind=Remedy.Kind.REDO,
    remedy="A new seal and valve, and a dryer for the floor until Friday",
    pounds=85,
    right="Dry as a bone, and the dryer was a kind thought.",
    cause="Left before it was tried for long enough",
    whys=(
        "It dripped only after some hours.",
        "We flush once before we leave.",
        "Nobody has said how often is enough.",
    ),
    change="Nothing is left before it has run ten minutes, and the sheet says so",
    letter="Thank you for telling us. A wet floor is the last thing you needed after that work, "
    "and it is ours to put right. We ring you tomorrow morning to hear how bad it is.",
)
TOO_MUCH = Went(
    expected="A boiler that lasts. It is five years old.",
    wishes="A new one, for the price of the repair.",
    right_when="When there is a new boiler on that wall.",
    account="We were asked to repair the pump, said what it costs, and it runs. The crack in the "
    "heat exchanger was there before; we showed it to her and wrote it down.",
    parted="We offered our day's work back and half of the exchanger's price. She wants a new "
    "boiler for it, which we cannot give. She has the numbers of two others, and our good wishes.",
    cause="What a price does not cover was only said aloud",
    whys=("The crack was shown, and written on our sheet, not on hers.",),
    change="Each price says in writing what is not in it",
    watch_days=180,
)
EMPTY_HANDED = Went(
    expected="That you bring the thermostat when you come to fit the thermostat.",
    wishes="To pay for one visit.",
    right_when="When it is on the wall, on one bill.",
    account="It lay in the workshop. The van is packed in the morning, from memory.",
    kind=Remedy.Kind.CREDIT,
    remedy="No charge for the second visit",
    pounds=40,
    right="Fair enough. It looks good on the wall.",
    cause="The part was not in the van",
    whys=("It lay in the workshop.", "The van is packed from memory."),
    change="The van is packed the evening before, from tomorrow's list",
    watch_days=120,
)
AGAIN = Went(
    expected="One visit. I had taken the afternoon off for it.",
    wishes="The afternoon back, which you cannot give me. The second visit free, then.",
    right_when="When the tap is in.",
    account="It was on the list, and the list hung in the workshop. Sam came straight from home.",
    kind=Remedy.Kind.CREDIT,
    remedy="No charge for the second visit, and the tap at cost",
    pounds=65,
    right="All right. The tap is lovely.",
    cause="The part was not in the van",
    whys=("The list hangs in the workshop, and who starts from home does not see it.",),
)


def next_of(n: int) -> Went:
    """What is told of the case number n that came by lot."""
    return BY_LOT[n % len(BY_LOT)]
