"""Who writes and who reviews the orders of a class, and the most of each writer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from cohorts.models.assignment import MOST_WRITERS
from project.base.fields import WholeNumberField
from project.base.forms import ActionForm
from project.base.units import PERCENT


class AssignmentForm(ActionForm):
    """Rows of a writer with their share, and an editor. `writers` and `editors` are the agency's."""

    numbered = ("writer-*", "share-*")

    editor = forms.ChoiceField(
        label=_("Editor of all orders"),
        required=False,
        help_text=_("Every text of the class goes to them for review. Leave it open for whoever claims it."),
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )

    def __init__(
        self,
        *args: Any,
        writers: Sequence[Membership],
        editors: Sequence[Membership],
        rows: int,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in (*writers, *editors)}
        self.rows = min(rows, MOST_WRITERS)
        self.fields["editor"].choices = _named(editors, _("Whoever claims the review"))  # type: ignore[attr-defined]
        for at in range(self.rows):
            self.fields[f"writer-{at}"] = forms.ChoiceField(
                label=_("Writer"),
                required=False,
                choices=_named(writers, _("No one")),
                error_messages={"invalid_choice": _("Choose an option from the list.")},
            )
            self.fields[f"share-{at}"] = WholeNumberField(
                label=_("Share at most"), least=1, most=100, unit=PERCENT, required=False
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The bound fields of each row."""
        return [(self[f"writer-{at}"], self[f"share-{at}"]) for at in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(self.rows):
            writer, share = cleaned.get(f"writer-{at}"), cleaned.get(f"share-{at}")
            if bool(writer) != bool(share) and not self._wrong(at):
                self.add_error(f"writer-{at}", _("Fill in both fields, or leave both empty."))
        return cleaned

    def _wrong(self, at: int) -> bool:
        return f"writer-{at}" in self.errors or f"share-{at}" in self.errors

    @property
    def shares(self) -> list[tuple[Membership, int]]:
        """What share_out takes, once the form is valid."""
        typed = self.cleaned_data
        pairs = [(typed[f"writer-{at}"], typed[f"share-{at}"]) for at in range(self.rows)]
        return [(self.people[writer], share) for writer, share in pairs if writer]

    @property
    def chosen_editor(self) -> Membership | None:
        """Who reviews all orders, once the form is valid."""
        return self.people.get(self.cleaned_data["editor"])


def _named(people: Sequence[Membership], nobody: Any) -> list[tuple[str, Any]]:
    return [("", nobody), *((person.public_id, person.public_name) for person in people)]
