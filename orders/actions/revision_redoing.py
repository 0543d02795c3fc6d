"""Work that is done again because the agency says so: a revision that nobody has to judge, and that uses up
no round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from orders.models import Order, RevisionRequest
from orders.rules import revision_policy
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from orders.states.revision_choices import Scope, ScopeRule, Severity

from .revision_requests import Point, close_answered, write_points


def write_redo(
    order: Order, *, asked_by_id: int, summary: str, points: Sequence[Point], now: dt.datetime
) -> tuple[RevisionRequest, list[RevisionRequest]]:
    """Ask for the delivered text of a locked order, which resumes in `resumes_to`, to be done again: part of
    the order, in the time of a major revision. Its caller moves the order to REVISION_REQUESTED.

    Returns the request, and the answered one that is closed by it, for the caller to book its fee.
    """
    closed = close_answered(order, now)
    hours = revision_policy.rules_of(order.agency)[Severity.MAJOR].hours
    last = order.revisions.order_by("-number").first()
    revision = RevisionRequest.objects.create(
        agency_id=order.agency_id,
        order=order,
        number=last.number + 1 if last else 1,
        summary=summary,
        severity=Severity.MAJOR,
        about=order.deliveries.filter(verdict=ReviewVerdict.APPROVED).order_by("-number").first(),
        asked_from=order.resumes_to or "",
        asked_by_id=asked_by_id,
        asked_at=now,
        due_at=revision_policy.due_after(order.agency, now, hours),
        scope=Scope.WITHIN,
        scope_rule=ScopeRule.NO_ROUND,
        uses_round=False,
    )
    write_points(revision, points)
    if order.resumes_to == State.COMPLETED:
        order.review_left, order.closed_at = dt.timedelta(0), None
    return revision, closed
