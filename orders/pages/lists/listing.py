"""One list of orders, whoever reads it: filters, counts, a page of
prepared rows; the page or its fragment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from orders.models import Order
from orders.rules.offers import gives_out
from project.base import clock
from project.base.compiled import Slot, compiled, compiled_by_values
from project.base.http import MemberRequest
from project.base.paging import PAGE_SIZE, Page, Reader, cut, page_of
from project.base.viewer import Member, Viewer

from . import counts, filters, reading, rows
from .conditions import Given, asked_for, hits_for, in_tab, on_side, together, values_of
from .counts import Beside
from .filters import BY_CLIENT, Filters, ListKind, Ordering, Tab
from .line import line_of

#: Late orders that stand above the others, at most; the page holds as many fewer of these. All late ones have
#: a list of their own.
LIFTED = 20
#: What readers ask for that one order may have, or most of them.
NARROWING = ("clients", "writers", "account_key", "writer_key", "hits", "state")

Extra = Callable[[Mapping[str, int]], dict[str, Any]]


def answer(
    request: MemberRequest, kind: ListKind, template: str, *, extra: Extra, beside: Beside = ()
) -> HttpResponse:
    """The list of the viewer's orders on its side, as a page, or for HTMX as the fragment #list of the same
    template.

    Where late orders come first, the ones that are late for longest stand above the others, once.
    `extra` gives what else the page prints, from the counts by name: those of the tabs, `late`, `soon`, and
    of what is counted `beside`. One query counts all of them, three read the page, one the late
    ones, and the values of conditions ask a few small ones.
    """
    now, wanted = clock.now(), filters.read(request, kind)
    hits = hits_for(request.viewer, wanted)
    given = values_of(request.viewer, wanted, now, hits)
    counted = counts.of_list(request.viewer, kind, given, beside)
    page = _page(request, wanted, given, counted.get("late", 0))
    context = {"page": page, "filters": wanted, **extra(counted)}
    context["tabs"] = line_of(wanted, counted, context.get("tiles", ()))
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
        name = "HX-Replace-Url" if _goes_on(request, wanted) else "HX-Push-Url"
        response.headers[name] = f"{request.path}{wanted.url()}"
    return response


def _goes_on(request: MemberRequest, wanted: Filters) -> bool:
    """Whether the browser shows this very list already, or with other words of the same search: then going
    back leads to what was there before the search. The event of leaving a field asks a second time."""
    shown = urlsplit(request.htmx.current_url or "")
    if shown.path != request.path:
        return False
    before, now = (sorted(parse_qsl(query)) for query in (shown.query, wanted.url()[1:]))
    others = [[pair for pair in pairs if pair[0] != "q"] for pairs in (before, now)]
    return before == now or (others[0] == others[1] and "q" in dict(before) and "q" in dict(now))


def _page(request: MemberRequest, wanted: Filters, given: Given, late: int) -> Page[rows.OrderRow]:
    lifted = _late(request.viewer, wanted, given) if wanted.late_first and late else []
    if lifted:
        given = {**given, "lifted": [facts["id"] for facts in lifted]}
    found = page_of(
        reader(request.viewer, wanted, given, PAGE_SIZE - LIFTED if lifted else PAGE_SIZE),
        request,
        order=wanted.order,
        kinds=[int if name.endswith("id") else type(given["now"]) for name in wanted.order],
        size=PAGE_SIZE - LIFTED if lifted else PAGE_SIZE,
        key=reading.key(wanted.order),
    )
    facts = found.rows if found.previous_url else [*lifted, *found.rows]
    giver, side = giver_of(request.viewer), wanted.kind.side
    return found.with_rows(rows.prepare(request.viewer, facts, side=side, now=given["now"], giver=giver))


def _late(viewer: Member, wanted: Filters, given: Given) -> list[dict[str, Any]]:
    """The orders of this list that are late for longest, no more than `LIFTED`."""
    shape = {"kind": wanted.kind, "tab": wanted.tab, "order": BY_CLIENT, "due": "late", "size": LIFTED - 1}
    return list(_asked(given)(viewer, **shape, back=False, first=None, last=None, **given))


def reader(viewer: Member, wanted: Filters, given: Given, size: int) -> Reader:
    """The pages of a list for page_of: `size` rows each, and one more."""
    shape = {
        "kind": wanted.kind,
        "tab": wanted.tab,
        "order": wanted.order,
        "due": wanted.given.get("due", ""),
        "size": size,
    }

    def read(cursor: Any, back: bool) -> list[dict[str, Any]]:
        first, last = cursor or (None, None)
        return _asked(given)(viewer, **shape, back=back, first=first, last=last, **given)

    return read


def _listed(
    viewer: Viewer,
    kind: ListKind,
    tab: Tab,
    order: Ordering,
    due: str,
    size: int,
    back: bool,
    first: Slot | None,
    last: Slot | None,
    **given: Slot,
) -> QuerySet[Any, Any]:
    """One row more than `size`. Where there are several ways, of each as many as that."""
    orders, cursor = (
        Order.objects.filter(agency_id=viewer.agency_id),
        None if first is None else (first, last),
    )
    own = kind.own(viewer) if kind.own else on_side(kind.side, viewer, given)
    ways = together(own, in_tab(tab, viewer, given["now"]), asked_for(kind, due, viewer, given))
    if len(ways) == 1:
        return cut(_plain(kind, viewer, orders.filter(ways[0])), order, cursor, back=back, size=size)
    parts = [
        cut(reading.sortable(orders.filter(way), order), order, cursor, back=back, size=size) for way in ways
    ]
    chosen = [part.values("pk") for part in parts]
    found = orders.filter(pk__in=chosen[0].union(*chosen[1:], all=True))
    return cut(_plain(kind, viewer, found), order, None, back=back, size=size)


_orders, _narrowed = compiled(_listed), compiled_by_values(_listed)


def _asked(given: Given) -> Any:
    """How the database plans the query: once, unless the reader asks for something that may be rare."""
    return _narrowed if any(given.get(name) is not None for name in NARROWING) else _orders


def _plain(kind: ListKind, viewer: Viewer, orders: Any) -> Any:
    return kind.plain(viewer, orders) if kind.plain else reading.plain(orders, kind.side)


def giver_of(viewer: Viewer) -> int:
    """Who may choose orders to give them out: the viewer's member id, 0 where that is not their business."""
    return viewer.member_id if gives_out(viewer) else 0
