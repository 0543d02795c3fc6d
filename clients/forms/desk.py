"""What the desk types about client accounts."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.actions.desk import NAME_LIMIT
from clients.models.accounts import AccountKind, AccountRole
from clients.models.notes import NOTE_LIMIT
from project.base.fields import BodyField, LineField, MailField
from project.base.forms import ActionForm

from .colleagues import PURPOSES

#: Addresses that one form invites.
MOST_ADDRESSES = 20
BETWEEN = re.compile(r"[\s,;]+")


class AccountForm(ActionForm):
    """Name and kind of a client account."""

    name = LineField(label=gettext_lazy("Name"), max_length=NAME_LIMIT)
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=AccountKind.choices,
        widget=forms.RadioSelect,
        initial=AccountKind.COMPANY.value,
    )


class ContactForm(ActionForm):
    """One contact of a client account."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    email = MailField(label=gettext_lazy("Email address"), max_length=254, required=False)
    phone = LineField(label=gettext_lazy("Phone"), max_length=40, required=False)
    function = LineField(
        label=gettext_lazy("Function"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example, accounting or head of marketing."),
    )


class NoteForm(ActionForm):
    """A note about a client."""

    text = BodyField(label=gettext_lazy("New note"), max_length=NOTE_LIMIT, rows=3)


class InvitePeopleForm(ActionForm):
    """Whom to ask into a client account: several addresses, one role."""

    emails = BodyField(
        label=gettext_lazy("Email addresses"),
        max_length=MOST_ADDRESSES * 255,
        rows=4,
        help_text=gettext_lazy("One on each line, or separated by commas."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=lambda: [(role.value, f"{role.label} – {PURPOSES[role]}") for role in AccountRole],
        widget=forms.RadioSelect,
        initial=AccountRole.ORDERER.value,
    )

    def clean_emails(self) -> list[str]:
        """The addresses, each once, in lower case."""
        found = list(dict.fromkeys(BETWEEN.split(self.cleaned_data["emails"].strip().lower())))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("Enter at most %(most)s addresses.") % {"most": MOST_ADDRESSES})
        for address in found:
            _check(address)
        return found


def _check(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        words = _("This is not a valid email address: %(address)s")
        raise ValidationError(words % {"address": address[:80]}) from error
