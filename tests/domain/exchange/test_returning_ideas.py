"""What customers said that we could do comes back with whoever said it, and nobody is told anew."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions import pieces
from makegood.domain.exchange.models import Stage
from makegood.domain.ideas.actions.hearing import note, note_by_hand
from makegood.domain.ideas.models import Idea, News, Voice
from makegood.domain.ideas.queries.authors import authors
from makegood.domain.ideas.queries.ideas import done_for, in_answers, listed, of_customer
from makegood.domain.ideas.queries.sources import in_case
from makegood.domain.ideas.rules import Reach
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import Facts, lines, live, packed_up
from tests.domain.exchange.test_returning import (
    brought_back,
    changed,
    counts,
    new,
    no_pause,
    somebody,
    taken_out,
)
from tests.domain.exchange.test_returning_cases import back
from tests.domain.promises.hands import MONDAY, act

__all__ = ["new", "no_pause"]
FILES = ("json/ideas.jsonl", "csv/ideas.csv", "csv/voices.csv", "csv/news.csv")


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in FILES if before[name] != after[name]]


def test_it_comes_back_as_it_was_and_nobody_is_told_anew(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, live)
    assert [len(one["voices"]) for one in lines(before, "ideas")] == [3, 1]
    upload = brought_back(new, content)
    with enter(new):
        assert (upload.stage, upload.found and upload.found["wrong"]) == (Stage.IN, [])
        assert differing(before, packed_up()) == []
        assert not Letter.objects.exists()
        idea = Idea.objects.get(title="Call the day before")
        assert [one.reach for one in authors(idea)] == [Reach.TOLD]
        said = Voice.objects.exclude(response=None).get()
        assert in_answers([said.response_id or 0]) == {(said.response_id, "better"): [idea]}
        assert {one.idea for one in done_for([said.customer_id or 0])} == {idea}
        told = Entry.objects.filter(subject_kind="idea").values_list("event", flat=True)
        here = sorted(told)
    assert brought_back(new, content).came == 0
    with enter(cast.studio):
        told = Entry.objects.filter(subject_kind="idea").values_list("event", flat=True)
        assert here == sorted(told)


def one_idea(cast: Cast) -> None:
    note_by_hand(who="Anna", words="A bell?", title="A bell", by=act(cast.owner), at=MONDAY)


def test_what_is_taken_back_is_seen_no_more_but_where_we_heard_it_since(
    cast: Cast, new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, before = taken_out(cast, one_idea)
    monkeypatch.setattr(pieces, "publish_import", lambda **_: False)
    under_way = brought_back(new, content)
    monkeypatch.undo()
    with enter(new):
        anna = list(Customer.objects.values_list("pk", flat=True))
        assert (listed(None, page=1), of_customer(anna), Voice.objects.count()) == (
            ([], False),
            [],
            0,
        )
        back(new, under_way.pk)
    upload = brought_back(new, content)
    with enter(new):
        assert differing(before, packed_up()) == []
        by: Facts = {"by": act(somebody(new)), "at": timezone.now()}
        idea = note_by_hand(who="Bert", words="One that rings", title="a bell", **by)
        back(new, upload.pk)
        ((row,), _more) = listed(None, page=1)
        assert (row.idea, row.people) == (idea, 1)
        assert [str(one.who) for one in authors(idea)] == ["Bert"]


def test_a_lost_letter_told_nobody_here_either(cast: Cast, new: Business) -> None:
    def life(cast: Cast) -> None:
        live(cast)
        Letter.objects.update(state="bounced", ended_at=MONDAY, came_back_at=MONDAY)

    content, _before = taken_out(cast, life)
    brought_back(new, content)
    with enter(new):
        assert not News.objects.exists()


def test_what_cannot_be_stays_outside_by_itself(cast: Cast, new: Business) -> None:
    def life(cast: Cast) -> None:
        one_idea(cast)
        by: Facts = {"by": act(cast.owner), "at": MONDAY}
        note_by_hand(who="Bert", words="x", title="A roof", **by)
        case = open_by_hand(who="Anna", matter="It squeaks", member=cast.owner, **by)
        note(said=in_case(case.pk), title="A gate", **by)

    content, before = taken_out(cast, life)
    first, *others = lines(before, "ideas")
    voice, berts, in_a_case = (one["voices"][0] for one in (first, *others))
    wrong: dict[str, dict[str, Any]] = {
        "another open one called so": {},
        "no title": {"title": " "},
        "words longer than any": {"plan": "x" * 5_001},
        "done without words": {"done_at": "2026-03-02T09:00:00Z"},
        "said by nobody": {"title": "c", "voices": [voice | {"customer": None}]},
        "said by nobody here": {"title": "d", "voices": [voice | {"customer": "x"}]},
        "said by another": {
            "title": "f",
            "voices": [in_a_case | {"customer": berts["customer"]}],
        },
        "a case that is not here": {"title": "e", "voices": [voice | {"case": "x"}]},
    }
    rows = [first | {"key": key} | said for key, said in wrong.items()]
    text = "\n".join(json.dumps(row) for row in (first, *rows, *others))
    upload = brought_back(new, changed(content, "json/ideas.jsonl", lambda _text: text))
    with enter(new):
        assert set(Idea.objects.values_list("title", flat=True)) == {
            "A bell",
            "A roof",
            "A gate",
        }
        assert counts(upload)["refused"] == len(wrong)
        assert Voice.objects.count() == 3
