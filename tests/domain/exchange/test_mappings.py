"""Each mapping that comes with the program reads an export of its kind. The rows are made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.exchange.mappings import fitting, texts
from makegood.domain.exchange.rules.people import Labelled, Person
from makegood.domain.exchange.rules.people_mapping import (
    people_in,
    people_mapping_from,
)
from makegood.domain.exchange.rules.table import Rows
from tests.domain.exchange.shop import sorted_out

GOOGLE = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Birthday,Notes,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Website 1 - Label,Website 1 - Value\n"
    "Rosa,,Baker,Ro,Bakery,Owner,1980-03-22,Rings twice,Regulars ::: * myContacts,"
    "* Work,rosa@bakery.example ::: ro@bakery.example,Mobile,+49 170 1,"
    'Home,"Mill Lane 3\n12345 Berlin",,https://bakery.example\n'
)
OLDER = (
    "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title\n"
    '"Baker, Rosa",Rosa,Baker,* My Contacts,* Work,rosa@bakery.example,'
    "Mobile,+49 170 1,Bakery,Owner\n"
)
LINKEDIN = (
    'Notes:\n"Some addresses may be missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Rosa,Baker,https://www.linkedin.com/in/rosa-baker,rosa@bakery.example,Bakery,Owner,"
    "01 Jul 2026\n"
    "Ada,Holm,https://www.linkedin.com/in/ada-holm,,,,15 Jun 2026\n"
)
OUTLOOK = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Job Title",'
    '"Business Street","Business City","Business Postal Code","Business Phone","Mobile Phone",'
    '"Birthday","Categories","E-mail Address","E-mail 2 Address","Notes","Web Page"\n'
    '"Dr.","Rosa","","Baker","","Bakery","Owner","Mill Lane 3","Berlin","12345","+49 30 1",'
    '"+49 170 1","3/22/1980","Regulars;Cakes","rosa@bakery.example","/o=x/cn=rosa","",""\n'
    '"","Ada","","Holm","","","","","","","","","0/0/00","","","","",""\n'
)
FILES = {
    "google": GOOGLE,
    "google-until-2024": OLDER,
    "linkedin": LINKEDIN,
    "outlook": OUTLOOK,
    "orders": (
        "Order,Customer,What,Ordered on,Promised for,Delivered on\n"
        "A1,Rosa Baker,Shop sign,2026-01-05,2026-01-09,2026-01-10\n"
    ),
    "auftraege": (
        "Auftrag;Kunde;Was;Bestellt am;Zugesagt für;Geliefert am\n"
        "A1;Rosa Bäcker;Ladenschild;05.01.2026;09.01.2026;10.01.2026\n"
    ),
}


def people(name: str) -> list[Person]:
    says = people_mapping_from(texts()[name])
    found = list(people_in(Rows([FILES[name].encode()], name=name, needed=says.needed), says))
    assert all(isinstance(one, Person) for one in found), found
    return [one for one in found if isinstance(one, Person)]


def test_every_mapping_is_tried_here() -> None:
    assert set(texts()) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_its_columns(name: str) -> None:

    assert fitting(Rows([FILES[name].encode()], name=name).columns) == name
    assert fitting(["Something", "else"]) == ""


def test_google_contacts_come_in() -> None:
    (rosa,) = people("google")
    assert (rosa.name, rosa.organisation, rosa.role) == ("Rosa Baker", "Bakery", "Owner")
    assert rosa.emails == (
        Labelled("rosa@bakery.example", "Work"),
        Labelled("ro@bakery.example", "Work"),
    )
    assert rosa.phones == (Labelled("+49 170 1", "Mobile"),)
    assert rosa.addresses == (Labelled("Mill Lane 3\n12345 Berlin", "Home"),)
    assert (rosa.tags, rosa.birthday) == (("Regulars", "myContacts"), "1980-03-22")
    assert rosa.handles == (Labelled("https://bakery.example"),)


def test_the_same_google_contact_is_the_same_whichever_header() -> None:
    (new,), (old,) = people("google"), people("google-until-2024")
    assert old.name == "Baker, Rosa"
    assert new.key == old.key


def test_linkedin_connections_come_in_under_their_page() -> None:
    rosa, ada = people("linkedin")
    assert rosa.key == "linkedin:https://www.linkedin.com/in/rosa-baker"
    assert (rosa.line, rosa.organisation, rosa.role) == (5, "Bakery", "Owner")
    assert [one.text for one in rosa.emails] == ["rosa@bakery.example"]
    assert (ada.name, ada.emails) == ("Ada Holm", ())


def test_outlook_contacts_come_in() -> None:
    rosa, ada = people("outlook")
    assert (rosa.name, rosa.birthday) == ("Dr. Rosa Baker", "1980-03-22")
    assert rosa.addresses == (Labelled("Mill Lane 3\n12345 Berlin", "work"),)
    assert rosa.phones == (Labelled("+49 170 1", "mobile"), Labelled("+49 30 1", "work"))
    assert rosa.handles == (Labelled("/o=x/cn=rosa", "e-mail"),)
    assert rosa.tags == ("Regulars", "Cakes")
    assert (ada.name, ada.birthday) == ("Ada Holm", "")


@pytest.mark.parametrize("name", ["orders", "auftraege"])
def test_lists_of_orders_come_in(name: str) -> None:
    now = datetime(2026, 2, 1, tzinfo=UTC)
    found = sorted_out(FILES[name], texts()[name], zone=ZoneInfo("Europe/Berlin"), now=now)
    (one,) = found.arrivals
    assert (one.key.partition(":")[2], one.due.first) == ("A1", date(2026, 1, 9))
    assert one.is_late
