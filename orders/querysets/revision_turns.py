"""Whose turn a revision is, as columns of SQL: lists of revisions and of orders ask the same."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from orders.models import ChangeOrder, RevisionRequest
from orders.querysets.review_window import is_over
from orders.querysets.ways import Few
from orders.states.orders import OPEN_STATES, State
from orders.states.revision_choices import ACTIVE, RevisionState, Scope
from project.base.compiled import Among
from project.base.viewer import Viewer

R = RevisionState
#: Held by the desk or in dispute: nobody else can do anything.
RESTS = (State.ON_HOLD, State.DISPUTED)
#: The other states of orders with a live revision: none of a closed order is live. An index of open orders
#: finds theirs by account, writer and editor.
RUNS = tuple(state for state in OPEN_STATES if state not in RESTS)
IN_WORK = (R.OPEN, R.IN_PROGRESS)


def turn_of(now: Any) -> Case:
    """Of revisions, at `now` (a moment or its slot): desk, client, writer (whoever works on it: `worker`),
    editor or nobody. The first that holds counts."""
    changes = ChangeOrder.objects.waiting(OuterRef("agency_id"), now)
    offered = Exists(changes.filter(revision=OuterRef("pk")))
    alive = Q(state__in=ACTIVE) | Q(offered, state=R.OUT_OF_SCOPE)
    return Case(
        When(Q(state=R.ANSWERED) & is_over(now, "order"), then=Value("nobody")),
        When(alive & Q(order__state__in=RESTS), then=Value("desk")),
        When(state__in=ACTIVE, scope=Scope.PENDING, then=Value("desk")),
        When(paused_at__isnull=False, then=Value("client")),
        When(state__in=IN_WORK, then=Value("writer")),
        When(state=R.ANSWERED, order__state=State.IN_REVIEW, then=Value("editor")),
        When(state=R.ANSWERED, order__state=State.DELIVERED, then=Value("client")),
        When(Q(offered, state=R.OUT_OF_SCOPE), then=Value("client")),
        default=Value("nobody"),
        output_field=CharField(),
    )


def turn_of_live(now: Any) -> Case:
    """What turn_of says at `now`, of orders joined with their `live` revision (a FilteredRelation): None
    without one, but for a completed order whose client is offered a change."""
    changes = ChangeOrder.objects.waiting(OuterRef("agency_id"), now)
    offered = Exists(changes.filter(order=OuterRef("pk")))
    return Case(
        When(is_over(now) & ~Q(offered), then=Value("nobody")),
        When(is_over(now), then=Value("client")),
        When(Q(live__isnull=True) & Q(offered, state=State.COMPLETED), then=Value("client")),
        When(live__isnull=True, then=None),
        When(state__in=RESTS, then=Value("desk")),
        When(live__scope=Scope.PENDING, then=Value("desk")),
        When(live__paused_at__isnull=False, then=Value("client")),
        When(live__state__in=IN_WORK, then=Value("writer")),
        When(live__state=R.ANSWERED, state=State.IN_REVIEW, then=Value("editor")),
        When(live__state=R.ANSWERED, state=State.DELIVERED, then=Value("client")),
        default=Value("nobody"),
        output_field=CharField(),
    )


def with_turn(rows: QuerySet[RevisionRequest], now: Any) -> QuerySet[Any]:
    """The revisions with `turn` at `now` (a moment or its slot), and `worker`: the member id of who works on
    each."""
    return rows.annotate(turn=turn_of(now), worker=Coalesce("assignee_id", "order__writer_id"))


def mine(side: str, viewer: Viewer, now: Any) -> tuple[Q, ...]:
    """Of revisions: that they wait at `now` for the viewer, who looks from this side. Several ways, of which
    a revision meets one at most; the database finds those of each by an index.

    The same as turn_of, asked of all rows instead of those at hand: they change together.
    """
    rests, runs = Q(order__state__in=RESTS), Q(order__state__in=RUNS)
    pending = Q(scope=Scope.PENDING)
    offered = ChangeOrder.objects.waiting(viewer.agency_id, now)
    # Those are a handful, and what was ever found to be beyond an order is not.
    beyond = Q(Among("pk", ArraySubquery(offered.values("revision_id"))), state=R.OUT_OF_SCOPE)
    if side == "desk":
        live = Q(state__in=ACTIVE)
        return live & pending, live & ~pending & rests, beyond & rests
    if side == "client":
        asked = Q(state=R.IN_PROGRESS, paused_at__isnull=False) & ~pending & runs
        judges = Q(state=R.ANSWERED, order__state=State.DELIVERED) & ~pending & ~is_over(now, "order")
        return asked, judges, Few(beyond & ~rests)
    own = worked_on_by(viewer.member_id)
    reviews = Q(state=R.ANSWERED, order__state=State.IN_REVIEW, order__editor_id=viewer.member_id)
    return (*own, reviews & ~pending) if side == "editor" else own


def worked_on_by(member_id: Any) -> tuple[Q, Q]:
    """Of revisions: that they wait for this member (or an expression for one), who works on them."""
    works = Q(state__in=IN_WORK, paused_at=None) & ~Q(scope=Scope.PENDING) & Q(order__state__in=RUNS)
    return (
        works & Q(assignee_id=member_id),
        works & Q(assignee=None, order__writer_id=member_id),
    )


def for_the_client(viewer: Viewer, now: Any) -> tuple[Q, Q]:
    """Of orders: that their client is asked something beside accepting a delivery: a question of the live
    revision, or whether a change order of a completed order is accepted. No order is asked both."""
    asked = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, paused_at__isnull=False)
    offered = ChangeOrder.objects.waiting(viewer.agency_id, now)
    return (
        Q(state=State.IN_PROGRESS, pk__in=asked.exclude(scope=Scope.PENDING).values("order_id")),
        Few((Q(state=State.COMPLETED) | is_over(now)) & Q(pk__in=offered.values("order_id"))),
    )
