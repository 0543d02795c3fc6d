"""How the acts of the pool, of automatic acceptance and of waiting lists read in an order's timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.states.timeline import CONCERNED, DESK, WRITER, Line

LINES = {
    "put_into_pool": Line("stack-2", "info", DESK, {DESK: _("put the order into the pool for {amount}")}),
    "withdraw_from_pool": Line("stack-2", "neutral", DESK, {DESK: _("withdrew the order from the pool")}),
    "set_waiting_list": Line("list-check", "neutral", DESK, {DESK: _("set the waiting list")}),
    "cancel_waiting_list": Line("x", "neutral", DESK, {DESK: _("cancelled the waiting list")}),
    "exhaust_waiting_list": Line(
        "list-check", "warn", "", {DESK: _("The waiting list has ended: no one is left to ask")}
    ),
    "auto_accept": Line(
        "bolt",
        "info",
        "",
        {
            DESK: _("A rule of {person} accepted the offer. It can be undone until {until}"),
            CONCERNED: _("One of your rules accepted the offer. You can undo that until {until}"),
        },
    ),
    "settle_acceptance": Line(
        "bolt", "neutral", "", {DESK: _("The automatic acceptance can no longer be undone")}
    ),
    "undo_acceptance": Line(
        "arrow-back",
        "warn",
        WRITER,
        {
            DESK: _("undid the automatic acceptance"),
            CONCERNED: _("undid the automatic acceptance"),
        },
    ),
}
