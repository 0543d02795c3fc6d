"""More time for a writer: asking, withdrawing, granting and refusing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import ExtensionAsk, Order
from orders.models.extensions import AskState
from orders.rules.extensions import can_answer_extension, open_ask
from orders.rules.live_revision import owed_by
from orders.rules.orders import can_write
from project.base.errors import Invalid, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member

from .deadlines import change_deadlines, change_revision_due, problem_with
from .moving import ORDERS, move_order


def ask_extension(
    *, actor: Member, order: Order, wanted: dt.datetime, reason: str, now: dt.datetime
) -> ExtensionAsk:
    """Ask the desk for a later deadline; only one ask of an order is open at a
    time. The same ask again returns the first.

    Raises Invalid under "wanted" for a moment that is past, too far away or
    no gain, and under "reason" without one.
    """
    require(can_write(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_write(actor, order))
        waiting = open_ask(order)
        if waiting and (waiting.asked_by_id, waiting.wanted, waiting.reason) == (
            actor.member_id,
            wanted,
            reason,
        ):
            return waiting
        ORDERS.check("ask_extension", actor, order)
        deadline = owed_by(order)
        if problems := _problems(wanted, reason, deadline, now):
            raise Invalid(problems)
        ask = ExtensionAsk.objects.create(
            agency_id=order.agency_id,
            order=order,
            asked_by=actor.membership,
            asked_at=now,
            deadline=deadline,
            wanted=wanted,
            reason=reason,
        )
        move_order(order, "ask_extension", actor=actor, now=now, until=wanted, **_about(ask))
    return ask


def withdraw_extension(*, actor: Member, order: Order, now: dt.datetime) -> None:
    """Take one's ask back. Does nothing when it is withdrawn already."""
    require(can_write(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        last = order.extension_asks.last()
        if last and last.state == AskState.WITHDRAWN and last.asked_by_id == actor.member_id:
            return
        ORDERS.check("withdraw_extension", actor, order)
        ask = _open(order)
        _end(ask, AskState.WITHDRAWN, now)
        move_order(order, "withdraw_extension", actor=actor, now=now, **_about(ask))


def grant_extension(
    *, actor: Member, order: Order, ask: str, now: dt.datetime, urgency: str = "", **times: dt.datetime
) -> Order:
    """Grant the open ask of that public id: moves what change_deadlines or, in a revision,
    change_revision_due moves to the `times` that it takes, which need not be what was wanted. Granting it
    again does nothing. `urgency` as in change_deadlines.

    Raises Invalid under the name of a time that those refuse or that is no
    gain, WrongState when the ask has ended.
    """
    require(can_answer_extension(actor, order))
    field = "due_at" if "due_at" in times else "writer_deadline"
    with transaction.atomic():
        order = locked(actor, order)
        if _is_done(order, ask, AskState.GRANTED, actor):
            return order
        ORDERS.check("grant_extension", actor, order)
        row = _open(order, ask)
        if times[field] <= row.deadline:
            raise Invalid({field: _("Choose a time later than the writer’s current deadline.")})
        _end(row, AskState.GRANTED, now, answered_by=actor.membership, granted=times[field])
        move_order(order, "grant_extension", actor=actor, now=now, until=row.granted, **_about(row))
        facts: dict[str, Any] = {"actor": actor, "order": order, "now": now, "extension": row, **times}
        if field == "due_at":
            return change_revision_due(**facts)
        return change_deadlines(urgency=urgency, **facts)


def refuse_extension(*, actor: Member, order: Order, ask: str, refusal: str, now: dt.datetime) -> Order:
    """Refuse the open ask of that public id, with words for its writer. Refusing it again does nothing.

    Raises Invalid under "refusal" without any, WrongState when the ask has ended.
    """
    require(can_answer_extension(actor, order))
    if not refusal:
        raise Invalid({"refusal": _("Enter a reason.")})
    with transaction.atomic():
        order = locked(actor, order)
        if _is_done(order, ask, AskState.REFUSED, actor):
            return order
        ORDERS.check("refuse_extension", actor, order)
        row = _open(order, ask)
        _end(row, AskState.REFUSED, now, answered_by=actor.membership, refusal=refusal)
        move_order(order, "refuse_extension", actor=actor, now=now, **_about(row))
    return order


def _problems(wanted: dt.datetime, reason: str, deadline: dt.datetime, now: dt.datetime) -> dict[str, str]:
    when = problem_with(wanted, now)
    if not when and wanted <= deadline:
        when = _("Choose a time later than your current deadline.")
    found = {"wanted": when, "reason": "" if reason else _("Enter a reason.")}
    return {name: problem for name, problem in found.items() if problem}


def _open(order: Order, ask: str = "") -> ExtensionAsk:
    """The open ask of a locked order. Raises WrongState when it is not the
    one that the reader of a page answers."""
    row = open_ask(order)
    if row is None or (ask and row.public_id != ask):
        raise WrongState(
            _("The request you are responding to has been withdrawn. Check the order page for a new request.")
        )
    return row


def _is_done(order: Order, ask: str, state: AskState, actor: Member) -> bool:
    return order.extension_asks.filter(public_id=ask, state=state, answered_by=actor.membership).exists()


def _end(ask: ExtensionAsk, state: AskState, now: dt.datetime, **answer: Any) -> None:
    ask.state, ask.ended_at = state, now
    for name, value in answer.items():
        setattr(ask, name, value)
    ask.save(update_fields=["state", "ended_at", *answer])


def _about(ask: ExtensionAsk) -> dict[str, Any]:
    """What every event of an ask carries: the ask, and its writer, who alone reads of it beside the desk."""
    return {"extension": ask, "person_id": ask.asked_by_id}
