"""Asking a colleague into a client account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models.accounts import AccountRole
from project.base.fields import MailField
from project.base.forms import ActionForm

#: What each role is for, in the words of the person who hands it out.
PURPOSES = {
    AccountRole.PAYER: _("places orders and decides who belongs to the account"),
    AccountRole.ORDERER: _("drafts and places orders, answers questions and accepts deliveries"),
    AccountRole.READER: _("reads orders and messages but can’t make changes"),
}


class ColleagueForm(ActionForm):
    email = MailField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: [(role.value, f"{role.label} – {PURPOSES[role]}") for role in AccountRole],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
