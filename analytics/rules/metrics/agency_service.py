"""What the desk reads of its own work: quotes, promises of support, and how much writers have in work."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.states.roles import is_staff
from agencies.states.sla import ClockState, Target
from analytics.states.metrics import Board, How, Unit
from orders.models import Order
from orders.states.orders import LOADS
from quotes.models import OrderQuote, QuoteVersion
from quotes.states import QuoteState
from support.models import TicketTimer
from writers.models import WriterCapacity
from writers.querysets.writers import writers_visible_to
from writers.states.capacity import DEFAULT_MAX_ACTIVE

from .base import Column, Dimension, Kind, Metric, Scope, dimension, register
from .orders import yes

TARGETS = {target.value: target.label for target in Target}
QUOTES = Kind(
    key="quotes",
    name=ngettext_lazy("quote", "quotes"),
    number="quote__number",
    to_order="quote__",
    columns=(
        Column("title", _("Title"), "title"),
        Column("client", _("Client"), "quote__account__name"),
        Column("state", _("State"), "quote__state", {state.value: state.label for state in QuoteState}),
    ),
)
TICKETS = Kind(
    key="tickets",
    name=ngettext_lazy("target of a ticket", "targets of tickets"),
    number="ticket__number",
    columns=(
        Column("subject", _("Subject"), "ticket__subject"),
        Column("target", _("Target"), "target", TARGETS),
    ),
)
WRITERS = Kind(
    key="writers",
    name=ngettext_lazy("writer", "writers"),
    number="public_id",
    label="public_name",
    columns=(Column("limit", _("Most orders at once"), "limit"), Column("load", _("Orders in work"), "load")),
)

dimension(Dimension("target", _("Target"), "target", "target", TARGETS, by=_("By target")))


def first_versions(scope: Scope) -> QuerySet[Any]:
    """The first version of each quote that was sent."""
    quotes = OrderQuote.objects.visible_to(scope.viewer)
    return QuoteVersion.objects.filter(agency_id=scope.viewer.agency_id, number=1, quote__in=quotes)


def ended_targets(scope: Scope) -> QuerySet[Any]:
    """What was promised to whoever asked, as it ended: in time or not."""
    rows = TicketTimer.objects.visible_to(scope.viewer)
    return rows.filter(outcome__in=[ClockState.MET, ClockState.MISSED])


def writing_people(scope: Scope) -> QuerySet[Any]:
    """The writers, each with the orders that they have in work and the most that they take at once."""
    own = Order.objects.filter(agency_id=scope.viewer.agency_id, writer=OuterRef("pk"), state__in=LOADS)
    load = own.order_by().values("writer").annotate(n=Count("pk")).values("n")
    limit = WriterCapacity.objects.filter(agency_id=scope.viewer.agency_id, member=OuterRef("pk"))
    return writers_visible_to(scope.viewer).annotate(
        load=Coalesce(Subquery(load), 0),
        limit=Coalesce(Subquery(limit.values("max_active")[:1]), DEFAULT_MAX_ACTIVE),
    )


register(
    Metric(
        board=Board.AGENCY,
        key="quotes_sent",
        name=_("Quotes sent"),
        definition=_("Quotes whose first version was sent in the period, whatever became of them."),
        time=_("when the first version was sent"),
        unit=Unit.COUNT,
        how=How.COUNT,
        kind=QUOTES,
        source=first_versions,
        at="sent_at",
        dimensions=("client",),
        right=is_staff,
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="quotes_won",
        name=_("Quotes accepted"),
        definition=_(
            "Of the quotes whose first version was sent in the period, the share that the client has "
            "accepted since, by which they became orders."
        ),
        time=_("when the first version was sent"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=QUOTES,
        source=first_versions,
        at="sent_at",
        value=lambda scope: yes(Q(quote__state=QuoteState.ACCEPTED)),
        dimensions=("client",),
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="targets",
        name=_("Support in time"),
        definition=_(
            "Of the targets of tickets that ended in the period (a first reply, the last reply, a "
            "resolution), the share that was met, by the working hours and pauses that the policy states."
        ),
        time=_("when somebody answered or solved it"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=TICKETS,
        source=ended_targets,
        at="ended_at",
        value=lambda scope: yes(Q(outcome=ClockState.MET)),
        dimensions=("target",),
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="capacity",
        name=_("Writers’ load"),
        definition=_(
            "The orders that a writer has in work now, as a share of the most that they take at once: the "
            "mean of all writers. Over 100% they have more than they said."
        ),
        time=_("since when the writer belongs to the agency"),
        unit=Unit.SHARE,
        how=How.MEAN,
        kind=WRITERS,
        source=writing_people,
        at="created_at",
        value=lambda scope: Cast("load", FloatField()) / F("limit"),
        right=is_staff,
        timed=False,
    )
)
