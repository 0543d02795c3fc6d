"""Public pages that show the same to everybody: told apart by a tag, and sent once.

    @public
    @same_for_everybody()
    @require_safe
    def services(request: AgencyRequest) -> HttpResponse: …

A browser, or a cache on the way, keeps such a page and asks with its tag whether it still holds. The tag is
made of versions, never of the page: that nothing has changed is answered by `project.middleware.everybody`
from one small query, before anything else is asked.

Some of them know nobody at all (`AREAS`): whoever is signed in gets the very page that a visitor gets, and no
session is read. What their tags are made of comes with the row of the agency, in its one query:

    @public
    @told_apart_by(directory_state)
    @require_safe
    def directory(request: AgencyRequest) -> HttpResponse: …
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from . import clock
from .features import chosen_at
from .http import AgencyRequest
from .release import release

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
#: Of what a page shows beside the agency: values that change with it, such as versions of rows. Gets the
#: parts of the address.
Versions = Callable[..., tuple[Any, ...]]
#: The same as an expression of the agency's row. Gets slots: `now`, and the parts of the address that its
#: signature names.
State = Callable[..., Any]
Refuse = Callable[[Any], None]
#: Kept by browsers and shared caches, but asked about at each visit: a change shows at once.
CONTROL = "public, no-cache"
#: The answer depends on these: on who is signed in, and on whether a page or a fragment of it was asked for.
VARY = ("Cookie", "HX-Request")
#: The first part of addresses where nobody is known: project.middleware.person reads no session there.
AREAS = frozenset({"writers", "sitemap.xml", "sitemap"})
#: The cookie of django.contrib.messages.
MESSAGES = "messages"


def _none(**parts: Any) -> tuple[Any, ...]:
    return ()


def same_for_everybody(versions: Versions = _none) -> Callable[[View], View]:
    """For the view of a page that shows every visitor the same, as long as neither the agency's row, nor its
    branding, nor its catalog, nor `versions` changes.

    A visitor gets the page with a tag, 304 for the tag of the page as it is now, and no cookie. Whoever is
    signed in, or is told something in passing (a message after signing out), gets the page as any private
    one: not stored, without a tag. In AREAS nobody counts as signed in.
    """
    release()  # Of the files as they are when the code is read, not later, when a new release may lie there.

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD") or is_known(request):
                return view(request, *args, **kwargs)
            standing = standing_of(request.agency, clock.now(), versions(**kwargs))
            tag = tag_of(request, standing)
            response = get_conditional_response(request, etag=tag) or view(request, *args, **kwargs)
            return tagged(request, response, tag)

        answer.page_versions = versions  # type: ignore[attr-defined]
        return cast(View, answer)

    return decorate


def told_apart_by(state: State, refuse: Refuse | None = None) -> Callable[[View], View]:
    """For the view of a page in AREAS, which shows everybody the same as long as neither the agency's row,
    nor its branding, nor its catalog, nor the value of `state` changes. `refuse` raises what the page is
    refused with, from that value."""
    release()

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD"):  # which the view refuses
                return view(request, *args, **kwargs)
            if refuse is not None:
                refuse(request.page_state)
            return tagged(request, view(request, *args, **kwargs), request.page_tag)

        answer.page_state = state  # type: ignore[attr-defined]
        return cast(View, answer)

    return decorate


def knows_nobody(path: str) -> bool:
    """Whether this address answers everybody alike, whatever cookie comes along."""
    return path[1:].partition("/")[0] in AREAS


@dataclass(frozen=True)
class Standing:
    """What tells apart the page of an address: a `digest` of the agency's row and of its branding, made by
    the database; the features it has by now; and the value of the page's `state`, or its versions."""

    digest: str
    chosen: tuple[str, ...]
    shows_writers: bool
    state: Any


def standing_of(row: Any, now: dt.datetime, state: Any) -> Standing:
    """Of a row of `project.hosts`: the agency's, or as much of it as tells whether a page has changed."""
    return Standing(row.page_digest, tuple(chosen_at(row, now)), bool(row.shows_writers), state)


def tag_of(request: HttpRequest, standing: Standing) -> str:
    """The tag of what this address shows now, quoted and weak: compressed or not, it is the same page. Keyed,
    so that it tells nothing of the settings that it is made of."""
    facts = (release(), settings.DEMO, bool(request.META.get("HTTP_HX_REQUEST")), settings.LANGUAGE_CODE)
    key = settings.SECRET_KEY.encode()[:64]
    made_of = repr((*facts, standing)).encode()
    return f'W/"{blake2b(made_of, digest_size=16, key=key).hexdigest()}"'


def is_known(request: HttpRequest) -> bool:
    """Whether the visitor may be signed in or says by a token who they are, or is told something that only
    they are to read."""
    if knows_nobody(request.path_info):
        return False
    told = any(request.COOKIES.get(name) for name in (settings.SESSION_COOKIE_NAME, MESSAGES))
    return told or "HTTP_AUTHORIZATION" in request.META


def tagged(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with what caches need to know of it: the tag where it may be kept."""
    patch_vary_headers(response, VARY[1:] if knows_nobody(request.path_info) else VARY)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = CONTROL
    return response
