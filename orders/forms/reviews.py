"""Who reviews, and the verdict: which version was read, and the note to its writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.actions.eligibility import OVERRIDE_LIMIT
from orders.models.deliveries import NOTE_LIMIT
from project.base.fields import BodyField, LineField, WholeNumberField
from project.base.forms import ActionForm

#: Column of delivery numbers.
MOST = 32_767


class ReviewForm(ActionForm):
    """`number` is the version that the page showed, so that nobody judges another one than they read."""

    number = WholeNumberField(label=_("Version"), most=MOST, widget=forms.HiddenInput)
    note = BodyField(label=_("Note to the writer"), max_length=NOTE_LIMIT, required=False, rows=5)


class EditorForm(ActionForm):
    """One of the `editors`, cleaned to the membership; why they get it although something speaks against
    them."""

    editor = forms.ChoiceField(
        label=_("Editor"),
        error_messages={
            "required": _("Choose an editor."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )

    override = LineField(
        label=_("Reason to assign it anyway"),
        max_length=OVERRIDE_LIMIT,
        required=False,
        help_text=_("Only needed if something speaks against the editor. The reason is logged."),
    )

    def __init__(self, *args: Any, editors: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {editor.public_id: editor for editor in editors}
        self.fields["editor"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]

    def clean_editor(self) -> Membership:
        return self.people[self.cleaned_data["editor"]]
