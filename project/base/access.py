"""Every view states who may use it; `project.middleware.gate.GateMiddleware` refuses
everyone else, and all when it is silent.

The statement is an attribute of the view function. What a decorator decides is only *which area*; which rows,
and which verbs, the querysets and rules decide afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, TypeVar

from django.http.response import HttpResponseBase

from .http import AgencyRequest, MemberRequest, SignedInRequest
from .viewer import Viewer

#: A view with the request that its statement promises, or one that asks for less.
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PublicView = TypeVar("PublicView", bound=Callable[Concatenate[AgencyRequest, ...], HttpResponseBase])
SignedInView = TypeVar("SignedInView", bound=Callable[Concatenate[SignedInRequest, ...], HttpResponseBase])
MemberView = TypeVar("MemberView", bound=Callable[Concatenate[MemberRequest, ...], HttpResponseBase])
Right = Callable[[Viewer], bool]

PUBLIC = "public"
SIGNED_IN = "signed_in"
MEMBER = "member"
#: An endpoint of the API states who may use it for each of its methods (project.base.api.endpoint).
API = "api"


def _state(view: View, who: str, right: Right | None = None) -> View:
    view.access = who  # type: ignore[attr-defined]
    view.access_right = right  # type: ignore[attr-defined]
    return view


def public(view: PublicView) -> PublicView:
    """Anybody on a known host."""
    return _state(view, PUBLIC)


def when_open(view: View) -> View:
    """Beside the statement of a public view: only while the agency is open, or to its team before
    (agencies/rules/opening.py)."""
    view.when_open = True  # type: ignore[attr-defined]
    return view


def signed_in(view: SignedInView) -> SignedInView:
    """Any signed-in person, with or without a membership of this agency."""
    return _state(view, SIGNED_IN)


def member_only(view: MemberView) -> MemberView:
    """Any live member of this agency, whatever the roles."""
    return _state(view, MEMBER)


def area(right: Right) -> Callable[[MemberView], MemberView]:
    """Members for whom `right(viewer)` holds; other members get 403.
    `right` comes from the app's rules.py."""

    def decorate(view: MemberView) -> MemberView:
        return _state(view, MEMBER, right)

    return decorate
