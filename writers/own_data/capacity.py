"""What somebody takes along of what they set: how much they take, which work, when they are away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, exported, slices
from project.base.viewer import Member
from writers.models import (
    BlackoutPeriod,
    CalendarFeed,
    EditorWorkload,
    PreferredClient,
    PreferredService,
    PreferredSubject,
    WriterCapacity,
    WriterLanguage,
)
from writers.rules.blackouts import ends_of

#: Columns of both, writers and editors.
ACCEPTING = ("accepting", "message", "paused_until", "max_active", "changed_at")
LIMITS = (
    "max_per_day",
    "max_hours",
    "hours_per_day",
    "buffer_days",
    "working_days",
    "only_subjects",
    "only_services",
)


def parts(viewer: Member) -> Iterator[Part]:
    """Every setting of the person here; empty lists for who set none."""
    yield Part("capacity", _("How many orders you accept, and when."), _rows(viewer), place=82)
    about = _("How many reviews you accept.")
    yield Part("review_workload", about, _own(viewer, EditorWorkload, *ACCEPTING), place=82)
    yield Part("work_preferences", _("Work, clients and languages you prefer."), _preferred(viewer), place=82)
    yield Part("time_off", _("Your time off."), _time_off(viewer), place=82)
    columns = ("name", "prefix", "created_at", "last_used_at", "revoked_at")
    about = _("Details of your calendar links, without the links themselves.")
    yield Part("calendar_links", about, _own(viewer, CalendarFeed, *columns), place=82)


def _mine(viewer: Member, model: Any) -> Any:
    return slices(model.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id))


def _own(viewer: Member, model: Any, *names: str) -> Iterator[dict[str, Any]]:
    return (exported(row, *names) for row in _mine(viewer, model))


def _rows(viewer: Member) -> Iterator[dict[str, Any]]:
    return _own(viewer, WriterCapacity, *ACCEPTING, *LIMITS)


def _preferred(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in _mine(viewer, PreferredSubject):
        yield exported(row, "side", subject=row.subject.name)
    for row in _mine(viewer, PreferredService):
        yield exported(row, "side", service=row.service.name)
    for row in _mine(viewer, PreferredClient):
        # Writers know no client by name.
        yield exported(row, client=row.account.public_id)
    yield from _own(viewer, WriterLanguage, "source", "target")


def _time_off(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in _mine(viewer, BlackoutPeriod):
        first, begins, last, ends = ends_of(row.from_half, row.to_half)
        days = {"from_day": first, "from_part": begins.value, "to_day": last, "to_part": ends.value}
        yield exported(row, "reason", "source", "created_at", **days)
