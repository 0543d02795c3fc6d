"""What an endpoint states of itself: who may use it, what goes in and out. One statement for the door, the
checks and the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from rest_framework.decorators import action

from project.base import access
from project.base.viewer import Viewer

from .bodies import Body, Nothing, Out, Paged, Query

Right = Callable[[Viewer], bool]


@dataclass(frozen=True)
class Who:
    """An access statement, as `project.base.access` has them for pages."""

    statement: str
    right: Right | None = None


ANYBODY = Who(access.PUBLIC)
MEMBERS = Who(access.MEMBER)


def only(right: Right) -> Who:
    """Members for whom `right(viewer)` holds; 403 for others."""
    return Who(access.MEMBER, right)


@dataclass(frozen=True)
class Endpoint:
    """The statement. `answers`: status -> shape, None for no body. `listed`: the answer is a page of its
    shape. `creates`: takes an Idempotency-Key. `versioned`: takes `version` or If-Match, gives an ETag.
    `moves`: may be refused with 409. `throttle`: which limit counts it. `uploads`: a form with files instead
    of JSON, whose body is a Form. `ranges`: serves a part of a file to whoever asks for one. `by_session`: no
    token may. `dangerous`: the address name of the page whose act this is (project/dangerous.py); whoever
    comes by session shows who they are first, always or `when` the call, a Resource with its body, is
    dangerous."""

    who: Who
    body: type[Body] | None = None
    query: type[Query] = Nothing
    answers: Mapping[int, type[Out] | None] = field(default_factory=dict)
    listed: bool = False
    partial: bool = False
    creates: bool = False
    versioned: bool = False
    moves: bool = False
    throttle: str = ""
    uploads: bool = False
    by_session: bool = False
    dangerous: str = ""
    when: Callable[[Any], bool] | None = None
    ranges: bool = False
    #: Of what is no JSON: the content types of the answer.
    media_types: tuple[str, ...] = ()
    refusals: tuple[int, ...] = ()


def endpoint(
    who: Who, out: type[Out] | None = None, *, status: int = 200, **facts: Any
) -> Callable[[Any], Any]:
    """State it for a method of a Resource: `list`, `create`, `retrieve` …"""
    answers = facts.pop("answers", {status: out})
    if facts.get("listed"):
        facts.setdefault("query", Paged)
    stated = Endpoint(who, answers=answers, **facts)

    def state(method: Any) -> Any:
        @wraps(method)
        def answer(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            return self.answer(stated, method, request, *args, **kwargs)

        answer.endpoint = stated  # type: ignore[attr-defined]
        return answer

    return state


def verb(
    name: str,
    who: Who,
    out: type[Out] | None = None,
    *,
    method: str = "post",
    detail: bool = True,
    **facts: Any,
) -> Callable[[Any], Any]:
    """State it for an act of its own path: POST `{id}/name/`, or by another `method`. `name` may hold
    further ids: `people/<public_id:person>`."""
    plain = re.sub(r"<(?:\w+:)?(\w+)>", r"\1", name).replace("/", "-")
    route = action(detail=detail, methods=[method], url_path=name, url_name=plain)

    def state(function: Any) -> Any:
        return route(endpoint(who, out, **facts)(function))

    return state
