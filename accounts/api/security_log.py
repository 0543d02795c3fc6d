"""`/api/v1/agencies/security-log/`: what happened to sign-ins and rights at the agency, for those who
manage people. Without addresses, which are the persons' own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rest_framework.response import Response

from accounts.pages.security_event_words import KINDS, label_of
from accounts.views.posture import events_of, people_of, told_detail
from agencies.models import SecurityEvent
from agencies.rules.agencies import sees_people
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

SEES = only(sees_people)


class AgencyEventFilters(Paged):
    kind = fields.Choice(choices=sorted(KINDS), required=False)
    suspicious = fields.Flag(required=False, help_text="true: those worth a second look alone.")


class AgencyEventOut(Out):
    """Something that happened. `person` and `person_name`: whom it concerns; `by` and `by_name`: who did it,
    where that is somebody else."""

    id = fields.Id()
    at = fields.Moment()
    kind = fields.Text()
    label = fields.Text()
    detail = fields.Text()
    suspicious = fields.Flag()
    browser = fields.Text()
    system = fields.Text()
    person = fields.Id(allow_null=True)
    person_name = fields.Text()
    by = fields.Id(allow_null=True)
    by_name = fields.Text()

    example = {
        "id": "e2v7j5d8gx",
        "at": "2026-03-05T17:30:00Z",
        "kind": "roles_changed",
        "label": "Roles changed",
        "detail": "writer,editor",
        "suspicious": False,
        "browser": "",
        "system": "",
        "person": "m4r7w2k9ts",
        "person_name": "Wendell",
        "by": "k3x9c5n7vb",
        "by_name": "Max",
    }


class AgencyEventViewSet(Resource):
    """Security events of the agency."""

    @endpoint(SEES, AgencyEventOut, listed=True, query=AgencyEventFilters)
    def list(self, request: Any) -> Response:
        """List what happened to sign-ins and rights here, newest first."""
        rows = events_of(self.viewer, self.asked.get("kind", ""), self.asked.get("suspicious", False))
        order, kinds = ("-at", "-id"), (dt.datetime, int)
        return page(self, rows, self._row, order=order, kinds=kinds, prepare=self._prepare)

    def _prepare(self, rows: Sequence[SecurityEvent]) -> None:
        self.people = people_of(self.http.agency, rows)

    def _row(self, event: SecurityEvent) -> dict[str, Any]:
        key, name = self.people.get(event.user_id or 0, (None, ""))
        return {
            "id": event.public_id,
            "at": moment_text(event.at),
            "kind": event.kind,
            "label": label_of(event.kind),
            "detail": told_detail(event),
            "suspicious": event.suspicious,
            "browser": event.browser,
            "system": event.system,
            "person": key,
            "person_name": name,
            "by": event.actor.public_id if event.actor else None,
            "by_name": event.actor.public_name if event.actor else "",
        }
