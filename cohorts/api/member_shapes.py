"""What goes in and out of members of classes, and of rosters."""

from __future__ import annotations

from cohorts.models.cohorts import LABEL_LIMIT
from cohorts.models.members import KEY_LIMIT, NAME_LIMIT, VALUE_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Form, Out, Paged

#: Characters of a roster.
MOST_TEXT = 500_000


class ValueIn(Body):
    """What a member fills a field with."""

    key = fields.Text(max_length=30)
    value = fields.Text(lines=True, max_length=VALUE_LIMIT)

    example = {"key": "company", "value": "Adams Ltd"}


class ClassMemberChange(Body):
    """What is known of a member."""

    name = fields.Text(max_length=NAME_LIMIT, required=False)
    email = fields.Text(max_length=254, required=False)
    group = fields.Text(max_length=LABEL_LIMIT, required=False)
    values = fields.Items(child=ValueIn(), max_length=20, required=False)

    example = {
        "name": "Ada Adams",
        "email": "ada@firm.example",
        "values": [ValueIn.example],
    }


class NewClassMember(ClassMemberChange):
    """A new member. `key` tells them from every other when a roster is uploaded."""

    name = fields.Text(max_length=NAME_LIMIT)
    key = fields.Text(max_length=KEY_LIMIT, required=False)

    example = {**ClassMemberChange.example, "key": "1"}


class MemberFilters(Paged):
    search = fields.Text(max_length=80, required=False, help_text="Words of the name or the address.")


class ClassMemberOut(Out):
    """A member of a class, and how far they are: `order_state` is "" without an order. `waiting`: their brief
    is asked for. `deadline`: of their order; while it waits, as it would be if the brief came now; null
    before anything was ordered."""

    id = fields.Id()
    class_id = fields.Id()
    key = fields.Text()
    name = fields.Text()
    email = fields.Text()
    group = fields.Text()
    order = fields.Number(allow_null=True)
    order_state = fields.Text()
    waiting = fields.Flag()
    deadline = fields.Moment(allow_null=True)
    removed_at = fields.Moment(allow_null=True)

    example = {
        "id": "m4t8k2m6p9",
        "class_id": "c4t8k2m6p9",
        "key": "1",
        "name": "Ada Adams",
        "email": "ada@firm.example",
        "group": "North",
        "order": "INK-2026-00042",
        "order_state": "in_progress",
        "waiting": False,
        "deadline": "2026-03-12T09:00:00Z",
        "removed_at": None,
    }


class MemberLinkOut(Out):
    """The newest link of a member; the link itself stands in the mail alone. `state`: "none" before one was
    sent, "works", "expired" or "revoked"."""

    state = fields.Choice(choices=["none", "works", "expired", "revoked"])
    address = fields.Text()
    sent_at = fields.Moment(allow_null=True)
    expires_at = fields.Moment(allow_null=True)

    example = {
        "state": "works",
        "address": "ada@firm.example",
        "sent_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-08-29T09:00:00Z",
    }


class LinksSentOut(Out):
    """How many members a link is being mailed to."""

    waiting = fields.Whole()

    example = {"waiting": 38}


class OrderedOut(Out):
    """The order of a member."""

    order = fields.Number()

    example = {"order": "INK-2026-00042"}


class ClassGroupOut(Out):
    """A group with its figures by milestone: `reached` of `expected` members, `late` of them past its day."""

    name = fields.Text()
    members = fields.Whole()
    milestones = fields.Items(child=fields.Text())
    reached = fields.Items(child=fields.Whole())
    expected = fields.Items(child=fields.Whole())
    late = fields.Items(child=fields.Whole())

    example = {
        "name": "North",
        "members": 12,
        "milestones": ["ordered", "delivered", "accepted"],
        "reached": [12, 4, 2],
        "expected": [12, 12, 12],
        "late": [0, 1, 0],
    }


class ClassGroupsOut(Out):
    """Groups by milestones, the sum of all at the end."""

    groups = fields.Items(child=ClassGroupOut())

    example = {"groups": [ClassGroupOut.example]}


class RosterBody(Body):
    """A roster as CSV text, with the heads in its first line. `columns`: for each column what it holds:
    name, email, group, key, `:` and the key of a field, `+` for a new field named like its head, or nothing;
    left out, the heads tell. With `save` it is saved unless a row is wrong."""

    text = fields.Text(lines=True, max_length=MOST_TEXT)
    columns = fields.Items(child=fields.Text(max_length=40, allow_blank=True), max_length=60, required=False)
    save = fields.Flag(default=False)

    example = {"text": "Name;ID;Firm\nAda Adams;1;Adams Ltd\n", "columns": ["name", "key", "+"]}


class RosterFaultOut(Out):
    """What is wrong with a row."""

    row = fields.Whole()
    field = fields.Text()
    message = fields.Text()

    example = {"row": 5, "field": "name", "message": "Enter a name."}


class RosterOut(Out):
    """What a roster changes, or has changed where it was `saved`: how many members."""

    saved = fields.Flag()
    new = fields.Whole()
    changed = fields.Whole()
    back = fields.Whole()
    gone = fields.Whole()
    unchanged = fields.Whole()
    faults = fields.Items(child=RosterFaultOut())

    example = {
        "saved": False,
        "new": 38,
        "changed": 1,
        "back": 0,
        "gone": 0,
        "unchanged": 1,
        "faults": [RosterFaultOut.example],
    }


class ClassUpload(Form):
    """A file for every member’s order, or with `member` for theirs alone."""

    file = fields.Upload()
    member = fields.Id(required=False)

    upload = {
        "type": "object",
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "member": {"type": "string", "description": "The id of a member."},
        },
        "required": ["file"],
    }


class ClassFileOut(Out):
    """A file of a class."""

    id = fields.Id()
    name = fields.Text()

    example = {"id": "f4t8k2m6p9", "name": "Style.pdf"}
