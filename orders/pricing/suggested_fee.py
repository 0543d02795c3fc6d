"""What the desk is shown as a fee to begin with, when it gives an order out."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from orders.models import Order
from project.base.money import cents

HALF = Decimal("0.5")


def suggested_fee(order: Order) -> tuple[Decimal, str]:
    """The present fee, or half of the net price, and which it is: a figure to
    begin with, that the desk may change."""
    if order.writer_fee is not None:
        return order.writer_fee, _("Suggested: the current writer’s fee.")
    net = sum((line.amount for line in order.lines.all() if line.kind != "tax"), Decimal(0))
    return cents(net * HALF), _("Suggested: half of the net price.")
