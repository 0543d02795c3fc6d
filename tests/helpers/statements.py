"""What a door states of who may use it, without going there: the gate and the API ask it before anything
else is read, so whoever it refuses gets one answer, whatever is sent."""

from __future__ import annotations

from typing import Any

from django.urls import resolve

from project.base import access
from project.base.viewer import Viewer


def right_of(path: str, method: str = "GET") -> Any:
    """The right that the door asks for by statement; None where it asks for none."""
    view: Any = resolve(path.partition("?")[0]).func
    if getattr(view, "access", None) != access.API:
        return getattr(view, "access_right", None)
    stated = _stated(view, method)
    return stated.who.right if stated else None


def _stated(view: Any, method: str) -> Any:
    """What an address of the API states of a method; None where it has none."""
    name = getattr(view, "actions", {}).get(method.lower())
    return getattr(getattr(view.cls, name or "", None), "endpoint", None)


def is_public(path: str, method: str) -> bool:
    """Whether an address of the API answers whoever is not signed in, other than that they shall sign in."""
    stated = _stated(resolve(path.partition("?")[0]).func, method)
    return stated is not None and stated.who.statement == access.PUBLIC


def refuses(path: str, viewer: Viewer, method: str = "GET") -> bool:
    """Whether the statement of the door refuses this person."""
    right = right_of(path, method)
    return right is not None and not right(viewer)
