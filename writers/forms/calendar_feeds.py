"""Making a link to one's calendar."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from project.base.fields import LineField
from project.base.forms import ActionForm
from writers.models.calendar_feeds import NAME_LIMIT


class FeedForm(ActionForm):
    name = LineField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        help_text=_("Enter the calendar program or device, so that you know later which link to revoke."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
