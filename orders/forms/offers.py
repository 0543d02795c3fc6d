"""Giving work out: whom, and for which fee."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.actions.offers import MAX_FEE
from project.base.errors import Invalid
from project.base.fields import AmountField


class OfferForm(forms.Form):
    """One or more writers and a fee. `writers` are the agency's; cleaned to memberships."""

    writers = forms.MultipleChoiceField(label=_("Writers"), widget=forms.CheckboxSelectMultiple)
    fee = AmountField(label=_("Fee"), most=MAX_FEE)

    def __init__(self, *args: Any, writers: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {writer.public_id: writer for writer in writers}
        self.fields["writers"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]

    def clean_writers(self) -> list[Membership]:
        return [self.people[key] for key in self.cleaned_data["writers"]]

    def add_refusal(self, refusal: Invalid) -> None:
        """Put what the action refused beside the fields."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)
