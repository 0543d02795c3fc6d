"""The current password, asked for by the forms of what should not be done by whoever finds a browser open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.limits import SIGN_IN, count_try, give_back, network_of
from project.base.clock import now

from .entrance import LONGEST_PASSWORD


class WithPassword(forms.Form):
    """A form that its person proves by the current password. Takes `request`. Tries count like those of signing in: raises
    TooMany beyond the limit. Until the page that asks who you are again is there."""

    password = forms.CharField(
        label=_("Current password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.order_fields([*(name for name in self.fields if name != "password"), "password"])

    def clean_password(self) -> str:
        user, parts = self.request.user, (self.request.user.email, network_of(self.request))
        if not user.has_usable_password():
            raise ValidationError(_("You have no password yet. Choose one by “I forgot my password” first."))
        count_try(SIGN_IN, *parts, now=now())
        if not user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not your current password."))
        give_back(SIGN_IN, *parts)
        return ""

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, without the password."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}

    def add_refusal(self, error: Any) -> None:
        """Show what the action refused (Invalid) beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))
