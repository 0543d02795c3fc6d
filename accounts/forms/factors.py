"""Forms of the second factor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.forms.entrance import LONGEST_PASSWORD
from accounts.models.security import NAME_LIMIT
from project.base.fields import LineField


class CodeField(LineField):
    """A code from an app or from paper; spaces and dashes do not matter."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric")


class CodeForm(forms.Form):
    code = CodeField(label=_("Code"))


class SecondFactorForm(CodeForm):
    """The code that sign-in asks for, and the wish to be spared it here for
    a while, where the agency allows that."""

    def __init__(self, *args: Any, days: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if days:
            label = ngettext("Trust this browser for %s day", "Trust this browser for %s days", days) % days
            help_text = _(
                "You won’t be asked for a code in this browser during that time. Tick this only on "
                "your own device."
            )
            self.fields["trust"] = forms.BooleanField(label=label, help_text=help_text, required=False)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasskeyNameForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("For example, the name of the device the passkey is stored on."),
    )


class PasskeyRenameForm(PasskeyNameForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
