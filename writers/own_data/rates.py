"""What is kept of somebody's levels. Their fees are orders' to tell; rates are the agency's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, exported, slices
from project.base.viewer import Member
from writers.models import HeldLevel


def parts(viewer: Member) -> Iterator[Part]:
    """Which level the person held, from which day on."""
    yield Part("levels", _("The levels you held as a writer or editor."), _levels(viewer), place=100)


def _levels(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = HeldLevel.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    for row in slices(rows.select_related("level")):
        yield exported(row, "level__name", "from_day", "set_at")
