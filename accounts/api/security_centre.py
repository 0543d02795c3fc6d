"""`/api/v1/users/security-events/` and `security-summary/`: the caller's security log, and how safe their
account is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.response import Response

from accounts.pages import activity
from accounts.pages.security_event_words import KINDS, detail_of, label_of
from accounts.pages.security_overview import Overview, overview_of
from accounts.pages.security_score import Item
from accounts.rules.token_reach import within_reach
from agencies.models import SecurityEvent
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource


class EventFilters(Paged):
    kind = fields.Choice(choices=sorted(KINDS), required=False)
    days = fields.Choice(choices=[key for key in activity.DAYS if key], required=False)
    suspicious = fields.Flag(required=False, help_text="true: those worth a second look alone.")


class EventOut(Out):
    """Something that happened to your sign-in or your rights. `kind` names it, `label` says it."""

    id = fields.Id()
    agency = fields.Text()
    at = fields.Moment()
    kind = fields.Text()
    label = fields.Text()
    detail = fields.Text()
    suspicious = fields.Flag()
    browser = fields.Text()
    system = fields.Text()
    address = fields.Text(allow_null=True)
    country = fields.Text()

    example = {
        "id": "e2v7j5d8gx",
        "agency": "Inkwell",
        "at": "2026-03-05T17:30:00Z",
        "kind": "signed_in",
        "label": "Signed in",
        "detail": "",
        "suspicious": False,
        "browser": "Firefox 128",
        "system": "Linux",
        "address": "203.0.113.7",
        "country": "GB",
    }


class SecurityEventViewSet(Resource):
    """Events of the caller: by session those at all agencies, by token those of its own."""

    @endpoint(MEMBERS, EventOut, listed=True, query=EventFilters)
    def list(self, request: Any) -> Response:
        """List what happened to your account, newest first."""
        asked = self.asked
        wanted = activity.Wanted(asked.get("kind", ""), asked.get("days", ""), asked.get("suspicious", False))
        rows = within_reach(activity.rows_of(self.http.user, wanted, self.now), self.http)
        return page(self, rows, event_row, order=("-at", "-id"), kinds=(dt.datetime, int))


def event_row(event: SecurityEvent) -> dict[str, Any]:
    """A security event as the API shows it to its person."""
    return {
        "id": event.public_id,
        "agency": event.agency.name,
        "at": moment_text(event.at),
        "kind": event.kind,
        "label": label_of(event.kind),
        "detail": detail_of(event),
        "suspicious": event.suspicious,
        "browser": event.browser,
        "system": event.system,
        "address": event.address,
        "country": event.country,
    }


class PointOut(Out):
    """A part of the score: `points` of it are had when it is `done`. `page`: where to do it."""

    label = fields.Text()
    why = fields.Text()
    todo = fields.Text()
    points = fields.Whole()
    done = fields.Flag()
    page = fields.Text()


class SummaryOut(Out):
    """How safe the account is: `score` of 100. `last_sign_in`: the one before the latest.
    `failed_sign_ins`: those of the last 30 days."""

    score = fields.Whole(most=100)
    points = PointOut(many=True)
    last_sign_in = EventOut(allow_null=True)
    failed_sign_ins = fields.Whole()

    example = {
        "score": 85,
        "points": [
            {
                "label": "A passkey",
                "why": "A passkey can’t be typed into a fake page.",
                "todo": "Add a passkey on this device.",
                "points": 15,
                "done": False,
                "page": "/account/sign-in/",
            }
        ],
        "last_sign_in": EventOut.example,
        "failed_sign_ins": 0,
    }


class SecuritySummaryViewSet(Resource):
    """How safe the caller's account is."""

    single = True

    def shown(self, thing: Overview) -> dict[str, Any]:
        return {
            "score": thing.score,
            "points": [_point(item) for item in thing.items],
            "last_sign_in": event_row(thing.last) if thing.last else None,
            "failed_sign_ins": thing.failed,
        }

    @endpoint(MEMBERS, SummaryOut)
    def retrieve(self, request: Any) -> Response:
        """Read how safe your account is, and what would make it safer."""
        return self.ok(overview_of(self.http, self.now))


def _point(item: Item) -> dict[str, Any]:
    words = {name: str(getattr(item, name)) for name in ("label", "why", "todo")}
    return {**words, "points": item.points, "done": item.done, "page": item.url}
