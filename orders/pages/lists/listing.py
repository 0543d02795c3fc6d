"""One list of orders, whoever reads it: filters, counts, a page of
prepared rows; the page or its fragment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from agencies.models import Agency
from orders.querysets.orders import OrderQuerySet
from orders.rules.offers import gives_out
from project.base import clock
from project.base.http import MemberRequest
from project.base.paging import capped_counts, count_words, page_of
from project.base.viewer import Viewer

from . import filters, rows
from .filters import Filters, ListKind

Extra = Callable[[Mapping[str, int]], dict[str, Any]]


def answer(
    request: MemberRequest,
    kind: ListKind,
    orders: OrderQuerySet,
    template: str,
    *,
    extra: Extra,
    **beside: QuerySet[Any],
) -> HttpResponse:
    """The list as a page, or for HTMX as the fragment #list of the same template.

    `orders` are those that the viewer may see on this side. `extra` gives what else the page prints, from the
    counts by name: those of the tabs, `late`, `soon`, and of the querysets given as `beside`. One query
    counts all of them, one reads the page, and a typed name of a client or a writer asks one each.
    """
    now, wanted = clock.now(), filters.read(request, kind)
    counted = counts(request.agency, kind, orders, now, beside)
    page = _page(request, kind, filters.narrow(orders, wanted, request.agency.pk, now), wanted, now)
    context = {"page": page, "filters": wanted, "tabs": _tabs(wanted, counted), **extra(counted)}
    context["givable"] = any(row.givable for row in page.rows)
    return respond(request, template, wanted, context)


def respond(
    request: MemberRequest, template: str, wanted: Filters, context: Mapping[str, Any]
) -> HttpResponse:
    """The whole page, or for HTMX its fragment #list with the address of what it shows."""
    fragment = bool(request.htmx) and request.htmx.target == "list"
    response = render(
        request, f"{template}#list" if fragment else template, {**context, "fragment": fragment}
    )
    patch_vary_headers(response, ["HX-Request"])
    if fragment:
        response.headers["HX-Push-Url"] = f"{request.path}{wanted.url()}"
    return response


def counts(
    agency: Agency, kind: ListKind, orders: OrderQuerySet, now: Any, beside: Mapping[str, QuerySet[Any]]
) -> dict[str, int]:
    """How many open orders each tab holds, no further than "1,000+", as columns of one row."""
    wanted: dict[str, QuerySet[Any]] = {tab.key: tab.apply(orders) for tab in kind.tabs if not tab.closed}
    wanted |= {
        which: orders.filter(kind.due(which, now)) for which in filters.DUE_WORDS if "due" in kind.fields
    }
    return capped_counts(agency, wanted | dict(beside))


def _page(request: MemberRequest, kind: ListKind, orders: OrderQuerySet, wanted: Filters, now: Any) -> Any:
    found = page_of(
        rows.values(orders, kind.side, request.viewer),
        request,
        order=wanted.order,
        kinds=[int if name.endswith("id") else type(now) for name in wanted.order],
        key=rows.key(wanted.order),
    )
    return found.with_rows(rows.prepare(found.rows, side=kind.side, now=now, giver=giver_of(request.viewer)))


def giver_of(viewer: Viewer) -> int:
    """Who may choose orders to give them out: the viewer's member id, 0 where that is not their business."""
    return viewer.member_id if gives_out(viewer) else 0


def _tabs(wanted: Filters, counted: Mapping[str, int]) -> list[dict[str, Any]]:
    """For ui/tabs.html. A state belongs to its tab, so another tab begins without it."""
    return [
        {
            "label": tab.label,
            "url": wanted.url(tab=tab.key, state="", sort=""),
            "active": tab is wanted.tab,
            "count": count_words(counted[tab.key]) if tab.key in counted else None,
        }
        for tab in wanted.kind.tabs
    ]


def tile(
    counted: Mapping[str, int], name: str, label: Any, query: str, icon: str, tone: str = ""
) -> dict[str, Any]:
    """A figure for ui/stat.html that links to the rows it counts; without any, it has no tone."""
    number = counted[name]
    return {
        "value": count_words(number),
        "label": label,
        "url": query,
        "icon": icon,
        "tone": tone if number else "",
    }
