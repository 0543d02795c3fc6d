"""The request as our middleware leaves it: one class for each statement of `project.base.access`.

No object is ever made of these classes: Django makes its own, and the middleware hangs the attributes onto
it. A view names the class that its statement promises (`area`, `member_only`: MemberRequest, `signed_in`:
SignedInRequest, `public`: AgencyRequest), and the type checker refuses a statement that promises less. The
models are named for the type checker alone: when the program runs, the ground knows no app.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeGuard

from django.http import HttpRequest, HttpResponse, QueryDict
from django_htmx.middleware import HtmxDetails

from .viewer import Member, Viewer

if TYPE_CHECKING:
    from accounts.models import AccessToken, User
    from agencies.models import Agency, Membership


class AgencyRequest(HttpRequest):
    """Any request on a known host, by anybody: `member` is None for no member, `user` may be anonymous."""

    agency: Agency
    agency_id: int
    viewer: Viewer
    member: Membership | None
    htmx: HtmxDetails
    request_id: str
    #: The public id of the session of whoever is signed in, "" for nobody.
    session_public_id: str
    #: The access token that a call of the API came with, None for a session; whether it came with one that
    #: opens nothing here.
    token: AccessToken | None
    token_refused: bool
    #: The person's own zone, None when they never chose one; their language, for a visitor the
    #: installation's.
    zone: dt.tzinfo | None
    language: str
    #: Of a page with a dangerous act (project/dangerous.py): what was typed there before its person was asked
    #: who they are, and whether sending its form asks that first; None and False elsewhere. What its view
    #: returns when that is not None, before it acts: the way to the page that asks.
    typed: QueryDict | None
    asks_first: bool
    require_proof: Callable[[], HttpResponse | None]
    #: There after a sign-in alone: the mark for its browser, and whether a click in the demo was the sign-in.
    device_to_keep: str
    #: Of an address in project.base.public_pages.AREAS: what its tag is made of beside the agency; the tag.
    page_state: Any
    page_tag: str
    is_demo_visit: bool


class SignedInRequest(AgencyRequest):
    """A request of a signed-in person, who need not be a member here."""

    user: User


class MemberRequest(SignedInRequest):
    """A request of a live member of the agency: `user`, `member` and `viewer` stand for one person."""

    member: Membership
    viewer: Member


def knows_agency(request: HttpRequest | None) -> TypeGuard[AgencyRequest]:
    """Whether the middleware has found the agency of this request. For what Django and allauth call with any
    request, or none: one may have ended before its host was known, another was made by a command."""
    return getattr(request, "agency", None) is not None


def host_name(request: HttpRequest) -> str:
    """The Host header alone, lower case, without port; forwarded headers choose nothing."""
    host = request.META.get("HTTP_HOST", "").lower()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.rstrip(".").strip("[]")
