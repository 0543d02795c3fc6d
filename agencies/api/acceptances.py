"""`/api/v1/agencies/legal-acceptances/`: who accepted which version of the legal pages, for owners."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.models import LegalAcceptance
from agencies.models.legal import ACCEPTED, Occasion
from agencies.pages.acceptances import NEWEST, Wanted, acceptances
from agencies.rules.agencies import sets_branding
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid


class AcceptanceFilters(Paged):
    """`kind` and `number`: of one version alone; both or neither."""

    kind = fields.Choice(choices=[kind.value for kind in ACCEPTED], required=False)
    number = fields.Whole(least=1, required=False)


class AcceptanceOut(Out):
    """That a person accepted a version, when, and on which occasion."""

    kind = fields.Choice(choices=[kind.value for kind in ACCEPTED])
    number = fields.Whole()
    person = fields.Id()
    name = fields.Text()
    occasion = fields.Choice(choices=Occasion.values)
    at = fields.Moment()

    example = {
        "kind": "terms",
        "number": 1,
        "person": "a9c4m7x2hd",
        "name": "Clara Bell",
        "occasion": "sign_up",
        "at": "2026-03-02T09:00:00Z",
    }


class AcceptanceViewSet(Resource):
    """Acceptances of legal pages."""

    @endpoint(only(sets_branding), AcceptanceOut, query=AcceptanceFilters, listed=True)
    def list(self, request: Any) -> Response:
        """List who accepted which version of the legal pages, the newest first."""
        kind, number = self.asked.get("kind", ""), self.asked.get("number", 0)
        if bool(kind) != bool(number):
            raise Invalid({"number" if kind else "kind": "Name both, or neither."})
        rows = acceptances(self.viewer, Wanted(kind, number))
        return page(self, rows, _row, order=NEWEST, kinds=(int,))


def _row(row: LegalAcceptance) -> dict[str, Any]:
    return {
        "kind": row.text.kind,
        "number": row.text.number,
        "person": row.member.public_id,
        "name": row.member.public_name,
        "occasion": row.occasion,
        "at": moment_text(row.at),
    }
