"""Public pages that show the same to everybody: told apart by a tag, and sent once.

    @public
    @same_for_everybody()
    @require_safe
    def services(request: AgencyRequest) -> HttpResponse: …

A browser, or a cache on the way, keeps such a page and asks with its tag whether it still holds. The tag is
made of versions, never of the page: an answer that nothing has changed costs the one query that every request
makes for its agency, and no template.

Some of them know nobody at all (`AREAS`): whoever is signed in gets the very page that a visitor gets, and no
session is read. What their tags are made of comes with the row of the agency, in its one query, and
`project.middleware.everybody` answers them before anything else is asked:

    @public
    @told_apart_by(directory_state)
    @require_safe
    def directory(request: AgencyRequest) -> HttpResponse: …
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from . import clock
from .features import chosen_at
from .http import AgencyRequest
from .release import release

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
#: Of what a page shows beside the agency: values that change with it, such as versions of rows. Gets what
#: the view gets.
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


def same_for_everybody(versions: Versions | None = None) -> Callable[[View], View]:
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
            if request.method not in ("GET", "HEAD") or _is_known(request):
                return view(request, *args, **kwargs)
            more = versions(request, *args, **kwargs) if versions else ()
            tag = tag_of(request, more)
            response = get_conditional_response(request, etag=tag) or view(request, *args, **kwargs)
            return tagged(request, response, tag)

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


def tag_of(request: AgencyRequest, versions: tuple[Any, ...] = ()) -> str:
    """The tag of what this address shows now, quoted and weak: compressed or not, it is the same page. Keyed,
    so that it tells nothing of the settings that it is made of."""
    agency = request.agency
    return _tag(
        request,
        get_language(),
        _row(agency),
        _row(agency.brand),
        chosen_at(agency, clock.now()) if agency.planned else (),
        getattr(agency, "shows_writers", False),
        versions,
    )


@dataclass(frozen=True)
class Standing:
    """What tells apart the page of an address in AREAS: a `digest` of the agency's row and of its branding,
    made by the database; the features it has by now; and the value of the page's `state`."""

    digest: str
    chosen: tuple[str, ...]
    shows_writers: bool
    state: Any


def tag_of_standing(request: AgencyRequest, standing: Standing) -> str:
    """The tag of what an address in AREAS shows now: the same, made without the rows themselves."""
    return _tag(request, settings.LANGUAGE_CODE, standing)


def _tag(request: AgencyRequest, *more: Any) -> str:
    facts = (release(), settings.DEMO, bool(request.headers.get("HX-Request")), more)
    key = settings.SECRET_KEY.encode()[:64]
    return f'W/"{blake2b(repr(facts).encode(), digest_size=16, key=key).hexdigest()}"'


def _row(row: Any) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _is_known(request: HttpRequest) -> bool:
    """Whether the visitor may be signed in, or be told something that only they are to read."""
    return not knows_nobody(request.path_info) and any(
        request.COOKIES.get(name) for name in (settings.SESSION_COOKIE_NAME, MESSAGES)
    )


def tagged(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with what caches need to know of it: the tag where it may be kept."""
    patch_vary_headers(response, VARY[1:] if knows_nobody(request.path_info) else VARY)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = CONTROL
    return response
