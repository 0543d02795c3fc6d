"""`/api/v1/search/`: everything that the caller may see, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.pages.search import SHOWN, order_of_number, search_context
from orders.views.search import MAX_TEXT
from project.base.api import fields
from project.base.api.bodies import Out, Query
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.resource import Resource

from .order_shapes import NUMBER

#: In the order of the page.
KINDS = (
    *("orders", "drafts", "messages", "people", "clients", "presets", "deliveries"),
    *("quotes", "invoices", "tickets", "disputes"),
)


class SearchQuery(Query):
    q = fields.Text(
        max_length=MAX_TEXT,
        allow_blank=True,
        help_text="Words, each the beginning of one; or the number of an order, or its last digits.",
    )


class FoundOut(Out):
    """One thing. `id` is its number or id among its kind; a version has its `order` beside it."""

    id = fields.Text()
    title = fields.Text()
    about = fields.Text(help_text="What stands beside the title on the page; may be empty.")
    order = fields.Number(allow_null=True, help_text="The order that it is, or belongs to.")
    page = fields.Text(help_text="The address of its page.")


class FoundKindOut(Out):
    """The first few things of one kind; kinds without any are left out."""

    kind = fields.Choice(choices=KINDS)
    title = fields.Text()
    found = FoundOut(many=True)


class SearchOut(Out):
    """What was found. `exact` is the order whose whole number was sent."""

    exact = fields.Number(allow_null=True)
    kinds = FoundKindOut(many=True)
    orders_searched = fields.Whole(help_text="Of very common words: in how many orders, the newest; else 0.")
    talks_searched = fields.Whole(help_text="The same, of messages: on how many orders.")

    example = {
        "exact": None,
        "kinds": [
            {
                "kind": "orders",
                "title": "Orders",
                "found": [
                    {
                        "id": NUMBER,
                        "title": "Harbour feature",
                        "about": "Article, 800 words",
                        "order": NUMBER,
                        "page": f"/orders/{NUMBER}/",
                    }
                ],
            }
        ],
        "orders_searched": 0,
        "talks_searched": 0,
    }


class SearchViewSet(Resource):
    """The search box."""

    single = True

    @endpoint(MEMBERS, SearchOut, query=SearchQuery)
    def retrieve(self, request: Any) -> Response:
        """Search orders, drafts, messages, people and more, as the search box does. Of each kind it names the
        first few that hold every word and that you may see."""
        typed = self.asked.get("q", "")
        exact = order_of_number(self.viewer, typed)
        context = search_context(self.viewer, typed)
        return Response(
            {
                "exact": exact.number if exact else None,
                "kinds": [kind for kind in _kinds(context) if kind["found"]],
                "orders_searched": context.get("orders_searched", 0),
                "talks_searched": context.get("talks_searched", 0),
            }
        )


def _kinds(context: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """In the order of the page."""
    yield _kind("orders", _("Orders"), map(_order, context.get("orders", ())))
    yield _kind("drafts", _("Drafts"), map(_draft, context.get("drafts", ())))
    yield _kind("messages", _("Messages"), map(_message, context.get("messages_found", ())))
    yield _kind("people", _("People"), map(_person, context.get("people", ())))
    for kind in context.get("more_kinds", ()):
        rows = (_found(row.id, row.title, row.url, row.facts, row.order) for row in kind.rows[:SHOWN])
        yield _kind(kind.key, str(kind.title), rows)


def _kind(key: str, title: str, found: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": key, "title": title, "found": list(found)}


def _found(key: str, title: str, page: str, about: str = "", order: str = "") -> dict[str, Any]:
    return {"id": key, "title": title, "about": about, "order": order or None, "page": page}


def _order(row: Mapping[str, Any]) -> dict[str, Any]:
    number = row["number"]
    return _found(number, row["title"], reverse("orders:order", args=[number]), row["work"], number)


def _draft(row: Mapping[str, Any]) -> dict[str, Any]:
    page = reverse("drafts:draft", args=[row["public_id"]])
    return _found(row["public_id"], row["title"], page, row["excerpt"])


def _message(row: Mapping[str, Any]) -> dict[str, Any]:
    return _found(row["public_id"], row["title"], row["url"], row["excerpt"], row["number"])


def _person(row: Any) -> dict[str, Any]:
    return _found(row.public_id, row.public_name, reverse("agencies:person", args=[row.public_id]))
