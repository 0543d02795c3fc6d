"""One list of orders, whoever reads it: filters, counts, a page of prepared rows, the page or its fragment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from project.base.paging import page_of

from . import filters, rows
from .filters import Filters, Tab
from .querysets import OrderQuerySet
from .states import State

KINDS = {"id": int}
TEMPLATE = "orders/lists/page.html"


@dataclass(frozen=True)
class ListKind:
    """What makes one list of orders this list. `side` decides what a row may print; `columns` name what it does."""

    side: str
    tabs: Sequence[Tab]
    columns: tuple[str, ...]
    sorts: dict[str, tuple[str, ...]] = field(default_factory=lambda: filters.SORTS)
    prices: bool = False


SORT_WORDS = {"new": _("Newest first"), "due": _("Due soonest first")}


Extra = Callable[[dict[str, int]], dict[str, Any]]


def answer(request: Any, kind: ListKind, orders: OrderQuerySet, template: str, extra: Extra) -> HttpResponse:
    """The list as a page, or as its fragment for HTMX. `orders` are those that the viewer may see on this side.

    `extra` gives what else the page prints, from the counts by tab. Two queries: one counts the open orders, one reads
    the page.
    """
    wanted = filters.read(request, kind.tabs, kind.sorts)
    counted = filters.counts(orders, kind.tabs, wanted.now)
    full = {**extra(counted), **_list_context(request, kind, orders, wanted, counted)}
    fragment = request.htmx and not request.htmx.boosted and request.htmx.target == "list"
    response = render(request, f"{TEMPLATE}#list" if fragment else template, full)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _list_context(
    request: Any, kind: ListKind, orders: OrderQuerySet, wanted: Filters, counted: dict[str, int]
) -> dict[str, Any]:
    found = page_of(
        rows.values(wanted.apply(orders, request.agency.pk), prices=kind.prices),
        request,
        order=wanted.order,
        kinds=[KINDS.get(name.lstrip("-"), type(wanted.now)) for name in wanted.order],
        key=rows.key(wanted.order),
    )
    return {
        "page": found.with_rows(rows.prepare(found.rows, side=kind.side, now=wanted.now)),
        "filters": wanted,
        "tabs": wanted.links(counted),
        "columns": kind.columns,
        "states": State.choices,
        "sorts": [(name, SORT_WORDS[name]) for name in kind.sorts],
        "list_side": kind.side,
    }
