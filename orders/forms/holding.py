"""Why an order is held or cancelled; that there is a reason is the action's to demand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from project.base.fields import AmountField, BodyField
from project.base.forms import ActionForm
from project.base.money import LARGEST

#: The column of both reasons.
REASON_LIMIT = 500


class CallOffForm(ActionForm):
    """The end of an order whose work has begun. `others`: who is due a fee beside its writer, and how
    much."""

    numbered = ("fee_*",)

    reason = BodyField(
        label=_("Reason"), max_length=REASON_LIMIT, rows=3, help_text=_("Visible to the client and the desk.")
    )
    refund = AmountField(
        label=_("Price reduction"),
        most=LARGEST,
        help_text=_("The amount the client does not have to pay, including tax."),
    )
    fee = AmountField(
        label=_("Writer’s fee"),
        most=LARGEST,
        help_text=_("The amount the writer is owed for the work so far."),
    )

    def __init__(
        self, *args: Any, others: Mapping[Membership, Decimal] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.others = others or {}
        for person, due in self.others.items():
            words = gettext("Fee for %(name)s") % {"name": person.public_name}
            self.fields[f"fee_{person.public_id}"] = AmountField(label=words, most=LARGEST, initial=due)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["fees"] = {person.public_id: data.pop(f"fee_{person.public_id}") for person in self.others}
        return data


class ReasonForm(ActionForm):
    reason = BodyField(label=_("Reason"), max_length=REASON_LIMIT, required=False, rows=3)
