"""What goes in and out of reminders by the API."""

from __future__ import annotations

from billing.models.marks import REASON_LIMIT, MarkKind
from billing.models.reminders import MOST_DAYS, STEPS, SUBJECT_LIMIT, TEXT_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Out

FIRST = {"days": 3, "subject": "Reminder: invoice {invoice}", "text": "{amount} was due on {due}."}
SETTINGS = {"active": True, "steps": [FIRST, {**FIRST, "days": 14}, {**FIRST, "days": 28}]}
STATE = {
    "disputed": None,
    "held": "The client called: paid this week.",
    "reminders": [
        {
            "step": 1,
            "sent_at": "2026-04-07T08:15:00Z",
            "sent_by": None,
            "to": ["Clara M."],
            "amount": "€145.20",
        }
    ],
}


class ReminderStepBody(Body):
    """One reminder: days after the due date, and words with placeholders such as {invoice}."""

    days = fields.Whole(least=1, most=MOST_DAYS)
    subject = fields.Text(max_length=SUBJECT_LIMIT)
    text = fields.Text(lines=True, max_length=TEXT_LIMIT)

    example = FIRST


class ReminderSettings(Body):
    """Whether the agency reminds by itself, and its three reminders in order."""

    active = fields.Flag()
    steps = fields.Items(child=ReminderStepBody(), max_length=STEPS)

    example = SETTINGS


class ReminderStepOut(Out):
    """One reminder."""

    days = fields.Whole(most=MOST_DAYS)
    subject = fields.Text()
    text = fields.Text()


class ReminderSettingsOut(Out):
    """Whether the agency reminds by itself, and its three reminders in order."""

    active = fields.Flag()
    steps = ReminderStepOut(many=True)

    example = SETTINGS


class MarkBody(Body):
    """Why reminders are kept back. A dispute needs a reason."""

    kind = fields.Choice(choices=MarkKind.values)
    reason = fields.Text(max_length=REASON_LIMIT, required=False)

    example = {"kind": "disputed", "reason": "Two pages fewer than ordered."}


class UnmarkBody(Body):
    """Which mark is taken back."""

    kind = fields.Choice(choices=MarkKind.values)

    example = {"kind": "disputed"}


class SentReminderOut(Out):
    """A reminder that was sent; `sent_by` is null for the clock."""

    step = fields.Whole(most=STEPS)
    sent_at = fields.Moment()
    sent_by = fields.Text(allow_null=True)
    to = fields.Items(child=fields.Text())
    amount = fields.Text()


class InvoiceRemindersOut(Out):
    """What was sent about an invoice, and the reasons for which reminders are kept back; null without."""

    disputed = fields.Text(allow_null=True)
    held = fields.Text(allow_null=True)
    reminders = SentReminderOut(many=True)

    example = STATE


class ExemptBody(Body):
    """Whether an account is never reminded automatically."""

    exempt = fields.Flag()

    example = {"exempt": True}


class ExemptOut(Out):
    """Whether an account is never reminded automatically."""

    exempt = fields.Flag()

    example = {"exempt": True}
