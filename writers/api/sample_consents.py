"""`/api/v1/writer-management/sample-consents/` and `…/non-disclosures/`: what clients let writers show."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_writer
from clients.rules.accounts import is_client
from orders.models import Order
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible, require
from writers.actions.consents import answer_consent, ask_consent, set_consent, withdraw_consent
from writers.actions.non_disclosures import lift_nda, set_nda
from writers.models import SampleConsent
from writers.models.consents import MESSAGE_LIMIT
from writers.pages.consents import last_day
from writers.rules.consents import can_answer_consent, can_ask_consent, in_force
from writers.states.portfolio import ConsentLevel

WRITERS, CLIENTS = only(is_writer), only(is_client)
ORDER, KINDS = ("-id",), (int,)


class Question(Body):
    """Ask the client of your completed order whether you may show it."""

    order = fields.Number()
    message = fields.Text(lines=True, required=False, max_length=MESSAGE_LIMIT, default="")

    example = {"order": "INK-2026-00042", "message": "I would like to show the first part."}


class ConsentAnswer(Body):
    """What may be shown, perhaps until the end of a day of the agency."""

    level = fields.Choice(choices=ConsentLevel.values)
    until = fields.Day(required=False, allow_null=True, default=None)

    example = {"level": "excerpt", "until": None}


class UnaskedAnswer(ConsentAnswer):
    """What the writer of this order may show, said without having been asked."""

    order = fields.Number()

    example = {"order": "INK-2026-00042", "level": "excerpt", "until": None}


class OrderNamed(Body):
    """The order that is meant."""

    order = fields.Number()

    example = {"order": "INK-2026-00042"}


class ConsentOut(Out):
    """What the client of an order said to its writer; `level` is "" until they answer."""

    id = fields.Id()
    order = fields.Number()
    message = fields.Text()
    asked_at = fields.Moment(allow_null=True)
    level = fields.Text()
    until = fields.Day(allow_null=True)
    answered_at = fields.Moment(allow_null=True)
    withdrawn_at = fields.Moment(allow_null=True)

    example = {
        "id": "c8f4y2z9hw",
        "order": "INK-2026-00042",
        "message": "I would like to show the first part.",
        "asked_at": "2026-03-02T09:00:00Z",
        "level": "excerpt",
        "until": None,
        "answered_at": "2026-03-03T09:00:00Z",
        "withdrawn_at": None,
    }


class NonDisclosureOut(Out):
    """Whether an order is under a non-disclosure agreement."""

    order = fields.Number()
    in_force = fields.Flag()

    example = {"order": "INK-2026-00042", "in_force": True}


class SampleConsentViewSet(Resource):
    """Consents to samples: a writer's own, those of a client's accounts, all for the desk."""

    def thing(self, key: str) -> SampleConsent:
        rows = SampleConsent.objects.visible_to(self.viewer).select_related("order", "agency")
        found = rows.filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: SampleConsent) -> dict[str, Any]:
        until = last_day(thing)
        return {
            "id": thing.public_id,
            "order": thing.order.number,
            "message": thing.message,
            "asked_at": moment_text(thing.asked_at),
            "level": thing.level,
            "until": until.isoformat() if until else None,
            "answered_at": moment_text(thing.answered_at),
            "withdrawn_at": moment_text(thing.withdrawn_at),
        }

    @endpoint(MEMBERS, ConsentOut, listed=True)
    def list(self, request: Any) -> Response:
        """List consents to samples, the newest first."""
        rows = SampleConsent.objects.visible_to(self.viewer).select_related("order", "agency")
        return page(self, rows, self.shown, order=ORDER, kinds=KINDS)

    @endpoint(MEMBERS, ConsentOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a consent."""
        return self.ok(self.thing(public_id))

    @endpoint(WRITERS, ConsentOut, status=201, body=Question, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Ask the client of a completed order of yours. They get a link by mail. You can ask once."""
        order = self._order()
        require(can_ask_consent(self.viewer, order))
        asked = ask_consent(actor=self.viewer, order=order, message=self.body["message"], now=self.now)
        return self._made(asked)

    @verb("set", CLIENTS, ConsentOut, detail=False, body=UnaskedAnswer, moves=True, refusals=(404,))
    def set(self, request: Any) -> Response:
        """Say what the writer of your order may show, asked or not."""
        order = self._order()
        require(can_answer_consent(self.viewer, order))
        said = {"level": self.body["level"], "until": self.body["until"]}
        given = set_consent(actor=self.viewer, order=order, now=self.now, **said)
        return self.ok(self.thing(given.public_id))

    @verb("answer", CLIENTS, ConsentOut, body=ConsentAnswer, moves=True)
    def answer_consent(self, request: Any, public_id: str) -> Response:
        """Answer, or answer anew. What it no longer allows is offline at once."""
        consent = self.thing(public_id)
        answer_consent(actor=self.viewer, consent=consent, now=self.now, **self.body)
        return self.ok(self.thing(public_id))

    @verb("withdraw", CLIENTS, ConsentOut)
    def withdraw(self, request: Any, public_id: str) -> Response:
        """Withdraw consent. Every sample of the order is offline at once."""
        withdraw_consent(actor=self.viewer, consent=self.thing(public_id), now=self.now)
        return self.ok(self.thing(public_id))

    def _order(self) -> Order:
        return order_or_404(self.http, self.body["order"])

    def _made(self, consent: SampleConsent) -> Response:
        address = f"/api/v1/writer-management/sample-consents/{consent.public_id}/"
        return self.created(self.thing(consent.public_id), address)


class NonDisclosureViewSet(Resource):
    """Non-disclosure agreements of orders: the client's side and the desk set and lift them."""

    @verb("set", MEMBERS, NonDisclosureOut, detail=False, body=OrderNamed, refusals=(404,))
    def set(self, request: Any) -> Response:
        """Put an order under a non-disclosure agreement. What is shown of it is offline at once."""
        order = order_or_404(self.http, self.body["order"])
        set_nda(actor=self.viewer, order=order, now=self.now)
        return Response({"order": order.number, "in_force": in_force(order.pk)})

    @verb("lift", MEMBERS, NonDisclosureOut, detail=False, body=OrderNamed, refusals=(404,))
    def lift(self, request: Any) -> Response:
        """Lift the agreement of an order."""
        order = order_or_404(self.http, self.body["order"])
        lift_nda(actor=self.viewer, order=order, now=self.now)
        return Response({"order": order.number, "in_force": in_force(order.pk)})
