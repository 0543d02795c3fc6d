"""Questions that the orders app asks of apps to its right, and what they add to its own, without importing
them.

They register in `AppConfig.ready()` (see project/base/hooks.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Hook, Registry
from project.base.states import Guard, Predicate, Transition

from .states.doors import Door
from .states.timeline import Line

if TYPE_CHECKING:
    from agencies.models import Membership
    from project.base.viewer import Viewer

    from .models import Order


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility")


@dataclass(frozen=True)
class MailWords:
    """One mail about an event of an order. `waits`: it asks its reader to act, so it is not sent once the
    order has moved on.

    `subject` stands between the order's number and its title; `more` may name {fee} and {amount}. `told`: the
    timeline's sentence is said. All words are lazily translated: they are read in the reader's language.
    """

    subject: Any
    button: Any
    more: Any = ""
    waits: bool = False
    told: bool = True


#: By verb of an OrderEvent that an app to the right records: which parts (orders/states/mail_parts.py) a mail
#: tells of it, and in which words. Somebody who has several parts is told as the first of them; orders' own
#: verbs are in orders/mail/words.py.
mail_words: Registry[Mapping[str, MailWords]] = Registry("orders.hooks.mail_words")


@dataclass(frozen=True)
class OrderVerb:
    """A verb of orders that an app to the right brings: a row of the transition table and all that goes with it.

    The app's action moves the order along it by orders.actions.moving.move_order. `right` is what the row calls by name,
    `guards` likewise. `leads`: the states that wait for this verb, which makes it the turn of whoever may use it; `to_do`
    says what they are asked to do, where the state has no words of its own. `who` and `targets` are for the docs: who has
    the right, in words; and where it leads when the action works out the next state.
    """

    transition: Transition
    right: Predicate
    door: Door
    who: str
    guards: Mapping[str, Guard] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()
    to_do: Any = ""
    targets: tuple[str, ...] = ()


#: By verb. Acts that belong to no state need none of this, only a line of the timeline.
order_verbs: Registry[OrderVerb] = Registry("orders.hooks.order_verbs")
#: By verb: the sentence of an OrderEvent that an app to the right records.
timeline_lines: Registry[Line] = Registry("orders.hooks.timeline_lines")


@dataclass(frozen=True)
class Found:
    """One thing found: its title with an address, and what else stands beside it."""

    title: str
    url: str
    facts: str = ""


class SearchKind(Protocol):
    """Things of an app to the right that the search box finds."""

    @property
    def title(self) -> Any:
        """The heading of what is found; lazily translated."""
        ...

    @property
    def icon(self) -> str:
        """A name in static/img/icons.svg."""
        ...

    def find(self, viewer: Viewer, words: Sequence[str], most: int) -> Sequence[Found]:
        """Up to `most` things that the viewer may see and that fit every word. One query."""
        ...


search_kinds: Registry[SearchKind] = Registry("orders.hooks.search_kinds")
