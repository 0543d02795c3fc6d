"""The client's style guide beside the brief: as it is now (of merged accounts the one that counts), and as it
was when the order was placed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString

from clients.models import StyleGuide
from clients.rules.style_guides import counted_guide, guide_at
from orders.models import Order
from project.base.markdown import render


@dataclass(frozen=True)
class GuideText:
    """One version; `html` and `link` are empty where there was no guide."""

    number: int
    html: SafeString | str
    text: str
    link: str
    at: dt.datetime

    @property
    def says_something(self) -> bool:
        return bool(self.text or self.link)


@dataclass(frozen=True)
class GuideView:
    """The version that counts. `changed`: it is another one than when the order was placed, and `then` is
    that one, None when there was none."""

    now: GuideText
    changed: bool
    then: GuideText | None


def style_guide_of(order: Order) -> GuideView | None:
    """For an order from fetching.order_or_404. One query, none where its account has no guide."""
    ids = order.facts.style_guides if order.facts else ()
    if not any(ids):
        return None
    rows = {
        row.pk: row for row in StyleGuide.objects.filter(agency_id=order.agency_id, pk__in=filter(None, ids))
    }
    now, then = (rows.get(pk or 0) for pk in ids)
    return _view(now, then)


def style_guide_until(order: Order, until: dt.datetime) -> GuideView | None:
    """As it was at a moment, for whoever reads the order no further. Two queries."""
    then = guide_at(order.agency_id, order.account_id, order.placed_at)
    return _view(counted_guide(order.account, until), then)


def _view(now: StyleGuide | None, then: StyleGuide | None) -> GuideView | None:
    if now is None or not (now.says_something or (then and then.says_something)):
        return None
    changed = then is None or then.pk != now.pk
    return GuideView(_text(now), changed, _text(then) if changed and then and then.says_something else None)


def _text(row: StyleGuide) -> GuideText:
    html = render(row.text, top=4) if row.text else ""
    return GuideText(row.number, html, row.text, row.link, row.at)
