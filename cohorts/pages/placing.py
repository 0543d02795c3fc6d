"""What is read before the orders of a class are placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from catalog.pages.price import price_lines
from catalog.pricing.offering import current_offering
from cohorts.actions.placing import faults_of
from cohorts.models import Cohort
from cohorts.pricing.late_briefs import brief_by, least_time
from cohorts.pricing.prices import ClassPrice, price_class
from project.base import formatting
from project.base.errors import Invalid

#: Members and faults that are named.
NAMED = 50


def placing_page(cohort: Cohort, problems: Sequence[str], now: dt.datetime) -> dict[str, Any]:
    """For whom is ordered, what keeps some from it, and what it costs; why there is no price otherwise."""
    members = list(cohort.members.to_place().select_related("group").order_by("name", "id"))
    faults = faults_of(cohort, members) if members else []
    context: dict[str, Any] = {
        "cohort": cohort,
        "count": len(members),
        "members": members[:NAMED],
        "more": len(members) > NAMED,
        "faults": [{"member": member, "words": words} for member, words in faults[:NAMED]],
        "problems": list(problems),
    }
    if not members:
        return context
    try:
        found = price_class(cohort, len(members), now)
    except Invalid as refusal:
        missing = [str(text) for texts in refusal.errors.values() for text in texts]
        return {**context, "missing": missing}
    late = _late(cohort, now) if cohort.asks_members else {}
    return {**context, **_money(found), **late, "ready": not faults and not found.over}


def _late(cohort: Cohort, now: dt.datetime) -> dict[str, Any]:
    """Until when briefs keep the deadline, and what becomes of it when one comes later."""
    assert cohort.deadline is not None  # price_class has asked for it
    book = current_offering(cohort.agency).book
    hours = round(least_time(book, now, cohort.deadline).total_seconds() / 3600)
    words = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return {"brief_by": brief_by(book, now, cohort.deadline), "least": words}


def _money(found: ClassPrice) -> dict[str, Any]:
    currency = found.each.currency
    return {
        "price": price_lines(found.each),
        "unit": formatting.money(found.unit, currency),
        "total": formatting.money(found.total, currency),
        "committed": formatting.money(found.committed, currency) if found.committed else "",
        "budget": formatting.money(found.budget, currency) if found.budget else "",
        "over": formatting.money(found.over, currency) if found.over else "",
        "seen_total": found.total,
        "seen_book": found.book_id,
    }
