"""Inviting people and giving them roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Role
from agencies.models.membership import REASON_LIMIT
from agencies.rules.agencies import may_grant
from project.base.errors import Invalid
from project.base.fields import LineField
from project.base.viewer import Viewer

#: What each role is for, in the words of the person who hands it out.
PURPOSES = {
    Role.CLIENT: _("orders and accepts texts, requests revisions"),
    Role.WRITER: _("accepts offers, writes and delivers"),
    Role.EDITOR: _("reviews deliveries before the client sees them"),
    Role.SUPPORT: _("sees all orders and answers clients"),
    Role.MANAGER: _("assigns work, invites people, manages services and prices"),
    Role.OWNER: _("can do everything, including managing branding and owners"),
}


class RolesForm(forms.Form):
    """A choice of the roles that the viewer may grant."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (role.value, f"{role.label} – {PURPOSES[role]}") for role in Role if may_grant(viewer, role)
        ]
        self.fields["roles"].choices = choices  # type: ignore[attr-defined]

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))


class SuspendForm(forms.Form):
    """Why somebody is shut out."""

    reason = LineField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("Visible to everyone who manages people, but not to this person."),
    )


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ["email", "roles"]
