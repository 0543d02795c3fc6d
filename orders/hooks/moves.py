"""What apps to the right do when an order moves, or is offered, within that very transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from orders.models import Offer, Order, OrderEvent


class Follower(Protocol):
    """Something of an app to the right that ends, or begins, with a step of an order."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """`event` has just moved the (locked) order, which is stored as it left it. What this writes is
        stored with it, or not at all; it may move the order on."""
        ...


class OfferAnswers(Protocol):
    """What may answer an offer in its writer's name."""

    def answer(self, *, order: Order, offers: Sequence[Offer], now: dt.datetime) -> None:
        """These offers of the (locked) order have just been made, to writers who are locked. One of them may
        be accepted at once."""
        ...


followers: Registry[Follower] = Registry("orders.hooks.moves.followers")
offer_answers: Registry[OfferAnswers] = Registry("orders.hooks.moves.offer_answers")
