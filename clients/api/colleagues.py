"""`/api/v1/clients/accounts/{id}/people/` and `…/invitations/`: the people of a client account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.security_log import session_only
from clients.actions import colleagues
from clients.forms.colleagues import ColleagueForm
from clients.models import AccountInvitation, ClientAccount
from clients.models.accounts import AccountRole
from clients.rules.accounts import reads_addresses, sees_accounts
from clients.views.colleagues import account_or_404, invitation_or_404, person_or_404
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible, require

BY_NAME, NAMES = ("membership__public_name", "id"), (str, int)
NEWEST, TIMES = ("-created_at", "-id"), (dt.datetime, int)
SEES = only(sees_accounts)
PERSON = ("id", "role", "joined_at", "membership_id")
OF_PERSON = ("public_id", "public_name", "created_at", "user__email")
INVITED = ("id", "public_id", "email", "created_at", "expires_at", "account_invitation__role")


class ColleagueRole(Body):
    """The role from now on."""

    role = fields.Choice(choices=AccountRole.values)

    example = {"role": "orderer"}


class NewColleague(Body):
    """Whom to ask into the account, and as what."""

    email = fields.Text(max_length=254)
    role = fields.Choice(choices=AccountRole.values)

    example = {"email": "carl@example.com", "role": "reader"}


class ColleagueOut(Out):
    """Somebody of a client account. `email` is for payers and the desk, null for others."""

    id = fields.Id()
    name = fields.Text()
    email = fields.Text(allow_null=True)
    role = fields.Choice(choices=AccountRole.values)
    since = fields.Moment()
    is_self = fields.Flag()

    example = {
        "id": "k7m2p9qa4w",
        "name": "Clara",
        "email": "clara@example.com",
        "role": "payer",
        "since": "2026-03-02T09:00:00Z",
        "is_self": True,
    }


class AccountInvitationOut(Out):
    """An open invitation into a client account; the link stands in the mail alone."""

    id = fields.Id()
    email = fields.Text()
    role = fields.Choice(choices=AccountRole.values)
    created_at = fields.Moment()
    expires_at = fields.Moment()

    example = {
        "id": "v3h8n5q7ck",
        "email": "carl@example.com",
        "role": "reader",
        "created_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-03-09T09:00:00Z",
    }


class ColleagueViewSet(Resource):
    """People of client accounts, and who is asked in."""

    def thing(self, key: str) -> ClientAccount:
        return account_or_404(self.http, key)

    @verb("people", SEES, ColleagueOut, method="get", listed=True)
    def people(self, request: Any, public_id: str) -> Response:
        """List the people of a client account, by name."""
        account = self.thing(public_id)
        row = self._person_row(account)
        return page(self, self._people(account), row, order=BY_NAME, kinds=NAMES)

    @verb("people/<public_id:person>", SEES, ColleagueOut, method="patch", body=ColleagueRole, moves=True)
    def change(self, request: Any, public_id: str, person: str) -> Response:
        """Give a colleague another role. For payers and the desk; the last payer stays one."""
        account = self.thing(public_id)
        member, role = person_or_404(account, person), self.body["role"]
        colleagues.change_colleague(**self._who(), account=account, membership=member, role=role)
        row = self._people(account).filter(membership=member).first()
        if row is None:
            raise NotVisible()
        return Response(self._person_row(account)(row))

    @change.mapping.delete
    @endpoint(SEES, status=204, moves=True)
    def remove(self, request: Any, public_id: str, person: str) -> Response:
        """Take a colleague out of the account, or leave it yourself. The last payer stays."""
        account = self.thing(public_id)
        member = person_or_404(account, person)
        colleagues.remove_colleague(**self._who(), account=account, membership=member)
        return Response(status=204)

    @verb("invitations", SEES, AccountInvitationOut, method="get", listed=True)
    def invitations(self, request: Any, public_id: str) -> Response:
        """List the open invitations into a client account, newest first. For payers and the desk."""
        account = self.thing(public_id)
        require(reads_addresses(self.viewer, account.pk))
        rows = colleagues.open_invitations_of(account, self.now).values(*INVITED)
        return page(self, rows, invitation_row, order=NEWEST, kinds=TIMES)

    @invitations.mapping.post
    @endpoint(SEES, AccountInvitationOut, status=201, body=NewColleague, creates=True)
    def invite(self, request: Any, public_id: str) -> Response:
        """Ask somebody into the account by mail. For payers and the desk. An open invitation of the same
        address is withdrawn."""
        account, form = self.thing(public_id), bound(ColleagueForm, self.body)
        return self._invited(colleagues.invite_colleague(**self._who(), account=account, **form.cleaned_data))

    @verb("invitations/<public_id:invitation>", SEES, status=204, method="delete", moves=True)
    def withdraw(self, request: Any, public_id: str, invitation: str) -> Response:
        """Withdraw an invitation. 409 when it was used."""
        account = self.thing(public_id)
        row = invitation_or_404(account, invitation)
        colleagues.withdraw_colleague(actor=self.viewer, account=account, invitation=row, now=self.now)
        return Response(status=204)

    @verb("invitations/<public_id:invitation>/resend", SEES, AccountInvitationOut, status=201, creates=True)
    def resend(self, request: Any, public_id: str, invitation: str) -> Response:
        """Send an invitation again. The new one has a new link and a new week; the old link opens nothing."""
        account = self.thing(public_id)
        row = invitation_or_404(account, invitation)
        wanted: dict[str, Any] = {"email": row.invitation.email, "role": row.role}
        return self._invited(colleagues.invite_colleague(**self._who(), account=account, **wanted))

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}

    def _people(self, account: ClientAccount) -> Any:
        of_person = (f"membership__{name}" for name in OF_PERSON)
        return account.people.present().values(*PERSON, *of_person)

    def _person_row(self, account: ClientAccount) -> Any:
        mails = reads_addresses(self.viewer, account.pk)

        def row(found: Mapping[str, Any]) -> dict[str, Any]:
            return {
                "id": found["membership__public_id"],
                "name": found["membership__public_name"],
                "email": found["membership__user__email"] if mails else None,
                "role": found["role"],
                "since": moment_text(found["joined_at"] or found["membership__created_at"]),
                "is_self": found["membership_id"] == self.viewer.member_id,
            }

        return row

    def _invited(self, made: AccountInvitation) -> Response:
        found = made.invitation
        row = {"account_invitation__role": made.role}
        row |= {name: getattr(found, name) for name in INVITED[1:-1]}
        return Response(invitation_row(row), status=201)


def invitation_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """An invitation into a client account as the API shows it."""
    return {
        "id": row["public_id"],
        "email": row["email"],
        "role": row["account_invitation__role"],
        "created_at": moment_text(row["created_at"]),
        "expires_at": moment_text(row["expires_at"]),
    }
