"""A price that moved while somebody looked at it: the old one and the new one, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from catalog.pages.price import changes, price_lines
from catalog.pricing.formula import urgency_of
from catalog.pricing.offering import current_offering, price_book
from catalog.pricing.price_comparison import compare
from drafts.forms.drafts import DraftForm, fingerprint, initial_of, packed
from drafts.models import OrderDraft
from orders.actions.placing import PriceMoved, SeenPrice
from project.base.money import format_money


def price_moved_context(
    agency: Any, draft: OrderDraft, form: DraftForm, moved: PriceMoved, seen: SeenPrice, now: dt.datetime
) -> dict[str, Any]:
    """Old and new price side by side, why it moved, and what confirming needs."""
    currency = moved.new.currency
    old = moved.old if moved.old and moved.old.total == seen.total else None
    shown = [form[name].as_hidden() for name in form.fields if name != "files"]
    return {
        "draft": draft,
        "old": price_lines(old) if old else None,
        "old_total": format_money(seen.total, currency) if seen.total >= 0 else "",
        "new": price_lines(moved.new),
        "changes": changes(compare(old, moved.new), currency) if old else [],
        "reasons": _reasons(agency, draft, old is not None, seen, now),
        "hidden": shown,
        "base": packed(fingerprint(initial_of(draft, form.offering))),
        "seen": {"total": moved.new.total, "book": current_offering(agency).book_id, "at": now.isoformat()},
    }


def _reasons(
    agency: Any, draft: OrderDraft, same_draft: bool, seen: SeenPrice, now: dt.datetime
) -> list[str]:
    if not same_draft or draft.deadline is None:
        return [_("the order details have changed since the price was shown")]
    offering = current_offering(agency)
    reasons = []
    if seen.book_id != offering.book_id:
        reasons.append(_("the agency has changed its prices"))
    before = urgency_of(price_book(seen.book_id), seen.at, draft.deadline)
    after = urgency_of(offering.book, now, draft.deadline)
    if after and after.key != (before.key if before else ""):
        reasons.append(_("the deadline is now closer and counts as “%(tier)s”") % {"tier": after.name})
    return reasons
