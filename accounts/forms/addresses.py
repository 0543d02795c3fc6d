"""Asking for another e-mail address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.forms import ActionForm


class EmailForm(ActionForm):
    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
