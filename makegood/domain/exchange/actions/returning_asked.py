"""What was asked and answered as it comes back: surveys, invitations with their answers, stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions.returning_part import PartBack
from makegood.domain.exchange.queries.asked import INVITATIONS, RESPONSES, STOPS, SURVEYS
from makegood.domain.exchange.queries.incoming import Step
from makegood.domain.exchange.queries.outgoing import plain
from makegood.domain.exchange.queries.rebuilding import Rebuilding, brought_by, here
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.feedback.actions.returning import (
    bring_back_responses,
    bring_back_stops,
    bring_back_surveys,
)
from makegood.domain.feedback.models import Asking, Invitation, Response, Survey, Version
from makegood.kit.refusal import Refusal

VERSIONS, ASKINGS = SURVEYS.parts
# What was shown is told of by its answer; the files themselves stay beside in the export.
ANSWERS, _SHOWN, REASONS = RESPONSES.parts


class AskedBack(PartBack):
    """Writes what was asked and answered."""

    @property
    def ways(self) -> dict[Step, Callable[[list[Row]], None]]:
        return {
            Step.SURVEYS: self._surveys,
            Step.INVITATIONS: self._invitations,
            Step.STOPS: self._stops,
        }

    def _surveys(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = [(rebuilt.importable(SURVEYS, one, self._batch), one) for one in rows]
        bring_back_surveys(
            surveys=[survey for survey, _said in found],
            versions=[
                rebuilt.row(VERSIONS, one, survey=survey)
                for survey, said in found
                for one in said["versions"]
            ],
            askings=[
                rebuilt.row(ASKINGS, one, survey=survey)
                for survey, said in found
                for one in said["askings"]
            ],
            by=self._by,
            at=self._at,
        )

    def _invitations(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        asked = _asked_before(rows)
        new = [one for one in rows if one["key"] not in asked]
        published = _Published({rebuilt.id_of(Survey, one["survey"]) for one in new})
        found = []
        for one in new:
            survey = rebuilt.id_of(Survey, one["survey"])
            more: dict[str, Version | Asking | None] = {
                "version": published.version(survey, one["version"]),
                "asking": published.asking(survey, one["on"], one["on_since"]),
            }
            found.append((rebuilt.importable(INVITATIONS, one, self._batch, **more), one))
        answered = [(asked[one["key"]], one) for one in rows if one["key"] in asked]
        responses = [
            (self._response(rebuilt, one, invitation), one)
            for invitation, said in (*found, *answered)
            for one in said["responses"]
        ]
        bring_back_responses(
            invitations=[invitation for invitation, _said in found],
            responses=[response for response, _said in responses],
            scored_at=[
                rebuilt.instant(said, "scored_at") if said.get("scored_at") else None
                for _response, said in responses
            ],
            answers=_hanging(rebuilt, ANSWERS, responses),
            reasons=_hanging(rebuilt, REASONS, responses),
            by=self._by,
            at=self._at,
        )

    def _stops(self, rows: list[Row]) -> None:
        """Of those who came in with them: for whom we know already, what we know stands."""
        rebuilt = self._rebuilding(rows)
        mine = brought_by(self._batch, Customer, [one["customer"] for one in rows])
        stops = [rebuilt.row(STOPS, one) for one in rows if one["customer"] in mine]
        bring_back_stops(stops=stops, by=self._by, at=self._at)

    def _response(self, rebuilt: Rebuilding, said: Row, invitation: Invitation) -> Response:
        response: Response = rebuilt.importable(RESPONSES, said, self._batch, invitation=invitation)
        return response


def _asked_before(rows: list[Row]) -> dict[str, Invitation]:
    """The invitations of these that are here, whose answer arrived since. Refused: one whose
    answer came before and was taken back; it lies hidden in its place.
    """
    known = here(Invitation, [one["key"] for one in rows])
    if Invitation.objects.filter(pk__in=known.values(), response__isnull=False).exists():
        raise Refusal(_("Its answer came in before, and was taken back."))
    found = Invitation.objects.select_related("version").in_bulk(known.values())
    return {key: found[pk] for key, pk in known.items()}


class _Published:
    """The versions and askings of some surveys, as an export names them."""

    def __init__(self, surveys: set[int]) -> None:
        versions = Version.objects.filter(survey__in=surveys)
        self._versions = {(one.survey_id, one.number): one for one in versions}
        askings = Asking.objects.filter(survey__in=surveys)
        self._askings = {(one.survey_id, one.on, plain(one.begun_at)): one for one in askings}

    def version(self, survey: int, number: Any) -> Version:
        found = self._versions.get((survey, number))
        if found is None:
            raise Refusal(_("Its survey has no such version."))
        return found

    def asking(self, survey: int, on: Any, since: Any) -> Asking | None:
        found = self._askings.get((survey, on, since))
        if found is None and on is not None:
            raise Refusal(_("It was asked by itself, and its survey does not say when."))
        return found


def _hanging(rebuilt: Rebuilding, part: Any, found: list[tuple[Response, Row]]) -> list[Any]:
    return [
        rebuilt.row(part, one, response=response)
        for response, said in found
        for one in said[part.name]
    ]
