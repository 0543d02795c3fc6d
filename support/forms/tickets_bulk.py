"""What is done with several tickets, and what that takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.states.sla import Priority
from project.base.fields import LineField, MomentField
from project.base.forms import ActionForm
from support.states.tickets_bulk import TAKES, BulkAct

UNKNOWN = {
    "required": _("Choose an option from the list."),
    "invalid_choice": _("Choose an option from the list."),
}


class SeveralForm(ActionForm):
    """The field that `act` takes, and none for those that a click does."""

    assignee = forms.ChoiceField(label=_("Assign to"), required=False, error_messages=UNKNOWN)
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, error_messages=UNKNOWN)
    tags = LineField(
        label=_("Tags to add"),
        max_length=400,
        help_text=_("Separated by commas. Those that a ticket has, it keeps."),
        error_messages={"required": _("Enter a tag.")},
    )
    until = MomentField(
        label=_("Snooze until"),
        help_text=_("Until then, or until a new message, they aren’t in the queue. Their clocks go on."),
        error_messages={"required": _("Choose a moment.")},
    )

    def __init__(self, *args: Any, act: BulkAct, people: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.taken = TAKES.get(act, "")
        for name in set(self.fields) - {self.taken}:
            del self.fields[name]
        self.people = {person.public_id: person for person in people}
        if "assignee" in self.fields:
            names = [(key, person.public_name) for key, person in self.people.items()]
            self.fields["assignee"].choices = [("", _("No one")), *names]  # type: ignore[attr-defined]

    def clean_assignee(self) -> Membership | None:
        return self.people.get(self.cleaned_data["assignee"])

    def clean_tags(self) -> list[str]:
        return str(self.cleaned_data["tags"]).split(",")

    @property
    def given(self) -> Any:
        """What the act takes, once the form is valid; None for those that take nothing."""
        return self.cleaned_data[self.taken] if self.taken else None
