"""The part of a draft's form that its price is made of: what the live price reads, some times a minute."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from catalog.forms.offered import OfferedForm
from project.base.fields import MomentField

#: Fields that a price is made of.
PRICE_FIELDS = ("service", "quality", "quantity", "deadline", "addons")


class PriceForm(OfferedForm):
    """What a price is made of."""

    deadline = MomentField(label=gettext_lazy("Deadline"), required=False)

    def saved_fields(self) -> dict[str, Any]:
        """The values that can be stored: those of every field without an error."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "files" and name not in self.errors
        }
