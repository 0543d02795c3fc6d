"""A preset's form: the draft's own fields that make sense to repeat, a
name, and preferences of style as rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.models import OrderPreset
from drafts.models.commission import NOTES_LIMIT
from project.base.errors import Invalid
from project.base.fields import BodyField, LineField

from .drafts import DraftForm

#: Rows of preferences that the page offers beyond those that are filled.
SPARE = 2
MOST_ROWS = 20
NAME_LIMIT, VALUE_LIMIT = 60, 240
#: Fields of a draft that are never repeated.
LEFT_OUT = (*("title", "brief", "purpose", "deadline", "house_style", "style_preferences", "notes", "files"),)
#: Both fields of one preference in the order of the page.
NAME, VALUE = "style-{}-name", "style-{}-value"


class PresetForm(DraftForm):
    """What a preset says. Every field but the name may be empty: an empty one says nothing.

    `rows` is how many rows of preferences there are (of what was sent, or of the stored preset).
    """

    no_language = no_source = gettext_lazy("As in the draft")
    numbered = (NAME.format("*"), VALUE.format("*"))

    name = LineField(label=gettext_lazy("Name"), max_length=80)
    description = LineField(label=gettext_lazy("Description"), max_length=240, required=False)
    house_notes = BodyField(
        label=gettext_lazy("House style"),
        max_length=NOTES_LIMIT,
        required=False,
        rows=4,
        help_text=gettext_lazy("Fills “House style” of a draft. Writer and editor read it."),
    )
    shared = forms.BooleanField(
        label=gettext_lazy("Share with everyone in the account"),
        required=False,
    )

    def __init__(self, *args: Any, rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        for left in LEFT_OUT:
            del self.fields[left]
        self.fields["shared"].widget.attrs["class"] = "form-check-input"
        self.rows = min(rows, MOST_ROWS)
        for at in range(self.rows):
            said = {"n": at + 1}
            self.fields[NAME.format(at)] = LineField(
                label=_("Preference %(n)s") % said, max_length=NAME_LIMIT, required=False
            )
            self.fields[VALUE.format(at)] = LineField(
                label=_("Details"), max_length=VALUE_LIMIT, required=False
            )
            for name in (NAME.format(at), VALUE.format(at)):
                self._dress(name, self.fields[name])

    def clean_locale(self) -> str:
        return str(self.cleaned_data["locale"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(self.rows):
            name, value = NAME.format(at), VALUE.format(at)
            if (
                name in self.errors
                or value in self.errors
                or bool(cleaned.get(name)) == bool(cleaned.get(value))
            ):
                continue
            self.add_error(
                value if cleaned.get(name) else name, _("Fill in both fields, or leave both empty.")
            )
        return cleaned

    @property
    def style_fields(self) -> list[tuple[Any, Any]]:
        """The bound fields of each preference."""
        return [(self[NAME.format(at)], self[VALUE.format(at)]) for at in range(self.rows)]

    @property
    def styles(self) -> list[tuple[str, str]]:
        """The preferences of a valid form."""
        pairs = [
            (self.cleaned_data[NAME.format(at)], self.cleaned_data[VALUE.format(at)])
            for at in range(self.rows)
        ]
        return [pair for pair in pairs if all(pair)]

    @property
    def preset_fields(self) -> dict[str, Any]:
        """What actions.presets takes as `fields`, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("style-")}

    def add_refusal(self, refusal: Invalid) -> None:
        """Beside the fields; what is wrong with the preferences stands at the first of them."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(
                    NAME.format(0) if name == "styles" else name if name in self.fields else None, text
                )


def initial_of(preset: OrderPreset, offering: Any) -> dict[str, Any]:
    """The stored values of a preset as the form's initial ones. Reads its add-ons and styles."""
    plain = (
        "name",
        "description",
        "shared",
        "locale",
        "source_locale",
        "format",
        "citation_style",
        "tone",
        "audience",
        "references",
    )
    chosen = {row.addon_id for row in preset.addon_rows.all()}
    styles: dict[str, str] = {}
    for at, style in enumerate(preset.styles.all()):
        styles |= {NAME.format(at): style.name, VALUE.format(at): style.value}
    return {
        **{name: getattr(preset, name) for name in (*plain, "house_notes")},
        **styles,
        "quantity": preset.quantity or "",
        "service": offering.key_of(offering.services, preset.service_id),
        "subject": offering.key_of(offering.subjects, preset.subject_id),
        "quality": offering.key_of(offering.qualities, preset.quality_id),
        "addons": [row.key for row in offering.addons if row.pk in chosen],
        "preferred_writer": preset.preferred_writer.public_id if preset.preferred_writer else "",
    }
