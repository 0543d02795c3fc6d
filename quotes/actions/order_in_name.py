"""The desk orders in the name of a client account: what it has prepared becomes an order at its price."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from clients.actions.joining import first_to_order
from clients.actions.placeholders import placeholder_of
from clients.models import ClientAccount
from clients.querysets import current_id
from clients.rules.accounts import account_role
from drafts.pricing.draft_price import missing_fields
from orders.actions.placing import place_order
from orders.models import Order
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.jobs import defer
from project.base.viewer import Member
from quotes.models import OrderQuote
from quotes.rules import quotes

from .asking import begin_prepared
from .desk_draft import publish_work
from .moving import QUOTES, locked_quote, move_quote
from .quote_answers import placement
from .sending import SAVED_SINCE, SHORTEST, agreed_price, write_version


def prepare_in_name(*, actor: Member, account: ClientAccount, now: dt.datetime) -> OrderQuote:
    """Begin what is to be ordered in the name of an account: a quote that only the desk sees, addressed to
    who joined the account first and may order, or to its placeholder while nobody has. Raises NotVisible for
    an account of another agency, WrongState for one that was merged into another."""
    require(quotes.can_quote(actor) and not account_role(actor, account.pk))
    if account.agency_id != actor.agency_id:
        raise NotVisible()
    if account.merged_into_id:
        raise WrongState(_("This client account has been merged into another. Order for that one."))
    with transaction.atomic():
        return begin_prepared(actor, account, _stands_for(account, now), now)


def order_in_name(*, actor: Member, quote: OrderQuote, version: int, now: dt.datetime) -> Order:
    """Place the order of what is prepared, as it is stored, at its price: asked for by its addressee, done by
    the actor, as its event says. The people of the account are told, and whoever joins it first takes the
    order over.

    `version` is that of the draft as it was read: Stale when a colleague has saved since. Exactly one order
    comes of it. Raises Invalid with what is missing, and for more off than the actor may give; NotAllowed
    once the client knows of the quote.
    """
    require(quotes.can_order_in_name(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if not QUOTES.check("order_in_name", actor, stored):
            assert stored.order is not None  # by constraint
            return stored.order
        if stored.draft.version != version:
            raise Stale(SAVED_SINCE, current=stored)
        _place(actor, stored, now)
        move_quote(stored, "order_in_name", actor=actor, now=now)
        order = stored.order
        assert order is not None
        if stored.addressee.placeholder:
            defer("orders.take_over", account_id=current_id(stored.account))
    return order


def _place(actor: Member, quote: OrderQuote, now: dt.datetime) -> None:
    """Write what is ordered as a version, and the order of it."""
    publish_work(quote, now)
    if missing := missing_fields(quote.draft, now):
        raise Invalid(missing)
    if quote.addressee.placeholder:
        quote.addressee = _stands_for(quote.account, now)
    price, until = agreed_price(actor, quote, now), now + SHORTEST
    made = write_version(actor, quote, price, until, now)
    quote.version, quote.valid_until, quote.prepared_by_id = made.number, until, actor.member_id
    quote.order = place_order(actor, quote.draft, placement(quote, made), now)
    quote.draft.converted_at, quote.draft.released = now, True
    quote.draft.save(update_fields=["converted_at", "released"])


def _stands_for(account: ClientAccount, now: dt.datetime) -> Membership:
    return first_to_order(account) or placeholder_of(account=account, now=now)
