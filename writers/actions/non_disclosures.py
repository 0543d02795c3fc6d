"""Non-disclosure agreements of orders: set and lifted by the client's side or the desk."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from orders.actions.moving import record
from orders.models import Order
from orders.rules.orders import on_client_side
from project.base.errors import require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import NonDisclosure
from writers.rules.consents import can_set_nda

from .consents_ending import unpublish_what_may_not_show


def set_nda(*, actor: Member, order: Order, now: dt.datetime) -> NonDisclosure:
    """Put the order under a non-disclosure agreement: whatever of it is shown is offline at once, and nobody
    can ask. Does nothing when it is."""
    require(can_set_nda(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_set_nda(actor, order))
        held = NonDisclosure.objects.in_force().filter(agency_id=order.agency_id, order=order).first()
        if held is not None:
            return held
        facts = {"agency_id": order.agency_id, "order": order, "set_by": actor.membership, "set_at": now}
        held = NonDisclosure.objects.create(**facts)
        record(order, _verb(actor, order, "set_nda"), actor=actor, now=now)
        unpublish_what_may_not_show(order, now, actor=actor)
    return held


def lift_nda(*, actor: Member, order: Order, now: dt.datetime) -> None:
    """End the agreement. What was shown before stays offline until its writer publishes it again. Does
    nothing when there is none."""
    require(can_set_nda(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_set_nda(actor, order))
        held = NonDisclosure.objects.in_force().filter(agency_id=order.agency_id, order=order).first()
        if held is None:
            return
        held.lifted_by, held.lifted_at = actor.membership, now
        held.save(update_fields=["lifted_by", "lifted_at"])
        record(order, _verb(actor, order, "lift_nda"), actor=actor, now=now)


def _verb(actor: Member, order: Order, verb: str) -> str:
    """The desk's acts are other verbs than the client's: who reads of them is told which side it was."""
    return verb if on_client_side(actor, order) else f"desk_{verb}"
