"""`/api/v1/users/sessions/`: where the caller is signed in, and where they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from accounts.actions import sessions
from accounts.models import PersonSession
from accounts.rules.sessions import hash_of
from accounts.rules.token_reach import within_reach
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

TEXTS = ("host", "browser", "system", "address", "country", "ended_why")
TIMES = ("started_at", "seen_at", "ended_at")
COLUMNS = ("id", "public_id", "key", "agency__name", "device__public_id", "device__name", *TEXTS, *TIMES)
#: By which moment a list is sorted.
BY = {"live": "seen_at", "ended": "ended_at"}


class SessionFilters(Paged):
    state = fields.Choice(choices=list(BY), default="live")


class SessionOut(Out):
    """A sign-in. `is_current`: this call comes with it. `country` is where the address is assigned to, in two
    letters. `ended_why` is empty while it lives."""

    id = fields.Id()
    agency = fields.Text()
    host = fields.Text()
    browser = fields.Text()
    system = fields.Text()
    address = fields.Text(allow_null=True)
    country = fields.Text()
    device = fields.Id(allow_null=True)
    device_name = fields.Text()
    is_current = fields.Flag()
    started_at = fields.Moment()
    seen_at = fields.Moment()
    ended_at = fields.Moment(allow_null=True)
    ended_why = fields.Text()

    example = {
        "id": "s5n3r8t6vq",
        "agency": "Inkwell",
        "host": "inkwell.example.com",
        "browser": "Firefox 128",
        "system": "Linux",
        "address": "203.0.113.7",
        "country": "GB",
        "device": "d4w8h2k7mn",
        "device_name": "The laptop at home",
        "is_current": True,
        "started_at": "2026-03-02T09:00:00Z",
        "seen_at": "2026-03-05T17:30:00Z",
        "ended_at": None,
        "ended_why": "",
    }


class EndedOut(Out):
    """How many have ended."""

    ended = fields.Whole()

    example = {"ended": 2}


class SessionViewSet(Resource):
    """Sessions of the caller: by session those at all agencies, by token those of its own."""

    def thing(self, key: str) -> PersonSession:
        found = self._rows().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: PersonSession) -> dict[str, Any]:
        return self._row(self._rows().values(*COLUMNS).get(pk=thing.pk))

    @endpoint(MEMBERS, SessionOut, listed=True, query=SessionFilters)
    def list(self, request: Any) -> Response:
        """List your sessions. Those that live, unless you ask for the ended ones."""
        by = BY[self.asked["state"]]
        rows = self._rows().filter(ended_at__isnull=by == "seen_at").values(*COLUMNS)
        return page(self, rows, self._row, order=(f"-{by}", "-id"), kinds=(dt.datetime, int))

    @endpoint(MEMBERS, SessionOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a session."""
        return self.ok(self.thing(public_id))

    @verb("end", MEMBERS, SessionOut)
    def end(self, request: Any, public_id: str) -> Response:
        """End a session. The next request of that browser finds it signed out."""
        key = self.thing(public_id).public_id
        return self.ok(sessions.end_session(user=self.http.user, public_id=key, now=self.now))

    @verb("end-others", MEMBERS, EndedOut, detail=False)
    def end_others(self, request: Any) -> Response:
        """End all your sessions but this one. By token: all at its agency."""
        at = self.http.agency if self.http.token else None
        keep = self._own_key()
        return Response({"ended": sessions.end_others(user=self.http.user, keep=keep, now=self.now, at=at)})

    def _own_key(self) -> str:
        return "" if self.http.token else sessions.token_of(self.http.session)

    def _rows(self) -> Any:
        return within_reach(sessions.sessions_of(self.http.user), self.http)

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": row["public_id"],
            "agency": row["agency__name"],
            "device": row["device__public_id"],
            "device_name": row["device__name"] or "",
            "is_current": row["key"] == hash_of(self._own_key()),
            **{name: row[name] for name in TEXTS},
            **{name: moment_text(row[name]) for name in TIMES},
        }
