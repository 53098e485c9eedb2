"""Whom the plumber serves. All made up; numbers and addresses are of those kept for fiction.

(Ofcom keeps 01632 960000-960999 and 07700 900000-900999 free, RFC 2606 example.com and .org.)
"""

from __future__ import annotations

from dataclasses import dataclass

HOUSEHOLDS = """
Ada Winterbourne, Tom Sallow, Priya Chaudhuri, Lena Brandt, Walter Hobday, Mina Okonjo, Iris
Tregear, Callum Frayne, Beatrix Oldacre, Yusuf Demirel, Hattie Marlow, Gethin Prosser, Dorothy
Quayle, Anselm Reeve, Nadia Haddad, Fergus Mulvey, Opal Whitcombe, Jonas Feldmann, Marjorie
Stote, Leo Pascoe, Zofia Wrona, Edwin Tarrant, Comfort Asante, Ruby Thackeray, Ned
Bellweather, Imogen Sparke, Ravi Menon, Cora Lightfoot, Silas Penhale, Maud Everly, Bruno
Castellan, Tess Harkaway, Olu Bankole, Greta Sommer, Percy Dunnock, Sunita Rawal, Hugh Landry,
Elspeth Corrie, Mateus Leal, Flora Nettlefold, Joan Trevose, Amir Soltani, Kitty Rushmore,
Douglas Fenwright, Wren Calloway, Stella Osgood, Harvey Pinnock, Lucja Mazur, Agnes Thorley,
Rhys Llanfair, Bea Quint, Monty Ashgrove, Nell Carrick, Samir Kanaan, Edith Farrow, Clem
Hathersage, Vera Moxon, Jasper Lyle, Tilda Raines, Owen Brackley
"""
# Whose name stands for many: a person there, and how often they ask for something.
HOUSES = """
Noor Aziz of The Harbour Inn 9; Gwen Aldous of Kittiwake Lettings 12;
Piotr Lis of Kittiwake Lettings 5;
Ray Ottaway of Saltmere Primary School 7; Mabel Dray of Quayside Bakery 4;
Canon Dilys Rowe of St Brannock's Hall 3; Dr Ines Calder of Lantern Street Surgery 3;
Mick Garrity of The Crooked Anchor 5; Jo Wetherall of Marram Campsite 4
"""
# What went wrong for them is told by hand, so nothing of theirs comes by lot.
BY_HAND = "Wilf Pargeter, Rosalind Tuck, Barnaby Fisk, Isolde Marchmont, Conrad Voss"
READS_GERMAN = {"Lena Brandt", "Jonas Feldmann", "Greta Sommer"}
HAS_NO_MAIL = 4  # Every so many have none.
FIRST_NUMBER = 100


@dataclass(frozen=True)
class Person:
    """Somebody served: how they are reached, and how much of the year's work is theirs."""

    name: str
    organisation: str
    email: str
    phone: str
    language: str
    weight: int


def everybody() -> list[Person]:
    """All of them, the same on each day."""
    alone = _split(HOUSEHOLDS, ",")
    named = [(name, "", 2 if n % 3 else 3) for n, name in enumerate(alone)]
    for line in _split(HOUSES, ";"):
        said, _space, weight = line.rpartition(" ")
        name, _of, organisation = said.partition(" of ")
        named.append((name, organisation, int(weight)))
    named += [(name, "", 0) for name in _split(BY_HAND, ",")]
    return [_person(n, *one) for n, one in enumerate(named)]


def _split(text: str, by: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(by)]


def _person(n: int, name: str, organisation: str, weight: int) -> Person:
    mail = ".".join(name.lower().split()[-2:])
    host = "example.org" if organisation else "example.com"
    has_mail = bool(organisation) or not weight or n % HAS_NO_MAIL != HAS_NO_MAIL - 1
    number = FIRST_NUMBER + n
    return Person(
        name=name,
        organisation=organisation,
        email=f"{mail}@{host}" if has_mail else "",
        phone=f"07700 900{number}" if n % 3 else f"01632 960{number}",
        language="de" if name in READS_GERMAN else "",
        weight=weight,
    )
