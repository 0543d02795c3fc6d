"""Who may do what with a quote: predicates of (viewer, quote), as
orders/rules/orders.py has them for orders."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from agencies.states.roles import Role, is_management, is_staff
from clients.rules.accounts import account_role, can_order, is_client
from project.base.viewer import System, Viewer
from quotes.states import QuoteState

if TYPE_CHECKING:
    from quotes.models import OrderQuote, QuoteSettings

#: Why nobody answers a quote whose time is over.
OVER = _("This quote has expired. You can request a new quote with one click.")


def sees_quotes(viewer: Viewer) -> bool:
    """Whether the viewer has anything to do with quotes: clients, of their own accounts, and the desk."""
    return is_client(viewer) or can_quote(viewer)


def is_over(quote: OrderQuote, now: dt.datetime) -> bool:
    """Whether a sent quote can no longer be answered, be it that the clock has not noted it yet."""
    return quote.state == QuoteState.SENT and bool(quote.valid_until and quote.valid_until <= now)


def judged(quote: OrderQuote, now: dt.datetime) -> OrderQuote:
    """The quote as it is at `now`, for pages and the API: expired from the very moment on until which it
    holds, be it that the clock notes it a little later. Not to be stored: actions read it afresh."""
    if is_over(quote, now):
        quote.state = QuoteState.EXPIRED
    return quote


def can_quote(viewer: Viewer) -> bool:
    """Whether preparing quotes is the viewer's business at all: the desk's."""
    return is_staff(viewer)


def can_prepare(viewer: Viewer, quote: OrderQuote) -> bool:
    """The desk, but nobody for an account of their own."""
    return can_quote(viewer) and not account_role(viewer, quote.account_id)


def can_order_in_name(viewer: Viewer, quote: OrderQuote) -> bool:
    """Who may prepare it, while it is the desk's alone: what a client has been asked, the client answers."""
    return can_prepare(viewer, quote) and (not is_known(quote) or quote.state == QuoteState.ACCEPTED)


def is_known(quote: OrderQuote) -> bool:
    """Whether the client's side knows of it: they asked for it, or it was sent. What
    the desk only prepares is not theirs."""
    return bool(quote.asked_by_id or quote.version)


def can_ask(viewer: Viewer, quote: OrderQuote) -> bool:
    """Who orders for the account, of a quote that the account knows of."""
    return is_known(quote) and can_order(viewer, quote.account_id)


def can_answer(viewer: Viewer, quote: OrderQuote) -> bool:
    """The person to whom it is addressed, as long as they order for the
    account: nobody accepts in another's name."""
    return quote.addressee_id == viewer.member_id and can_ask(viewer, quote)


def can_edit_settings(viewer: Viewer) -> bool:
    """Managers and owners read how long quotes hold; what a manager may take off is the owner's to say."""
    return is_management(viewer)


def can_set_limit(viewer: Viewer) -> bool:
    return viewer.has(Role.OWNER)


def discount_limit(viewer: Viewer, settings: QuoteSettings) -> Decimal | None:
    """How many percent of the list price the viewer may take off; None for any. Support takes off nothing."""
    if viewer.has(Role.OWNER):
        return None
    return settings.discount_limit if is_management(viewer) else Decimal(0)


def is_clock(viewer: Viewer, quote: OrderQuote) -> bool:
    return isinstance(viewer, System)
