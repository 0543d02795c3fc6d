"""The agency's policy for revisions as one form: four numbers, and a row for each severity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from orders.actions.revision_policy import BOUNDS, HOURS
from orders.rules.revision_policy import Rule
from orders.states.revision_choices import Severity
from project.base import units
from project.base.fields import WholeNumberField
from project.base.forms import ActionForm

TICKS = {
    "uses_round": _("Uses a round"),
    "wants_place": _("Must say where"),
    "wants_wish": _("Must describe the change"),
}
WORKING_HOURS = _("Working hours")


def _number(name: str, **words: Any) -> WholeNumberField:
    least, most = BOUNDS[name]
    return WholeNumberField(least=least, most=most, **words)


class PolicyForm(ActionForm):
    """`rows` are the severities with their fields, as the action's refusals name them: "<severity>-hours"."""

    numbered = [f"{severity}-{name}" for name in ("hours", *TICKS) for severity in Severity.values]

    included_rounds = _number(
        "included_rounds",
        label=_("Included rounds"),
        help_text=_(
            "The number of revisions included in every order. The desk decides on any further requests."
        ),
    )
    review_days = _number(
        "review_days",
        label=_("Review window in days"),
        unit=units.DAYS,
        help_text=_(
            "How long the client has to respond to a delivery. After that, the delivery counts as "
            "accepted and the order is completed automatically."
        ),
    )
    grace_days = _number(
        "grace_days",
        label=_("Grace period in days"),
        unit=units.DAYS,
        help_text=_(
            "How long after completion a revision can still be requested. The desk decides on each request."
        ),
    )
    length_tolerance = _number(
        "length_tolerance",
        label=_("Length tolerance (%)"),
        unit=units.PERCENT,
        help_text=_(
            "How far the length of a text may differ from the ordered number of words before the "
            "writer and editor are warned. The text can still be delivered."
        ),
    )

    def __init__(
        self, data: Any = None, *, agency: Agency, rules: Mapping[str, Rule], **options: Any
    ) -> None:
        known: dict[str, Any] = {name: getattr(agency, name) for name in BOUNDS}
        for rule in rules.values():
            known |= {f"{rule.severity}-{name}": getattr(rule, name) for name in ("hours", *TICKS)}
        super().__init__(data, initial=known, **options)
        self.rules = rules
        for severity in rules:
            self._add_row(severity, str(Severity(severity).label))

    def _add_row(self, severity: str, label: str) -> None:
        hours = WholeNumberField(
            least=HOURS[0], most=HOURS[1], unit=units.HOURS, label=f"{WORKING_HOURS}: {label}"
        )
        hours.widget.attrs["class"] = "form-control"
        self.fields[f"{severity}-hours"] = hours
        for name, words in TICKS.items():
            tick = forms.BooleanField(required=False, label=f"{words}: {label}")
            tick.widget.attrs["class"] = "form-check-input"
            self.fields[f"{severity}-{name}"] = tick

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in BOUNDS]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "severity": severity,
                "label": Severity(severity).label,
                "hours": self[f"{severity}-hours"],
                "ticks": [(words, self[f"{severity}-{name}"]) for name, words in TICKS.items()],
            }
            for severity in self.rules
        ]

    @property
    def columns(self) -> list[Any]:
        return [WORKING_HOURS, *TICKS.values()]

    def facts(self) -> dict[str, Any]:
        """What save_policy takes, of a valid form."""
        data = self.cleaned_data
        severities = [
            Rule(severity, data[f"{severity}-hours"], *(data[f"{severity}-{name}"] for name in TICKS))
            for severity in self.rules
        ]
        return {**{name: data[name] for name in BOUNDS}, "severities": severities}
