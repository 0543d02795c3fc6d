"""`/api/v1/writer-management/pool-entries/`: the pool, for the desk."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.rules.offers import gives_out
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible, require
from writers.actions import pool
from writers.forms.pool import PoolForm
from writers.pages.pool import KINDS, ORDER, desk_entries
from writers.rules.pool import alone_until, can_put_into_pool, reads_pool

from .pool_shapes import PoolEntryOut, PoolPut

DESK, MANAGERS = only(reads_pool), only(gives_out)


class PoolEntryViewSet(Resource):
    """Orders in the pool."""

    def thing(self, key: str) -> Any:
        found = desk_entries(self.viewer, ended=True).filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Any) -> dict[str, Any]:
        return pool_entry_row(thing)

    @endpoint(DESK, PoolEntryOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the orders in the pool, the newest first, with the interested writers."""
        return page(self, desk_entries(self.viewer), pool_entry_row, order=ORDER, kinds=KINDS)

    @endpoint(DESK, PoolEntryOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an order’s stay in the pool, also one that has ended."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGERS, PoolEntryOut, status=201, body=PoolPut, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Put an order into the pool. The same again answers with the same entry."""
        order = order_or_404(self.http, self.body["order"])
        require(can_put_into_pool(self.viewer, order))
        typed = {name: value for name, value in self.body.items() if name != "order"}
        form = bound(PoolForm, typed, order=order)
        made = pool.put_into_pool(actor=self.viewer, order=order, now=self.now, **form.cleaned_data)
        address = f"/api/v1/writer-management/pool-entries/{made.public_id}/"
        return self.created(self.thing(made.public_id), address)

    @verb("withdraw", MANAGERS, PoolEntryOut)
    def withdraw(self, request: Any, public_id: str) -> Response:
        """Withdraw an order from the pool. Nothing happens when it has left it."""
        entry = self.thing(public_id)
        require(can_put_into_pool(self.viewer, entry.order))
        if entry.ended_at is None:
            pool.withdraw_from_pool(actor=self.viewer, order=entry.order, now=self.now)
        return self.ok(self.thing(public_id))


def pool_entry_row(entry: Any) -> dict[str, Any]:
    """An entry as the desk reads it."""
    return {
        "id": entry.public_id,
        "order": entry.order.number,
        "mode": entry.mode,
        "fee": money_text(entry.fee),
        "currency": entry.order.currency,
        "confidential": entry.confidential,
        "preferred_until": moment_text(alone_until(entry, clock.now())),
        "put_at": moment_text(entry.put_at),
        "ended_at": moment_text(entry.ended_at),
        "end": entry.end or None,
        "interests": [
            {
                "writer": {"id": each.member.public_id, "name": each.member.public_name},
                "at": moment_text(each.at),
            }
            for each in entry.live_interests
        ],
    }
