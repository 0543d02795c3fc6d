"""One list of orders, whoever reads it: filters, counts, a page of
prepared rows; the page or its fragment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from orders.models import Order
from orders.rules.offers import gives_out
from project.base import clock
from project.base.compiled import Slot, compiled
from project.base.http import MemberRequest
from project.base.paging import Page, Reader, count_words, cut, page_of
from project.base.viewer import Member, Viewer

from . import counts, filters, reading, rows
from .conditions import asked_for, hits_for, in_tab, on_side, together, values_of
from .counts import Beside
from .filters import Filters, ListKind, Ordering, Tab

Extra = Callable[[Mapping[str, int]], dict[str, Any]]


def answer(
    request: MemberRequest, kind: ListKind, template: str, *, extra: Extra, beside: Beside = ()
) -> HttpResponse:
    """The list of the viewer's orders on its side, as a page, or for HTMX as the fragment #list of the same
    template.

    `extra` gives what else the page prints, from the counts by name: those of the tabs, `late`, `soon`, and
    of what is counted `beside`. One query counts all of them, three read the page, and the values of
    conditions ask a few small ones.
    """
    now, wanted = clock.now(), filters.read(request, kind)
    hits = hits_for(request.viewer, wanted)
    given = values_of(request.viewer, wanted, now, hits)
    counted = counts.of_list(request.viewer, kind, given, beside)
    page = _page(request, wanted, given)
    context = {"page": page, "filters": wanted, "tabs": _tabs(wanted, counted), **extra(counted)}
    context["orders_searched"] = hits.orders_searched
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


def _page(request: MemberRequest, wanted: Filters, given: Mapping[str, Any]) -> Page[rows.OrderRow]:
    order, side = wanted.order, wanted.kind.side
    found = page_of(
        _reader(request.viewer, wanted, given),
        request,
        order=order,
        kinds=[int if name.endswith("id") else type(given["now"]) for name in order],
        key=reading.key(order),
    )
    giver = giver_of(request.viewer)
    return found.with_rows(rows.prepare(request.viewer, found.rows, side=side, now=given["now"], giver=giver))


def _reader(viewer: Member, wanted: Filters, given: Mapping[str, Any]) -> Reader:
    shape = {
        "kind": wanted.kind,
        "tab": wanted.tab,
        "order": wanted.order,
        "due": wanted.given.get("due", ""),
    }

    def read(cursor: Any, back: bool) -> list[dict[str, Any]]:
        first, last = cursor or (None, None)
        return _orders(viewer, **shape, back=back, first=first, last=last, **given)

    return read


@compiled
def _orders(
    viewer: Viewer,
    kind: ListKind,
    tab: Tab,
    order: Ordering,
    due: str,
    back: bool,
    first: Slot | None,
    last: Slot | None,
    **given: Slot,
) -> QuerySet[Any, Any]:
    """The rows of one page. Where there are several ways, of each as many as a page holds."""
    orders, cursor = (
        Order.objects.filter(agency_id=viewer.agency_id),
        None if first is None else (first, last),
    )
    ways = together(
        on_side(kind.side, viewer, given), in_tab(tab, viewer), asked_for(kind, due, viewer, given)
    )
    if len(ways) == 1:
        return cut(reading.plain(orders.filter(ways[0]), kind.side), order, cursor, back=back)
    parts = [cut(reading.sortable(orders.filter(way), order), order, cursor, back=back) for way in ways]
    chosen = [part.values("pk") for part in parts]
    found = orders.filter(pk__in=chosen[0].union(*chosen[1:], all=True))
    return cut(reading.plain(found, kind.side), order, None, back=back)


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
