"""Of whom an agency requires a second factor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .roles import STAFF, Role


class FactorScope(models.TextChoices):
    """From narrow to wide; each holds the ones before it. An agency that requires none has no day."""

    STAFF = "staff", _("Staff: support, managers and owners")
    TEAM = "team", _("Everyone who works here: staff, writers and editors")
    EVERYBODY = "everybody", _("Everyone, including clients")


#: The roles that a scope covers beside those of STAFF; None: any, and none.
OTHERS: dict[str, tuple[Role, ...] | None] = {
    FactorScope.STAFF: (),
    FactorScope.TEAM: (Role.WRITER, Role.EDITOR),
    FactorScope.EVERYBODY: None,
}

__all__ = ["OTHERS", "STAFF", "FactorScope"]
