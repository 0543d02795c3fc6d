"""A trial order: what a founder sees the whole way of an order with, and deletes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.marks import delete_marked
from agencies.models import Agency
from agencies.rules.marks import handles_marks
from catalog.pricing.offering import Offering, current_offering
from catalog.pricing.terms import Terms
from clients.actions.trying_out import make_trial_account
from orders.models import Order
from project.base.errors import require
from project.base.viewer import Member
from quotes.rules.trial_orders import standing_trial

from .order_in_name import order_in_name, prepare_in_name
from .sending import save_quote

#: When it is due: long enough for the usual pace.
DUE = dt.timedelta(days=21)
#: How much is ordered of a service, where that may be ordered.
USUAL = {"word": 500, "page": 5, "hour": 2, "item": 3}


def place_trial_order(*, actor: Member, now: dt.datetime) -> Order:
    """Place an order for trying out, for a trial client of its own, by the agency's price list; also before
    the agency is open. It has a number of the trials' series, no invoice, and counts for nothing.

    There is one at a time: while one stands, that one is answered.
    """
    require(handles_marks(actor))
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        if standing := standing_trial(actor):
            return standing
        account = make_trial_account(actor=actor, name=_("Trial client"), now=now)
        quote = prepare_in_name(actor=actor, account=account, now=now)
        quote = save_quote(
            actor=actor,
            quote=quote,
            version=quote.draft.version,
            fields=_fields(current_offering(actor.agency), now),
            terms=Terms(),
            assumptions="",
            addressee=quote.addressee,
            now=now,
        )
        return order_in_name(actor=actor, quote=quote, version=quote.draft.version, now=now)


def delete_trial_order(*, actor: Member, now: dt.datetime) -> bool:
    """Delete the trial order with its client and everything that was done with it; whether there was one."""
    require(handles_marks(actor))
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        if (standing := standing_trial(actor)) is None:
            return False
        delete_marked(actor=actor, mark=standing.marked.mark, now=now)
    return True


def _fields(offering: Offering, now: dt.datetime) -> dict[str, Any]:
    """What is ordered: the first service, in the first quality."""
    service = offering.services[0]
    rate = offering.book.services[service.key]
    return {
        "title": _("Trial order"),
        "brief": _(
            "Try out the whole way of an order: offer it, write, review, deliver. Delete it when done."
        ),
        "service": service,
        "quality": offering.qualities[0],
        "quantity": min(max(USUAL[rate.unit], rate.minimum_quantity), rate.maximum_quantity),
        "deadline": (now + DUE).replace(minute=0, second=0, microsecond=0),
    }
