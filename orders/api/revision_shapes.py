"""What goes into the verbs of revision requests: bodies and queries. The shapes of answers are
revision_answers.py."""

from __future__ import annotations

from orders.actions.change_orders import MOST_HOURS
from orders.actions.eligibility import OVERRIDE_LIMIT
from orders.actions.revision_requests import MAX_POINTS
from orders.forms.revision_answers import CHANGE_LINES, LABEL_LIMIT
from orders.models.change_orders import NOTE_LIMIT as CHANGE_LIMIT
from orders.models.deliveries import NOTE_LIMIT as DELIVERY_NOTE_LIMIT
from orders.models.deliveries import TEXT_LIMIT
from orders.models.revisions import CLAUSE_LIMIT, NOTE_LIMIT, POINT_LIMIT
from orders.states.revision_choices import (
    Answer,
    Category,
    Cause,
    Need,
    PointVerdict,
    RevisionState,
    Scope,
    Severity,
)
from project.base.api import fields
from project.base.api.bodies import Body, Paged

from .order_shapes import named_writer
from .work import attachments

PLACE_LIMIT, SUMMARY_LIMIT, REASON_LIMIT = 300, 160, 300


class RevisionFilters(Paged):
    """What narrows the list of revision requests."""

    status = fields.Choice(choices=RevisionState.values, required=False)
    severity = fields.Choice(choices=Severity.values, required=False)
    order = fields.Number(required=False, help_text="The number of an order.")
    assigned_to = fields.Id(required=False, help_text="Who works on it.")
    overdue = fields.Flag(required=False, help_text="Past its deadline, while its clock runs.")
    scope = fields.Choice(choices=[Scope.PENDING.value], required=False)
    mine = fields.Flag(required=False, help_text="`true`: those that wait for you.")
    sort = fields.Choice(
        choices=["new", "due"],
        default="new",
        help_text="Newest first, or nearest deadline first: of open and answered ones, and of your turn.",
    )


class RevisionPointBody(Body):
    """One thing to change."""

    place = fields.Text(
        max_length=PLACE_LIMIT, required=False, help_text="A section, or the passage in quotation marks."
    )
    issue = fields.Text(lines=True, max_length=POINT_LIMIT, help_text="What is wrong.")
    wish = fields.Text(lines=True, max_length=POINT_LIMIT, required=False, help_text="What you want instead.")
    need = fields.Choice(choices=Need.values, default=Need.MUST.value)
    category = fields.Choice(choices=Category.values, default=Category.OTHER.value)

    example = {"place": "The market", "issue": "Too short", "wish": "Two more sentences", "need": "must"}


class NewRevision(Body):
    """A request for changes to the delivered version of an order."""

    order = fields.Number()
    summary = fields.Text(max_length=SUMMARY_LIMIT)
    severity = fields.Choice(choices=Severity.values, default=Severity.MODERATE.value)
    points = fields.Items(child=RevisionPointBody(), min_length=1, max_length=MAX_POINTS)
    priority = fields.Whole(
        least=1, most=10, default=5, help_text="From 1 (can wait) to 10 (before everything else)."
    )
    urgent = fields.Flag(default=False)
    wanted_by = fields.Moment(
        required=False, allow_null=True, help_text="When you need the new version, if not at the usual time."
    )
    staff_note = fields.Text(
        lines=True, max_length=NOTE_LIMIT, required=False, help_text="Only for the agency."
    )

    example = {
        "order": "INK-2026-00042",
        "summary": "More about the market",
        "severity": "moderate",
        "points": [dict(RevisionPointBody.example)],
    }


class RevisionPerson(Body):
    assigned_to = fields.Id(help_text="A writer or an editor of the agency.")
    fee = fields.Money(
        required=False, help_text="What they earn by it. Needed unless it is the order’s writer."
    )
    override = fields.Text(
        max_length=OVERRIDE_LIMIT,
        required=False,
        help_text="Passes over what speaks against them, unless it is hard; logged.",
    )
    named_writer = named_writer()

    example = {"assigned_to": "7hq2mxw4kd", "fee": "22.50"}


class PointAnswerBody(Body):
    """The answer to one point. Declining and asking need a reply."""

    position = fields.Whole(least=1, most=MAX_POINTS, help_text="Of the point.")
    answer = fields.Choice(choices=Answer.values)
    reply = fields.Text(lines=True, max_length=POINT_LIMIT, required=False)

    example = {"position": 1, "answer": "done", "reply": "Two sentences added."}


class PointAnswers(Body):
    answers = fields.Items(child=PointAnswerBody(), min_length=1, max_length=MAX_POINTS)

    example = {"answers": [dict(PointAnswerBody.example)]}


