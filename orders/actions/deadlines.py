"""Moving the deadlines of an order that is on its way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from drafts.pricing.deadlines import LONGEST
from orders.models import ExtensionAsk, Order
from orders.rules.holding import can_hold
from orders.rules.live_revision import active_revision
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member

from .moving import ORDERS, move_order
from .urgency_price import settle_urgency


def change_deadlines(
    *,
    actor: Member,
    order: Order,
    client_deadline: dt.datetime,
    writer_deadline: dt.datetime,
    now: dt.datetime,
    urgency: str = "",
    extension: ExtensionAsk | None = None,
) -> Order:
    """Agree on other deadlines for the first delivery. `extension` is the writer's ask that this grants.

    Where the client paid for a sooner deadline, `urgency` (PriceAnswer) says what becomes of that, as in
    settle_urgency. Raises Invalid under the name of the deadline that is in the past, too far away, or after
    the client's, and under "urgency".
    """
    require(can_hold(actor, order))
    if problems := _problems(client_deadline, writer_deadline, now):
        raise Invalid(problems)
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("change_deadlines", actor, order)
        if (order.client_deadline, order.writer_deadline) == (client_deadline, writer_deadline):
            return order
        settle_urgency(order, client_deadline, answer=urgency, actor=actor, now=now)
        order.client_deadline, order.writer_deadline = client_deadline, writer_deadline
        move_order(
            order, "change_deadlines", actor=actor, now=now, until=client_deadline, extension=extension
        )
    return order


def change_revision_due(
    *,
    actor: Member,
    order: Order,
    due_at: dt.datetime,
    now: dt.datetime,
    extension: ExtensionAsk | None = None,
) -> Order:
    """Give the live revision another time. Raises Invalid under "due_at"
    when it is in the past or too far away."""
    require(can_hold(actor, order))
    if problem := problem_with(due_at, now):
        raise Invalid({"due_at": problem})
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("change_deadlines", actor, order)
        revision = active_revision(order)
        if revision is None or revision.due_at == due_at:
            return order
        revision.due_at = due_at
        revision.save(update_fields=["due_at"])
        move_order(
            order,
            "change_deadlines",
            actor=actor,
            now=now,
            until=due_at,
            revision=revision,
            extension=extension,
        )
    return order


def move_deadlines(*, actor: Member, order: Order, now: dt.datetime, **facts: Any) -> Order:
    """Give the order what orders.forms.deadlines.deadlines_form asks for: both deadlines (and what becomes of
    the urgency), or the `due_at` of its live revision. Raises as those two."""
    act: Any = change_revision_due if "due_at" in facts else change_deadlines
    found: Order = act(actor=actor, order=order, now=now, **facts)
    return found


def _problems(client: dt.datetime, writer: dt.datetime, now: dt.datetime) -> dict[str, str]:
    found = {"client_deadline": problem_with(client, now), "writer_deadline": problem_with(writer, now)}
    if not any(found.values()) and writer > client:
        found["writer_deadline"] = _("The writer’s deadline can’t be later than the client’s.")
    return {name: problem for name, problem in found.items() if problem}


def problem_with(moment: dt.datetime, now: dt.datetime) -> str:
    """What is wrong with a deadline whatever it is for; "" when nothing is."""
    if moment <= now:
        return _("Choose a time in the future.")
    return _("Choose a time within two years.") if moment > now + LONGEST else ""
