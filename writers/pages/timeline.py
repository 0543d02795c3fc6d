"""How the acts of the pool and of automatic acceptance read in an order's timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.states.timeline import DESK, Line

LINES = {
    "put_into_pool": Line("stack-2", "info", DESK, {DESK: _("put the order into the pool for {amount}")}),
    "withdraw_from_pool": Line("stack-2", "neutral", DESK, {DESK: _("withdrew the order from the pool")}),
}
