"""The shapes of what is told of revision requests."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from project.base.api import fields
from project.base.api.bodies import Out

ROW: dict[str, Any] = {
    "id": "2m4kd7hq9x",
    "order": "INK-2026-00042",
    "order_title": "A quiet harbour",
    "number": 1,
    "summary": "More about the market",
    "severity": "moderate",
    "state": "open",
    "priority": 5,
    "urgent": False,
    "scope": "within",
    "asked_at": "2026-03-02T15:00:00Z",
    "due_at": "2026-03-05T15:00:00Z",
    "paused": False,
    "overdue": False,
    "turn": "writer",
    "your_turn": False,
    "assigned_to": {"id": "7hq2mxw4kd", "name": "Wendell"},
}


class RevisionPersonOut(Out):
    id = fields.Id()
    name = fields.Text()


class RevisionRowOut(Out):
    """A revision request in the list. `turn`: whom it waits for (desk, client, writer, editor, nobody), where
    writer is whoever works on it. `assigned_to` is null where you may not know the person."""

    id = fields.Id()
    order = fields.Number()
    order_title = fields.Text()
    number = fields.Whole(help_text="Which round of its order it is.")
    summary = fields.Text()
    severity = fields.Text()
    state = fields.Text()
    priority = fields.Whole()
    urgent = fields.Flag()
    scope = fields.Text()
    asked_at = fields.Moment()
    due_at = fields.Moment(allow_null=True, help_text="The agreed deadline; null out of scope.")
    paused = fields.Flag(help_text="Whether its clock rests because the client is asked something.")
    overdue = fields.Flag()
    turn = fields.Text()
    your_turn = fields.Flag()
    assigned_to = RevisionPersonOut(allow_null=True)

    example = ROW


class RevisionNoteOut(Out):
    """One thing that was said of a point. `who` is a name, or a side where you may not know it."""

    kind = fields.Text()
    who = fields.Text()
    text = fields.Text()
    at = fields.Moment()


class RevisionPointOut(Out):
    """A point with its answer. The client reads answers, except questions, once the new version is theirs."""

    position = fields.Whole()
    place = fields.Text()
    category = fields.Text()
    issue = fields.Text()
    wish = fields.Text()
    need = fields.Text()
    answer = fields.Text(allow_null=True)
    reply = fields.Text()
    asks = fields.Flag(help_text="Whether a question to the client is open.")
    client_reply = fields.Text()
    verdict = fields.Text(allow_null=True)
    notes = RevisionNoteOut(many=True)


class RevisionProposalOut(Out):
    """A proposed deadline. `yours_to_answer`: you may agree to it now."""

    side = fields.Text()
    due_at = fields.Moment()
    note = fields.Text()
    state = fields.Text()
    proposed_at = fields.Moment()
    answered_at = fields.Moment(allow_null=True)
    yours_to_answer = fields.Flag()


class ChangeLineOut(Out):
    label = fields.Text()
    amount = fields.Money(signed=True)


class ChangeOrderOut(Out):
    """A change order. `allowed`: what you may do with it now."""

    number = fields.Whole()
    note = fields.Text()
    hours = fields.Whole()
    state = fields.Text()
    valid_until = fields.Moment()
    expired = fields.Flag()
    lines = ChangeLineOut(many=True)
    total = fields.Money(signed=True)
    currency = fields.Text()
    writer_fee = fields.Money(allow_null=True, help_text="What it adds to a fee: for the desk.")
    allowed = fields.Items(child=fields.Text())


class RevisionFileOut(Out):
    id = fields.Id()
    name = fields.Text()
    size = fields.Whole(most=2_147_483_647, help_text="Bytes.")
    content_type = fields.Text()


class RevisionOut(RevisionRowOut):
    """A revision request with all that you may read of it. Null is what only others read: `cause`,
    `scope_rule` and `client_review` are the desk’s, `staff_note` also the client’s; `fee` is read by the desk
    and whoever was given it instead of the order’s writer, `change_fee` by the desk and whoever works on
    it."""

    requested_by = fields.Text()
    about_version = fields.Whole(allow_null=True, help_text="The version that it is about.")
    new_version = fields.Whole(allow_null=True, help_text="The newest version that answers it.")
    answered_at = fields.Moment(allow_null=True)
    closed_at = fields.Moment(allow_null=True)
    requested_deadline = fields.Moment(allow_null=True, help_text="The proposed time that waits.")
    uses_round = fields.Flag()
    clause = fields.Text()
    judgement = fields.Text()
    scope_rule = fields.Text(allow_null=True)
    cause = fields.Text(allow_null=True)
    client_review = fields.Flag(allow_null=True)
    staff_note = fields.Text(allow_null=True)
    fee = fields.Money(allow_null=True, help_text="What the person earns by it.")
    change_fee = fields.Money(allow_null=True, help_text="What its change orders add to a fee.")
    points = RevisionPointOut(many=True)
    proposals = RevisionProposalOut(many=True)
    changes = ChangeOrderOut(many=True)
    files = RevisionFileOut(many=True)
    allowed = fields.Items(child=fields.Text())
    blocked = serializers.DictField(child=fields.Text())

    example = {
        **ROW,
        "requested_by": "Clara",
        "about_version": 1,
        "new_version": None,
        "answered_at": None,
        "closed_at": None,
        "requested_deadline": None,
        "uses_round": True,
        "clause": "",
        "judgement": "",
        "scope_rule": None,
        "cause": None,
        "client_review": None,
        "staff_note": "",
        "fee": None,
        "change_fee": None,
        "points": [
            {
                "position": 1,
                "place": "The market",
                "category": "missing",
                "issue": "Too short",
                "wish": "Two more sentences",
                "need": "must",
                "answer": None,
                "reply": "",
                "asks": False,
                "client_reply": "",
                "verdict": None,
                "notes": [],
            }
        ],
        "proposals": [],
        "changes": [],
        "files": [],
        "allowed": ["propose_deadline", "cancel_revision"],
        "blocked": {"accept_deadline": "No new deadline has been proposed."},
    }


class RevisionEventOut(Out):
    """One entry of a timeline, in words for you. `version`: the delivery that it is about."""

    at = fields.Moment()
    verb = fields.Text()
    who = fields.Text()
    text = fields.Text()
    note = fields.Text()
    version = fields.Whole(allow_null=True)

    example = {
        "at": "2026-03-02T15:00:00Z",
        "verb": "request_revision",
        "who": "You",
        "text": "You asked for a revision.",
        "note": "",
        "version": None,
    }
