"""What a webhook is, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.hooks import webhook_kinds
from agencies.models import Webhook
from agencies.models.webhooks import NAME_LIMIT, URL_LIMIT
from agencies.rules.webhooks import url_fault
from project.base.fields import LineField
from project.base.forms import ActionForm

FIELDS = ("name", "url", "kinds", "enabled")


class WebhookForm(ActionForm):
    name = LineField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        help_text=_("The program that receives the events, such as “Accounting”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    url = LineField(
        label=_("URL"),
        max_length=URL_LIMIT,
        help_text=_("It must begin with https:// and be on the public internet."),
        widget=forms.URLInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://example.com/hooks"}
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of the events.")},
    )
    enabled = forms.BooleanField(label=_("Send events to this webhook"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [(part.title, list(part.kinds.items())) for part in webhook_kinds]
        self.fields["kinds"].choices = groups  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if fault := url_fault(url):
            raise ValidationError(fault)
        return url

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of create_webhook and change_webhook."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def initial_of(webhook: Webhook) -> dict[str, Any]:
    """The form of a stored webhook."""
    return {name: getattr(webhook, name) for name in FIELDS}
