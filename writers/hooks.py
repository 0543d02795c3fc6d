"""What writers asks of apps to its right, which register in `ready()` of their apps.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.hooks.eligibility import Reason
    from orders.models import Order


class Objections(Protocol):
    """What an app to the right knows against giving somebody an order, such as a share of a class."""

    def __call__(
        self, *, people: Sequence[Membership], orders: Sequence[Order]
    ) -> Mapping[tuple[int, int], Sequence[Reason]]:
        """What speaks against giving each of these orders of one agency to each of these writers, by both
        ids; pairs against which nothing speaks are left out. Hard reasons alone, with codes of
        states.capacity.RuleCode: whoever wants another writer changes the rule. Who acts on the answer holds
        the lock on the person: what is counted here by writer is never overstepped."""
        ...


objections: Registry[Objections] = Registry("writers.hooks.objections")
