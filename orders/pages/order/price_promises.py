"""What the desk is told before an act breaks what a line of the price promises."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from orders.models import Order
from orders.rules.promises import named_writer_at_stake
from orders.states.promises import PriceAnswer
from project.base.money import format_money


def named_writer_words(order: Order) -> str:
    """What the client pays for the writer whom they named; "" when nothing is at stake."""
    amount = named_writer_at_stake(order)
    if not amount or order.preferred_writer is None:
        return ""
    words = _("The client pays %(amount)s for %(name)s. If someone else gets the work, the client is told.")
    return words % {
        "amount": format_money(amount, order.currency),
        "name": order.preferred_writer.public_name,
    }


def unasked_words(order: Order) -> str:
    """The same, where writers are found without the desk: nobody is asked again, and the surcharge goes (but
    for an order of which the client has had a version: rules.promises)."""
    amount = named_writer_at_stake(order) if order.delivered_at is None else None
    if not amount or order.preferred_writer is None:
        return ""
    words = _(
        "The client pays %(amount)s for %(name)s. If someone else gets the order this way, that is taken "
        "back without asking you, and the client is told. To keep the price because the client has agreed, "
        "offer or assign the order yourself."
    )
    return words % {
        "amount": format_money(amount, order.currency),
        "name": order.preferred_writer.public_name,
    }


def default_answer(order: Order) -> PriceAnswer:
    """What is ticked at first: once the client has had a version of the named writer, the price stays."""
    return PriceAnswer.KEEP if order.delivered_at else PriceAnswer.TAKE_BACK


def named_writers_words(orders: Sequence[Order]) -> str:
    """The same of several orders (from rules.promises.paid_for_a_writer), by number and name."""
    if not orders:
        return ""
    listed = [
        f"{order.number} ({order.preferred_writer.public_name})" for order in orders if order.preferred_writer
    ]
    words = _("Clients pay for a named writer in %(orders)s. If someone else gets the work, they are told.")
    return words % {"orders": ", ".join(listed)}


def urgency_words(order: Order) -> str:
    """What the client pays for, where a later deadline may cost less; "" without an urgency."""
    if order.urgency is None:
        return ""
    words = _("The order was priced as “%(tier)s”. The client is told of the new deadline and the price.")
    return words % {"tier": order.urgency.name}
