"""What the agency pays its writers, prepared for its managers: the rates of today and to come, their history,
the levels and who holds which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from catalog.models import ServiceType
from catalog.pricing.offering import current_offering
from catalog.pricing.words import rate_words, units
from project.base.formatting import date
from project.base.viewer import Viewer
from writers.models import FeeRate, HeldLevel, WriterLevel
from writers.rules.rates import levels_on

#: How history is ordered: of rates, and of the levels of people.
NEWEST, NEWEST_KINDS = ("-from_day", "-id"), (dt.date, int)
BY_NAME, BY_NAME_KINDS = ("public_name", "id"), (str, int)


@dataclass(frozen=True)
class Cell:
    """The rate of one service for one level. `coming` says which follows."""

    level: str
    rate: str
    coming: str
    url: str


def levels_of(viewer: Viewer) -> list[WriterLevel]:
    """The levels in use, by their position."""
    return list(WriterLevel.objects.visible_to(viewer).offered())


def overview(viewer: Viewer, today: dt.date) -> list[dict[str, Any]]:
    """A row for each service: what it earns today at each level, and what follows. Three queries."""
    agency, levels = viewer.agency, [None, *levels_of(viewer)]
    rows = FeeRate.objects.visible_to(viewer)
    now = rows.filter(from_day__lte=today).order_by("service_id", "level_id", "-from_day")
    present = {_place(row): row for row in now.distinct("service_id", "level_id")}
    later = rows.filter(from_day__gt=today).order_by("service_id", "level_id", "from_day")
    coming = {_place(row): row for row in later.distinct("service_id", "level_id")}
    return [
        {
            "name": service.name,
            "unit": units(service.unit, 1),
            "cells": [_cell(agency.currency, service, level, present, coming) for level in levels],
        }
        for service in current_offering(agency).services
    ]


def _place(row: FeeRate) -> tuple[int, int | None]:
    return row.service_id, row.level_id


def _cell(currency: str, service: ServiceType, level: WriterLevel | None, present: Any, coming: Any) -> Cell:
    place = service.pk, level.pk if level else None
    row, after = present.get(place), coming.get(place)
    words = {"rate": rate_words(after.amount, currency), "day": date(after.from_day)} if after else {}
    asked = f"?service={service.key}" + (f"&level={level.public_id}" if level else "")
    return Cell(
        level=level.name if level else _("Every level"),
        rate=rate_words(row.amount, currency) if row else "",
        coming=_("%(rate)s from %(day)s") % words if words else "",
        url=f"{reverse('writers:rate_new')}{asked}",
    )


def history(viewer: Viewer) -> QuerySet[FeeRate]:
    """Every rate that was ever set, with what a row prints."""
    return FeeRate.objects.visible_to(viewer).select_related("service", "level", "set_by")


def rate_row(rate: FeeRate, currency: str, today: dt.date) -> dict[str, Any]:
    return {
        "service": rate.service.name,
        "level": rate.level.name if rate.level else _("Every level"),
        "rate": rate_words(rate.amount, currency),
        "unit": units(rate.service.unit, 1),
        "from_day": date(rate.from_day),
        "who": rate.set_by.public_name,
        "remove_url": reverse("writers:rate_remove", args=[rate.public_id]) if rate.from_day > today else "",
    }


def level_rows(viewer: Viewer) -> list[dict[str, Any]]:
    """Every level, the archived ones last."""
    rows = sorted(WriterLevel.objects.visible_to(viewer), key=lambda row: row.archived_at is not None)
    return [
        {
            "name": row.name,
            "position": row.position,
            "archived": row.archived_at is not None,
            "url": reverse("writers:level", args=[row.public_id]),
            "archive_url": reverse("writers:level_archive", args=[row.public_id]),
            "restore_url": reverse("writers:level_restore", args=[row.public_id]),
        }
        for row in rows
    ]


def earners(viewer: Viewer) -> QuerySet[Membership]:
    """Who writes or edits."""
    rows = Membership.objects.visible_to(viewer)
    return rows.writers() | rows.editors()


def person_rows(agency: Agency, people: Iterable[Membership], today: dt.date) -> list[dict[str, Any]]:
    """People with the level that they hold today. One query."""
    found = list(people)
    levels = levels_on(agency.pk, [person.pk for person in found], today)
    return [
        {
            "name": person.public_name,
            "roles": ", ".join(person.role_words),
            "level": levels[person.pk].name if person.pk in levels else "",
            "url": reverse("writers:level_person", args=[person.public_id]),
        }
        for person in found
    ]


def held_rows(viewer: Viewer, person: Membership, today: dt.date) -> list[dict[str, Any]]:
    """What somebody held, holds and will hold, the latest first. One query."""
    rows = HeldLevel.objects.visible_to(viewer).filter(member=person).select_related("level", "set_by")
    return [
        {
            "level": row.level.name if row.level else _("No level"),
            "from_day": date(row.from_day),
            "who": row.set_by.public_name,
            "remove_url": reverse("writers:held_remove", args=[row.public_id])
            if row.from_day > today
            else "",
        }
        for row in rows.order_by("-from_day")
    ]
