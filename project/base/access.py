"""Every view states who may use it; `project.middleware.GateMiddleware` refuses everyone else, and all when it is silent.

The statement is an attribute of the view function. What a decorator decides is only *which area*; which rows, and
which verbs, the querysets and rules decide afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .viewer import Viewer

View = TypeVar("View", bound=Callable[..., Any])
Right = Callable[[Viewer], bool]

PUBLIC = "public"
SIGNED_IN = "signed_in"
MEMBER = "member"


def _state(view: View, who: str, right: Right | None = None) -> View:
    view.access = who  # type: ignore[attr-defined]
    view.access_right = right  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody on a known host."""
    return _state(view, PUBLIC)


def signed_in(view: View) -> View:
    """Any signed-in person, with or without a membership of this agency."""
    return _state(view, SIGNED_IN)


def member_only(view: View) -> View:
    """Any live member of this agency, whatever the roles."""
    return _state(view, MEMBER)


def area(right: Right) -> Callable[[View], View]:
    """Members for whom `right(viewer)` holds; other members get 403. `right` comes from the app's rules.py."""

    def decorate(view: View) -> View:
        return _state(view, MEMBER, right)

    return decorate
