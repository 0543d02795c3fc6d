"""What the desk agrees with a client beyond the list price."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership
from catalog.pricing.formula import Line
from catalog.pricing.terms import LONGEST_LABEL, LONGEST_REASON, Adjustment, CustomLine, Terms
from project.base import query
from project.base.fields import AmountField, BodyField, LineField, MomentField
from project.base.money import LARGEST
from project.base.units import PERCENT
from quotes.models.quote_versions import ASSUMPTIONS_LIMIT
from quotes.pricing.quote_terms import MOST_CUSTOMS

from .quotes import Dressed

#: What names a line of a price: its kind and its key.
LINE_KEY = re.compile(r"[a-z_]{1,10}:[A-Za-z0-9_.:-]{0,50}")
OWN_KEY = re.compile("[A-Za-z0-9]{1,20}")
#: Lines of a price that nobody changes: they are shares of the others.
FIXED = ("volume", "tax")
#: Empty rows for own lines at the end of the form.
SPARE = 2


class TermsForm(Dressed):
    """What is agreed beyond the list price, and what else the desk sends along.

    `lines` are those of the list price, each of which may be changed; `terms` what is stored. The rows are
    read from the request when there is one, so that nothing typed is lost when a line is gone.
    """

    numbered = ("line", "own", "delta:*", "why:*", "own-label:*", "own-why:*", "own-amount:*")

    discount = AmountField(label=gettext_lazy("Discount as an amount"), most=LARGEST, required=False)
    discount_percent = AmountField(
        label=gettext_lazy("Discount as a percentage"),
        most=Decimal(100),
        required=False,
        money=False,
        unit=PERCENT,
    )
    assumptions = BodyField(
        printed=True,
        label=gettext_lazy("Price assumptions"),
        max_length=ASSUMPTIONS_LIMIT,
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "For example, “One round of interviews” or “The client supplies the pictures”."
        ),
    )
    addressee = forms.ChoiceField(
        label=gettext_lazy("Addressed to"), help_text=gettext_lazy("Only this person can accept the quote.")
    )
    valid_until = MomentField(label=gettext_lazy("Valid until"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lines: Sequence[Line] = (),
        terms: Terms,
        people: Iterable[Membership],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.people = {person.public_id: person for person in people}
        self.fields["addressee"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]
        zone = {"zone": timezone.get_current_timezone_name()}
        self.fields["valid_until"].help_text = _("Times are in your time zone, %(zone)s.") % zone
        self.changes = self._changes(lines, terms)
        self.customs = self._customs(terms)

    def _changes(self, lines: Sequence[Line], terms: Terms) -> list[dict[str, Any]]:
        """A row for each line of the list price, and for each changed line that is no longer part of it."""
        stored = {f"{row.kind}:{row.key}": row for row in terms.adjustments}
        labels = {f"{line.kind}:{line.key}": line.label for line in lines if line.kind not in FIXED}
        data: Any = self.data
        sent = query.values(data, "line", LINE_KEY, most=60) if self.is_bound else []
        rows = []
        for key in dict.fromkeys([*labels, *stored, *sent]):
            held = stored.get(key)
            self._add(
                f"delta:{key}", AmountField(most=LARGEST, signed=True, required=False), held and held.delta
            )
            self._add(
                f"why:{key}",
                LineField(max_length=LONGEST_REASON, required=False, printed=True),
                held and held.reason,
            )
            label = labels.get(key, _("Removed line"))
            self.fields[f"delta:{key}"].label = _("%(line)s: adjustment") % {"line": label}
            self.fields[f"why:{key}"].label = _("%(line)s: reason") % {"line": label}
            rows.append({"key": key, "label": label})
        return rows

    def _customs(self, terms: Terms) -> list[dict[str, Any]]:
        stored: list[CustomLine | None] = list(terms.customs)
        if self.is_bound:
            data: Any = self.data
            keys = query.values(data, "own", OWN_KEY, most=MOST_CUSTOMS + SPARE)
            stored = [None] * len(keys)
        else:
            keys = [row.key for row in terms.customs]
            keys += next_keys(keys, SPARE)
            stored += [None] * SPARE
        for key, row in zip(keys, stored, strict=True):
            self._add(
                f"own-label:{key}",
                LineField(max_length=LONGEST_LABEL, required=False, printed=True),
                row and row.label,
            )
            self._add(
                f"own-why:{key}",
                LineField(max_length=LONGEST_REASON, required=False, printed=True),
                row and row.reason,
            )
            self._add(f"own-amount:{key}", AmountField(most=LARGEST, required=False), row and row.amount)
            words = {"label": _("Item"), "why": _("Reason"), "amount": _("Amount")}
            for part, label in words.items():
                self.fields[f"own-{part}:{key}"].label = label
        return [{"key": key} for key in keys]

    def _add(self, name: str, field: forms.Field, value: Any) -> None:
        field.widget.attrs["class"] = "form-control"
        self.fields[name] = field
        if not self.is_bound and value is not None:
            self.initial[name] = value

    @property
    def change_rows(self) -> list[dict[str, Any]]:
        return [
            {**row, "delta": self[f"delta:{row['key']}"], "why": self[f"why:{row['key']}"]}
            for row in self.changes
        ]

    @property
    def custom_rows(self) -> list[dict[str, Any]]:
        parts = ("label", "why", "amount")
        return [{**row, **{part: self[f"own-{part}:{row['key']}"] for part in parts}} for row in self.customs]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.changes:
            if data.get(f"delta:{row['key']}") and not data.get(f"why:{row['key']}"):
                self.add_error(f"why:{row['key']}", _("Enter a reason. The client will read it."))
        for row in self.customs:
            self._clean_custom(row["key"], data)
        if data.get("discount") and data.get("discount_percent"):
            self.add_error(
                "discount_percent", _("Enter the discount as an amount or a percentage, not both.")
            )
        return data

    def _clean_custom(self, key: str, data: dict[str, Any]) -> None:
        label, why, amount = (data.get(f"own-{part}:{key}") for part in ("label", "why", "amount"))
        if not (label or why or amount):
            return
        for part, value in (("label", label), ("why", why), ("amount", amount)):
            if not value and f"own-{part}:{key}" not in self.errors:
                self.add_error(f"own-{part}:{key}", _("Fill this in, or clear the whole line."))

    @property
    def terms(self) -> Terms:
        """What stands in the rows that are complete: in all of them when the form is valid."""
        data = self.cleaned_data
        changed = [
            (row["key"], data.get(f"delta:{row['key']}"), data.get(f"why:{row['key']}"))
            for row in self.changes
        ]
        adjustments = [_adjustment(key, delta, why) for key, delta, why in changed if delta and why]
        parts = ("label", "why", "amount")
        own = [
            (row["key"], *(data.get(f"own-{part}:{row['key']}") for part in parts)) for row in self.customs
        ]
        customs = [CustomLine(*facts) for facts in own if all(facts)]
        zero = Decimal(0)
        return Terms(
            tuple(adjustments),
            tuple(customs),
            data.get("discount") or zero,
            data.get("discount_percent") or zero,
        )

    @property
    def person(self) -> Membership:
        """To whom it is addressed, of a valid form."""
        return self.people[self.cleaned_data["addressee"]]


def _adjustment(key: str, delta: Decimal, why: str) -> Adjustment:
    """The change of the line whose row is named `key`: its kind and its own key, with a colon between."""
    kind, _colon, name = key.partition(":")
    return Adjustment(kind, name, delta, why)


def next_keys(taken: Iterable[str], count: int) -> list[str]:
    """Keys of lines to come: a line keeps its key through all versions, so
    that a reader sees what became of it."""
    numbers = [int(key[1:]) for key in taken if key[:1] == "c" and key[1:].isdigit()]
    first = max(numbers, default=0) + 1
    return [f"c{number}" for number in range(first, first + count)]


def usual_end(now: dt.datetime, days: int, deadline: dt.datetime | None, least: dt.timedelta) -> dt.datetime:
    """Until when a quote is valid unless its sender says otherwise: after `days`,
    to the minute, but before the deadline."""
    end = (now + dt.timedelta(days=days)).replace(second=0, microsecond=0)
    return min(end, deadline - least) if deadline else end
