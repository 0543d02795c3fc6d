"""A host name that an agency wants, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.rules.domains import canonical_host, host_fault
from project.base.fields import LineField
from project.base.forms import ActionForm


class DomainForm(ActionForm):
    host = LineField(
        label=gettext_lazy("Domain"),
        max_length=253,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "inputmode": "url",
                "placeholder": "words.example.com",
            }
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        help_text = _("A name that you own, without https://.")
        if ours := settings.INSTALLATION_DOMAIN:
            more = _("Or a free name that ends with .%s, which works at once.") % ours
            help_text = f"{help_text} {more}"
        self.fields["host"].help_text = help_text

    def clean_host(self) -> str:
        host = canonical_host(self.cleaned_data["host"])
        if fault := host_fault(host):
            raise ValidationError(fault)
        return host
