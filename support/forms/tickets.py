"""What is typed on tickets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.files.types import ACCEPT
from agencies.models import Membership
from agencies.states.sla import Priority
from drafts.forms.drafts import files_hint
from orders.forms.deliveries import FilesOnceForm
from project.base.fields import BodyField, FilesField, LineField
from project.base.forms import ActionForm
from project.base.ids import ALPHABET, LENGTH, public_id
from support.models import Ticket
from support.models.tickets import SUBJECT_LIMIT, TEXT_LIMIT
from support.states.tickets import PRESSED, TicketState

KEY = re.compile(f"[{ALPHABET}]{{{LENGTH}}}\\Z")


class SayForm(FilesOnceForm):
    """Words and files. `key` names this very form: sent twice it says it once."""

    text = BodyField(
        label=_("Message"), max_length=TEXT_LIMIT, rows=5, error_messages={"required": _("Write something.")}
    )
    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = files_hint()
        self.fields["files"].widget.attrs["accept"] = ACCEPT
        self.initial.setdefault("key", public_id())

    def clean_key(self) -> str:
        """A key that no form of ours could have is left out."""
        key = self.cleaned_data["key"]
        return key if KEY.match(key) else ""


class OpenForm(SayForm):
    """A new ticket."""

    subject = LineField(
        label=_("What is it about?"),
        max_length=SUBJECT_LIMIT,
        error_messages={"required": _("Enter what it is about.")},
    )
    field_order = ["subject", "text", "files", "key"]


class NoteForm(SayForm):
    """What the desk alone reads."""

    text = BodyField(
        label=_("Internal note"),
        max_length=TEXT_LIMIT,
        rows=3,
        help_text=_("Only the desk reads notes. They stop no clock."),
        error_messages={"required": _("Write something.")},
    )
    field_order = ["text", "files", "key"]


class ReplyForm(SayForm):
    """An answer of the desk, and what happens next."""

    text = BodyField(
        label=_("Reply"), max_length=TEXT_LIMIT, rows=5, error_messages={"required": _("Write something.")}
    )
    text.widget.attrs["aria-keyshortcuts"] = "r"
    then = forms.ChoiceField(
        label=_("Then"),
        choices=[
            (TicketState.WAITING.value, _("Wait for the customer: clocks pause")),
            (TicketState.OPEN.value, _("Keep it open: we owe more")),
            (TicketState.SOLVED.value, _("Mark it as solved")),
        ],
        initial=TicketState.WAITING.value,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
    #: The last message that stood on the page: it is said when somebody wrote another since.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["text", "then", "files", "key", "seen"]

    def clean_seen(self) -> str:
        """What no message of ours could have is left out."""
        seen = self.cleaned_data["seen"]
        return seen if KEY.match(seen) else ""

    def now_seen(self, message: str) -> None:
        """From now on that message stands on the page, too."""
        self.data = {**{name: self.data[name] for name in self.data}, "seen": message}


class HandleForm(ActionForm):
    """Who takes care of a ticket, and how urgent it is."""

    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=Priority.choices,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
    assignee = forms.ChoiceField(
        label=_("Assigned to"),
        required=False,
        widget=forms.Select(attrs={"aria-keyshortcuts": "a"}),
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in people}
        names = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["assignee"].choices = [("", _("No one")), *names]  # type: ignore[attr-defined]

    def clean_assignee(self) -> Membership | None:
        return self.people.get(self.cleaned_data["assignee"])


class WatchForm(ActionForm):
    """Who else reads a ticket."""

    person = forms.ChoiceField(
        label=_("Add a watcher"),
        help_text=_("Watchers read the ticket and get notifications. Only the desk reads internal notes."),
        error_messages={
            "required": _("Choose an option from the list."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in people}
        names = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Choose someone")), *names]  # type: ignore[attr-defined]

    def clean_person(self) -> Membership:
        return self.people[self.cleaned_data["person"]]


class UnwatchForm(ActionForm):
    """Whom to take off; without anyone, oneself."""

    person = LineField(label=_("Watcher"), required=False, max_length=LENGTH)


class MergeForm(ActionForm):
    """The ticket that goes on."""

    into = forms.ChoiceField(
        label=_("Merge into"),
        help_text=_("Messages and later replies move there. This can’t be undone."),
        error_messages={
            "required": _("Choose an option from the list."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )

    def __init__(self, *args: Any, tickets: Iterable[Ticket], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tickets = {ticket.number: ticket for ticket in tickets}
        names = [(number, f"{number} {ticket.subject}") for number, ticket in self.tickets.items()]
        self.fields["into"].choices = [("", _("Choose a ticket")), *names]  # type: ignore[attr-defined]

    def clean_into(self) -> Ticket:
        return self.tickets[self.cleaned_data["into"]]


class PressForm(ActionForm):
    """A verb that takes nothing but a click."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in PRESSED])
