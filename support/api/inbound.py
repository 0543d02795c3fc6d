"""`/api/v1/support/inbound-mails/` and `/api/v1/support/reply-addresses/`: mail to support, and the addresses
to which one replies."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import MEMBERS, endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from support.actions.reply_addresses import revoke_reply_address
from support.models import InboundMail, ReplyAddress
from support.pages.inbound import ADDRESSES_ORDER, KINDS, MAILS_ORDER
from support.rules.tickets import works_on_tickets
from support.states.inbound import Verdict
from support.views.inbound import address_or_404

from .ticket_shapes import NUMBER

DESK = only(works_on_tickets)


class InboundMailFilters(Paged):
    verdict = fields.Choice(choices=Verdict.values, required=False, help_text="Those with this outcome.")


class InboundMailOut(Out):
    """A mail that came in. `address` is what it names as its sender; empty once that was erased."""

    id = fields.Id()
    address = fields.Text()
    subject = fields.Text()
    verdict = fields.Choice(choices=Verdict.values)
    ticket = fields.TicketNo(allow_null=True)
    received_at = fields.Moment()

    example = {
        "id": "h6t3w9kz2p",
        "address": "ada@books.example",
        "subject": "Do you write in Welsh?",
        "verdict": "unverified",
        "ticket": NUMBER,
        "received_at": "2026-03-02T09:00:00Z",
    }


class InboundMailViewSet(Resource):
    """Mail to support, for the desk."""

    @endpoint(DESK, InboundMailOut, listed=True, query=InboundMailFilters)
    def list(self, request: Any) -> Response:
        """List the mails that came in, the newest first; also those that were refused, with why."""
        rows = InboundMail.objects.visible_to(self.viewer).select_related("message__ticket")
        if verdict := self.asked.get("verdict"):
            rows = rows.filter(verdict=verdict)
        return page(self, rows, _mail, order=MAILS_ORDER, kinds=KINDS)


class ReplyAddressFilters(Paged):
    state = fields.Choice(choices=["live", "revoked", "all"], default="live")


class ReplyAddressOut(Out):
    """An address by which a reply counts as yours on one ticket. The address itself stands in mails alone."""

    id = fields.Id()
    ticket = fields.TicketNo()
    created_at = fields.Moment()
    last_used_at = fields.Moment(allow_null=True)
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "r5n8d2xv7c",
        "ticket": NUMBER,
        "created_at": "2026-03-02T09:00:00Z",
        "last_used_at": None,
        "revoked_at": None,
    }


class ReplyAddressViewSet(Resource):
    """Reply addresses of the caller."""

    def thing(self, key: str) -> ReplyAddress:
        return address_or_404(self.viewer, key)

    def shown(self, thing: ReplyAddress) -> dict[str, Any]:
        return _address(thing)

    @endpoint(MEMBERS, ReplyAddressOut, listed=True, query=ReplyAddressFilters)
    def list(self, request: Any) -> Response:
        """List your reply addresses. Those that work, unless you ask for others."""
        rows, state = ReplyAddress.objects.visible_to(self.viewer), self.asked["state"]
        if state != "all":
            rows = rows.filter(revoked_at__isnull=state == "live")
        return page(self, rows.select_related("ticket"), _address, order=ADDRESSES_ORDER, kinds=KINDS)

    @endpoint(MEMBERS, ReplyAddressOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a reply address: for which ticket it is, and when it was used."""
        return self.ok(self.thing(public_id))

    @endpoint(MEMBERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Revoke a reply address. What still comes to it is no longer yours."""
        revoke_reply_address(actor=self.viewer, row=self.thing(public_id), now=self.now)
        return Response(status=204)


def _mail(row: InboundMail) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "address": row.address,
        "subject": row.subject,
        "verdict": row.verdict,
        "ticket": row.message.ticket.number if row.message else None,
        "received_at": moment_text(row.received_at),
    }


def _address(row: ReplyAddress) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "ticket": row.ticket.number,
        "created_at": moment_text(row.created_at),
        "last_used_at": moment_text(row.last_used_at),
        "revoked_at": moment_text(row.revoked_at),
    }
