"""Giving work out, and the writer's answer: verbs of `/api/v1/orders/orders/`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from orders.actions import offers, offers_bulk, reassigning
from orders.actions.eligibility import MAX_FEE
from orders.actions.offers_bulk import MOST, Outcome
from orders.forms.offers import DECLINE_LIMIT, DeclineForm, OfferForm
from orders.forms.offers_bulk import MAX_HOURS, GiveOutForm
from orders.rules.offers import can_assign, gives_out
from orders.states.offers import DeclineCode
from orders.views.fetching import offered_or_404, order_or_404
from orders.views.offers import people_with_load
from orders.views.offers_bulk import chosen_orders, form_options
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound, renamed
from project.base.api.endpoint import MEMBERS, only, verb
from project.base.errors import Invalid, NotVisible, require

from .order_resource import OrderResource
from .order_shapes import MEMBER, NUMBER, OrderOut, named_writer, override

assert MAX_FEE < 100_000_000, "as many digits as fields.Money takes"


class OfferBody(Body):
    """Writers of the agency, and the fee for each."""

    writers = fields.Items(child=fields.Id(), max_length=200)
    fee = fields.Money()
    override = override()
    named_writer = named_writer()

    example = {"writers": [MEMBER], "fee": "90.00"}


class AssignBody(Body):
    """One writer of the agency, and the fee."""

    writer = fields.Id()
    fee = fields.Money()
    override = override()
    named_writer = named_writer()

    example = {"writer": MEMBER, "fee": "90.00"}


class WithdrawBody(Body):
    writer = fields.Id()

    example = {"writer": MEMBER}


class DeclineBody(Body):
    why = fields.Choice(choices=DeclineCode.values, required=False)
    reason = fields.Text(max_length=DECLINE_LIMIT, required=False)

    example = {"why": "no_time", "reason": "No time this week"}


class FeeBody(Body):
    """An order and the fee for it."""

    number = fields.Number()
    fee = fields.Money()


class AssignSeveralBody(Body):
    """Orders of the agency with a fee for each, and one writer."""

    orders = fields.Items(child=FeeBody(), max_length=MOST)
    writer = fields.Id()
    override = override()
    named_writer = named_writer()

    example = {"orders": [{"number": NUMBER, "fee": "90.00"}], "writer": MEMBER}


class OfferSeveralBody(Body):
    """Orders of the agency with a fee for each, and the writers to whom they are offered."""

    orders = fields.Items(child=FeeBody(), max_length=MOST)
    writers = fields.Items(child=fields.Id(), max_length=200)
    hours = fields.Whole(least=1, most=MAX_HOURS, required=False, help_text="To respond; else the agency’s.")
    override = override()
    named_writer = named_writer()

    example = {"orders": [{"number": NUMBER, "fee": "90.00"}], "writers": [MEMBER], "hours": 24}


class OutcomeOut(Out):
    """What became of one order."""

    number = fields.Number()
    done = fields.Flag()
    reasons = fields.Items(child=fields.Text(), help_text="Why it was refused.")
    passed_over = fields.Items(child=fields.Text(), help_text="Writers who were not asked, and why.")


class OutcomesOut(Out):
    """What became of each order, in the order of its deadline."""

    results = OutcomeOut(many=True)

    example = {"results": [{"number": NUMBER, "done": True, "reasons": [], "passed_over": []}]}


class OfferViewSet(OrderResource):
    """Offers of orders, and their answers."""

    @verb("offer", MEMBERS, OrderOut, body=OfferBody, moves=True)
    def offer(self, request: Any, number: str) -> Response:
        """Offer an order to writers. The first who accepts has it; a writer who holds the same offer keeps
        it."""
        order = self.allowed(number, "offer")
        form = self._form(order, self.body)
        typed = form.cleaned_data
        offers.offer_order(actor=self.viewer, order=order, now=self.now, **typed)
        return self.ok(self.thing(number))

    @verb("assign", MEMBERS, OrderOut, body=AssignBody, moves=True)
    def assign(self, request: Any, number: str) -> Response:
        """Assign an order to a writer without asking."""
        return self._give(number, "assign", offers.assign_order)

    @verb("reassign", MEMBERS, OrderOut, body=AssignBody, moves=True)
    def reassign(self, request: Any, number: str) -> Response:
        """Take an order from its writer and assign it to another."""
        return self._give(number, "reassign", reassigning.reassign_order)

    @verb("withdraw-offer", MEMBERS, OrderOut, body=WithdrawBody, moves=True)
    def withdraw_offer(self, request: Any, number: str) -> Response:
        """Withdraw an open offer."""
        order = order_or_404(self.http, number)
        require(can_assign(self.viewer, order))
        given = order.offers.select_related("writer").filter(writer__public_id=self.body["writer"]).first()
        if given is None:
            raise NotVisible()
        offers.withdraw_offer(actor=self.viewer, order=order, writer=given.writer, now=self.now)
        return self.ok(self.thing(number))

    @verb("accept-offer", only(is_writer), OrderOut, moves=True)
    def accept_offer(self, request: Any, number: str) -> Response:
        """Accept an offer. Exactly one writer gets the order; 409 for whoever comes second."""
        offers.accept_offer(actor=self.viewer, order=offered_or_404(self.http, number), now=self.now)
        return self.ok(self.thing(number))

    @verb("decline-offer", only(is_writer), status=204, body=DeclineBody, moves=True)
    def decline_offer(self, request: Any, number: str) -> Response:
        """Decline an offer. You no longer see the order then."""
        order = offered_or_404(self.http, number)
        typed = bound(DeclineForm, self.body).cleaned_data
        offers.decline_offer(actor=self.viewer, order=order, now=self.now, **typed)
        return Response(status=204)

    @verb("offer-several", only(gives_out), OutcomesOut, detail=False, body=OfferSeveralBody)
    def offer_several(self, request: Any) -> Response:
        """Offer several orders at once. Each for itself: what one refuses keeps no other back."""
        form = self._several("offer", self.body["writers"])
        return self._outcomes(
            offers_bulk.offer_orders(
                actor=self.viewer,
                fees=form.fees,
                writers=form.cleaned_data["writers"],
                hours=form.cleaned_data["hours"],
                override=form.cleaned_data["override"],
                named_writer=form.cleaned_data["named_writer"],
                now=self.now,
            )
        )

    @verb("assign-several", only(gives_out), OutcomesOut, detail=False, body=AssignSeveralBody)
    def assign_several(self, request: Any) -> Response:
        """Assign several orders to one writer. Each for itself, as with offers."""
        with renamed({"writers": "writer"}):
            form = self._several("assign", [self.body["writer"]])
        (writer,) = form.cleaned_data["writers"]
        return self._outcomes(
            offers_bulk.assign_orders(
                actor=self.viewer,
                fees=form.fees,
                writer=writer,
                override=form.cleaned_data["override"],
                named_writer=form.cleaned_data["named_writer"],
                now=self.now,
            )
        )

    def _form(self, order: Any, data: Any) -> OfferForm:
        people = people_with_load(self.http)
        return bound(OfferForm, data, writers=people, currency=order.currency)

    def _give(self, number: str, verb: str, give: Any) -> Response:
        order = self.allowed(number, verb)
        with renamed({"writers": "writer"}):
            form = self._form(order, {**self.body, "writers": [self.body["writer"]]})
            typed = form.cleaned_data
            writer: Membership = typed.pop("writers")[0]
            give(actor=self.viewer, order=order, writer=writer, now=self.now, **typed)
        return self.ok(self.thing(number))

    def _several(self, verb: str, writers: list[str]) -> GiveOutForm:
        """The form of the page, with the orders that the viewer sees."""
        fees = {row["number"]: row["fee"] for row in self.body["orders"]}
        if len(fees) < len(self.body["orders"]):
            raise Invalid({"orders": _("Name each order once.")})
        orders = chosen_orders(self.http, list(fees))
        if len(orders) < len(fees):
            missing = sorted(fees.keys() - {order.number for order in orders})
            raise Invalid(
                {"orders": [_("There is no order %(number)s.") % {"number": number} for number in missing]}
            )
        data = {f"fee-{order.number}": fees[order.number] for order in orders}
        hours = self.body.get("hours") or self.http.agency.offer_hours
        people = people_with_load(self.http)
        with renamed(dict.fromkeys(data, "orders")):
            options = form_options(self.http, verb, orders, people)
            given = {"writers": writers, "hours": hours}
            given |= {name: self.body.get(name, "") for name in ("override", "named_writer")}
            return bound(GiveOutForm, {**data, **given}, **options)

    def _outcomes(self, outcomes: list[Outcome]) -> Response:
        return Response(
            {
                "results": [
                    {
                        "number": each.order.number,
                        "done": each.done,
                        "reasons": list(each.reasons),
                        "passed_over": list(each.passed_over),
                    }
                    for each in outcomes
                ]
            }
        )
