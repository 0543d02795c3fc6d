"""Asking for another e-mail address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import MailField
from project.base.forms import ActionForm
from project.base.mail_addresses import canonical_email


class EmailForm(ActionForm):
    email = MailField(
        label=_("New email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return canonical_email(self.cleaned_data["email"])


class BackupForm(EmailForm):
    """A second address."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("Second email address")
