"""How the desk sorts tickets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.fields import LineField, MomentField
from project.base.forms import ActionForm


class TagsForm(ActionForm):
    """The tags of a ticket, as a line."""

    tags = LineField(
        label=_("Tags"),
        required=False,
        max_length=400,
        help_text=_("Up to 10, separated by commas. Only the desk sees them."),
    )

    def clean_tags(self) -> list[str]:
        return str(self.cleaned_data["tags"]).split(",")


class SnoozeForm(ActionForm):
    """Until when a ticket is out of sight."""

    until = MomentField(
        label=_("Snooze until"),
        help_text=_("Until then, or until a new message, it isn’t in the queue. Its clocks go on."),
        error_messages={"required": _("Choose a moment.")},
    )
