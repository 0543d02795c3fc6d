"""A writer's rule for accepting offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import ServiceType, Subject
from orders.actions.eligibility import MAX_FEE
from project.base.fields import AmountField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS
from writers.models import AutoAcceptRule
from writers.states.assignment import RuleClients

MOST_DAYS = 365


class RuleForm(ActionForm):
    """Subject and service are chosen by their keys; cleaned to rows, or None for any. `kept` is the stored
    rule, whose own can be chosen even if they are no longer offered."""

    clients = forms.ChoiceField(label=_("Clients"), choices=RuleClients.choices, widget=forms.RadioSelect)
    service = forms.ChoiceField(label=_("Service"), required=False)
    subject = forms.ChoiceField(label=_("Subject"), required=False)
    min_fee = AmountField(label=_("Minimum fee"), most=MAX_FEE, required=False)
    min_days = WholeNumberField(
        label=_("Minimum days until the deadline"), least=0, most=MOST_DAYS, unit=DAYS, required=False
    )
    max_quantity = WholeNumberField(
        label=_("Maximum quantity"), required=False, help_text=_("Words, pages, hours or items.")
    )

    def __init__(
        self,
        *args: Any,
        services: Iterable[ServiceType],
        subjects: Iterable[Subject],
        currency: str,
        kept: AutoAcceptRule | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.rows: dict[str, dict[str, Any]] = {
            "service": {row.key: row for row in services},
            "subject": {row.key: row for row in subjects},
        }
        for name, empty in (("service", _("Any service")), ("subject", _("Any subject"))):
            found = [(key, row.name) for key, row in self.rows[name].items()]
            own = getattr(kept, name, None)
            if own is not None and own.key not in self.rows[name]:
                self.rows[name][own.key] = own
                found.append((own.key, _("%(name)s (no longer offered)") % {"name": own.name}))
            self.fields[name].choices = [("", empty), *found]  # type: ignore[attr-defined]
        self.fields["min_fee"].help_text = _("Amount in %(currency)s.") % {"currency": currency}

    def clean_service(self) -> ServiceType | None:
        return self.rows["service"].get(self.cleaned_data["service"])

    def clean_subject(self) -> Subject | None:
        return self.rows["subject"].get(self.cleaned_data["subject"])
