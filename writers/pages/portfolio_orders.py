"""The orders that a writer can make samples of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from project.base.http import MemberRequest
from project.base.paging import Page, page_of
from writers.models import NonDisclosure, PortfolioSample, SampleConsent
from writers.querysets.portfolio import delivered_orders

ORDER, KINDS = ("-delivered_at", "-id"), (dt.datetime, int)
PAGE = 20


def order_rows(request: MemberRequest) -> Page[Any]:
    """One page of own delivered orders, each with what its client said and the sample that there is. Four
    queries."""
    rows = delivered_orders(request.viewer).select_related("service")
    page = page_of(rows, request, order=ORDER, kinds=KINDS, size=PAGE)
    ids = [order.pk for order in page.rows]
    who = {"agency_id": request.viewer.agency_id, "order__in": ids}
    consents = SampleConsent.objects.filter(**who, writer_id=request.viewer.member_id)
    by_order = {row.order_id: row for row in consents}
    own = PortfolioSample.objects.filter(**who, portfolio__member_id=request.viewer.member_id)
    samples = dict(own.values_list("order_id", "public_id"))
    closed = set(NonDisclosure.objects.filter(**who, lifted_at=None).values_list("order_id", flat=True))
    found = [_row(order, by_order.get(order.pk), samples.get(order.pk), closed) for order in page.rows]
    return page.with_rows(found)


def _row(order: Any, consent: Any, sample: str | None, closed: set[int]) -> dict[str, Any]:
    answered = consent is not None and consent.level
    return {
        "number": order.number,
        "title": order.title,
        "service": order.service.name,
        "delivered_at": order.delivered_at,
        "url": reverse("writers:portfolio_from_order", args=[order.number]),
        "sample_url": reverse("writers:portfolio_sample", args=[sample]) if sample else "",
        "confidential": order.pk in closed,
        "asked": consent is not None and not answered,
        "level": consent.get_level_display() if answered else "",
    }
