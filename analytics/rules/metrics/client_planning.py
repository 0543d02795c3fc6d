"""What clients read of what they plan: drafts on their way to orders, and budgets of classes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from analytics.states.metrics import Board, How, Unit
from clients.models.accounts import AccountRole
from clients.rules.accounts import is_client
from cohorts.models import Cohort
from drafts.models import OrderDraft
from orders.models import LedgerEntry
from orders.models.ledger import BILLED

from .base import Column, Kind, Metric, Scope, register
from .client import pays
from .orders import yes

MONEY = DecimalField(max_digits=14, decimal_places=2)
DRAFTS = Kind(
    key="drafts",
    name=ngettext_lazy("draft", "drafts"),
    number="public_id",
    label="title",
    columns=(
        Column("service", _("Service"), "service__name"),
        Column("by", _("Colleague"), "created_by__public_name"),
    ),
)
CLASSES = Kind(
    key="classes",
    name=ngettext_lazy("class", "classes"),
    number="public_id",
    label="name",
    columns=(Column("budget", _("Budget"), "budget"), Column("billed", _("Billed"), "billed")),
)


def own_drafts(scope: Scope) -> QuerySet[Any]:
    """The drafts of the viewer's client accounts, but for those that were discarded."""
    return OrderDraft.objects.visible_to(scope.viewer)


def budgeted_classes(scope: Scope) -> QuerySet[Any]:
    """The classes that go on in accounts that the viewer pays for, and have a budget: each with what was
    `billed` for its orders."""
    viewer = scope.viewer
    entries = LedgerEntry.objects.filter(
        agency_id=viewer.agency_id, kind__in=BILLED, order__cohort_member__cohort=OuterRef("pk")
    )
    billed = (
        entries.order_by().values("order__cohort_member__cohort").annotate(sum=Sum("amount")).values("sum")
    )
    return (
        Cohort.objects.visible_to(viewer)
        .live()
        .filter(
            account__people__membership_id=viewer.member_id,
            account__people__role=AccountRole.PAYER,
            budget__isnull=False,
        )
        .annotate(billed=Coalesce(Subquery(billed), Value(Decimal(0)), output_field=MONEY))
    )


register(
    Metric(
        board=Board.CLIENT,
        key="drafts",
        name=_("Drafts that became orders"),
        definition=_(
            "Of the drafts begun in the period and not discarded, the share that has become an order since."
        ),
        time=_("when the draft was begun"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=DRAFTS,
        source=own_drafts,
        at="created_at",
        value=lambda scope: yes(Q(converted_at__isnull=False)),
        dimensions=("service",),
        right=is_client,
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="budget",
        name=_("Budget left"),
        definition=_(
            "Of the classes that go on and have a budget: the budgets, less what was billed for their "
            "orders. Below zero, more was billed than was planned."
        ),
        time=_("when the class was made"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=CLASSES,
        source=budgeted_classes,
        at="created_at",
        value=lambda scope: F("budget") - F("billed"),
        right=pays,
        timed=False,
        rare=True,
    )
)
