"""What may no longer be shown goes offline, in the transaction of whatever ended it."""

from __future__ import annotations

import datetime as dt

from orders.models import Order
from project.base.viewer import Viewer
from writers.models import PortfolioSample, SampleConsent, WriterPortfolio

from .portfolio_moves import hide_if_it_must, locked_portfolio


def unpublish_what_may_not_show(order: Order, now: dt.datetime, *, actor: Viewer | None = None) -> int:
    """Take every published sample of the (locked) order offline that its consent, or an agreement of
    non-disclosure, does not allow any longer. Returns how many.

    The portfolio of everyone to whom the client of this order gave or refused consent is locked, whether or
    not anything of it is seen to be published: who publishes locks it too, and asks for the consent under
    that lock, so that one of the two finds what the other did.
    """
    writers = SampleConsent.objects.filter(agency_id=order.agency_id, order=order).values("writer_id")
    found = WriterPortfolio.objects.filter(agency_id=order.agency_id, member_id__in=writers)
    return sum(
        _unpublish_in(pk, order, now, actor) for pk in found.order_by("pk").values_list("pk", flat=True)
    )


def _unpublish_in(portfolio_id: int, order: Order, now: dt.datetime, actor: Viewer | None) -> int:
    portfolio = locked_portfolio(order.agency_id, portfolio_id)
    rows = PortfolioSample.objects.filter(portfolio=portfolio, order=order, published_at__isnull=False)
    done = 0
    for sample in rows.select_related("delivery").select_for_update(of=("self",)).order_by("pk"):
        sample.portfolio = portfolio
        done += hide_if_it_must(sample, portfolio, now, actor=actor)
    return done
