"""Presets as the API shows them: the columns that are read, and the dicts made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from drafts.models import PresetAddOn, PresetDefault, PresetStyle
from project.base.api.fields import moment_text

from .order_preset_shapes import PresetFields

PLAIN = (
    "name",
    "description",
    "shared",
    "quantity",
    "locale",
    "format",
    "citation_style",
    "tone",
    "audience",
)
LONG = ("references", "house_notes")
THINGS = ("service", "subject", "quality")


def columns(viewer: Any, rows: Any) -> QuerySet[Any, Any]:
    addons = PresetAddOn.objects.filter(preset=OuterRef("pk"), agency_id=OuterRef("agency_id"))
    own = PresetDefault.objects.filter(
        agency_id=viewer.agency_id, preset=OuterRef("pk"), member_id=viewer.member_id
    )
    return rows.with_uses().values(
        *("pk", "id", "public_id", "version", "created_at", "updated_at", "archived_at", "uses", "last_use"),
        *(
            *PLAIN,
            *LONG,
            "source_locale",
            "account__public_id",
            "owner__public_id",
            "preferred_writer__public_id",
        ),
        *(f"{name}__key" for name in THINGS),
        addon_keys=ArraySubquery(addons.order_by("addon__position", "id").values("addon__key")),
        is_default=Exists(own),
    )


def add_styles(rows: list[dict[str, Any]]) -> None:
    found = defaultdict(list)
    mine = PresetStyle.objects.filter(preset_id__in=[row["pk"] for row in rows])
    for preset, name, value in mine.order_by("position").values_list("preset_id", "name", "value"):
        found[preset].append({"name": name, "value": value})
    for row in rows:
        row["styles"] = found[row["pk"]]


def rows_of(viewer: Any, rows: Any) -> list[dict[str, Any]]:
    found = list(columns(viewer, rows))
    add_styles(found)
    return [preset_row(row) for row in found]


def preset_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A preset as the API shows it, of `columns` with its `styles`."""
    return {
        "id": row["public_id"],
        "account": row["account__public_id"],
        "owner": row["owner__public_id"],
        **{name: row[name] for name in (*PLAIN, *LONG)},
        "source_locale": row["source_locale"] or None,
        **{name: row[f"{name}__key"] for name in THINGS},
        "addons": row["addon_keys"],
        "preferred_writer": row["preferred_writer__public_id"],
        "style_preferences": row["styles"],
        "is_default": row["is_default"],
        "is_active": row["archived_at"] is None,
        "usage_count": row["uses"],
        "last_used_at": moment_text(row["last_use"]),
        "version": row["version"],
        "created_at": moment_text(row["created_at"]),
        "updated_at": moment_text(row["updated_at"]),
    }


def said_by(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What a preset says, as a body would."""
    return {name: shown[name] for name in PresetFields().fields if name in shown and name != "version"}
