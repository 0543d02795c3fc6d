"""A session of a class, who gets a seat, and who was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import CohortGroup, CohortMember, Session
from cohorts.models.sessions import LINK_LIMIT, PLACE_LIMIT, TITLE_LIMIT
from cohorts.states.sessions import MOST_SEATS, AttendanceStatus
from project.base.fields import LineField, MomentField, WholeNumberField
from project.base.forms import ActionForm

PREFIX = "status-"
#: Who gets a seat, besides one member by their id.
EVERYBODY = "everybody"
_secure = URLValidator(schemes=["https"])


class SessionForm(ActionForm):
    """What a session consists of."""

    title = LineField(
        label=gettext_lazy("Title"),
        max_length=TITLE_LIMIT,
        error_messages={"required": gettext_lazy("Enter a title.")},
    )
    group = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    starts_at = MomentField(label=gettext_lazy("Starts"))
    ends_at = MomentField(label=gettext_lazy("Ends"))
    closes_at = MomentField(
        label=gettext_lazy("Booking closes"),
        help_text=gettext_lazy("Until then members can book a seat, move it, and give it back."),
    )
    seats = WholeNumberField(label=gettext_lazy("Seats"), least=1, most=MOST_SEATS)
    place = LineField(label=gettext_lazy("Place"), max_length=PLACE_LIMIT, required=False)
    link = LineField(
        label=gettext_lazy("Meeting link"),
        max_length=LINK_LIMIT,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )

    #: Which save it was opened from; nothing for a new one.
    version = WholeNumberField(least=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Sequence[CohortGroup], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = {group.name: group for group in groups}
        choices = [("", _("Everybody in the class")), *((name, name) for name in self.groups)]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        words = _("In your time zone, %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
        self.fields["starts_at"].help_text = words

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link:
            try:
                _secure(link)
                urlsplit(link)
            except (ValidationError, ValueError) as refusal:
                raise ValidationError(_("Enter an address that begins with https://.")) from refusal
        return link

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of add_session and change_session."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**said, "group": self.groups.get(said["group"])}


def initial_of(session: Session) -> dict[str, Any]:
    """A stored session as the form's initial values."""
    names = ("title", "place", "link", "starts_at", "ends_at", "closes_at", "seats", "version")
    group = session.group.name if session.group else ""
    return {**{name: getattr(session, name) for name in names}, "group": group}


class SeatForm(ActionForm):
    """For whom a seat is booked by who runs the session."""

    member = forms.ChoiceField(
        label=gettext_lazy("Member"),
        error_messages={
            "required": gettext_lazy("Choose a member."),
            "invalid_choice": gettext_lazy("Choose a member from the list."),
        },
    )

    def __init__(self, *args: Any, members: Sequence[CohortMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = {member.public_id: member for member in members}
        everybody = _("Everybody without a seat (%(count)s)") % {"count": len(self.members)}
        names = [(key, row.name) for key, row in self.members.items()]
        choices = [("", _("Choose…")), (EVERYBODY, everybody), *names]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[CohortMember]:
        """Who was chosen."""
        key = self.cleaned_data["member"]
        return list(self.members.values()) if key == EVERYBODY else [self.members[key]]


class MoveForm(ActionForm):
    """To which session a seat is moved."""

    to = forms.CharField(max_length=10)


class AttendanceForm(ActionForm):
    """Who was there: a choice for each member, by their id. What is left open is not recorded."""

    numbered = (f"{PREFIX}*",)

    def __init__(self, *args: Any, known: Mapping[str, str], **options: Any) -> None:
        """`known`: what is recorded by the id of each member who can be, "" for nothing."""
        super().__init__(*args, **options)
        for key, status in known.items():
            self.fields[f"{PREFIX}{key}"] = forms.ChoiceField(
                choices=[("", _("Not recorded")), *AttendanceStatus.choices], required=False, initial=status
            )

    @property
    def statuses(self) -> dict[str, str]:
        """What was chosen, by the id of the member."""
        return {name.removeprefix(PREFIX): status for name, status in self.cleaned_data.items() if status}
