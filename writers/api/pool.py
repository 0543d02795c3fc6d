"""`/api/v1/writer-management/pool/`: orders in the pool that fit whoever asks."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base import clock
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.actions import pool_answers
from writers.models import PoolEntry
from writers.pages.pool import KINDS, ORDER, FittingEntries, interested_in
from writers.rules.pool import alone_until, takes_from_pool
from writers.views.pool import entry_or_404, looked_at_or_404

from .pool_shapes import PoolOut, PoolTakenOut

WRITERS = only(takes_from_pool)


class PoolViewSet(Resource):
    """Orders in the pool that fit you."""

    def thing(self, key: str) -> PoolEntry:
        return entry_or_404(self.http, key)

    def shown(self, thing: PoolEntry) -> dict[str, Any]:
        return pool_row(thing, bool(interested_in(self.viewer, [thing])))

    @endpoint(WRITERS, PoolOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the orders in the pool that fit you, the newest first. Of a very long pool, the first 1,000
        orders from a cursor on are looked at."""
        told: set[int] = set()
        return page(
            self,
            FittingEntries(self.viewer, self.now, self.asked["page_size"]),
            lambda entry: pool_row(entry, entry.pk in told),
            order=ORDER,
            kinds=KINDS,
            key=lambda entry: (entry.put_at, entry.pk),
            prepare=lambda rows: told.update(interested_in(self.viewer, rows)),
        )

    @endpoint(WRITERS, PoolOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an order in the pool. Out of the pool it is 404."""
        return self.ok(self.thing(public_id))

    @verb("take", WRITERS, PoolTakenOut, moves=True)
    def take(self, request: Any, public_id: str) -> Response:
        """Accept an order whose mode is “take”. Exactly one writer gets it; 409 for whoever comes second."""
        entry = looked_at_or_404(self.http, public_id)
        order = pool_answers.take_from_pool(actor=self.viewer, entry=entry, now=self.now)
        fee = money_text(order.writer_fee)
        return Response({"order": order.number, "state": order.state, "fee": fee})

    @verb("interest", WRITERS, PoolOut, moves=True)
    def interest(self, request: Any, public_id: str) -> Response:
        """Show interest in an order whose mode is “interest”. The agency chooses."""
        entry = looked_at_or_404(self.http, public_id)
        pool_answers.show_interest(actor=self.viewer, entry=entry, now=self.now)
        return self.ok(self.thing(public_id))

    @verb("withdraw-interest", WRITERS, status=204)
    def withdraw_interest(self, request: Any, public_id: str) -> Response:
        """Withdraw your interest. Nothing happens without one."""
        entry = looked_at_or_404(self.http, public_id)
        pool_answers.withdraw_interest(actor=self.viewer, entry=entry, now=self.now)
        return Response(status=204)

    @verb("leave", WRITERS, status=204, moves=True)
    def leave(self, request: Any, public_id: str) -> Response:
        """Leave an order to others, as the writer whom its client prefers."""
        entry = looked_at_or_404(self.http, public_id)
        pool_answers.leave_to_others(actor=self.viewer, entry=entry, now=self.now)
        return Response(status=204)


#: What a confidential entry keeps back.
POOL_WORDS = ("brief", "house_style", "style_preferences")


def pool_row(entry: PoolEntry, told: bool) -> dict[str, Any]:
    """What a writer reads of an order in the pool."""
    order = entry.order
    return {
        "id": entry.public_id,
        "mode": entry.mode,
        "service": order.service.name,
        "subject": order.subject.name if order.subject else None,
        "quantity": order.quantity,
        "unit": order.service.unit,
        "deadline": moment_text(order.writer_deadline),
        "fee": money_text(entry.fee),
        "currency": order.currency,
        **{name: None if entry.confidential else getattr(order, name) for name in POOL_WORDS},
        "preferred_until": moment_text(alone_until(entry, clock.now())),
        "interested": told,
    }
