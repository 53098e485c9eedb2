"""Eight presses at once on one token, round after round: is one answer counted twice?

Imported when Django is set up and the environment names a private database. Each round somebody
new is asked by a link of their own, and somebody whom we do not know comes by the open link; eight
browsers send the same answers in the same moment.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils import timezone

from makegood.domain.feedback.actions import answering
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.actions.surveys import begin, publish
from makegood.domain.feedback.models import Invitation, Response, Survey, SurveyAnswer
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links import queries as links
from makegood.foundation.tenancy.models import Business, Member, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step

AT_ONCE = 8
SAID = {"page": "0", "overall": "2", "better": "It was late."}
FINE = {302, 303}
TABLE = Response._meta.db_table


@dataclass(frozen=True)
class Town:
    """A business whose survey is open to anybody."""

    business: Business
    survey: Survey
    token: str


@dataclass
class Count:
    """What became of so many rounds."""

    rounds: int = 0
    twice: int = 0
    lost: int = 0
    events: int = 0
    failed: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not (self.twice or self.lost or self.events or self.failed)


def measure(rounds: int, town: Town) -> Count:
    """So many rounds in a town that is there."""
    found = Count()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(rounds):
            found.rounds += 1
            cache.clear()  # All come from one address, which may only so often in an hour.
            _by_own_link(pool, town, found)
            _by_open_link(pool, town, found)
        gate = threading.Barrier(AT_ONCE)
        list(pool.map(_leave, [gate] * AT_ONCE))
    return found


def _leave(gate: threading.Barrier) -> None:
    gate.wait()  # So that each of them does it, and not the quickest for all.
    connections.close_all()


def furnished() -> Town:
    bring_in_step()
    now = timezone.now()
    business = Business.objects.create(
        slug="town", name="Fern & Oak", zone="Europe/London", country="GB", made_at=now
    )
    user = User.objects.create(email="owner@example.com", name="Ada", password="!")
    owner = Member.objects.create(
        business=business, user=user, role=Member.Role.OWNER, joined_at=now
    )
    with enter(business):
        by = Actor("member", owner.pk)
        survey = begin(name="How", questionnaire=after_delivery(["en"]), by=by, at=now)
        publish(survey=survey, member=owner, by=by, at=now)
        token = links.token(open_to_anybody(survey=survey, by=by, at=now).pk)
    return Town(business, survey, token)


def _by_own_link(pool: ThreadPoolExecutor, town: Town, found: Count) -> None:
    with enter(town.business):
        by = Actor("customer")
        asked = invite(survey=town.survey, customer=None, by=by, at=timezone.now())
        assert asked.link is not None
        cookie = {f"{settings.LINK_COOKIE}{asked.link.pk}": links.pass_of(asked.link)}
    _at_once(pool, f"/a/{asked.link.pk}/answers", SAID, cookie, found)
    _look(pool, town.business, [asked.pk], found)


def _by_open_link(pool: ThreadPoolExecutor, town: Town, found: Count) -> None:
    where = f"/s/{town.token}"
    with enter(town.business):
        last = Invitation.objects.latest("pk").pk
    page = Client().get(where).content.decode()
    hidden = dict(re.findall(r'name="(key|version)" value="([^"]+)"', page))
    _at_once(pool, where, SAID | hidden, {}, found)
    with enter(town.business):
        made = list(Invitation.objects.filter(pk__gt=last).values_list("pk", flat=True))
    _look(pool, town.business, made, found)


def _at_once(
    pool: ThreadPoolExecutor, where: str, said: dict[str, str], cookie: dict[str, str], found: Count
) -> None:
    gate = threading.Barrier(AT_ONCE)

    def press(_: int) -> int:
        browser = Client(raise_request_exception=False)
        for name, value in cookie.items():
            browser.cookies[name] = value
        gate.wait()
        return browser.post(where, said).status_code

    for status in pool.map(press, range(AT_ONCE)):
        found.statuses[status] = found.statuses.get(status, 0) + 1
        found.failed += status not in FINE


def _look(pool: ThreadPoolExecutor, business: Business, asked: list[int], found: Count) -> None:
    """One response of two answers, scored once: what is more or less is counted, when as many
    workers at once have worked it out.
    """
    list(pool.map(lambda _: work_off(), range(AT_ONCE)))
    with enter(business):
        responses = list(Response.objects.filter(invitation__in=asked).values_list("pk", flat=True))
        answers = SurveyAnswer.objects.filter(response__in=responses).count()
        scored = Entry.objects.filter(event="survey.scored", subject_id__in=responses).count()
    found.twice += len(responses) > 1 or answers > 2
    found.lost += len(responses) < 1 or answers < 2
    found.events += scored != 1


def _nothing_is_unique() -> None:
    """Nobody asks whether they have begun to answer, and the database does not mind."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'u' AND conrelid = %s::regclass"
                " AND conname LIKE '%%invitation_id%%'",
                [TABLE],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        else:
            _remade(cursor)
    vars(answering)["_so_far"] = _always_first


def _remade(cursor: CursorWrapper) -> None:
    """SQLite drops no constraint: the table is made anew without it, and without triggers."""
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("PRAGMA legacy_alter_table = ON")
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TABLE])
    made = cursor.fetchone()[0]
    free = re.sub(r'("invitation_id" bigint NOT NULL) UNIQUE', r"\1", made)
    if free == made:
        raise SystemExit("The constraint that was to be dropped was not found.")
    cursor.execute(f"ALTER TABLE {TABLE} RENAME TO before")
    cursor.execute(free)
    cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM before")
    cursor.execute("DROP TABLE before")
    cursor.execute("PRAGMA foreign_keys = ON")


def _always_first(
    invitation: Invitation, language: str, at: datetime
) -> tuple[Response, dict[str, Value]]:
    begun = Response(
        invitation=invitation,
        survey_id=invitation.survey_id,
        version_id=invitation.version_id,
        language=language,
        started_at=at,
    )
    return begun, {}


def _no_lock() -> None:
    """Two presses at once do not wait for one another. (On SQLite there is one writer anyway.)"""
    vars(answering)["_hold"] = lambda invitation: None


BUGS: dict[str, Callable[[], None]] = {"no-unique": _nothing_is_unique, "no-lock": _no_lock}
