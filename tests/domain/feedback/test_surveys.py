"""A draft is written as often as one likes; what was published stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.feedback.actions.surveys import begin, publish, write
from makegood.domain.feedback.models import Survey, Version
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import NOW

pytestmark = pytest.mark.django_db

FIRST = after_delivery(["en"])
NEXT = replace(FIRST, pages=FIRST.pages[:1])


def test_a_draft_is_written_again_and_published_once(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        survey = begin(name="Ours", questionnaire=FIRST, by=by, at=NOW)
        write(survey=survey, questionnaire=NEXT, at=NOW)
        for _ in range(2):
            published = publish(survey=survey, member=cast.owner, by=by, at=NOW)
        assert published.questionnaire == NEXT
        write(survey=survey, questionnaire=FIRST, at=NOW)
        kept = survey.versions.order_by("number").values_list("number", "published_at")
        assert list(kept) == [(1, NOW), (2, None)]


def test_its_name_is_one_line_that_can_be_seen(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        survey = begin(name=" Our\x07\r\nsurvey\x00 ", questionnaire=FIRST, by=by, at=NOW)
        assert Survey.objects.get(pk=survey.pk).name == "Our survey"
        for unseen in ("", " \u200b\x01\n"):
            with pytest.raises(Refusal):
                begin(name=unseen, questionnaire=FIRST, by=by, at=NOW)
        assert Survey.objects.count() == 1


@pytest.mark.parametrize("change", [{"content": {}}, {"number": 7}, {"published_at": None}])
def test_what_was_published_is_never_changed(cast: Cast, change: dict[str, object]) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        survey = begin(name="Ours", questionnaire=FIRST, by=by, at=NOW)
        publish(survey=survey, member=cast.owner, by=by, at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(survey=survey).update(**change)
        assert Version.objects.get(survey=survey).questionnaire == FIRST
