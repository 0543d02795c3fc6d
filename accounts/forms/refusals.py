"""Forms that show what an action refused."""

from __future__ import annotations

from django import forms

from project.base.errors import Invalid


class RefusableForm(forms.Form):
    """A form whose action may say no to single fields."""

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))
