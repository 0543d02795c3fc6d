"""`/api/v1/writer-management/sample-requests/`: requests to read samples that are shown on request."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from rest_framework.response import Response

from agencies.rules.agencies import is_writer
from clients.rules.accounts import is_client
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from writers.actions.sample_requests import answer_request, ask_to_see
from writers.models import PortfolioSample, SampleRequest
from writers.models.sample_links import MESSAGE_LIMIT

WRITERS, CLIENTS = only(is_writer), only(is_client)
ORDER, KINDS = ("-id",), (int,)


class NewSampleRequest(Body):
    """Ask to read a sample that is shown on request."""

    sample = fields.Id()
    message = fields.Text(lines=True, required=False, max_length=MESSAGE_LIMIT, default="")

    example = {"sample": "p5t8wq2mz4", "message": "We look for somebody who writes about harbours."}


class RequestAnswer(Body):
    """Grant it for 30 days, or decline."""

    grant = fields.Flag()

    example = {"grant": True}


class SampleRequestOut(Out):
    """A request to read a sample; it is read until `granted_until`. `title` is empty once the sample is no
    longer shown to you."""

    id = fields.Id()
    sample = fields.Id()
    title = fields.Text()
    asked_by = fields.Text()
    message = fields.Text()
    asked_at = fields.Moment()
    answered_at = fields.Moment(allow_null=True)
    granted_until = fields.Moment(allow_null=True)

    example = {
        "id": "c8f4y2z9hw",
        "sample": "p5t8wq2mz4",
        "title": "The last ferry",
        "asked_by": "Clara B.",
        "message": "We look for somebody who writes about harbours.",
        "asked_at": "2026-03-02T09:00:00Z",
        "answered_at": None,
        "granted_until": None,
    }


class SampleRequestViewSet(Resource):
    """Requests to read samples: one's own, and those to read one's samples."""

    def thing(self, key: str) -> SampleRequest:
        found: SampleRequest | None = self._rows().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Any) -> dict[str, Any]:
        return {
            "id": thing.public_id,
            "sample": thing.sample.public_id,
            "title": thing.sample.title if thing.is_shown else "",
            "asked_by": thing.asked_by.public_name,
            "message": thing.message,
            "asked_at": moment_text(thing.asked_at),
            "answered_at": moment_text(thing.answered_at),
            "granted_until": moment_text(thing.granted_until),
        }

    def _rows(self) -> Any:
        of = PortfolioSample.objects.filter(pk=OuterRef("sample_id"))
        read = of.filter(pk__in=PortfolioSample.objects.visible_to(self.viewer).values("pk"))
        asked_for = of.filter(pk__in=PortfolioSample.objects.on_request(self.viewer).values("pk"))
        rows = SampleRequest.objects.visible_to(self.viewer).annotate(
            is_shown=Exists(read) | Exists(asked_for)
        )
        return rows.select_related("sample__portfolio", "asked_by")

    @endpoint(MEMBERS, SampleRequestOut, listed=True)
    def list(self, request: Any) -> Response:
        """List requests to read samples, the newest first."""
        return page(self, self._rows(), self.shown, order=ORDER, kinds=KINDS)

    @endpoint(MEMBERS, SampleRequestOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a request."""
        return self.ok(self.thing(public_id))

    @endpoint(
        CLIENTS,
        SampleRequestOut,
        status=201,
        body=NewSampleRequest,
        creates=True,
        moves=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Ask to read a sample. Asking again while it is open, or granted, changes nothing."""
        rows = PortfolioSample.objects.on_request(self.viewer).select_related("portfolio")
        sample = rows.filter(public_id=self.body["sample"]).first()
        if sample is None:
            raise NotVisible()
        made = ask_to_see(actor=self.viewer, sample=sample, message=self.body["message"], now=self.now)
        address = f"/api/v1/writer-management/sample-requests/{made.public_id}/"
        return self.created(self.thing(made.public_id), address)

    @verb("answer", WRITERS, SampleRequestOut, body=RequestAnswer)
    def answer_request(self, request: Any, public_id: str) -> Response:
        """Grant a request to read your sample, for 30 days, or decline it."""
        asked = self.thing(public_id)
        answer_request(actor=self.viewer, request=asked, grant=self.body["grant"], now=self.now)
        return self.ok(self.thing(public_id))
