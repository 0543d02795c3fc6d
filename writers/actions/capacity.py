"""A writer's capacity: what they take, saved as a whole, or back to what holds for everyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from catalog.models import ServiceType, Subject
from clients.models import ClientAccount
from project.base.errors import Invalid, Stale, require
from project.base.viewer import Viewer
from writers.models import (
    PreferredClient,
    PreferredService,
    PreferredSubject,
    WriterCapacity,
    WriterLanguage,
)
from writers.rules.capacity import can_edit_capacity
from writers.states.capacity import Side

from .people import locked_writer

#: Columns of WriterCapacity that a save sets.
COLUMNS = (
    "accepting",
    "message",
    "paused_until",
    "max_active",
    "max_per_day",
    "max_hours",
    "hours_per_day",
    "buffer_days",
    "working_days",
    "only_subjects",
    "only_services",
)
#: Pairs of languages of one writer.
MOST_LANGUAGES = 40


@dataclass(frozen=True)
class CapacityFields:
    """All that a save sets. `languages` are pairs of codes: "" or the language translated from, and the one
    written in; none says nothing about languages."""

    accepting: bool
    message: str
    paused_until: dt.date | None
    max_active: int
    max_per_day: int | None
    max_hours: int | None
    hours_per_day: int
    buffer_days: int
    working_days: Collection[int]
    only_subjects: bool
    only_services: bool
    subjects: Collection[Subject] = ()
    services: Collection[ServiceType] = ()
    clients: Collection[ClientAccount] = ()
    languages: Collection[tuple[str, str]] = ()


def save_capacity(
    *, actor: Viewer, member: Membership, fields: CapacityFields, version: int, now: dt.datetime
) -> WriterCapacity:
    """Let a writer take exactly what `fields` say, from now on; work that they have stays.

    The same fields again change nothing. A writer without a row counts as version 1. Raises Stale when
    `version` is not the stored one, Invalid by field for what contradicts itself.
    """
    require(can_edit_capacity(actor, member))
    _require_sound(fields)
    with transaction.atomic():
        stored = stored_capacity(locked_writer(actor, member))
        if stored.version != version:
            raise Stale(_("Someone saved this capacity while you were editing it."), current=stored)
        changed = _keep_rows(stored, fields)
        for name in COLUMNS:
            value = sorted(fields.working_days) if name == "working_days" else getattr(fields, name)
            changed = changed or getattr(stored, name) != value
            setattr(stored, name, value)
        if changed or stored.pk is None:
            stored.version, stored.changed_at = version + 1, now
            stored.save()
    return stored


def reset_capacity(*, actor: Viewer, member: Membership) -> None:
    """Let what holds for everyone hold for this writer, too: their settings and preferences are deleted.
    Time off stays. Does nothing when nothing is set."""
    require(can_edit_capacity(actor, member))
    with transaction.atomic():
        locked_writer(actor, member)
        who = {"agency_id": actor.agency_id, "member": member}
        WriterCapacity.objects.filter(**who).delete()
        PreferredClient.objects.filter(**who).delete()
        WriterLanguage.objects.filter(**who).delete()
        PreferredSubject.objects.filter(**who, side=Side.WRITER).delete()
        PreferredService.objects.filter(**who, side=Side.WRITER).delete()


def stored_capacity(member: Membership) -> WriterCapacity:
    """The writer's row, or an unsaved one with what holds without any."""
    found = WriterCapacity.objects.filter(agency_id=member.agency_id, member=member).first()
    return found or WriterCapacity(agency_id=member.agency_id, member=member)


def _require_sound(fields: CapacityFields) -> None:
    errors: dict[str, Any] = {}
    if fields.accepting and fields.paused_until:
        errors["paused_until"] = _("Leave this empty while you accept new work.")
    if not fields.working_days:
        errors["working_days"] = _("Choose at least one working day.")
    if fields.only_subjects and not fields.subjects:
        errors["subjects"] = _("Choose at least one subject, or accept all subjects.")
    if fields.only_services and not fields.services:
        errors["services"] = _("Choose at least one service, or accept all services.")
    if any(source == target or not target for source, target in fields.languages):
        errors["languages"] = _("Choose two different languages for each pair.")
    if len(set(fields.languages)) > MOST_LANGUAGES:
        errors["languages"] = _("Choose at most %(most)s pairs of languages.") % {"most": MOST_LANGUAGES}
    if errors:
        raise Invalid(errors)


def _keep_rows(stored: WriterCapacity, fields: CapacityFields) -> bool:
    """Make the rows of preferences and languages those that are wanted. Returns whether any changed."""
    who = {"agency_id": stored.agency_id, "member_id": stored.member_id}
    side = {**who, "side": Side.WRITER}
    results = [
        _keep(PreferredSubject, side, ("subject_id",), {(each.pk,) for each in fields.subjects}),
        _keep(PreferredService, side, ("service_id",), {(each.pk,) for each in fields.services}),
        _keep(PreferredClient, who, ("account_id",), {(each.pk,) for each in fields.clients}),
        _keep(WriterLanguage, who, ("source", "target"), set(fields.languages)),
    ]
    return any(results)


def _keep(model: Any, who: dict[str, Any], names: tuple[str, ...], wanted: set[tuple[Any, ...]]) -> bool:
    rows = {key[1:]: key[0] for key in model.objects.filter(**who).values_list("pk", *names)}
    gone, new = [pk for key, pk in rows.items() if key not in wanted], sorted(wanted - set(rows))
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(model(**who, **dict(zip(names, key, strict=True))) for key in new)
    return bool(gone or new)
