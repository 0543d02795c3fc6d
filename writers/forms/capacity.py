"""What a writer takes, as a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership
from catalog.pricing.offering import current_offering
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS, HOURS
from project.base.viewer import Viewer
from writers.actions.capacity import COLUMNS, MOST_LANGUAGES, CapacityFields
from writers.models import WriterCapacity
from writers.querysets.capacity import Kept, client_choices
from writers.states.capacity import (
    DEFAULT_HOURS_PER_DAY,
    DEFAULT_MAX_ACTIVE,
    MESSAGE_LIMIT,
    MOST_ACTIVE,
    MOST_BUFFER_DAYS,
    MOST_HOURS,
    MOST_HOURS_PER_DAY,
    MOST_PER_DAY,
)

from .accepting import TICKS, checked_pause, offer_preferences, preferred_services, preferred_subjects

#: Empty rows for more pairs of languages, beyond those that are there.
SPARE_PAIRS, MOST_PAIRS = 2, MOST_LANGUAGES


class CapacityForm(ActionForm):
    """All that a writer sets. Numbers that are left out are as they are for everyone."""

    numbered = ("from_*", "into_*")

    accepting = forms.BooleanField(label=gettext_lazy("Accept new orders"), required=False)
    message = LineField(
        label=gettext_lazy("Message to the agency"),
        required=False,
        max_length=MESSAGE_LIMIT,
        help_text=gettext_lazy("Shown to the desk while you don’t accept new orders."),
    )
    paused_until = forms.DateField(
        label=gettext_lazy("Accept new orders again from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    max_active = WholeNumberField(
        label=gettext_lazy("Maximum orders at once"), most=MOST_ACTIVE, initial=DEFAULT_MAX_ACTIVE
    )
    max_per_day = WholeNumberField(
        label=gettext_lazy("Maximum new orders a day"),
        most=MOST_PER_DAY,
        required=False,
        help_text=gettext_lazy("Leave empty for no limit."),
    )
    max_hours = WholeNumberField(
        label=gettext_lazy("Maximum hours of work at once"),
        most=MOST_HOURS,
        unit=HOURS,
        required=False,
        help_text=gettext_lazy("Leave empty for no limit."),
    )
    hours_per_day = WholeNumberField(
        label=gettext_lazy("Hours in a working day"),
        most=MOST_HOURS_PER_DAY,
        initial=DEFAULT_HOURS_PER_DAY,
        unit=HOURS,
    )
    buffer_days = WholeNumberField(
        label=gettext_lazy("Minimum days until the deadline"),
        least=0,
        most=MOST_BUFFER_DAYS,
        initial=0,
        unit=DAYS,
    )
    working_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Working days"),
        coerce=int,
        choices=[(str(number), WEEKDAYS[number]) for number in range(7)],
        widget=TICKS,
        error_messages={"required": gettext_lazy("Choose at least one working day.")},
    )
    subjects = preferred_subjects()
    only_subjects = forms.BooleanField(label=gettext_lazy("Accept preferred subjects only"), required=False)
    services = preferred_services()
    only_services = forms.BooleanField(label=gettext_lazy("Accept preferred services only"), required=False)
    clients = forms.MultipleChoiceField(label=gettext_lazy("Preferred clients"), required=False, widget=TICKS)
    writes = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        required=False,
        widget=TICKS,
        help_text=gettext_lazy("Choose none to be offered orders in every language."),
    )

    def __init__(
        self, data: Any = None, *, viewer: Viewer, member: Membership, kept: Kept, today: dt.date
    ) -> None:
        super().__init__(data, initial=initial_of(kept))
        self.today, self.member = today, member
        fields: Any = self.fields
        offer_preferences(self, viewer.agency_id, subjects=kept.subjects, services=kept.services)
        self.accounts = client_choices(viewer, member)
        fields["clients"].choices = [(key, words) for key, (_account, words) in self.accounts.items()]
        codes = {code for pair in kept.languages for code in pair if code}
        self.languages = current_offering(member.agency).language_choices(codes)
        fields["writes"].choices = self.languages
        self._add_pairs([pair for pair in kept.languages if pair[0]])

    def _add_pairs(self, pairs: list[tuple[str, str]]) -> None:
        choices = [("", _("None")), *self.languages]
        self.pair_count = min(MOST_PAIRS, max(len(pairs) + SPARE_PAIRS, self._typed_pairs()))
        for place in range(self.pair_count):
            source, target = pairs[place] if place < len(pairs) else ("", "")
            words = {"number": place + 1}
            self.fields[f"from_{place}"] = forms.ChoiceField(
                label=_("Translate from, pair %(number)s") % words,
                choices=choices,
                required=False,
                initial=source,
            )
            self.fields[f"into_{place}"] = forms.ChoiceField(
                label=_("Translate into, pair %(number)s") % words,
                choices=choices,
                required=False,
                initial=target,
            )

    def _typed_pairs(self) -> int:
        return sum(f"from_{place}" in self.data for place in range(MOST_PAIRS))

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each pair of languages."""
        return [(self[f"from_{place}"], self[f"into_{place}"]) for place in range(self.pair_count)]

    def clean_paused_until(self) -> dt.date | None:
        day, stored = self.cleaned_data["paused_until"], self.initial["paused_until"]
        return checked_pause(day, stored=stored, today=self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for source, target in self._pair_names():
            said = [name in self.errors or bool(cleaned.get(name)) for name in (source, target)]
            if any(said) and not all(said):
                self.add_error(target, _("Choose both languages of this pair."))
        return cleaned

    def _pair_names(self) -> Iterator[tuple[str, str]]:
        return ((f"from_{place}", f"into_{place}") for place in range(self.pair_count))

    @property
    def facts(self) -> CapacityFields:
        """What save_capacity takes."""
        said = self.cleaned_data
        pairs = [(said[source], said[target]) for source, target in self._pair_names() if said[target]]
        return CapacityFields(
            **{name: said[name] for name in COLUMNS},
            subjects=list(said["subjects"]),
            services=list(said["services"]),
            clients=[self.accounts[key][0] for key in said["clients"]],
            languages=[*(("", code) for code in said["writes"]), *pairs],
        )

    def add_refusal(self, refusal: Any) -> None:
        """What the action says of languages stands beside the first pair."""
        errors = refusal.errors
        if "languages" in errors:
            errors["writes"] = errors.pop("languages")
        super().add_refusal(refusal)


def initial_of(kept: Kept) -> dict[str, Any]:
    """The form of what is stored."""
    row: WriterCapacity = kept.capacity
    return {
        **{name: getattr(row, name) for name in COLUMNS},
        "working_days": [str(day) for day in row.working_days],
        "subjects": kept.subject_keys,
        "services": kept.service_keys,
        "clients": kept.client_ids,
        "writes": [target for source, target in kept.languages if not source],
    }
