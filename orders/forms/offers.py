"""Giving work out: whom, and for which fee; and a writer's no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.actions.eligibility import MAX_FEE, OVERRIDE_LIMIT
from orders.states.offers import DeclineCode
from orders.states.promises import PriceAnswer
from project.base.fields import AmountField, LineField
from project.base.forms import ActionForm

#: The column of a decline's reason.
DECLINE_LIMIT = 300


def override_field() -> LineField:
    """Why somebody is given or offered what something speaks against; logged, and read by the desk alone."""
    return LineField(
        label=_("Reason for an exception"),
        max_length=OVERRIDE_LIMIT,
        required=False,
        help_text=_(
            "Needed for a writer with a reason against them. The team can read it on the order page, the "
            "client and the writer can’t."
        ),
    )


def named_writer_field() -> forms.ChoiceField:
    """What becomes of the surcharge for the writer whom the client named, if somebody else gets the work."""
    return forms.ChoiceField(
        label=_("Surcharge for the preferred writer"),
        choices=PriceAnswer.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=PriceAnswer.TAKE_BACK.value,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )


class OfferForm(ActionForm):
    """One or more writers and a fee. `writers` are the agency's; cleaned to memberships. `suggested`: where
    the fee that stands there at first comes from."""

    writers = forms.MultipleChoiceField(
        label=_("Writers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose a writer."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )
    fee = AmountField(label=_("Fee"), most=MAX_FEE)
    override = override_field()
    named_writer = named_writer_field()

    def __init__(
        self, *args: Any, writers: Iterable[Membership], currency: str, suggested: Any = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = {writer.public_id: writer for writer in writers}
        self.fields["writers"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]
        self.fields[
            "fee"
        ].help_text = f"{_('Amount in %(currency)s.') % {'currency': currency}} {suggested}".strip()

    def clean_writers(self) -> list[Membership]:
        return [self.people[key] for key in self.cleaned_data["writers"]]


class DeclineForm(ActionForm):
    why = forms.ChoiceField(
        label=_("Main reason"),
        choices=[("", _("Not stated")), *DeclineCode.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
    reason = LineField(label=_("Reason"), max_length=DECLINE_LIMIT, required=False)
