from __future__ import annotations

from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.placing import place
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import MONDAY, act, promise, refused


def placed(ours: Cast, one: Promise, name: str) -> Engagement | None:
    return place(promise=one, name=name, by=act(ours.owner), at=MONDAY)


def test_a_new_name_begins_a_piece_of_work_and_a_known_one_finds_it(ours: Cast) -> None:
    proofs, files = promise(ours), promise(ours, text="Files")
    work = placed(ours, proofs, " The   logo ")
    assert work is not None
    assert (str(work), work.customer) == ("The logo", ours.bakery)
    assert placed(ours, files, "the LOGO") == work
    proofs.refresh_from_db()
    assert proofs.engagement == work
    entry = Entry.objects.filter(event="promise.placed").order_by("id")[0]
    assert (entry.subject_id, entry.engagement_id) == (proofs.pk, work.pk)


def test_no_name_takes_it_out(ours: Cast) -> None:
    proofs = promise(ours)
    placed(ours, proofs, "The logo")
    assert placed(ours, proofs, "  ") is None
    proofs.refresh_from_db()
    assert proofs.engagement is None


def test_one_customers_work_is_not_anothers(ours: Cast) -> None:
    mine = placed(ours, promise(ours), "The logo")
    annas = placed(ours, promise(ours, customer=ours.anna), "The logo")
    assert mine != annas


def test_the_same_again_writes_nothing(ours: Cast) -> None:
    proofs = promise(ours)
    placed(ours, proofs, "The logo")
    placed(ours, proofs, "The logo")
    assert Entry.objects.filter(event="promise.placed").count() == 1


def test_what_cannot_be_part_of_it_is_refused(ours: Cast) -> None:
    proofs, own = promise(ours), promise(ours, customer=None)
    with refused("no customer"):
        placed(ours, own, "The logo")
    with refused("too long"):
        placed(ours, proofs, "x" * 201)
    work = placed(ours, proofs, "The logo")
    assert work is not None
    friday, by = Rhythm(weekday=4), act(ours.owner)
    begin_updates(engagement=work, rhythm=friday, member=ours.owner, by=by, at=MONDAY)
    owed = Promise.objects.get(regular=True)
    with refused("stays with it"):
        placed(ours, owed, "Another")
