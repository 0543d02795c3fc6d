"""Drafts as dicts: one query for a page of them, and what each says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from agencies.models import Agency
from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import Offering, current_offering
from drafts.models import DraftAddOn, DraftView, OrderDraft
from drafts.pricing.draft_price import facts_of_row, price_now
from drafts.rules.held_drafts import with_holder
from project.base.api.fields import moment_text, money_text
from project.base.viewer import Member

from .order_draft_shapes import TEXTS

THINGS = ("service", "subject", "quality")


def columns(viewer: Member, rows: Any, now: dt.datetime, order: tuple[str, ...] = ()) -> QuerySet[Any, Any]:
    """These drafts with everything that a row is made of, and what they are sorted by."""
    own = {"draft": OuterRef("pk"), "agency_id": OuterRef("agency_id")}
    addons = DraftAddOn.objects.filter(**own).order_by("addon__position", "id")
    views = DraftView.objects.filter(**own, member_id=viewer.member_id)
    more = {name.lstrip("-") for name in order} - {"updated_at", "id"}
    return with_holder(rows, now).values(
        *("id", "public_id", "version", "created_at", "updated_at", "converted_at", "held_by"),
        *(*TEXTS, *more, "source_locale", "quantity", "deadline", "account__public_id", "order__number"),
        *("account__reverse_charge", "volume"),
        *("service_id", "quality_id", "preferred_writer_id", "preferred_writer__public_id"),
        *(f"{name}__key" for name in THINGS),
        addon_ids=ArraySubquery(addons.values("addon_id")),
        addon_keys=ArraySubquery(addons.values("addon__key")),
        viewed=Subquery(views.values("at")[:1]),
    )


def draft_shown(viewer: Member, draft: OrderDraft, now: dt.datetime) -> dict[str, Any]:
    """One draft as DraftOut. One query."""
    rows = OrderDraft.objects.visible_to(viewer).filter(pk=draft.pk)
    return draft_row(viewer.agency, columns(viewer, rows, now).get(), now)


def draft_row(agency: Agency, row: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    """A draft as DraftOut, of `columns`."""
    offering = current_offering(agency)
    return {
        "id": row["public_id"],
        "account": row["account__public_id"],
        **{name: row[name] for name in TEXTS},
        "source_locale": row["source_locale"] or None,
        **{name: row[f"{name}__key"] for name in THINGS},
        "quantity": row["quantity"],
        "deadline": moment_text(row["deadline"]),
        "addons": row["addon_keys"],
        "preferred_writer": row["preferred_writer__public_id"],
        "estimated_price": _estimate(offering, row, now),
        "currency": offering.book.currency,
        "price_version": offering.book.version,
        "is_quote": bool(row["held_by"]),
        "quote": row["held_by"] or None,
        "order": row["order__number"],
        "converted_at": moment_text(row["converted_at"]),
        "last_viewed": moment_text(row["viewed"]),
        "version": row["version"],
        "created_at": moment_text(row["created_at"]),
        "updated_at": moment_text(row["updated_at"]),
    }


def _estimate(offering: Offering, row: Mapping[str, Any], now: dt.datetime) -> str | None:
    if row["converted_at"]:
        return None
    try:
        return money_text(price_now(offering, facts_of_row(offering, row, now), row["deadline"]).total)
    except PricingProblem:
        return None
