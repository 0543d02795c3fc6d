"""What the metrics of several boards share: kinds of rows, dimensions, and values of orders."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Extract
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.models import Membership
from catalog.models.catalog import ServiceType
from clients.models.accounts import ClientAccount
from orders.models import RevisionRequest
from orders.models.ledger import EntryKind
from orders.states.orders import State
from orders.states.revision_choices import RevisionState

from .base import Column, Dimension, Kind, Scope, dimension

STATES = {state.value: state.label for state in State}
ORDERS = Kind(
    key="orders",
    name=ngettext_lazy("order", "orders"),
    number="number",
    columns=(
        Column("title", _("Title"), "title"),
        Column("service", _("Service"), "service__name"),
        Column("state", _("State"), "state", STATES),
    ),
)
ENTRIES = Kind(
    key="entries",
    name=ngettext_lazy("ledger entry", "ledger entries"),
    number="order__number",
    to_order="order__",
    columns=(
        Column("kind", _("Entry"), "kind", {kind.value: kind.label for kind in EntryKind}),
        Column("title", _("Title"), "order__title"),
        Column("service", _("Service"), "order__service__name"),
    ),
)

dimension(
    Dimension("service", _("Service"), "service__key", "service__name", by=_("By service"), of=ServiceType)
)
dimension(
    Dimension(
        "colleague",
        _("Colleague"),
        "requested_by__public_id",
        "requested_by__public_name",
        by=_("By colleague"),
        of=Membership,
    )
)
dimension(
    Dimension(
        "client", _("Client"), "account__public_id", "account__name", by=_("By client"), of=ClientAccount
    )
)
dimension(
    Dimension(
        "writer", _("Writer"), "writer__public_id", "writer__public_name", by=_("By writer"), of=Membership
    )
)


def real(rows: QuerySet[Any], order: str = "") -> QuerySet[Any]:
    """Of rows with `order` as the path to their order ("order__"): none for trying out, none that came from
    another program. It asks for the foreign key: a row without that has no mark, by which the database can
    tell how many rows there will be."""
    return rows.filter(**{f"{order}marked__order": None})


def in_time(scope: Scope) -> Any:
    """Of a delivered order: 1 where its first delivery came by the deadline that was agreed then, else 0."""
    return yes(Q(delivered_at__lte=F("client_deadline")))


def yes(condition: Any) -> Case:
    """1 where it holds, else 0: the value of a row of a share."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def yes_where_any(rows: QuerySet[Any]) -> Coalesce:
    """1 where there is any of these rows, which refer to the row of the share, else 0. One look into their
    index for each: asked whether any exist, the database would read all that the agency ever had."""
    return Coalesce(Subquery(rows.order_by().values(found=Value(1))[:1]), 0, output_field=IntegerField())


def to_first_delivery(scope: Scope) -> Any:
    """Of a delivered order: the seconds from when it was placed to when its first version came."""
    return seconds(F("delivered_at") - F("placed_at"))


def seconds(span: Any) -> Cast:
    """A span of time as a number."""
    return Cast(Extract(span, "epoch"), FloatField())


def was_revised(scope: Scope) -> Any:
    """Of an order: 1 where its client asked for a revision and did not take that back, nor was it found to be
    beyond the order; else 0."""
    none = (RevisionState.CANCELLED, RevisionState.OUT_OF_SCOPE)
    asked = RevisionRequest.objects.filter(agency_id=scope.viewer.agency_id, order=OuterRef("pk"))
    return yes_where_any(asked.exclude(state__in=none))
