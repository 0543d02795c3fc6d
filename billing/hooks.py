"""What billing asks of apps to its right, which register in `ready()` of their apps.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from billing.pricing.parts import Parts
    from orders.models import Order


class PaymentPlans(Protocol):
    """A plan by which the invoices of several orders are paid, such as that of a class."""

    def __call__(self, *, order: Order, total: Decimal, today: dt.date, usual: dt.date) -> Parts:
        """In which parts an invoice of `total` (above zero) is due that is issued today for this order; none
        where no plan says so. They come to `total`, and none is due before today. `usual`: when it would be
        due without a plan. Asked under the lock of the agency's invoice numbers: one invoice after the
        other."""
        ...


payment_plans: Registry[PaymentPlans] = Registry("billing.hooks.payment_plans")
