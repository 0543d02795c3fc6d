"""What is typed about a class as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import ClientAccount
from cohorts.models.cohorts import LABEL_LIMIT, NAME_LIMIT
from cohorts.states.cohorts import Receiver
from drafts.forms.drafts import DraftForm
from project.base.fields import AmountField, LineField
from project.base.forms import ActionForm

MOST_BUDGET = Decimal("9999999999.99")


class ReceiverForm(ActionForm):
    """What a class is called, and for whom its texts are."""

    name = LineField(label=_("Name"), max_length=NAME_LIMIT, error_messages={"required": _("Enter a name.")})
    receiver = forms.ChoiceField(
        label=_("Who receives the texts?"),
        choices=[
            (Receiver.PAYER, _("We do, and pass them on")),
            (Receiver.MEMBER, _("Each member alone. We see progress, not the text")),
        ],
        widget=forms.RadioSelect,
        initial=Receiver.PAYER,
    )
    asks_members = forms.BooleanField(
        label=_("Ask each member for a brief"),
        required=False,
        help_text=_("A member’s order is placed once their brief is in, at the price that you agreed to."),
    )


class NewClassForm(ReceiverForm):
    """A new class; whose it is, where there is a choice."""

    account = forms.ChoiceField(
        label=_("Client account"),
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
    field_order = ["name", "account", "receiver", "asks_members"]

    def __init__(self, *args: Any, accounts: Sequence[ClientAccount], **options: Any) -> None:
        super().__init__(*args, **options)
        self.accounts = {row.public_id: row for row in accounts}
        names = [(key, row.name) for key, row in self.accounts.items()]
        self.fields["account"].choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            self.fields["account"].required = False
            self.fields["account"].widget = forms.HiddenInput()
            self.initial["account"] = names[0][0]

    def clean_account(self) -> ClientAccount | None:
        named = self.cleaned_data["account"] or next(iter(self.accounts), "")
        return self.accounts.get(named)


class SettingsForm(ReceiverForm):
    """What can be changed about a class beside its brief."""

    budget = AmountField(
        label=_("Budget"),
        most=MOST_BUDGET,
        required=False,
        help_text=_("With tax. Nothing is ordered beyond it. Leave it empty for no limit."),
    )

    def clean_budget(self) -> Decimal | None:
        return self.cleaned_data["budget"] or None


class BriefForm(DraftForm):
    """The common brief: the form of a draft, whose files hang on the class itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["files"]


class FieldForm(ActionForm):
    """A field that members fill."""

    label = LineField(
        label=_("New field"),
        max_length=LABEL_LIMIT,
        help_text=_("Such as “Company”: the brief then names it as {company}."),
        error_messages={"required": _("Enter a name.")},
    )
