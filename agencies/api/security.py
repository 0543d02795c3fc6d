"""`/api/v1/agencies/security/`: how strict the agency is about signing in, for its owners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.security import NUMBERS, save_security_policy
from agencies.actions.security_log import session_only
from agencies.forms.security import DAYS, SecurityForm, scope_of
from agencies.models import Agency
from agencies.rules.agencies import sets_security
from agencies.states.second_factor import FactorScope
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.resource import Resource

OWNERS = only(sets_security)
PAGE = "agencies:security"
SCOPES = ["nobody", *FactorScope.values]


class SecurityPolicy(Body):
    """The rules of signing in. Days that the choice of people does not need are not kept."""

    second_factor_for = fields.Choice(choices=SCOPES)
    second_factor_from = fields.Moment(
        required=False, allow_null=True, help_text="Of staff from then on; at once without."
    )
    second_factor_wide_from = fields.Moment(
        required=False, allow_null=True, help_text="Of others from then on; in two weeks without."
    )
    session_cap = fields.Whole(least=1, most=50, help_text="Sessions of one person at most.")
    idle_hours = fields.Whole(least=1, most=2160, help_text="A session unused for so long ends.")
    session_days = fields.Whole(least=1, most=365, help_text="No session lasts longer.")
    trust_days = fields.Whole(most=90, help_text="A trusted browser needs no second factor for so long.")

    example = {
        "second_factor_for": "staff",
        "second_factor_from": "2026-04-01T09:00:00Z",
        "session_cap": 10,
        "idle_hours": 336,
        "session_days": 90,
        "trust_days": 30,
    }


class SecurityPolicyOut(Out):
    """The rules of signing in."""

    second_factor_for = fields.Choice(choices=SCOPES)
    second_factor_from = fields.Moment(allow_null=True)
    second_factor_wide_from = fields.Moment(allow_null=True)
    session_cap = fields.Whole()
    idle_hours = fields.Whole()
    session_days = fields.Whole()
    trust_days = fields.Whole()

    example = {**SecurityPolicy.example, "second_factor_wide_from": None}


class SecurityViewSet(Resource):
    """The rules of signing in at the agency."""

    single = True

    def shown(self, thing: Agency) -> dict[str, Any]:
        return {
            "second_factor_for": scope_of(thing),
            **{name: moment_text(getattr(thing, name)) for name in DAYS},
            **{name: getattr(thing, name) for name in NUMBERS},
        }

    @endpoint(OWNERS, SecurityPolicyOut)
    def retrieve(self, request: Any) -> Response:
        """Read the rules of signing in."""
        return self.ok(self.http.agency)

    @endpoint(OWNERS, SecurityPolicyOut, body=SecurityPolicy, dangerous=PAGE)
    def update(self, request: Any) -> Response:
        """Replace the rules of signing in. They hold from the next request on."""
        return self._save(self.body)

    @endpoint(OWNERS, SecurityPolicyOut, body=SecurityPolicy, partial=True, dangerous=PAGE)
    def partial_update(self, request: Any) -> Response:
        """Change some of the rules of signing in."""
        agency = self.http.agency
        stored = {name: getattr(agency, name) for name in (*DAYS, *NUMBERS)}
        return self._save({**stored, "second_factor_for": scope_of(agency), **self.body})

    def _save(self, said: Mapping[str, Any]) -> Response:
        form = bound(SecurityForm, said, agency=self.http.agency)
        who = {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}
        save_security_policy(**who, numbers=form.numbers, **form.rule(self.now))
        return self.ok(Agency.objects.get(pk=self.http.agency_id))
