"""For whom a report is shared, and for how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cohorts.models.reports import MOST_DAYS
from project.base import units
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm


class ReportLinkForm(ActionForm):
    """A link to a report."""

    name = LineField(
        label=_("For"),
        max_length=80,
        help_text=_("Who you send it to. Only you and your colleagues see this name."),
        error_messages={"required": _("Enter who you send it to.")},
    )
    days = WholeNumberField(label=_("Valid for (days)"), least=1, most=MOST_DAYS, initial=30, unit=units.DAYS)
