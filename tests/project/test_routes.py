"""Grouped addresses lead where they led one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, Resolver404, URLResolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from project.base.routes import by_beginning

KINDS = {"kind": "old"}


def view(_request: HttpRequest, **_given: Any) -> HttpResponse:
    return HttpResponse()


ONE_BY_ONE: list[Any] = [
    path("desk/", view, name="desk"),
    path("orders/<int:number>/", view, name="order"),
    path("desk/new/", view, name="new"),
    path("desk/<slug:name>/", view, name="named"),
    path("robots.txt", view, name="robots"),
    path("<slug:any>/desk/", view, name="any"),
    path("desk/late/", view, KINDS, name="late"),
    path("orders/", include([path("all/", view, name="all")])),
    path("orders/list/", view, name="list"),
    path("orders/<int:number>/pdf/", view, name="pdf"),
    re_path(r"^desk/re/$", view, name="re"),
    path("", view, name="home"),
]
PATHS: tuple[str, ...] = (
    "",
    "desk/",
    "desk/new/",
    "desk/late/",
    "desk/re/",
    "robots.txt",
    "desk/x/",
    "x/desk/",
    "orders/3/",
)
PATHS += ("orders/all/", "orders/list/", "orders/3/pdf/", "orders/", "desk", "desk/x/y/", "orders/x/", "new/")
NAMES: dict[str, dict[str, Any]] = {
    "named": {"name": "x"},
    "order": {"number": 3},
    "pdf": {"number": 3},
    "any": {"any": "x"},
    **{name: {} for name in ("desk", "new", "robots", "late", "all", "list", "re", "home")},
}


BEFORE = URLResolver(RegexPattern(r"^/"), ONE_BY_ONE)
GROUPED = URLResolver(RegexPattern(r"^/"), by_beginning(ONE_BY_ONE))


def found(address: str, resolver: URLResolver) -> tuple[Any, ...]:
    try:
        match = resolver.resolve(f"/{address}")
    except Resolver404:
        return ()
    return match.url_name, match.kwargs, match.route


def flat(routes: Any, beginning: str = "") -> Iterator[str]:
    for route in routes:
        if isinstance(route, URLResolver):
            yield from flat(route.url_patterns, beginning + str(route.pattern))
        else:
            yield beginning + str(route.pattern)


@pytest.mark.parametrize("address", PATHS)
def test_an_address_leads_to_the_same(address: str) -> None:
    assert found(address, GROUPED) == found(address, BEFORE)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_the_same_address(name: str) -> None:
    assert GROUPED.reverse(name, **NAMES[name]) == BEFORE.reverse(name, **NAMES[name])


def test_no_address_is_lost_or_added() -> None:
    assert sorted(flat(GROUPED.url_patterns)) == sorted(flat(ONE_BY_ONE))
    with pytest.raises(NoReverseMatch):
        GROUPED.reverse("unknown")


def test_those_that_begin_alike_stand_together() -> None:
    assert [str(route.pattern) for route in GROUPED.url_patterns[:4]] == [
        "desk/",
        "orders/<int:number>/",
        "robots.txt",
        "<slug:any>/desk/",
    ]
    assert len(GROUPED.url_patterns) < len(ONE_BY_ONE)
