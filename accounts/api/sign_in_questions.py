"""`/api/v1/users/sign-in-questions/`: sign-ins of which the caller is asked whether they were theirs. “Not
me” is said on the page of the mailed link, whose last step sets a new password."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from accounts.actions.login_alerts import confirm
from accounts.actions.sessions import token_of
from accounts.models import LoginAlert
from accounts.rules.login_alerts import asking, questions_of
from accounts.rules.token_reach import within_reach
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

FACTS = ("new_device", "new_network", "new_country")
SEEN = ("browser", "system", "address", "country")
OF_SESSION = tuple(f"session__{name}" for name in ("public_id", *SEEN))
COLUMNS = ("id", "public_id", "agency__name", "at", "verdict", *FACTS, *OF_SESSION)


class SignInQuestionOut(Out):
    """A sign-in in question, and what was new about it. `is_confirmed`: you said that it was you."""

    id = fields.Id()
    agency = fields.Text()
    session = fields.Id()
    at = fields.Moment()
    new_device = fields.Flag()
    new_network = fields.Flag()
    new_country = fields.Flag()
    browser = fields.Text()
    system = fields.Text()
    address = fields.Text(allow_null=True)
    country = fields.Text()
    is_confirmed = fields.Flag()

    example = {
        "id": "q3z8m5t7kd",
        "agency": "Inkwell",
        "session": "s5n3r8t6vq",
        "at": "2026-03-05T17:30:00Z",
        "new_device": True,
        "new_network": True,
        "new_country": False,
        "browser": "Firefox 128",
        "system": "Linux",
        "address": "203.0.113.7",
        "country": "GB",
        "is_confirmed": False,
    }


class SignInQuestionViewSet(Resource):
    """Questions to the caller: by session those of all agencies, by token those of its own."""

    def thing(self, key: str) -> LoginAlert:
        rows = within_reach(asking(self.http.user), self.http)
        found: LoginAlert | None = rows.select_related("session").filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: LoginAlert) -> dict[str, Any]:
        return _row(LoginAlert.objects.values(*COLUMNS).get(pk=thing.pk))

    @endpoint(MEMBERS, SignInQuestionOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the sign-ins that wait for your answer, newest first."""
        rows = within_reach(questions_of(self.http.user), self.http).values(*COLUMNS)
        return page(self, rows, _row, order=("-at", "-id"), kinds=(dt.datetime, int))

    @verb("confirm", MEMBERS, SignInQuestionOut, by_session=True, moves=True)
    def confirm(self, request: Any, public_id: str) -> Response:
        """Say that a sign-in was yours. Not from the session in question or a later one (403); 409 when you
        have said that it was not you."""
        token = token_of(self.http.session)
        return self.ok(confirm(alert=self.thing(public_id), now=self.now, token=token))


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "agency": row["agency__name"],
        "session": row["session__public_id"],
        "at": moment_text(row["at"]),
        **{name: row[name] for name in FACTS},
        **{name: row[f"session__{name}"] for name in SEEN},
        "is_confirmed": row["verdict"] == "me",
    }
