"""Classes as the API shows them, with what stands beside their rows: read once for all of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalog.pricing.offering import current_offering
from cohorts.models import Cohort, CohortField, Placing
from cohorts.pages.class_list import counts_of
from cohorts.pricing.prices import ZERO, committed_by_class
from project.base.api.fields import moment_text, money_text


@dataclass(frozen=True)
class Beside:
    """By class: members and those of them with an order, what it costs so far, and its fields."""

    counts: dict[int, tuple[int, int]]
    committed: dict[int, Decimal]
    fields: dict[int, list[dict[str, str]]]


def beside(agency_id: int, rows: Sequence[Cohort]) -> Beside:
    """Four queries, however many rows."""
    keys = [row.pk for row in rows]
    fields: dict[int, list[dict[str, str]]] = {}
    named = CohortField.objects.filter(agency_id=agency_id, cohort__in=keys)
    for cohort_id, key, label in named.values_list("cohort_id", "key", "label"):
        fields.setdefault(cohort_id, []).append({"key": key, "label": label})
    return Beside(counts_of(agency_id, keys), committed_by_class(agency_id, rows), fields)


def class_shown(row: Cohort, found: Beside) -> dict[str, Any]:
    """A class as the API shows it. No query."""
    offering = current_offering(row.agency)
    size, placed = found.counts.get(row.pk, (0, 0))
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in ("name", "receiver", "asks_members", "state")},
        "account": row.account.public_id,
        "members": size,
        "ordered": placed,
        "placeholders": found.fields.get(row.pk, []),
        "title": row.title,
        "brief": row.brief,
        "service": offering.key_of(offering.services, row.service_id) or None,
        "quality": offering.key_of(offering.qualities, row.quality_id) or None,
        "quantity": row.quantity,
        "deadline": moment_text(row.deadline),
        "budget": money_text(row.budget),
        "committed": money_text(found.committed.get(row.pk, ZERO)),
        "currency": row.agency.currency,
        "version": row.version,
        "created_at": moment_text(row.created_at),
    }


def placing_shown(row: Placing) -> dict[str, Any]:
    """A placing as the API shows it."""
    return {
        "id": row.public_id,
        "state": row.state,
        "count": row.count,
        "done": row.members.filter(draft__isnull=False).count(),
        "total": money_text(row.total),
        "refusal": row.refusal or None,
    }
