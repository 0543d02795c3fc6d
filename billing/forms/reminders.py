"""Reminders as they are set: when, in which words, and what keeps one back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.models.marks import REASON_LIMIT, MarkKind
from billing.models.reminders import MOST_DAYS, STEPS, SUBJECT_LIMIT, TEXT_LIMIT
from billing.states import Step
from orders.models.reminder_hours import MOST_HOURS
from project.base.fields import BodyField, LineField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS, HOURS

NUMBERS = range(1, STEPS + 1)


def _days() -> WholeNumberField:
    return WholeNumberField(label=_("Days after the due date"), least=1, most=MOST_DAYS, unit=DAYS)


def _subject() -> LineField:
    return LineField(label=_("Subject"), max_length=SUBJECT_LIMIT)


def _text() -> BodyField:
    return BodyField(label=_("Text"), max_length=TEXT_LIMIT, rows=7)


class RemindersForm(ActionForm):
    """Three reminders of overdue invoices, and whether they leave by themselves."""

    active = forms.BooleanField(
        label=_("Send reminders automatically"),
        required=False,
        help_text=_("Only during the agency’s working hours, each reminder once per invoice."),
    )
    days_1, subject_1, text_1 = _days(), _subject(), _text()
    days_2, subject_2, text_2 = _days(), _subject(), _text()
    days_3, subject_3, text_3 = _days(), _subject(), _text()

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each step, for the page."""
        return [
            {
                "number": number,
                "days": self[f"days_{number}"],
                "subject": self[f"subject_{number}"],
                "text": self[f"text_{number}"],
            }
            for number in NUMBERS
        ]

    def steps(self) -> list[Step]:
        """The three reminders of a valid form."""
        said = self.cleaned_data
        return [
            Step(number, said[f"days_{number}"], said[f"subject_{number}"], said[f"text_{number}"])
            for number in NUMBERS
        ]


def initial_of(active: bool, steps: list[Step]) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    found: dict[str, Any] = {"active": active}
    for step in steps:
        found |= {
            f"days_{step.number}": step.days,
            f"subject_{step.number}": str(step.subject),
            f"text_{step.number}": str(step.text),
        }
    return found


class DeadlineHoursForm(ActionForm):
    """How long before a deadline people are reminded of it."""

    deadline_hours = WholeNumberField(
        label=_("Hours before the writer’s deadline"),
        least=0,
        most=MOST_HOURS,
        unit=HOURS,
        help_text=_("The writer is reminded once per deadline. Enter 0 to send no reminder."),
    )
    review_hours = WholeNumberField(
        label=_("Hours before the review window ends"),
        least=0,
        most=MOST_HOURS,
        unit=HOURS,
        help_text=_("The client is reminded once that the delivery will count as accepted. 0: no reminder."),
    )


class MarkForm(ActionForm):
    """Why reminders of an invoice are kept back."""

    kind = forms.ChoiceField(choices=MarkKind, widget=forms.HiddenInput)
    reason = LineField(label=_("Reason"), max_length=REASON_LIMIT, required=False)
