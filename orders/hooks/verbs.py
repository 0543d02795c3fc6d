"""Verbs of orders that apps to the right bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orders.states.doors import Door
from project.base.hooks import Registry
from project.base.states import Guard, Predicate, Transition


@dataclass(frozen=True)
class OrderVerb:
    """A verb of orders that an app to the right brings: a row of the
    transition table and all that goes with it.

    The app's action moves the order along it by orders.actions.moving.move_order. `right` is what the row
    calls by name, `guards` likewise; `too_late` says of an order and a moment why the time forbids it, ""
    when it does not. `leads`: the states that wait for this verb, which makes it the turn of whoever may use
    it; `to_do` says what they are asked to do, where the state has no words of its own. `who` and `targets`
    are for the docs: who has the right, in words; and where it leads when the action works out the next
    state.
    """

    transition: Transition
    right: Predicate
    door: Door
    who: str
    guards: Mapping[str, Guard] = field(default_factory=dict)
    too_late: Callable[[Any, dt.datetime], str] | None = None
    leads: frozenset[str] = frozenset()
    to_do: Any = ""
    targets: tuple[str, ...] = ()


#: By verb. Acts that belong to no state need none of this, only a line of the timeline.
order_verbs: Registry[OrderVerb] = Registry("orders.hooks.verbs.order_verbs")
