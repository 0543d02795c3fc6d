"""What the figures of a writer are made of: their fees, orders, first versions and revisions, and how long
they were at work."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from orders.models import ChangeOrder, Delivery, LedgerEntry, Order, OrderEvent, RevisionRequest
from orders.models.ledger import EntryKind, FeeCause
from orders.querysets.orders import GIVING
from orders.states.orders import LOADS, OPEN_STATES, State
from orders.states.revision_choices import Cause, RevisionState, Severity
from orders.states.revision_choices import Scope as RevisionScope
from writers.querysets import earnings

from .base import Column, Dimension, Kind, Scope, dimension
from .orders import seconds, was_revised, yes

MONEY = DecimalField(max_digits=14, decimal_places=2)

#: Of an order in progress: what begins, and what ends, that its writer waits for the client's answer.
ASKS, GOES_ON = "ask_client", ("answer_question", "answer_points", "assign_revision", "deliver", "start")

FEES = Kind(
    key="fees",
    name=ngettext_lazy("fee", "fees"),
    number="opens",
    label="order__number",
    to_order="order__",
    columns=(
        Column("cause", _("For"), "fee_cause", {cause.value: cause.label for cause in FeeCause}),
        Column("service", _("Service"), "order__service__name"),
    ),
)
OWED = Kind(
    key="owed",
    name=ngettext_lazy("order", "orders"),
    number="number",
    columns=(Column("service", _("Service"), "service__name"),),
)
VERSIONS = Kind(
    key="versions",
    name=ngettext_lazy("first version", "first versions"),
    number="order__number",
    to_order="order__",
    columns=(
        Column("service", _("Service"), "order__service__name"),
        Column("due", _("Agreed deadline"), "order__writer_deadline"),
    ),
)
SEVERITIES = {severity.value: severity.label for severity in Severity}
CAUSES = {cause.value: cause.label for cause in Cause}
SCOPES = {scope.value: scope.label for scope in RevisionScope}
REVISIONS = Kind(
    key="revisions",
    name=ngettext_lazy("revision request", "revision requests"),
    number="order__number",
    to_order="order__",
    columns=(
        Column("round", _("Revision"), "number"),
        Column("severity", _("Severity"), "severity", SEVERITIES),
        Column("cause", _("Cause"), "cause", CAUSES),
        Column("scope", _("Scope"), "scope", SCOPES),
    ),
)

dimension(Dimension("severity", _("Severity"), "severity", "severity", SEVERITIES, of_row=True))
dimension(Dimension("cause", _("Cause"), "cause", "cause", CAUSES, of_row=True))
dimension(Dimension("scope", _("Scope"), "scope", "scope", SCOPES, of_row=True))


def who(scope: Scope) -> int:
    """Whose figures: of the person that the board is about, else the viewer's own."""
    return scope.subject.pk if scope.subject else scope.viewer.member_id or 0


def fees(scope: Scope) -> QuerySet[Any]:
    """What was booked for the person: the rows of their page of earnings, all of them. Each leads to its
    order where the viewer can open that."""
    viewer = scope.viewer
    cause = Case(
        When(revision__isnull=False, then=Value(FeeCause.REVISION.value)),
        When(change__isnull=False, then=Value(FeeCause.CHANGE.value)),
        default=Value(FeeCause.WORK.value),
    )
    seen = When(
        Q(order__isnull=False) & Order.objects.visible_through(viewer, "order"), then=F("order__number")
    )
    rows = earnings.of_person(viewer.agency_id, who(scope))
    return rows.annotate(fee_cause=cause, opens=Case(seen, default=None))


def orders_to_pay(scope: Scope) -> QuerySet[Any]:
    """Open orders of which a fee is agreed with the person and not booked."""
    agency, person = scope.viewer.agency_id, who(scope)
    owed = (
        Q(pk__in=earnings.works_to_come(agency, person).values("pk"))
        | Q(pk__in=earnings.revisions_to_come(agency, person).values("order_id"))
        | Q(pk__in=earnings.changes_to_come(agency, person).values("order_id"))
    )
    return Order.objects.filter(owed, agency_id=agency, state__in=OPEN_STATES)


