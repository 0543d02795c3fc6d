"""Why an order is held or cancelled; that there is a reason is the action's to demand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField

from .refusals import ActionForm

#: The column of both reasons.
REASON_LIMIT = 500


class ReasonForm(ActionForm):
    reason = BodyField(label=_("Why?"), max_length=REASON_LIMIT, required=False, rows=3)
