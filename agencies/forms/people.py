"""Inviting people and giving them roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.actions.invitations import MOST_AT_ONCE
from agencies.models import Role
from agencies.models.membership import REASON_LIMIT
from agencies.rules.agencies import may_grant
from project.base.errors import Invalid
from project.base.fields import BodyField, LineField, MailField
from project.base.forms import ActionForm
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
    email = MailField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ["email", "roles"]


class InviteManyForm(ActionForm):
    """Several people, one a line: an address, and roles where they are others than `role`."""

    role = forms.ChoiceField(label=_("Role"), help_text=_("For every line that does not name a role."))
    people = BodyField(
        label=_("Email addresses"),
        max_length=20_000,
        rows=8,
        help_text=_("One a line. Add a role after a comma where it differs: edna@example.com, editor"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {
            word.casefold(): role.value
            for role in Role
            if role != Role.OWNER and may_grant(viewer, role)
            for word in (role.value, str(role.label))
        }
        roles = [(role.value, role.label) for role in Role if role.value in self.known.values()]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.lines: list[int] = []

    def clean(self) -> dict[str, Any]:
        """Adds `rows`: each person as (address, roles), those of line `lines[n]`."""
        cleaned = super().clean() or {}
        rows = list(self._rows(cleaned)) if not self.errors else []
        if len(rows) > MOST_AT_ONCE:
            self.add_error(
                "people", gettext("Enter at most %(most)s people at once.") % {"most": MOST_AT_ONCE}
            )
        self.lines = [number for number, _row in rows]
        return {**cleaned, "rows": [row for _number, row in rows]}

    def _rows(self, cleaned: dict[str, Any]) -> Iterator[tuple[int, tuple[str, list[str]]]]:
        for number, line in enumerate(cleaned["people"].splitlines(), start=1):
            if not line.strip():
                continue
            address, words = _parts(line)
            if strange := [word for word in words if word.casefold() not in self.known]:
                self._refuse(number, gettext("“%s” is no role that you can give.") % strange[0][:40])
            roles = [self.known[word.casefold()] for word in words if word.casefold() in self.known]
            yield number, (address, list(dict.fromkeys(roles)) or [cleaned["role"]])

    def add_refusal(self, refusal: Invalid) -> None:
        """Each message with the line that it is about; the text stays as it was typed."""
        for name, texts in refusal.errors.items():
            place = name.removeprefix("people.")
            for text in texts:
                if place.isdigit():
                    self._refuse(self.lines[int(place)], str(text))
                else:
                    self.add_error("people", text)

    def _refuse(self, number: int, text: str) -> None:
        self.add_error("people", gettext("Line %(number)s: %(text)s") % {"number": number, "text": text})


def _parts(line: str) -> tuple[str, list[str]]:
    """The address of a line, with or without a name before it, and the words after it."""
    if named := re.search(r"<([^<>]*)>", line):
        address, rest = named[1], line[named.end() :]
    else:
        address, *after = re.split(r"[,;\s]", line.strip(), maxsplit=1)
        rest = "".join(after)
    return address.strip(), [word.strip() for word in re.split(r"[,;\t/+]+", rest) if word.strip()]
