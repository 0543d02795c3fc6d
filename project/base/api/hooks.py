"""What the API asks of the app that keeps people: how often somebody may call; answers that are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.http import HttpResponse

from project.base.hooks import Hook
from project.base.http import AgencyRequest


class Throttle(Protocol):
    """Counts one call of `kind` ("" for any) by whoever sends the request. Raises TooMany."""

    def __call__(self, request: AgencyRequest, kind: str) -> None: ...


class Once(Protocol):
    """The stored answer of (member, key), or else that of `run`, stored in its own transaction. Raises
    KeyReused where the key came with another body."""

    def __call__(
        self, request: AgencyRequest, *, key: str, fingerprint: str, run: Callable[[], HttpResponse]
    ) -> HttpResponse: ...


class Prove(Protocol):
    """Nothing, when whoever sends the request by session has shown lately who they are. Raises
    ReauthenticationRequired."""

    def __call__(self, request: AgencyRequest) -> None: ...


throttle: Hook[Throttle] = Hook("project.base.api.hooks.throttle")
once: Hook[Once] = Hook("project.base.api.hooks.once")
prove: Hook[Prove] = Hook("project.base.api.hooks.prove")
