"""Writing down what customers said of our work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.events import RatingGiven
from makegood.domain.feedback.models.ratings import Rating
from makegood.domain.feedback.rules.ratings import LONGEST_WORDS, Said, is_on_scale, is_scale
from makegood.foundation.journal.actions import record, record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.kit.refusal import Refusal


@transaction.atomic
def note_rating(
    *,
    score: int,
    out_of: int,
    said_at: datetime,
    by: Actor,
    at: datetime,
    words: str = "",
    customer: Customer | None = None,
    engagement: Engagement | None = None,
    asked_at: datetime | None = None,
) -> Rating:
    """Write down that a customer gave `score` of `out_of`. `at` is now; `said_at` may be earlier.

    Of a piece of work it is its customer's, unless somebody else is named. Refused: a score that
    is not on its scale (0 to `out_of`, which is 2 to 100), words of more than 5,000 characters,
    a time that has not come, and an answer from before the question.
    """
    said = Said(score=score, out_of=out_of, words=words, said_at=said_at, asked_at=asked_at)
    rating = _unwritten(said, customer, engagement, at)
    rating.save(force_insert=True)
    record(_given(rating), by=by, at=at, happened_at=said_at)
    return rating


@transaction.atomic
def bring_in(
    *,
    ratings: Sequence[tuple[Said, Customer | None, Engagement | None]],
    batch: ImportBatch,
    by: Actor,
    at: datetime,
) -> int:
    """Ratings from elsewhere, each of its customer or of a piece of work; how many were new.

    Those that are here stay as they are. Refused, all of them: what `note_rating` refuses.
    """
    keys = [said.key for said, _customer, _engagement in ratings]
    here = set(Rating.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
    new = []
    for said, customer, engagement in ratings:
        if said.key not in here:
            rating = _unwritten(said, customer, engagement, at)
            rating.import_batch, rating.import_key = batch, said.key
            new.append(rating)
    Rating.objects.bulk_create(new)
    record_import([(_given(rating), rating.said_at) for rating in new], by=by, at=at)
    return len(new)


def _unwritten(
    said: Said, customer: Customer | None, engagement: Engagement | None, at: datetime
) -> Rating:
    _refuse_what_cannot_be(said.score, said.out_of, said.words)
    _refuse_wrong_times(said.said_at, said.asked_at, at)
    return Rating(
        customer=customer or (engagement.customer if engagement else None),
        engagement=engagement,
        score=said.score,
        out_of=said.out_of,
        words=said.words.strip(),
        said_at=said.said_at,
        asked_at=said.asked_at,
    )


def _given(rating: Rating) -> RatingGiven:
    return RatingGiven(
        subject_id=rating.pk,
        customer_id=rating.customer_id,
        engagement_id=rating.engagement_id,
        score=rating.score,
        out_of=rating.out_of,
    )


def _refuse_what_cannot_be(score: int, out_of: int, words: str) -> None:
    if not is_scale(out_of):
        raise Refusal(_("Of how many? 5 and 10 are usual, 100 is the most."), field="out_of")
    if not is_on_scale(score, out_of):
        said = _("%(score)s is not between 0 and %(out_of)s.") % {"score": score, "out_of": out_of}
        raise Refusal(said, field="score")
    if len(words) > LONGEST_WORDS:
        raise Refusal(_("Their words are too long: 5,000 characters are kept."), field="words")


def _refuse_wrong_times(said_at: datetime, asked_at: datetime | None, at: datetime) -> None:
    if said_at > at:
        raise Refusal(_("It is said to be given in the future."), field="said_at")
    if asked_at is not None and asked_at > said_at:
        raise Refusal(_("It is said to be given before they were asked."), field="asked_at")
