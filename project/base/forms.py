"""What every form of a verb can do: take the refusal of its action beside its fields."""

from __future__ import annotations

from django import forms

from project.base.errors import Invalid


class ActionForm(forms.Form):
    """A form whose action may refuse what the form itself found well-formed."""

    def add_refusal(self, refusal: Invalid) -> None:
        """Put each message beside its field; those of fields that are not here stand above the form."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)
