"""Why a manager interferes with somebody's sign-in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agencies.models.membership import REASON_LIMIT
from project.base.fields import LineField
from project.base.forms import ActionForm


class ReasonForm(ActionForm):
    reason = LineField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("The person will see this reason in the email we send them."),
    )
