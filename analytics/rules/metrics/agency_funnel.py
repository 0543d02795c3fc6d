"""What the desk reads of how clients come, and come again: from drafts to quotes and orders, and by the month
of their first order."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.states.roles import is_staff
from analytics.states.metrics import Board, How, Unit
from drafts.models import OrderDraft
from quotes.models import OrderQuote

from .agency_orders import every_order, first_of, kept, of_account
from .base import Column, Dimension, Kind, Metric, Scope, dimension, register
from .orders import real, yes

#: Months after that of the first order which a matrix shows.
MONTHS = 12
BECAME = {"draft": _("Still a draft"), "quote": _("Quote sent"), "order": _("Order placed")}
BEGUN = Kind(
    key="begun",
    name=ngettext_lazy("draft", "drafts"),
    number="order__number",
    label="stands_as",
    columns=(
        Column("client", _("Client"), "account__name"),
        Column("became", _("What it became"), "became", BECAME),
    ),
)
RETURNS = Kind(
    key="returns",
    name=ngettext_lazy("month of a client", "months of clients"),
    number="number",
    label="account__name",
    columns=(
        Column("order", _("First order of the month"), "number"),
        Column("months", _("Months after the first"), "months"),
    ),
)

dimension(Dimension("months", _("Months after the first order"), "months", "months", of_row=True))


def begun_drafts(scope: Scope) -> QuerySet[Any]:
    """The drafts of the agency's clients, each with what became of it; none for trying out."""
    rows = real(OrderDraft.objects.counted_by(scope.viewer), "order__")
    became = Case(
        When(order__isnull=False, then=Value("order")),
        When(_quoted(scope), then=Value("quote")),
        default=Value("draft"),
    )
    return rows.annotate(became=became, stands_as=Coalesce("order__number", Value("–")))


def _quoted(scope: Scope) -> Exists:
    """Of a draft: that a quote of it was sent."""
    own = OrderQuote.objects.filter(agency_id=scope.viewer.agency_id, draft=OuterRef("pk"))
    return Exists(own.filter(version__gt=0))


def ordering_months(scope: Scope) -> QuerySet[Any]:
    """Of each client and month the first order, with when the client's very first was placed (`first_at`)
    and how many months after its month this is (`months`), by the agency’s zone. It goes from the first
    orders of the period, which are few, to the others of their accounts."""
    rows = kept(every_order(scope)).annotate(
        first_id=F("account__orders__pk"),
        first_agency=F("account__orders__agency_id"),
        first_account=F("account__orders__account_id"),
        first_at=F("account__orders__placed_at"),
        month_at=_month_begin("placed_at"),
    )
    of_month = of_account(scope).filter(
        placed_at__gte=OuterRef("month_at"), placed_at__lte=OuterRef("placed_at")
    )
    rows = rows.filter(
        first_agency=scope.viewer.agency_id,
        first_id=first_of(of_account(scope, "first_account")),
        placed_at__gte=F("first_at"),
        pk=first_of(of_month),
    )
    apart = Cast(_month_number("placed_at") - _month_number("first_at"), IntegerField())
    return rows.annotate(apart=apart, months=Cast(apart, CharField()))


def _local(path: str) -> Func:
    """A moment by the clocks of the agency's zone, which the database knows: a compiled query has none."""
    return _plain("timezone", F("agency__timezone"), F(path))


def _month_begin(path: str) -> Func:
    """The moment at which the month of a moment began there."""
    return _plain("timezone", F("agency__timezone"), _plain("date_trunc", Value("month"), _local(path)))


def _month_number(path: str) -> Any:
    """The number of the month of a moment there: of the next it is one more."""
    year, month = (
        Func(Value(part), _local(path), function="date_part", output_field=FloatField())
        for part in ("year", "month")
    )
    return year * Value(12.0) + month


def _plain(function: str, *given: Any) -> Func:
    return Func(*given, function=function, output_field=DateTimeField())


def _register(**facts: Any) -> None:
    register(Metric(board=Board.AGENCY, right=is_staff, **facts))


for _key, _facts in {
    "drafts_begun": {
        "name": _("Drafts begun"),
        "definition": _(
            "Drafts that were begun for clients in the period and not discarded since. What stands in a "
            "draft is the client’s own: the desk sees for whom it was begun, when, and what it became."
        ),
        "unit": Unit.COUNT,
        "how": How.COUNT,
    },
    "drafts_quoted": {
        "name": _("Drafts with a quote"),
        "definition": _(
            "Of the drafts begun in the period and not discarded since, the share for which a quote has been "
            "sent since."
        ),
        "value": lambda scope: yes(_quoted(scope)),
    },
    "drafts_ordered": {
        "name": _("Drafts that became orders"),
        "definition": _(
            "Of the drafts begun in the period and not discarded since, the share that has become an order "
            "since, with a quote or without."
        ),
        "value": lambda scope: yes(Q(order__isnull=False)),
        "better": "more",
    },
}.items():
    _shared = {"unit": Unit.SHARE, "how": How.SHARE, "kind": BEGUN, "source": begun_drafts}
    _when = {"time": _("when the draft was begun"), "at": "created_at", "dimensions": ("client",)}
    _register(key=_key, **{**_shared, **_when, **_facts})

_register(
    key="retention",
    name=_("Retention"),
    definition=_(
        "Of the clients who placed their first order in the period: the months in which they placed any, "
        "from the month of the first to the twelfth after it. A client counts once in each month, by the "
        "agency’s time zone. Orders that were cancelled don’t count."
    ),
    time=_("when the client placed the first order"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=RETURNS,
    source=ordering_months,
    which=lambda scope: Q(apart__lte=MONTHS),
    at="first_at",
    dimensions=("months",),
    matrix="months",
)
