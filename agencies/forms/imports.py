"""What is uploaded to be imported, and what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.files.tables import ACCEPT, MOST_BYTES
from agencies.hooks.imports import import_kinds
from agencies.models import DataImport
from agencies.models.imports import MOST_COLUMNS
from agencies.states.imports import DateOrder, DecimalMark
from project.base.forms import ActionForm

#: Of a column that fills no field.
LEFT_OUT = "-"


class UploadForm(ActionForm):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to import?"),
        choices=lambda: [(name, kind.title) for name, kind in import_kinds.items()],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or .xlsx, up to %(size)s MB and 5,000 rows. The first line names the columns."
        )
        % {"size": MOST_BYTES // 1024 // 1024},
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )


class ColumnsForm(ActionForm):
    """For each column of an import the field that it fills, and how the file writes dates and numbers."""

    numbered = ("column-*",)

    date_order = forms.ChoiceField(label=gettext_lazy("Dates in this file"), choices=DateOrder.choices)
    decimal_mark = forms.ChoiceField(label=gettext_lazy("Numbers in this file"), choices=DecimalMark.choices)

    def __init__(self, data: Any = None, *, data_import: DataImport) -> None:
        initial = {"date_order": data_import.date_order, "decimal_mark": data_import.decimal_mark}
        super().__init__(data, initial=initial)
        self.columns = list(data_import.columns.all())
        fields = import_kinds[data_import.kind].fields
        choices = [(LEFT_OUT, _("Leave out")), *((field.key, field.label) for field in fields)]
        for column in self.columns[:MOST_COLUMNS]:
            label = column.head or _("Column %(number)s") % {"number": column.position + 1}
            self.fields[f"column-{column.position}"] = forms.ChoiceField(
                label=label, choices=choices, initial=column.field or LEFT_OUT
            )

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of match_columns."""
        typed = self.cleaned_data
        return {
            "fields": [typed[f"column-{each.position}"].removeprefix(LEFT_OUT) for each in self.columns],
            "date_order": typed["date_order"],
            "decimal_mark": typed["decimal_mark"],
        }
