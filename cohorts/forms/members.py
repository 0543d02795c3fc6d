"""One member of a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortField
from cohorts.models.cohorts import LABEL_LIMIT
from cohorts.models.members import KEY_LIMIT, NAME_LIMIT, VALUE_LIMIT
from project.base.fields import BodyField, LineField, MailField
from project.base.forms import ActionForm

PREFIX = "value-"


class MemberForm(ActionForm):
    """Who it is, and what they fill placeholders with. The key is said once, when they are added."""

    numbered = (f"{PREFIX}*",)

    name = LineField(label=_("Name"), max_length=NAME_LIMIT, error_messages={"required": _("Enter a name.")})
    email = MailField(label=_("Email address"), required=False)
    group = LineField(label=_("Group"), max_length=LABEL_LIMIT, required=False)
    key = LineField(
        label=_("Key"),
        max_length=KEY_LIMIT,
        required=False,
        help_text=_("What tells members apart when a roster is uploaded. Left empty, it is their address."),
    )

    def __init__(self, *args: Any, fields: Sequence[CohortField], new: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not new:
            del self.fields["key"]
        self.own = {field.key: f"{PREFIX}{field.key}" for field in fields}
        for field in fields:
            self.fields[self.own[field.key]] = BodyField(
                label=field.label, max_length=VALUE_LIMIT, required=False, rows=2
            )

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of add_member and change_member."""
        typed = self.cleaned_data
        names = ("name", "email", "group", "key")
        said: dict[str, Any] = {name: typed[name] for name in names if name in typed}
        return {**said, "values": {key: typed[name] for key, name in self.own.items()}}
