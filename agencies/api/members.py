"""`/api/v1/agencies/members/`: who belongs to the agency, for those who manage people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rest_framework.response import Response

from agencies.actions.people import change_roles, end_membership
from agencies.actions.security_log import session_only
from agencies.actions.suspending import restore_member, suspend_member
from agencies.forms.people import RolesForm, SuspendForm
from agencies.hooks import sign_in_facts
from agencies.models import Membership, Role
from agencies.models.membership import REASON_LIMIT
from agencies.rules.agencies import manages_people, sees_people
from agencies.views.people import member_or_404, people_of
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

ORDER, KINDS = ("public_name", "id"), (str, int)
SEES, MANAGES = only(sees_people), only(manages_people)


class MemberFilters(Paged):
    role = fields.Choice(choices=Role.values, required=False)
    state = fields.Choice(
        choices=["present", "ended"], default="present", help_text="Ended: those who are members no longer."
    )


class Roles(Body):
    """All roles from now on."""

    roles = fields.Items(child=fields.Choice(choices=Role.values), max_length=len(Role.values))

    example = {"roles": ["writer", "editor"]}


class Suspension(Body):
    """Why somebody is shut out: for those who manage people."""

    reason = fields.Text(max_length=REASON_LIMIT)

    example = {"reason": "Asked for a pause until May."}


class MemberOut(Out):
    """A member. `email` is null once the person was erased; `second_factor`, `last_seen_at` and
    `stale_tokens` (unused for 90 days) are null of whoever has left."""

    id = fields.Id()
    public_name = fields.Text()
    email = fields.Text(allow_null=True)
    roles = fields.Items(child=fields.Text())
    since = fields.Moment()
    suspended_at = fields.Moment(allow_null=True)
    suspended_by = fields.Id(allow_null=True)
    suspension_reason = fields.Text()
    ended_at = fields.Moment(allow_null=True)
    second_factor = fields.Flag(allow_null=True)
    last_seen_at = fields.Moment(allow_null=True)
    stale_tokens = fields.Whole(allow_null=True)

    example = {
        "id": "m4r7w2k9ts",
        "public_name": "Wendell",
        "email": "wendell@example.com",
        "roles": ["writer"],
        "since": "2026-03-02T09:00:00Z",
        "suspended_at": None,
        "suspended_by": None,
        "suspension_reason": "",
        "ended_at": None,
        "second_factor": True,
        "last_seen_at": "2026-03-05T17:30:00Z",
        "stale_tokens": 0,
    }


class MemberViewSet(Resource):
    """Members of the agency."""

    def thing(self, key: str) -> Membership:
        return member_or_404(self.http, key)

    def shown(self, thing: Membership) -> dict[str, Any]:
        row = self.thing(thing.public_id)
        self._facts([row])
        return member_row(row)

    @endpoint(SEES, MemberOut, listed=True, query=MemberFilters)
    def list(self, request: Any) -> Response:
        """List the members by name. Those who have left only when asked for."""
        rows = people_of(self.viewer, ended=self.asked["state"] == "ended", role=self.asked.get("role", ""))
        rows = rows.select_related("suspended_by")
        return page(self, rows, member_row, order=ORDER, kinds=KINDS, prepare=self._facts)

    @endpoint(SEES, MemberOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a member."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGES, MemberOut, body=Roles, moves=True, dangerous="agencies:person")
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Give a member these roles and no others. Only owners make owners, or change one."""
        member = self.thing(public_id)
        form = bound(RolesForm, self.body, viewer=self.viewer)
        return self._act(member, change_roles, roles=form.cleaned_data["roles"])

    @verb("suspend", MANAGES, MemberOut, body=Suspension, moves=True)
    def suspend(self, request: Any, public_id: str) -> Response:
        """Shut a member out for a while. Roles and work stay theirs."""
        member, form = self.thing(public_id), bound(SuspendForm, self.body)
        return self._act(member, suspend_member, reason=form.cleaned_data["reason"])

    @verb("restore", MANAGES, MemberOut, moves=True)
    def restore(self, request: Any, public_id: str) -> Response:
        """Let a suspended member in again."""
        return self._act(self.thing(public_id), restore_member)

    @verb("end", MANAGES, MemberOut, moves=True, dangerous="agencies:person_end")
    def end(self, request: Any, public_id: str) -> Response:
        """End a membership. What the person did stays theirs."""
        return self._act(self.thing(public_id), end_membership)

    def _act(self, member: Membership, act: Callable[..., Membership], **facts: Any) -> Response:
        who = {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}
        return self.ok(act(**who, member=member, **facts))

    def _facts(self, rows: Sequence[Any]) -> None:
        found = sign_in_facts()([row for row in rows if row.ended_at is None], self.now)
        for row in rows:
            row.sign_in_facts = found.get(row.pk)


def member_row(member: Any) -> dict[str, Any]:
    """A member as the API shows them to who manages people, with the `sign_in_facts` of the row."""
    facts = member.sign_in_facts
    return {
        "id": member.public_id,
        "public_name": member.public_name,
        "email": None if member.erased_at else member.user.email,
        "roles": member.roles,
        "since": moment_text(member.created_at),
        "suspended_at": moment_text(member.suspended_at),
        "suspended_by": member.suspended_by.public_id if member.suspended_by else None,
        "suspension_reason": member.suspension_reason,
        "ended_at": moment_text(member.ended_at),
        "second_factor": facts.second_factor if facts else None,
        "last_seen_at": moment_text(facts.last_seen) if facts else None,
        "stale_tokens": facts.stale_tokens if facts else None,
    }
