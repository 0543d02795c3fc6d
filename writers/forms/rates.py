"""Rates, levels and who holds which."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.price_rows import NumberField
from catalog.models import ServiceType
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from writers.actions.levels import MOST_POSITION
from writers.models import WriterLevel
from writers.models.rates import MOST_RATE, NAME_LIMIT


def day_field(label: Any) -> forms.DateField:
    """A day of the calendar; that it is not over is the action's to say."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=_("Today or later, up to a year ahead."))


class ChoiceOf(forms.ChoiceField):
    """One of some rows by its key, cleaned to the row; without one None, where none is needed."""

    rows: dict[str, Any]

    def offer(self, rows: dict[str, Any], nothing: Any = None) -> None:
        """Let these be chosen; `nothing` is the word for none of them."""
        first = [] if nothing is None else [("", nothing)]
        self.rows, self.choices = rows, [*first, *((key, str(row)) for key, row in rows.items())]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


WRONG = {"invalid_choice": _("Choose an option from the list."), "required": _("Choose an option.")}


class RateForm(ActionForm):
    """What a unit of a service earns, from a day on."""

    service = ChoiceOf(label=_("Service"), error_messages=WRONG)
    level = ChoiceOf(label=_("Level"), required=False, error_messages=WRONG)
    amount = NumberField(
        label=_("Rate per unit"), least=Decimal(0), most=Decimal(MOST_RATE), places=4, money=True
    )
    from_day = day_field(_("From"))

    def __init__(
        self,
        *args: Any,
        services: Iterable[ServiceType],
        levels: Iterable[WriterLevel],
        currency: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "service", {service.key: service for service in services})
        offer(
            self, "level", {level.public_id: level for level in levels}, _("Every level without its own rate")
        )
        if currency:
            self.fields["amount"].help_text = _("Amount in %(currency)s.") % {"currency": currency}


class LevelForm(ActionForm):
    name = LineField(label=_("Name"), max_length=NAME_LIMIT)
    position = WholeNumberField(
        label=_("Position"), least=0, most=MOST_POSITION, help_text=_("Levels are listed by this number.")
    )


class HeldLevelForm(ActionForm):
    """The level that somebody holds from a day on."""

    level = ChoiceOf(label=_("Level"), required=False, error_messages=WRONG)
    from_day = day_field(_("From"))

    def __init__(self, *args: Any, levels: Iterable[WriterLevel], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "level", {level.public_id: level for level in levels}, _("No level"))


def offer(form: forms.Form, name: str, rows: dict[str, Any], nothing: Any = None) -> None:
    """Let these rows be chosen in a field of the form."""
    field = form.fields[name]
    assert isinstance(field, ChoiceOf)
    field.offer(rows, nothing)
