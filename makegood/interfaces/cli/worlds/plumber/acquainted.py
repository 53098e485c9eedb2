"""What the two know of their customers beside the promises: notes, tags, consents, who is who."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from makegood.domain.customers.actions import meet
from makegood.domain.customers.actions.consenting import give
from makegood.domain.customers.actions.describing import change
from makegood.domain.customers.actions.merging import merge, tell_apart
from makegood.domain.customers.actions.reaching import add_handle
from makegood.domain.customers.actions.remarking import note, tag
from makegood.domain.customers.models import Consent, Customer, Handle
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import say_how_it_felt
from makegood.foundation.journal.models import Feeling
from makegood.foundation.journal.queries import lived_through
from makegood.interfaces.cli.worlds.plumber.telling import Teller

NOTES = {
    "Ada Winterbourne": "Stop tap behind the washing machine. Ring twice, she hears badly.",
    "Tom Sallow": "Two cats that must not get out.",
    "Noor Aziz": "Deliveries before ten. The cellar key hangs behind the bar.",
    "Gwen Aldous": "Tenants are rung by us, not by her; she wants one invoice a month.",
    "Ray Ottaway": "Only in the holidays or after four. Sign in at the office.",
    "Walter Hobday": "Narrow lane: the small van.",
    "Dorothy Quayle": "Pays the same day. Likes to be told what every part is for.",
    "Lena Brandt": "Speaks German with Sam, who enjoys it.",
    "Tess Harkaway": "Works from home on Tuesdays; no drilling then.",
    "Mick Garrity": "Closed on Mondays, which is when we come.",
    "Imogen Sparke": "Takes her time to choose. Ask on the Monday before.",
    "Cora Lightfoot": "Old lead pipe from the street. Price for a new one was too much this year.",
    "Harvey Pinnock": "Moved away in spring. The new people are the Mazurs.",
    "Canon Dilys Rowe": "The hall is let on Thursdays: be out by five.",
}
TAGS = {
    "service plan": ("Ada Winterbourne", "Dorothy Quayle", "Priya Chaudhuri", "Edwin Tarrant"),
    "landlord": ("Gwen Aldous", "Piotr Lis", "Hugh Landry"),
    "pays monthly": ("Gwen Aldous", "Noor Aziz", "Ray Ottaway"),
    "old pipes": ("Cora Lightfoot", "Silas Penhale", "Maud Everly", "Walter Hobday"),
    "key with us": ("Joan Trevose", "Noor Aziz"),
}
AGREED = (
    ("Dorothy Quayle", Consent.To.REVIEW, Consent.How.SPOKEN),
    ("Priya Chaudhuri", Consent.To.REVIEW, Consent.How.FORM),
    ("Noor Aziz", Consent.To.NAMED, Consent.How.WRITTEN),
    ("Canon Dilys Rowe", Consent.To.PICTURES, Consent.How.WRITTEN),
    ("Tess Harkaway", Consent.To.PICTURES, Consent.How.SPOKEN),
    ("Leo Pascoe", Consent.To.NEWS, Consent.How.FORM),
    ("Gwen Aldous", Consent.To.NEWS, Consent.How.WRITTEN),
)
REACHED = (
    ("Gwen Aldous", Handle.Kind.MOBILE, "07700 900801", "out of hours"),
    ("Noor Aziz", Handle.Kind.PHONE, "01632 960802", "the kitchen"),
    ("Ray Ottaway", Handle.Kind.EMAIL, "caretaker@example.org", "the caretaker"),
    ("Tess Harkaway", Handle.Kind.WHATSAPP, "07700 900804", ""),
    ("Ada Winterbourne", Handle.Kind.PHONE, "01632 960805", "her daughter"),
    ("Jo Wetherall", Handle.Kind.WEBSITE, "https://marram.example.org", ""),
)
FORMER = ("Harvey Pinnock", "Clem Hathersage")
FELT = (
    ("Dorothy Quayle", Feeling.Feels.GOOD, "Delighted that we rang first."),
    ("Gwen Aldous", Feeling.Feels.BAD, "Her tenant had taken the day off."),
    ("Noor Aziz", Feeling.Feels.GOOD, ""),
    ("Ada Winterbourne", Feeling.Feels.GOOD, "Baked us a cake."),
    ("Mick Garrity", Feeling.Feels.BAD, "Short with Sam on the phone."),
)


def known(teller: Teller) -> None:
    """Spread over the year, some days apart."""
    for n, (name, text) in enumerate(NOTES.items()):
        teller.on(-330 + 22 * n, partial(_notes, teller, name, text))
    tagged = [(word, name) for word, names in TAGS.items() for name in names]
    for n, (word, name) in enumerate(tagged):
        teller.on(-320 + 17 * n, partial(_tags, teller, name, word))
    for n, one in enumerate(AGREED):
        teller.on(-60 - 33 * n, partial(_agrees, teller, *one), hour=17)
    for n, way in enumerate(REACHED):
        teller.on(-40 - 37 * n, partial(_reached, teller, *way), hour=12)
    teller.on(-3, partial(_stages, teller), hour=8)
    for n, felt in enumerate(FELT):
        teller.on(-2, partial(_felt, teller, *felt), hour=17, minute=n)


def who_is_who(teller: Teller) -> None:
    """One written down twice and merged, one that may be another, and two who only look alike."""
    teller.on(-205, partial(_twice, teller))
    teller.on(-190, partial(_one_and_the_same, teller))
    teller.on(-95, partial(_maybe, teller))
    teller.on(-80, partial(_two_of_them, teller))


def _notes(teller: Teller, name: str, text: str, when: datetime) -> None:
    world = teller.world
    note(customer=teller.who(name, when), text=text, member=teller.josie, by=world.by, at=when)


def _tags(teller: Teller, name: str, word: str, when: datetime) -> None:
    tag(customer=teller.who(name, when), name=word, by=teller.world.by, at=when)


def _agrees(teller: Teller, name: str, to: Consent.To, how: Consent.How, when: datetime) -> None:
    customer, by = teller.who(name, when), teller.world.by
    give(customer=customer, to=to, how=how, member=teller.josie, by=by, at=when)


def _reached(
    teller: Teller, name: str, kind: Handle.Kind, value: str, label: str, when: datetime
) -> None:
    customer, by = teller.who(name, when), teller.world.by
    add_handle(customer=customer, kind=kind, value=value, label=label, by=by, at=when)


def _stages(teller: Teller, when: datetime) -> None:
    """Where we have kept something we are their plumber; others only asked, a few have gone."""
    served = set(Promise.objects.exclude(kept_at=None).values_list("customer_id", flat=True))
    for customer in Customer.objects.filter(merged_into=None).order_by("pk"):
        stage = Customer.Stage.CUSTOMER if customer.pk in served else Customer.Stage.PROSPECT
        if customer.name in FORMER:
            stage = Customer.Stage.FORMER
        change(customer=customer, stage=stage, by=teller.world.by, at=when)


def _felt(teller: Teller, name: str, feels: Feeling.Feels, reason: str, when: datetime) -> None:
    """Of the last thing that they lived through and that we ended or moved."""
    customer = teller.who(name, when)
    lived = lived_through([customer.pk]).filter(event__in=("promise.kept", "promise.moved"))
    entry = lived.first()
    if entry is not None:
        member, by = teller.josie, teller.world.by
        say_how_it_felt(entry=entry, feels=feels, reason=reason, member=member, by=by, at=when)


def _twice(teller: Teller, when: datetime) -> None:
    teller.who("Ada Winterbourne", when)
    meet(name="Mrs Winterbourne", by=teller.world.by, at=when)


def _one_and_the_same(teller: Teller, when: datetime) -> None:
    alias, by = meet(name="Mrs Winterbourne", by=teller.world.by, at=when), teller.world.by
    merge(alias=alias, into=teller.who("Ada Winterbourne", when), by=by, at=when)


def _maybe(teller: Teller, when: datetime) -> None:
    """Nobody has said yet whether this is Tom Sallow, with a letter left out."""
    teller.who("Tom Sallow", when)
    meet(name="Tom Salow", by=teller.world.by, at=when)


def _two_of_them(teller: Teller, when: datetime) -> None:
    joe, jo = meet(name="Joe Wetherall", by=teller.world.by, at=when), "Jo Wetherall"
    customer, by = teller.who(jo, when), teller.world.by
    tell_apart(customer=customer, other=joe, member=teller.josie, by=by, at=when)
