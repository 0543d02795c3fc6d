"""Whose turn a revision is, as columns of SQL: lists of revisions and of orders ask the same."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from orders.models import ChangeOrder, RevisionRequest
from orders.states.orders import State
from orders.states.revision_choices import ACTIVE, ChangeState, RevisionState, Scope
from project.base.viewer import Viewer

R = RevisionState
#: Held by the desk or in dispute: nobody else can do anything.
RESTS = (State.ON_HOLD, State.DISPUTED)
IN_WORK = (R.OPEN, R.IN_PROGRESS)


def turn_of() -> Case:
    """Of revisions: desk, client, writer (whoever works on it: `worker`), editor
    or nobody. The first that holds counts."""
    offered = Exists(ChangeOrder.objects.filter(revision=OuterRef("pk"), state=ChangeState.OFFERED))
    alive = Q(state__in=ACTIVE) | Q(offered, state=R.OUT_OF_SCOPE)
    return Case(
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


def with_turn(rows: QuerySet[RevisionRequest]) -> QuerySet[Any]:
    """The revisions with `turn`, and `worker`: the member id of who works on each."""
    return rows.annotate(turn=turn_of(), worker=Coalesce("assignee_id", "order__writer_id"))


def mine(side: str, viewer: Viewer) -> Q:
    """Of revisions with_turn: that they wait for the viewer, who looks from this side."""
    works = Q(turn="writer", worker=viewer.member_id)
    if side == "writer":
        return works
    if side == "editor":
        return works | Q(turn="editor", order__editor_id=viewer.member_id)
    return Q(turn=side)


def turn_of_order(viewer: Viewer) -> dict[str, Any]:
    """Of orders: `asked_turn`, whose turn their revision says it is (None without one that says so);
    `given_here`, that the viewer has been given the live one, and `given_away`, that somebody else works on
    it instead of its writer."""
    live = RevisionRequest.objects.live().filter(order=OuterRef("pk")).order_by()
    offered = ChangeOrder.objects.filter(order=OuterRef("pk"), state=ChangeState.OFFERED)
    waits = Case(
        When(Exists(offered), state=State.COMPLETED, then=Value("client")),
        default=None,
        output_field=CharField(),
    )
    return {
        "asked_turn": Coalesce(Subquery(live.annotate(turn=turn_of()).values("turn")[:1]), waits),
        "given_here": Exists(live.filter(assignee_id=viewer.member_id)),
        "given_away": Exists(live.exclude(assignee_id=None).exclude(assignee_id=viewer.member_id)),
    }


def for_the_client() -> Q:
    """Of orders: that their client is asked something beside accepting a delivery: a question of the live
    revision, or whether a change order of a completed order is accepted."""
    asked = RevisionRequest.objects.live().filter(paused_at__isnull=False).exclude(scope=Scope.PENDING)
    offered = ChangeOrder.objects.filter(state=ChangeState.OFFERED)
    return Q(state=State.IN_PROGRESS, pk__in=asked.values("order_id")) | Q(
        state=State.COMPLETED, pk__in=offered.values("order_id")
    )
