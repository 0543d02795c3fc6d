"""What goes into and out of the desk's endpoints of client accounts."""

from __future__ import annotations

from clients.actions.desk import NAME_LIMIT
from clients.models.accounts import AccountKind
from clients.models.notes import NOTE_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Out


class AccountBody(Body):
    """A client account: its name and kind."""

    name = fields.Text(max_length=NAME_LIMIT)
    kind = fields.Choice(choices=AccountKind.values)

    example = {"name": "Harbour Books", "kind": "company"}


class MergeBody(Body):
    """The account to merge into."""

    into = fields.Id()

    example = {"into": "a9c4m7x2hd"}


class ContactBody(Body):
    """Whom the agency talks to at a client."""

    name = fields.Text(max_length=120)
    email = fields.Text(max_length=254, required=False)
    phone = fields.Text(max_length=40, required=False)
    function = fields.Text(max_length=80, required=False)

    example = {"name": "Dora Quay", "email": "dora@example.com", "phone": "", "function": "Accounting"}


class ContactOut(Out):
    """A contact of a client account."""

    id = fields.Id()
    name = fields.Text()
    email = fields.Text()
    phone = fields.Text()
    function = fields.Text()
    created_at = fields.Moment()

    example = {"id": "c4k8w2n6pb", **ContactBody.example, "created_at": "2026-03-02T09:00:00Z"}


class ClientNoteBody(Body):
    """A note about a client."""

    text = fields.Text(max_length=NOTE_LIMIT)

    example = {"text": "Prefers short calls in the morning."}


class ClientNoteOut(Out):
    """A note of the desk. One that was removed has no words left."""

    id = fields.Id()
    text = fields.Text()
    author = fields.Text()
    at = fields.Moment()
    removed_at = fields.Moment(allow_null=True)

    example = {
        "id": "n3h8v5q7ck",
        "text": "Prefers short calls in the morning.",
        "author": "Sam P.",
        "at": "2026-03-02T09:00:00Z",
        "removed_at": None,
    }
