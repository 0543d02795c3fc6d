"""Pages that show everybody the same (project.base.public_pages), answered before a session, a person or a
right is asked for: that nothing has changed; where nobody is known, what this process has kept of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from inspect import signature
from typing import Any, NamedTuple

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response

from project.base import clock
from project.base.http import AgencyRequest
from project.base.public_pages import State, Versions, is_known, knows_nobody, standing_of, tag_of, tagged
from project.hosts import agency_row, standing_row
from project.outages import is_away, suspended, unavailable

#: Bytes of pages that one process keeps, and of one page at most.
KEPT_BYTES, MOST_BYTES = 8_000_000, 400_000


class EverybodyMiddleware:
    """Whoever asks with the tag that the page has now is told so for one small query, unless they may be
    signed in where that matters.

    Where nobody is known one query tells what the page is made of. Its tag holds all of that, so what was
    kept under the tag, for the same address at the same host, is the page as it is now; one that was
    withdrawn has another tag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        try:
            if (unchanged := _unchanged(request)) is not None:
                return unchanged
            known = knows_nobody(request.path_info) and _read_state(request)
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        if known and request.agency.suspended_at:
            return suspended(request)
        return self._answer(request) if known else self.get_response(request)

    def _answer(self, request: AgencyRequest) -> HttpResponseBase:
        key = (request.page_tag, request.method, request.scheme, request.get_host(), request.get_full_path())
        if (kept := _pages.get(key)) is not None:
            return kept
        response = self.get_response(request)
        _pages.put(key, response)
        return response


def _read_state(request: AgencyRequest) -> bool:
    """Sets the agency, and what tells this address's page apart; False for an address that is no such
    page."""
    page = _page_at(request.path_info)
    if page is None or page.state is None:
        return False
    now = clock.now()
    row: Any = agency_row(request.agency_id, page.state, now=now, **page.parts)
    request.agency, request.page_state = row, row.page_state
    request.page_tag = tag_of(request, standing_of(row, now, row.page_state))
    return True


def _unchanged(request: AgencyRequest) -> HttpResponseBase | None:
    """The answer to who asks with the tag of the page as it is now. None for everybody else, and at an agency
    that is suspended."""
    if "HTTP_IF_NONE_MATCH" not in request.META or is_known(request):
        return None
    if (page := _page_at(request.path_info)) is None:
        return None
    now = clock.now()
    given = {"now": now, **page.parts} if page.state else {}
    row: Any = standing_row(request.agency_id, page.state, **given)
    if row is None or row.suspended_at:
        return None
    told_apart = row.page_state if page.versions is None else page.versions(**page.parts)
    tag = tag_of(request, standing_of(row, now, told_apart))
    answer = get_conditional_response(request, etag=tag)
    return None if answer is None else tagged(request, answer, tag)


class PublicPage(NamedTuple):
    """What tells the page at an address apart, one of both, and the parts of the address that it is made
    of."""

    state: State | None
    versions: Versions | None
    parts: dict[str, Any]


@lru_cache(maxsize=1_000)
def _page_at(path: str) -> PublicPage | None:
    """The page that shows everybody the same at this address; None where there is no such page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    state, versions = (getattr(match.func, name, None) for name in ("page_state", "page_versions"))
    if state is None:
        return PublicPage(None, versions, match.kwargs) if versions else None
    names = signature(state).parameters
    return PublicPage(state, None, {name: match.kwargs[name] for name in names if name != "now"})


class Pages:
    """The pages answered last, dropped oldest first when they exceed `limit` bytes together. Safe for
    threads."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.rows: OrderedDict[Hashable, tuple[bytes, dict[str, str]]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> HttpResponse | None:
        with self.lock:
            found = self.rows.get(key)
            if found is None:
                return None
            self.rows.move_to_end(key)
        content, headers = found
        return HttpResponse(content, headers=headers)

    def put(self, key: Hashable, response: HttpResponseBase) -> None:
        """Keep a whole page that was found, and that sets no cookie."""
        if response.status_code != 200 or not isinstance(response, HttpResponse) or response.cookies:
            return
        content, headers = response.content, dict(response.headers.items())
        with self.lock:
            if len(content) > MOST_BYTES or key in self.rows:
                return
            self.rows[key] = content, headers
            self.size += len(content)
            while self.size > self.limit:
                _key, (dropped, _headers) = self.rows.popitem(last=False)
                self.size -= len(dropped)

    def forget(self) -> None:
        with self.lock:
            self.rows.clear()
            self.size = 0


_pages = Pages(KEPT_BYTES)


def forget_pages() -> None:
    """Drop what this process has kept: between tests, which count the same numbers again."""
    _pages.forget()
    _page_at.cache_clear()
