"""`/api/v1/orders/inbox/`: the conversations and notes that concern the caller, across all orders."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.pages import inbox
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.text import excerpt

from .order_list import SIZES
from .order_shapes import NUMBER


class InboxQuery(Paged):
    unread = fields.Flag(required=False, help_text="`true`: only threads with something new.")


class ThreadOut(Out):
    """A thread of an order with its newest message in short; orders/orders/{number}/messages/ has all."""

    order = fields.Number()
    title = fields.Text()
    internal = fields.Flag(help_text="The notes of desk and editor.")
    latest = fields.Id(help_text="The newest message.")
    who = fields.Text(help_text="Who sent it, as you may know them.")
    text = fields.Text(help_text="Its beginning; empty for files alone.")
    sent_at = fields.Moment()
    unread = fields.Whole(help_text="Messages that you have not read, 100 at most.")

    example = {
        "order": NUMBER,
        "title": "Harbour feature",
        "internal": False,
        "latest": "m4w8yr3hs6",
        "who": "The client",
        "text": "Could the market come first?",
        "sent_at": "2026-03-03T10:00:00Z",
        "unread": 1,
    }


class InboxViewSet(Resource):
    """Threads of the caller."""

    @endpoint(MEMBERS, ThreadOut, listed=True, query=InboxQuery)
    def list(self, request: Any) -> Response:
        """List the threads of messages that concern you, the one with the newest message first."""
        size = next(size for size in SIZES if size >= self.asked["page_size"])
        accounts: set[int] = set()

        def prepare(found: Any) -> None:
            accounts.update(inbox.accounts_of(self.viewer) if found else ())

        return page(
            self,
            inbox.reader(self.viewer, "unread" if self.asked.get("unread") else "all", size),
            lambda facts: thread_answer(self.viewer, facts, accounts),
            order=inbox.NEWEST,
            kinds=[int],
            key=lambda facts: [facts["latest_id"]],
            prepare=prepare,
        )


def thread_answer(viewer: Any, facts: Any, accounts: set[int]) -> dict[str, Any]:
    """A thread with its newest message."""
    return {
        "order": facts["order__number"],
        "title": facts["order__title"],
        "internal": facts["internal"],
        "latest": facts["latest__public_id"],
        "who": inbox.who_of(viewer, facts, accounts),
        "text": excerpt(facts["words"] or "", inbox.EXCERPT),
        "sent_at": moment_text(facts["latest__sent_at"]),
        "unread": facts["new"],
    }
