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
    name = getattr(view, "actions", {}).get(method.lower())
    stated = getattr(getattr(view.cls, name or "", None), "endpoint", None)
    return stated.who.right if stated else None


def refuses(path: str, viewer: Viewer, method: str = "GET") -> bool:
    """Whether the statement of the door refuses this person."""
    right = right_of(path, method)
    return right is not None and not right(viewer)
