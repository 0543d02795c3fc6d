"""A writer's capacity as the API shows it, and as the page's form takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Membership
from project.base.api.fields import moment_text, number_text
from writers.forms.capacity import MOST_PAIRS
from writers.models import BlackoutPeriod
from writers.pages.capacity import Standing
from writers.querysets.capacity import Kept
from writers.querysets.people import Facts
from writers.rules.blackouts import ends_of
from writers.rules.capacity import Load
from writers.rules.heat_map import Day
from writers.states.capacity import DEFAULT_HOURS_PER_DAY, DEFAULT_MAX_ACTIVE

from .capacity_shapes import WEEKDAYS

#: A field of the form -> the name that a body has for it.
NAMES = {
    "accepting": "is_accepting_orders",
    "message": "message",
    "paused_until": "accepting_from",
    "max_active": "max_active_orders",
    "max_per_day": "max_orders_per_day",
    "max_hours": "max_hours",
    "hours_per_day": "hours_per_day",
    "buffer_days": "deadline_buffer_days",
    "only_subjects": "only_preferred_subjects",
    "only_services": "only_preferred_services",
    "subjects": "preferred_subjects",
    "services": "preferred_services",
    "clients": "preferred_clients",
    "working_days": "working_days",
    "writes": "languages",
}
#: Of a body that says nothing: what the form would otherwise miss.
DEFAULTS = {
    "is_accepting_orders": True,
    "max_active_orders": DEFAULT_MAX_ACTIVE,
    "hours_per_day": DEFAULT_HOURS_PER_DAY,
    "deadline_buffer_days": 0,
    "working_days": WEEKDAYS,
}
#: Time off that a status shows.
MOST_SHOWN = 50


def typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """A body as the form of the page takes it."""
    said = {**DEFAULTS, **said}
    typed = {name: said.get(named) for name, named in NAMES.items()}
    for name in ("max_active", "max_per_day", "max_hours", "hours_per_day", "buffer_days"):
        typed[name] = "" if typed[name] is None else str(typed[name])
    typed["working_days"] = [str(WEEKDAYS.index(day)) for day in said["working_days"]]
    pairs = said.get("languages") or []
    typed["writes"] = [pair["target"] for pair in pairs if not pair.get("source")]
    for place, pair in enumerate(pair for pair in pairs if pair.get("source")):
        typed[f"from_{place}"], typed[f"into_{place}"] = pair["source"], pair["target"]
    return typed


def names_of() -> dict[str, str]:
    """What is wrong with a field of the form stands beside this name of the body."""
    pairs = {f"{end}_{place}": "languages" for end in ("from", "into") for place in range(MOST_PAIRS)}
    return {**NAMES, **pairs}


def settings_row(kept: Kept) -> dict[str, Any]:
    """What is saved, under the names of the body."""
    row = kept.capacity
    return {
        "is_accepting_orders": row.accepting,
        "message": row.message,
        "accepting_from": row.paused_until.isoformat() if row.paused_until else None,
        "max_active_orders": row.max_active,
        "max_orders_per_day": row.max_per_day,
        "max_hours": row.max_hours,
        "hours_per_day": row.hours_per_day,
        "deadline_buffer_days": row.buffer_days,
        "working_days": [WEEKDAYS[day] for day in row.working_days],
        "preferred_subjects": list(kept.subject_keys),
        "only_preferred_subjects": row.only_subjects,
        "preferred_services": list(kept.service_keys),
        "only_preferred_services": row.only_services,
        "preferred_clients": list(kept.client_ids),
        "languages": [{"source": source or None, "target": target} for source, target in kept.languages],
    }


def capacity_row(member: Membership, kept: Kept, facts: Facts) -> dict[str, Any]:
    """The answer that is a writer's capacity."""
    return {
        "id": member.public_id,
        "writer": {"id": member.public_id, "name": member.public_name},
        "is_default": kept.is_default,
        "active_orders_count": facts.active,
        **settings_row(kept),
        "version": kept.version,
        "updated_at": moment_text(kept.capacity.changed_at) if not kept.is_default else None,
    }


def blackout_row(row: BlackoutPeriod) -> dict[str, Any]:
    """Time off."""
    first, begins, last, ends = ends_of(row.from_half, row.to_half)
    return {
        "id": row.public_id,
        "start_date": first.isoformat(),
        "start_half": begins.value,
        "end_date": last.isoformat(),
        "end_half": ends.value,
        "reason": row.reason,
        "source": row.source,
        "created_at": moment_text(row.created_at),
    }


def count_row(load: Load) -> dict[str, Any]:
    """How many orders somebody has, and takes."""
    return {
        "active_orders_count": load.active,
        "max_active_orders": load.most,
        "free_slots": load.free_slots,
    }


def status_row(standing: Standing, upcoming: Sequence[BlackoutPeriod]) -> dict[str, Any]:
    """How a writer stands."""
    load = standing.load
    return {
        **count_row(load),
        "hours": number_text(round(load.hours, 2)),
        "max_hours": load.most_hours,
        "orders_today": load.today,
        "max_orders_per_day": load.most_today,
        "is_available": not standing.reasons,
        "reasons": [{"code": each.code, "words": each.words, "hard": each.hard} for each in standing.reasons],
        "next_free_date": standing.next_free.isoformat() if standing.next_free else None,
        "timezone": standing.facts.zone.key,
        "blackouts": [blackout_row(row) for row in upcoming],
        "days": [_day_row(day) for day in standing.days if not day.past],
    }


def _day_row(day: Day) -> dict[str, Any]:
    hours = round(Decimal(day.hours.numerator) / day.hours.denominator, 2)
    return {"day": day.day.isoformat(), "kind": day.kind.value, "hours": number_text(hours)}


def already_saved() -> str:
    """Why a capacity cannot be made twice."""
    return _("This writer’s capacity is saved already. Change it instead.")
