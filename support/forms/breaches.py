"""Why a promise was missed, and how breaches are narrowed down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField
from project.base.forms import ActionForm
from support.models import Breach
from support.models.breaches import NOTE_LIMIT
from support.states.breaches import Cause

UNKNOWN = {
    "required": _("Choose an option from the list."),
    "invalid_choice": _("Choose an option from the list."),
}


class CauseForm(ActionForm):
    """The cause of one of a ticket's breaches; nothing is chosen beforehand but the breach, where there is
    one alone."""

    breach = forms.ChoiceField(label=_("Missed target"), error_messages=UNKNOWN)
    cause = forms.ChoiceField(
        label=_("Cause"), choices=[("", _("Choose a cause")), *Cause.choices], error_messages=UNKNOWN
    )
    note = BodyField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LIMIT,
        rows=2,
        help_text=_("What happened, for the desk. “Other” needs it."),
    )

    def __init__(self, *args: Any, breaches: Iterable[tuple[Breach, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.breaches = {key_of(breach): breach for breach, _label in breaches}
        names = [(key_of(breach), label) for breach, label in breaches]
        self.fields["breach"].choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            self.fields["breach"].widget = forms.HiddenInput()
            self.initial.setdefault("breach", names[0][0])

    def clean_breach(self) -> Breach:
        return self.breaches[self.cleaned_data["breach"]]


def key_of(breach: Breach) -> str:
    """What names a breach of its ticket."""
    return f"{breach.target}-{breach.run}"
