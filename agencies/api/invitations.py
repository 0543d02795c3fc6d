"""`/api/v1/agencies/invitations/`: who is asked into the agency, for those who manage people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.invitations import (
    MOST_AT_ONCE,
    invite,
    invite_many,
    open_invitations,
    withdraw_invitation,
)
from agencies.actions.security_log import session_only
from agencies.forms.people import InviteForm
from agencies.models import Invitation, Role
from agencies.rules.agencies import manages_people
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

ORDER, DIRECTIONS = ("-created_at", "-id"), (dt.datetime, int)
MANAGES = only(manages_people)
TIMES = ("created_at", "expires_at", "used_at", "withdrawn_at")
COLUMNS = ("id", "public_id", "email", "roles", *TIMES, "invited_by__public_id")


class NewInvitation(Body):
    """Whom to ask, and into which roles."""

    email = fields.Text(max_length=254)
    roles = fields.Items(child=fields.Choice(choices=Role.values), max_length=len(Role.values))

    example = {"email": "petra@example.com", "roles": ["writer"]}


class NewInvitations(Body):
    """Whom to ask at once, and into which roles. Owners are asked one at a time."""

    people = fields.Items(child=NewInvitation(), max_length=MOST_AT_ONCE)

    example = {"people": [NewInvitation.example]}


class InvitationOut(Out):
    """An invitation; the link itself stands in the mail alone."""

    id = fields.Id()
    email = fields.Text()
    roles = fields.Items(child=fields.Text())
    state = fields.Choice(choices=["open", "used", "withdrawn", "expired"])
    invited_by = fields.Id(allow_null=True)
    created_at = fields.Moment()
    expires_at = fields.Moment()
    used_at = fields.Moment(allow_null=True)
    withdrawn_at = fields.Moment(allow_null=True)

    example = {
        "id": "v3h8n5q7ck",
        "email": "petra@example.com",
        "roles": ["writer"],
        "state": "open",
        "invited_by": "m4r7w2k9ts",
        "created_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-03-09T09:00:00Z",
        "used_at": None,
        "withdrawn_at": None,
    }


class InvitationsOut(Out):
    """The invitations that were sent, in the order in which they were asked for."""

    sent = InvitationOut(many=True)

    example = {"sent": [InvitationOut.example]}


def makes_owner(view: InvitationViewSet) -> bool:
    """Whether a call would ask somebody in as an owner."""
    return Role.OWNER in view.body["roles"]


class InvitationViewSet(Resource):
    """Invitations of the agency."""

    def thing(self, key: str) -> Invitation:
        found = Invitation.objects.visible_to(self.viewer).filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Invitation) -> dict[str, Any]:
        return self._row(Invitation.objects.visible_to(self.viewer).values(*COLUMNS).get(pk=thing.pk))

    @endpoint(MANAGES, InvitationOut, listed=True, query=Paged)
    def list(self, request: Any) -> Response:
        """List the open invitations, newest first."""
        rows = open_invitations(self.http.agency, self.now).values(*COLUMNS)
        return page(self, rows, self._row, order=ORDER, kinds=DIRECTIONS)

    @endpoint(MANAGES, InvitationOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an invitation, open or not."""
        return self.ok(self.thing(public_id))

    @endpoint(
        MANAGES,
        InvitationOut,
        status=201,
        body=NewInvitation,
        creates=True,
        dangerous="agencies:people_invite",
        when=makes_owner,
    )
    def create(self, request: Any) -> Response:
        """Ask somebody in by mail. An open invitation of the same address is withdrawn."""
        form = bound(InviteForm, self.body, viewer=self.viewer)
        who = {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}
        made = invite(**who, **form.cleaned_data)
        return self.created(made, f"/api/v1/agencies/invitations/{made.public_id}/")

    @verb("send", MANAGES, InvitationsOut, status=201, body=NewInvitations, creates=True, detail=False)
    def send(self, request: Any) -> Response:
        """Ask several people in by mail: all of them, or nobody while one is wrong."""
        people = [(person["email"], person["roles"]) for person in self.body["people"]]
        who = {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}
        made = [invitation.pk for invitation in invite_many(**who, people=people)]
        rows = Invitation.objects.visible_to(self.viewer).filter(pk__in=made).order_by("pk")
        return Response({"sent": [self._row(row) for row in rows.values(*COLUMNS)]}, status=201)

    @endpoint(MANAGES, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Withdraw an invitation. 409 when it was used."""
        withdraw_invitation(actor=self.viewer, invitation=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("withdraw", MANAGES, InvitationOut, moves=True)
    def withdraw(self, request: Any, public_id: str) -> Response:
        """Withdraw an invitation, and read what became of it."""
        invitation = self.thing(public_id)
        return self.ok(withdraw_invitation(actor=self.viewer, invitation=invitation, now=self.now))

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": row["public_id"],
            "email": row["email"],
            "roles": row["roles"],
            "state": self._state(row),
            "invited_by": row["invited_by__public_id"],
            **{name: moment_text(row[name]) for name in TIMES},
        }

    def _state(self, row: Mapping[str, Any]) -> str:
        if row["used_at"] or row["withdrawn_at"]:
            return "used" if row["used_at"] else "withdrawn"
        return "open" if row["expires_at"] > self.now else "expired"
