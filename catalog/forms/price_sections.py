"""A whole part of the catalog as one form: all its rows, the version they were
edited from, what is wrong between rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms.languages import LanguageForm
from catalog.forms.price_rows import (
    AddOnForm,
    GeneralForm,
    QualityForm,
    ServiceForm,
    ThingForm,
    UrgencyForm,
    VolumeForm,
)
from catalog.models import Part
from catalog.pricing.sections import MOST_THINGS, Row, Section, twins
from project.base.forms import rows_of

#: Versions are counted up one by one; no agency comes near this.
MOST_VERSIONS = 1_000_000_000

FORMS: dict[str, type[ThingForm]] = {
    Part.SERVICES: ServiceForm,
    Part.SUBJECTS: ThingForm,
    Part.LANGUAGES: LanguageForm,
    Part.QUALITIES: QualityForm,
    Part.URGENCIES: UrgencyForm,
    Part.ADDONS: AddOnForm,
    Part.VOLUMES: VolumeForm,
}
#: Numbers of which no two tiers have the same, and what is said to the second.
LADDERS = {
    "within_hours": gettext_lazy("Another tier has the same number of hours. Enter a different number."),
    "from_pieces": gettext_lazy("Another tier has the same number of pieces. Enter a different number."),
}


class BaseThings(forms.BaseFormSet):
    """The rows of a part. Two rows for one thing, one name twice, and an
    empty offer are refused beside the row."""

    def __init__(self, *args: Any, before: Sequence[Row], section: Section, **options: Any) -> None:
        known = {row["key"]: row for row in before}
        options["form_kwargs"] = {"known": known, "section": section}
        super().__init__(*args, **options)
        self.before, self.section = before, section

    def clean(self) -> None:
        filled = [form for form in self.forms if getattr(form, "cleaned_data", None) and form.row()]
        self._refuse_twins(filled)
        if self.section.needs_one and not any(row.get("offered") for row in _all(filled, self.before)):
            raise forms.ValidationError(_("Offer at least one item."), code="none")

    def _refuse_twins(self, filled: list[ThingForm]) -> None:
        keys = Counter(form.cleaned_data.get("key") for form in filled)
        offered = [
            form for form in filled if form.cleaned_data.get("offered") and form.cleaned_data.get("name")
        ]
        sent = {form.cleaned_data.get("key") for form in filled}
        missing = [{"name": row["name"]} for row in self.before if row["offered"] and row["key"] not in sent]
        names = [*missing, *({"name": form.cleaned_data["name"]} for form in offered)]
        for place in (place for place in twins(names) if place >= len(missing)):
            offered[place - len(missing)].add_error(
                "name", _("Another entry has this name. Choose a different name.")
            )
        for form in filled:
            if form.cleaned_data.get("key") and keys[form.cleaned_data["key"]] > 1:
                form.add_error(None, _("This row was submitted twice."))
        for name, words in LADDERS.items():
            steps = Counter(form.cleaned_data.get(name) for form in offered)
            for form in offered:
                if (step := form.cleaned_data.get(name)) and steps[step] > 1:
                    form.add_error(name, str(words))


def _all(filled: list[ThingForm], before: Sequence[Row]) -> list[Row]:
    rows = [form.row() or {} for form in filled]
    sent = {row.get("key") for row in rows}
    return [*rows, *(row for row in before if row["key"] not in sent)]


class SectionForm:
    """All rows of a part, with `base`: the version that they were edited from (0 when that is not told).

    `before` are the stored rows. Without `data` it shows `rows`, or those
    that are stored; `more` empty rows follow.
    """

    #: Of whichever part: of its rows, and what counts them.
    names = (
        *GeneralForm.base_fields,
        *(name for kind in FORMS.values() for name in rows_of(kind, "form-*")),
        *rows_of(forms.formsets.ManagementForm, "form"),
    )

    def __init__(
        self,
        section: Section,
        before: Sequence[Row],
        *,
        base: int,
        data: Any = None,
        rows: Any = None,
        more: int = 1,
    ) -> None:
        self.section, self.before, self.base = section, before, base
        self.things: BaseThings | None = None
        shown = list(before if rows is None else rows)
        if section.thing:
            kind: Any = forms.formset_factory(
                FORMS[section.part],
                BaseThings,
                extra=more,
                max_num=MOST_THINGS,
                absolute_max=MOST_THINGS + 5,
                validate_max=True,
            )
            self.things = kind(
                data, initial=None if data is not None else shown, before=before, section=section
            )
            self.forms: list[Any] = list(self.things.forms)
        else:
            self.forms = [GeneralForm(data, initial=None if data is not None else shown[0])]

    @property
    def is_whole(self) -> bool:
        """Whether what was sent came from a page of ours: it names its version and counts its rows."""
        return 0 < self.base < MOST_VERSIONS and (
            self.things is None or self.things.management_form.is_valid()
        )

    def is_valid(self) -> bool:
        return self.things.is_valid() if self.things is not None else self.forms[0].is_valid()

    @property
    def problems(self) -> list[str]:
        """What concerns no single field."""
        return (
            [str(text) for text in self.things.non_form_errors()]
            if self.things is not None and self.things.is_bound
            else []
        )

    @property
    def mistakes(self) -> list[dict[str, Any]]:
        """What is wrong beside single fields, with the thing's name and the
        field's id, for a summary above the form."""
        return [
            {
                "id": form[name].id_for_label if name in form.fields else "",
                "label": form[name].label if name in form.fields else "",
                "row": (form["name"].value() or _("New row")) if "name" in form.fields else "",
                "texts": list(texts),
            }
            for form in self.forms
            if form.is_bound
            for name, texts in form.errors.items()
        ]

    def rows(self) -> list[Row]:
        """The rows for the action, in the order of their places; a new one without a place comes last."""
        if self.things is None:
            return [{"key": "", "name": "", "offered": True, **self.forms[0].cleaned_data}]
        rows = [row for form in self.forms if (row := form.row())]
        last = max((row["position"] or 0 for row in (*rows, *self.before)), default=0)
        for row in rows:
            if row["position"] is None:
                row["position"] = last = last + 1
        return rows
