"""An editor's workload: how many reviews they take, saved as a whole, or back to what holds for everyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from catalog.models import ServiceType, Subject
from project.base.errors import Invalid, Stale, require
from project.base.locks import locked
from project.base.viewer import Viewer
from writers.models import EditorWorkload, PreferredService, PreferredSubject
from writers.rules.editor_workload import can_edit_workload
from writers.states.capacity import Side

#: Columns of EditorWorkload that a save sets.
COLUMNS = ("accepting", "message", "paused_until", "max_active")


@dataclass(frozen=True)
class WorkloadFields:
    """All that a save sets. What an editor prefers only ranks: they may be given any review."""

    accepting: bool
    message: str
    paused_until: dt.date | None
    max_active: int
    subjects: Collection[Subject] = ()
    services: Collection[ServiceType] = ()


def save_workload(
    *, actor: Viewer, member: Membership, fields: WorkloadFields, version: int, now: dt.datetime
) -> EditorWorkload:
    """Let an editor take exactly what `fields` say, from now on; reviews that they have stay.

    The same fields again change nothing. An editor without a row counts as version 1. Raises Stale when
    `version` is not the stored one, Invalid under "paused_until" for a day while they accept reviews.
    """
    require(can_edit_workload(actor, member))
    if fields.accepting and fields.paused_until:
        raise Invalid({"paused_until": _("Leave this empty while you accept new reviews.")})
    with transaction.atomic():
        stored = stored_workload(locked(actor, member, no_key=True))
        if stored.version != version:
            raise Stale(_("Someone saved this workload while you were editing it."), current=stored)
        changed = _keep(stored, PreferredSubject, "subject_id", {each.pk for each in fields.subjects})
        changed |= _keep(stored, PreferredService, "service_id", {each.pk for each in fields.services})
        for name in COLUMNS:
            changed |= getattr(stored, name) != getattr(fields, name)
            setattr(stored, name, getattr(fields, name))
        if changed or stored.pk is None:
            stored.version, stored.changed_at = version + 1, now
            stored.save()
    return stored


def reset_workload(*, actor: Viewer, member: Membership) -> None:
    """Let what holds for everyone hold for this editor, too: their settings and preferences are deleted. Does
    nothing when nothing is set."""
    require(can_edit_workload(actor, member))
    with transaction.atomic():
        locked(actor, member, no_key=True)
        who = {"agency_id": actor.agency_id, "member": member}
        EditorWorkload.objects.filter(**who).delete()
        for model in (PreferredSubject, PreferredService):
            model.objects.filter(**who, side=Side.EDITOR).delete()


def stored_workload(member: Membership) -> EditorWorkload:
    """The editor's row, or an unsaved one with what holds without any."""
    found = EditorWorkload.objects.filter(agency_id=member.agency_id, member=member).first()
    return found or EditorWorkload(agency_id=member.agency_id, member=member)


def _keep(stored: EditorWorkload, model: Any, name: str, wanted: set[int]) -> bool:
    """Make the editor's preferences those that are wanted. Returns whether any changed."""
    who = {"agency_id": stored.agency_id, "member_id": stored.member_id, "side": Side.EDITOR}
    present = set(model.objects.filter(**who).values_list(name, flat=True))
    if gone := present - wanted:
        model.objects.filter(**who, **{f"{name}__in": gone}).delete()
    model.objects.bulk_create(model(**who, **{name: pk}) for pk in sorted(wanted - present))
    return present != wanted