class RevisionDelivery(Body):
    """The version that answers a revision."""

    delivery = fields.Text(
        lines=True, max_length=TEXT_LIMIT, required=False, help_text="The new text, in Markdown."
    )
    attachments = attachments()
    writer_notes = fields.Text(
        lines=True, max_length=DELIVERY_NOTE_LIMIT, required=False, help_text="For the editor and the agency."
    )
    answers = fields.Items(child=PointAnswerBody(), max_length=MAX_POINTS, required=False)

    example = {
        "delivery": "# A quiet harbour\n\nBoats come in at dusk.",
        "writer_notes": "The market has two sentences more.",
        "answers": [dict(PointAnswerBody.example)],
    }


class QuestionReplyBody(Body):
    """What the client says to one question."""

    position = fields.Whole(least=1, most=MAX_POINTS, help_text="Of the point.")
    reply = fields.Text(lines=True, max_length=POINT_LIMIT)

    example = {"position": 1, "reply": "The fish market."}


class QuestionReplies(Body):
    replies = fields.Items(child=QuestionReplyBody(), min_length=1, max_length=MAX_POINTS)

    example = {"replies": [dict(QuestionReplyBody.example)]}


class PointVerdictBody(Body):
    """The client’s word on one answer. `reopened` needs `why`."""

    position = fields.Whole(least=1, most=MAX_POINTS, help_text="Of the point.")
    verdict = fields.Choice(choices=PointVerdict.values)
    why = fields.Text(
        lines=True, max_length=POINT_LIMIT, required=False, help_text="What is still missing or wrong."
    )

    example = {"position": 1, "verdict": "met"}


class PointVerdicts(Body):
    verdicts = fields.Items(child=PointVerdictBody(), min_length=1, max_length=MAX_POINTS)

    example = {"verdicts": [dict(PointVerdictBody.example)]}


class ReopenedPointBody(Body):
    """A point that is not met."""

    position = fields.Whole(least=1, most=MAX_POINTS, help_text="Of the point.")
    why = fields.Text(lines=True, max_length=POINT_LIMIT, help_text="What is still missing or wrong.")

    example = {"position": 1, "why": "The fish are still missing."}


class ReopenedPoints(Body):
    points = fields.Items(child=ReopenedPointBody(), min_length=1, max_length=MAX_POINTS)

    example = {"points": [dict(ReopenedPointBody.example)]}


class DeadlineProposalBody(Body):
    due_at = fields.Moment()
    note = fields.Text(max_length=REASON_LIMIT, required=False, help_text="For the other side.")

    example = {"due_at": "2026-03-12T16:00:00Z", "note": "The archive opens on Monday."}


class AgreedDeadline(Body):
    due_at = fields.Moment(help_text="The proposed time as you read it.")

    example = {"due_at": "2026-03-12T16:00:00Z"}


class ScopeVerdictBody(Body):
    """Whether a request is part of the order. What is not sent stays as it is."""

    within = fields.Flag(help_text="false needs `clause` and `judgement`, and closes the request.")
    clause = fields.Text(
        lines=True,
        max_length=CLAUSE_LIMIT,
        required=False,
        help_text="The sentence of the brief that settles it. The client reads it.",
    )
    judgement = fields.Text(
        lines=True, max_length=CLAUSE_LIMIT, required=False, help_text="The reason. The client reads it."
    )
    severity = fields.Choice(choices=Severity.values, required=False)
    cause = fields.Choice(choices=Cause.values, required=False)
    uses_round = fields.Flag(required=False)
    client_review = fields.Flag(
        required=False, help_text="false: the agency may close the revision without the client."
    )

    example = {"within": True, "severity": "minor", "uses_round": False}


class ChangeItemBody(Body):
    label = fields.Text(max_length=LABEL_LIMIT)
    amount = fields.Money(help_text="Before tax, in the currency of the order.")

    example = {"label": "Two paragraphs on the market", "amount": "40.00"}


class NewChangeOrder(Body):
    """Work beyond the order, at a price."""

    note = fields.Text(lines=True, max_length=CHANGE_LIMIT, help_text="What it is, for the client.")
    hours = fields.Whole(least=1, most=MOST_HOURS, help_text="Working hours that it takes once accepted.")
    items = fields.Items(child=ChangeItemBody(), min_length=1, max_length=CHANGE_LINES)
    writer_fee = fields.Money(
        required=False, allow_null=True, help_text="What whoever does the work earns by it."
    )

    example = {
        "note": "More about the market",
        "hours": 8,
        "items": [dict(ChangeItemBody.example)],
        "writer_fee": "15.00",
    }


class ChangeOrderNumber(Body):
    change = fields.Whole(least=1, most=9999, help_text="The `number` of the change order that you read.")

    example = {"change": 1}
