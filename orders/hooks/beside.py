"""What apps to the right keep beside an order: asked in the query that fetches it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, Subquery

from project.base.hooks import Registry

#: By name: whether there is any, of an order (OuterRef("pk"), OuterRef("agency_id")) as its page is fetched.
#: `order.facts.beside` then holds the names of those that are there, so that a panel without rows asks
#: nothing.
order_flags: Registry[Callable[[], Exists]] = Registry("orders.hooks.beside.order_flags")

#: By name: what a panel of theirs prints, as an expression of the order, so that it asks no query of its own.
#: `order.facts.values` then holds what was found.
order_values: Registry[Callable[[], Subquery]] = Registry("orders.hooks.beside.order_values")
