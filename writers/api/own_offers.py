"""`/api/v1/writer-management/offers/`: the offers of a writer, and what speaks against accepting each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_writer
from orders.api.order_shapes import NUMBER
from orders.hooks.eligibility import Reason
from orders.models import Offer
from orders.states.offers import DeclineCode
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.querysets.own_offers import answerable
from writers.querysets.studio_day import declined_by
from writers.rules.own_offers import against_offers

from .reason_shapes import ReasonOut

WRITERS = only(is_writer)


class OwnOfferOut(Out):
    """An offer that you can still answer. `against`: why you cannot accept it now."""

    order = fields.Number()
    title = fields.Text()
    service = fields.Text()
    quantity = fields.Whole()
    unit = fields.Text()
    fee = fields.Money()
    currency = fields.Text()
    answer_by = fields.Moment()
    writer_deadline = fields.Moment()
    against = ReasonOut(many=True)

    example = {
        "order": NUMBER,
        "title": "Harbour feature",
        "service": "Article",
        "quantity": 600,
        "unit": "word",
        "fee": "90.00",
        "currency": "EUR",
        "answer_by": "2026-03-03T09:00:00Z",
        "writer_deadline": "2026-03-10T09:00:00Z",
        "against": [
            {"code": "day_limit", "hard": False, "words": "Took 2 orders today; the limit is 2 a day."}
        ],
    }


class DeclinedOut(Out):
    """An offer that you declined. You no longer see its order."""

    fee = fields.Money()
    currency = fields.Text()
    offered_at = fields.Moment()
    declined_at = fields.Moment()
    why = fields.Choice(choices=DeclineCode.choices, allow_blank=True)
    reason = fields.Text()

    example = {
        "fee": "90.00",
        "currency": "EUR",
        "offered_at": "2026-03-02T09:00:00Z",
        "declined_at": "2026-03-02T10:00:00Z",
        "why": "no_time",
        "reason": "Back next week",
    }


class OwnOfferViewSet(Resource):
    """Offers that were made to you."""

    @endpoint(WRITERS, OwnOfferOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the offers that you can still answer, the one to answer first on top, each with everything
        that speaks against accepting it. Accept and decline are verbs of the order."""
        against: dict[int, Sequence[Reason]] = {}

        def ask(offers: list[Offer]) -> None:
            against.update(against_offers(self.viewer, [offer.order for offer in offers], self.now))

        return page(
            self,
            answerable(self.viewer, self.now),
            lambda offer: _open(offer, against),
            order=("answer_by", "id"),
            kinds=(dt.datetime, int),
            prepare=ask,
        )

    @verb("declined", WRITERS, DeclinedOut, method="get", detail=False, listed=True)
    def declined(self, request: Any) -> Response:
        """List the offers that you declined, the latest first."""
        rows = declined_by(self.viewer).select_related("order")
        return page(self, rows, _declined, order=("-answered_at", "-id"), kinds=(dt.datetime, int))


def _open(offer: Offer, against: Mapping[int, Sequence[Reason]]) -> dict[str, Any]:
    order = offer.order
    return {
        "order": order.number,
        "title": order.title,
        "service": order.service.name,
        "quantity": order.quantity,
        "unit": order.service.unit,
        "fee": money_text(offer.fee),
        "currency": order.currency,
        "answer_by": moment_text(offer.answer_by),
        "writer_deadline": moment_text(order.writer_deadline),
        "against": [
            {"code": each.code, "hard": each.hard, "words": each.words} for each in against[order.pk]
        ],
    }


def _declined(offer: Offer) -> dict[str, Any]:
    return {
        "fee": money_text(offer.fee),
        "currency": offer.order.currency,
        "offered_at": moment_text(offer.offered_at),
        "declined_at": moment_text(offer.answered_at),
        "why": offer.decline_code,
        "reason": offer.decline_reason,
    }
