"""Samples from orders that the writer delivered. Nothing of them is shown without the client's consent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from project.base.errors import NotVisible, WrongState, require
from project.base.viewer import Member
from writers.models import PortfolioSample, WriterPortfolio
from writers.models.portfolio_samples import BODY_LIMIT
from writers.models.portfolios import TITLE_LIMIT
from writers.querysets.portfolio import delivered_orders, last_approved
from writers.rules.portfolio import can_edit_portfolio
from writers.states.portfolio import PortfolioVerb, SampleSource

from .portfolio import held_portfolio
from .portfolio_moves import leave_event, touch
from .portfolio_samples import hold_order, new_sample


def add_order_sample(
    *, actor: Member, portfolio: WriterPortfolio, order: Order, now: dt.datetime
) -> PortfolioSample:
    """A sample with the text that the client got, for its writer to cut and clear of names: private until it
    is published, which takes the client's consent. An order that has a sample gives that one.

    Raises NotVisible for an order that the actor did not deliver, WrongState for one that was delivered as
    files alone, Invalid beyond the most samples.
    """
    require(can_edit_portfolio(actor, portfolio))
    if not delivered_orders(actor).filter(pk=order.pk).exists():
        raise NotVisible()
    with transaction.atomic():
        hold_order(order.pk)
        if not delivered_orders(actor).filter(pk=order.pk).exists():
            raise NotVisible()
        stored = held_portfolio(actor, portfolio)
        rows = PortfolioSample.objects.filter(agency_id=actor.agency_id, portfolio=stored, order=order)
        if (found := rows.first()) is not None:
            return found
        delivery = last_approved(order)
        if delivery is None or not delivery.text:
            raise WrongState(
                _("This order was delivered as files. Add a text or a file of your own instead.")
            )
        sample = new_sample(stored, SampleSource.ORDER, now)
        sample.order, sample.delivery = order, delivery
        sample.title, sample.body = order.title[:TITLE_LIMIT], delivery.text[:BODY_LIMIT]
        sample.subject_id, sample.service_id = order.subject_id, order.service_id
        sample.language = order.locale
        sample.save()
        touch(stored, now)
        stored.save(update_fields=["version", "changed_at"])
        leave_event(stored, PortfolioVerb.ADD_SAMPLE, actor=actor, now=now, sample=sample)
    return sample
