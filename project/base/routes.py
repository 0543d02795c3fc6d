"""The addresses of an app, grouped by how they begin, so that a request is compared with few of them.

Django tries each address of the program in turn, some six hundred: that took a request up to a third of a
millisecond, which is a good part of an answer that says "not changed".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

Route = URLPattern | URLResolver


def by_beginning(routes: Sequence[Route]) -> list[Route]:
    """The same addresses with the same names, those with the same first part (`desk/`) behind one prefix.

    An address whose first part is no fixed word, or that includes others, stays where it is: between two of
    these the order of the groups is free, as no address fits two of them. Within a group the order stays.
    """
    found: list[Route] = []
    for fixed, run in groupby(routes, key=lambda route: bool(_beginning(route))):
        some = list(run)
        found.extend(_grouped(some) if fixed else some)
    return found


def _grouped(run: list[Route]) -> Iterator[Route]:
    groups: dict[str, list[Route]] = {}
    for route in run:
        groups.setdefault(_beginning(route), []).append(route)
    for beginning, group in groups.items():
        if len(group) == 1:
            yield group[0]
        else:
            yield path(beginning, include([_rest(route, beginning) for route in group]))


def _beginning(route: Route) -> str:
    """The first part with its slash; "" for an address that is in no group."""
    if not isinstance(route, URLPattern) or not isinstance(route.pattern, RoutePattern):
        return ""
    first, slash, _rest_of_it = str(route.pattern).partition("/")
    return first + slash if slash and "<" not in first else ""


def _rest(route: Route, beginning: str) -> URLPattern:
    assert isinstance(route, URLPattern)
    rest = str(route.pattern).removeprefix(beginning)
    return path(rest, route.callback, route.default_args, route.name)
