"""What the desk reads of the agency's money; fees and margin are for managers and owners."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf, Round
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_management, is_staff
from analytics.states.metrics import Board, How, Unit
from orders.models import LedgerEntry, OrderLine
from orders.models.ledger import BILLED, EntryKind

from .base import Metric, Scope, register
from .orders import ENTRIES, real

DIMENSIONS = ("service", "client")


def every_entry(scope: Scope) -> QuerySet[Any]:
    """The agency's ledger of these orders."""
    return real(LedgerEntry.objects.visible_to(scope.viewer), "order__")


def net_or_fee(scope: Scope) -> Any:
    """Of an entry: a fee as what it takes; an amount billed without its tax, in whole cents."""
    money = DecimalField(max_digits=14, decimal_places=2)
    lines = OrderLine.objects.filter(agency_id=scope.viewer.agency_id, order=OuterRef("order")).order_by()
    tax = Coalesce(Sum("amount", filter=Q(kind="tax")), Value(Decimal(0)))
    share = (
        lines.values("order").annotate(share=tax / NullIf(Sum("amount"), Value(Decimal(0)))).values("share")
    )
    net = F("amount") - Round(F("amount") * Coalesce(Subquery(share), Value(Decimal(0))), 2)
    return Case(When(kind=EntryKind.WRITER_FEE, then=-F("amount")), default=net, output_field=money)


register(
    Metric(
        board=Board.AGENCY,
        key="revenue",
        name=_("Revenue"),
        definition=_(
            "What was billed to clients, tax included: the prices of orders placed, plus later changes of "
            "price, less refunds. Payments don’t count."
        ),
        time=_("when the amount was booked"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=ENTRIES,
        source=every_entry,
        at="at",
        which=lambda scope: Q(kind__in=BILLED),
        value=lambda scope: F("amount"),
        dimensions=DIMENSIONS,
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="fees",
        name=_("Fees"),
        definition=_("What writers, and others who revised, earned by orders: the fees that were booked."),
        time=_("when the fee was booked"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=ENTRIES,
        source=every_entry,
        at="at",
        which=lambda scope: Q(kind=EntryKind.WRITER_FEE),
        value=lambda scope: F("amount"),
        dimensions=DIMENSIONS,
        right=is_management,
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="margin",
        name=_("Margin"),
        definition=_(
            "What was billed to clients without its tax, less the fees that were booked. The tax within an "
            "amount is the share that tax has in the price of the order when it was placed."
        ),
        time=_("when the amount or the fee was booked"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=ENTRIES,
        source=every_entry,
        at="at",
        which=lambda scope: Q(kind__in=[*BILLED, EntryKind.WRITER_FEE]),
        value=net_or_fee,
        dimensions=DIMENSIONS,
        right=is_management,
        better="more",
    )
)
