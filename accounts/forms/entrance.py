"""Signing in, signing up, passwords: allauth's forms in our words, with bounds on every field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.actions.addresses import is_held
from accounts.models import User
from accounts.rules.backup_addresses import person_behind
from project.base.clock import now
from project.base.fields import LineField
from project.base.mail_addresses import canonical_email

LONGEST_PASSWORD = 128
LONGEST_NAME = 60
PASSWORD_HELP = _(
    "At least 10 characters. A few unrelated words work well. Common passwords are not accepted."
)


def name_field() -> LineField:
    """What the person is called, here and by people of the other side."""
    return LineField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        printed=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class Bounded:
    """A bound on every password (hashing a novel costs us more than it costs the sender), our labels, no
    placeholders that repeat them."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.PasswordInput):
                field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
                field.widget.attrs["maxlength"] = str(LONGEST_PASSWORD)
            if name == "password1":
                field.help_text = PASSWORD_HELP


class SignInForm(Bounded, allauth_forms.LoginForm):
    labels = {
        "login": _("Email address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """As it is stored: whether the address is confirmed is asked of it, too."""
        return canonical_email(super().clean_login())


class SignUpForm(Bounded, allauth_forms.SignupForm):
    """Name, address, password twice. A known address is told so by mail alone."""

    labels = {"email": _("Email address"), "password1": _("Password"), "password2": _("Repeat password")}
    field_order = ["name", "email", "password1", "password2"]
    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
        self.order_fields(self.field_order)

    def validate_unique_email(self, value: str) -> str:
        """An address that somebody had until lately counts as theirs: they may have to come back to it."""
        email = str(super().validate_unique_email(value))
        self.account_already_exists = self.account_already_exists or is_held(canonical_email(email))
        return email


class ForgottenPasswordForm(Bounded, allauth_forms.ResetPasswordForm):
    labels = {"email": _("Email address")}
    #: Whom the link is for; allauth finds them.
    users: list[Any]

    def clean_email(self) -> str:
        """Also the second address of somebody, to which the link goes then; what is said is the same."""
        self.cleaned_data["email"] = canonical_email(self.cleaned_data["email"])
        email = str(super().clean_email())
        if not self.users and (person := person_behind(email, now())):
            self.users = [person]
        return email


class NewPasswordForm(Bounded, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("Repeat new password")}


class ChangePasswordForm(Bounded, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("Repeat new password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class RegisterForm(forms.Form):
    """A new person who came by invitation: the address is the invitation's."""

    name = name_field()
    password1 = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Repeat password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Enter the same password twice."))
        elif first:
            self._check_strength(first, data.get("name", ""))
        return data

    def _check_strength(self, password: str, name: str) -> None:
        try:
            password_validation.validate_password(password, User(email=self.email, name=name))
        except forms.ValidationError as error:
            self.add_error("password1", error)
