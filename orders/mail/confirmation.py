"""What an order confirmation says beside any other mail about an order: what was ordered at which price, and
under which terms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Letterhead
from orders.models import Order
from orders.rules.orders import sees_price
from project.base.money import format_money
from project.base.viewer import Viewer


def confirmed(order: Order, viewer: Viewer) -> dict[str, Any]:
    """Priced lines with their total, and the terms, in the reader's language; nothing for who may not see the
    price. Two queries."""
    if not sees_price(viewer, order):
        return {}
    lines = list(order.lines.all())
    total = sum((line.amount for line in lines), Decimal(0))
    priced = [(line.label, format_money(line.amount, order.currency)) for line in lines]
    return {
        "lines": [*priced, (_("Total"), format_money(total, order.currency))],
        "terms": [*_payment_terms(order), *_work_terms(order)],
    }


def _payment_terms(order: Order) -> list[str]:
    """By when it is to be paid, once the agency has said so."""
    paper = Letterhead.objects.filter(agency_id=order.agency_id).first()
    if paper is None:
        return []
    if not paper.payment_days:
        return [_("Invoices are due on the day of issue.")]
    days = paper.payment_days
    return [
        ngettext("Invoices are due within one day.", "Invoices are due within %(n)s days.", days)
        % {"n": days}
    ]


def _work_terms(order: Order) -> list[str]:
    rounds, days = order.agency.included_rounds, order.agency.review_days
    included = ngettext("One revision round is included.", "%(n)s revision rounds are included.", rounds)
    window = ngettext(
        "After delivery you have one day to accept or request a revision; after that the delivery is "
        "accepted.",
        "After delivery you have %(n)s days to accept or request a revision; after that the delivery is "
        "accepted.",
        days,
    )
    return [included % {"n": rounds}, window % {"n": days}]
