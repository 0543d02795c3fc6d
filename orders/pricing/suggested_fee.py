"""What the desk is shown as a fee to begin with, when it gives an order out."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.pricing.taxes import net_of
from orders.models import Order, RevisionRequest
from project.base.money import cents

HALF, QUARTER = Decimal("0.5"), Decimal("0.25")


def suggested_fee(order: Order) -> tuple[Decimal, str]:
    """The present fee, or half of the net price, and which it is: a figure to
    begin with, that the desk may change."""
    if order.writer_fee is not None:
        return order.writer_fee, _("Suggested: the current writer’s fee.")
    return cents(net_of(order.lines.all()) * HALF), _("Suggested: half of the net price.")


def suggested_revision_fee(revision: RevisionRequest) -> tuple[Decimal, str]:
    """What the desk is shown for somebody who revises another writer's text: a quarter of that writer's fee,
    and that it is so."""
    fee = revision.order.writer_fee or Decimal(0)
    return cents(fee * QUARTER), _("Suggested: a quarter of the writer’s fee.")