def to_come(scope: Scope) -> Any:
    """Of such an order: all its fees that are agreed with the person and not booked."""
    agency, person = scope.viewer.agency_id, who(scope)
    paid = LedgerEntry.objects.filter(
        agency_id=agency,
        order=OuterRef("pk"),
        writer_id=person,
        kind=EntryKind.WRITER_FEE,
        revision=None,
        change=None,
    )
    # One look for each order: asked whether there is any, the database might read all fees of the person.
    unpaid = IsNull(Subquery(paid.values("pk")[:1]), True)
    owed = When(Q(writer_id=person) & unpaid, then=F("writer_fee"))
    work = Case(owed, default=Value(0), output_field=MONEY)
    revised = _sum(earnings.revisions_to_come(agency, person), "fee")
    changed = _sum(earnings.changes_to_come(agency, person), "writer_fee")
    return work + revised + changed


def _sum(rows: QuerySet[RevisionRequest] | QuerySet[ChangeOrder], fee: str) -> Coalesce:
    of_order: Any = rows.filter(order=OuterRef("pk")).order_by().values("order")
    return Coalesce(Subquery(of_order.annotate(sum=Sum(fee)).values("sum")), Value(0), output_field=MONEY)


def own_orders(scope: Scope) -> QuerySet[Any]:
    """The orders that the person writes or wrote to the end."""
    return Order.objects.visible_to(scope.viewer).filter(writer_id=who(scope))


def in_hand(scope: Scope) -> Q:
    """Of these: that they are load, as the studio and assigning count it."""
    return Q(state__in=LOADS)


def first_versions(scope: Scope) -> QuerySet[Any]:
    """The first versions that the person handed in, also of orders that somebody else has now: what
    portfolios count."""
    return Delivery.objects.filter(
        agency_id=scope.viewer.agency_id, delivered_by_id=who(scope), number=1
    ).filter(order__writer_deadline__isnull=False)


def by_deadline(scope: Scope) -> Any:
    """Of a first version: 1 where it was in by the writer's deadline as last agreed, else 0."""
    return yes(Q(delivered_at__lte=F("order__writer_deadline")))


def unrevised(scope: Scope) -> Any:
    """Of an order: 1 where nothing had to be revised, else 0."""
    return Value(1) - was_revised(scope)


def revisions(scope: Scope) -> QuerySet[Any]:
    """The requests for revisions of the person's orders that were not taken back."""
    rows = RevisionRequest.objects.visible_to(scope.viewer).exclude(state=RevisionState.CANCELLED)
    # A sum has no index: the database goes from the requests of the period to their orders, and not through
    # all orders that the person ever wrote.
    return rows.alias(written_by=F("order__writer_id") + Value(0)).filter(written_by=who(scope))


def of_the_work(scope: Scope) -> Any:
    """Of a request: 1 where the work fell short of what was ordered; 0 where the client wanted something else
    or more."""
    return yes(Q(cause=Cause.WORK, scope__in=(RevisionScope.WITHIN, RevisionScope.PENDING)))


def revised_for_others(scope: Scope) -> QuerySet[Any]:
    """The live revisions that the person was given."""
    rows = RevisionRequest.objects.visible_to(scope.viewer).live()
    return rows.filter(assignee_id=who(scope), order__state__in=LOADS)


def active_time(scope: Scope) -> Any:
    """Of an order: the seconds for which it was in progress with the person.

    Each event lasts until the next; those count after which the order was in progress, was this writer's, and
    neither waited for an answer of the client nor for somebody else's revision. On hold, disputed, in review
    or delivered it is not in progress."""
    agency, person = scope.viewer.agency_id, who(scope)
    events = OrderEvent.objects.filter(agency_id=agency, order=OuterRef("order")).order_by("-pk")
    so_far = events.filter(pk__lte=OuterRef("pk"))
    others = RevisionRequest.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=OuterRef("at")),
        agency_id=agency,
        order=OuterRef("order"),
        assignee__isnull=False,
        asked_at__lte=OuterRef("at"),
    ).exclude(assignee_id=person)
    spans: Any = (
        OrderEvent.objects.filter(agency_id=agency, order=OuterRef("pk"), to_state=State.IN_PROGRESS)
        .annotate(
            ended=Subquery(events.filter(pk__gt=OuterRef("pk")).order_by("pk").values("at")[:1]),
            said=Subquery(so_far.filter(verb__in=(ASKS, *GOES_ON)).values("verb")[:1]),
            given=Subquery(so_far.filter(verb__in=GIVING).values("person")[:1]),
        )
        .filter(~Q(said=ASKS), ~Exists(others), given=person)
        .order_by()
        .values("order")
    )
    lasted = Sum(seconds(F("ended") - F("at")))
    return Coalesce(Subquery(spans.annotate(lasted=lasted).values("lasted")), Value(0.0))
