"""What operators type at their page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.operating import QUOTAS
from project.base.fields import LineField, MailField, WholeNumberField
from project.base.forms import ActionForm


class OperatorSignInForm(ActionForm):
    email = MailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = LineField(
        label=_("Code"),
        max_length=20,
        help_text=_("From your authenticator app, or a recovery code."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def _quota(name: str, label: Any) -> WholeNumberField:
    least, most = QUOTAS[name]
    return WholeNumberField(label=label, least=least, most=most, required=False)


class QuotaForm(ActionForm):
    most_people = _quota("most_people", _("People"))
    most_storage_mb = _quota("most_storage_mb", _("Storage in MB"))
    most_orders = _quota("most_orders", _("Orders a month"))


class SuspendForm(ActionForm):
    reason = LineField(label=_("Reason"), max_length=150)
