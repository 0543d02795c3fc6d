"""`/api/v1/users/tokens/`: the caller's access tokens at this agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from accounts.actions import tokens
from accounts.forms.tokens import DAYS, FULL, READ, TokenForm
from accounts.models import AccessToken
from accounts.models.security import NAME_LIMIT
from accounts.models.tokens import AREAS
from accounts.receivers.sessions import browser_facts
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

COLUMNS = ("id", "public_id", "name", "prefix", "read_only", "areas")
TIMES = ("created_at", "expires_at", "last_used_at", "revoked_at")


class NewToken(Body):
    """A new token."""

    name = fields.Text(max_length=NAME_LIMIT)
    access = fields.Choice(choices=[READ, FULL])
    areas = fields.Items(
        child=fields.Choice(choices=list(AREAS)),
        max_length=len(AREAS),
        required=False,
        help_text="Parts of the API that it reaches; all of them without.",
    )
    days = fields.Choice(choices=[str(days) for days, _words in DAYS], help_text="How long it is valid.")

    example = {"name": "Reports", "access": READ, "areas": ["orders"], "days": "90"}


class TokenFilters(Paged):
    state = fields.Choice(
        choices=["live", "ended", "all"], default="live", help_text="Ended: revoked or expired."
    )


class TokenOut(Out):
    """An access token; `prefix` is how it begins, after “qh_”. No `areas`: it reaches all."""

    id = fields.Id()
    name = fields.Text()
    prefix = fields.Text()
    access = fields.Choice(choices=[READ, FULL])
    areas = fields.Items(child=fields.Text())
    is_live = fields.Flag()
    created_at = fields.Moment()
    expires_at = fields.Moment()
    last_used_at = fields.Moment(allow_null=True)
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "t8c4y2z9hw",
        "name": "Reports",
        "prefix": "Xy3_k9aB",
        "access": READ,
        "areas": ["orders"],
        "is_live": True,
        "created_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-05-31T09:00:00Z",
        "last_used_at": None,
        "revoked_at": None,
    }


class MadeTokenOut(TokenOut):
    """A new token with itself, which no other answer shows."""

    token = fields.Text()

    example = {**TokenOut.example, "token": f"qh_Xy3_k9aB{'0' * 32}"}


class RevokedOut(Out):
    """How many were revoked."""

    revoked = fields.Whole()

    example = {"revoked": 2}


class TokenViewSet(Resource):
    """Access tokens of the caller."""

    shows_secret = True

    def thing(self, key: str) -> AccessToken:
        found = AccessToken.objects.visible_to(self.viewer).filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: AccessToken) -> dict[str, Any]:
        return self._row({name: getattr(thing, name) for name in (*COLUMNS, *TIMES)})

    @endpoint(MEMBERS, TokenOut, listed=True, query=TokenFilters)
    def list(self, request: Any) -> Response:
        """List your access tokens. Those that are valid, unless you ask for others."""
        rows = AccessToken.objects.visible_to(self.viewer)
        state = self.asked["state"]
        if state != "all":
            rows = rows.live(self.now) if state == "live" else rows.ended(self.now)
        order, kinds = ("-created_at", "-id"), (dt.datetime, int)
        return page(self, rows.values(*COLUMNS, *TIMES), self._row, order=order, kinds=kinds)

    @endpoint(MEMBERS, TokenOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an access token. Of the token itself its beginning alone."""
        return self.ok(self.thing(public_id))

    @endpoint(MEMBERS, MadeTokenOut, status=201, body=NewToken, by_session=True, dangerous="account_tokens")
    @sensitive_variables("raw", "response")
    def create(self, request: Any) -> Response:
        """Create an access token. This answer alone shows it: there is no Idempotency-Key, since the answer
        is stored nowhere; a second token of the same name is refused."""
        form = bound(TokenForm, self.body)
        token, raw = tokens.make_token(**self._who(), **form.facts)
        response = self.created(token, f"/api/v1/users/tokens/{token.public_id}/")
        response.data["token"] = raw
        return response

    @endpoint(MEMBERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Revoke an access token. It opens nothing from the next call on."""
        tokens.revoke_token(**self._who(), token=self.thing(public_id))
        return Response(status=204)

    @verb("revoke", MEMBERS, TokenOut)
    def revoke(self, request: Any, public_id: str) -> Response:
        """Revoke an access token, and read what became of it."""
        return self.ok(tokens.revoke_token(**self._who(), token=self.thing(public_id)))

    @verb("revoke-all", MEMBERS, RevokedOut, detail=False)
    def revoke_all(self, request: Any) -> Response:
        """Revoke all your access tokens at this agency, the one of this call among them."""
        return Response({"revoked": tokens.revoke_all(**self._who())})

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "browser": browser_facts(self.http), "now": self.now}

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": row["public_id"],
            **{name: row[name] for name in ("name", "prefix", "areas")},
            "access": READ if row["read_only"] else FULL,
            "is_live": row["revoked_at"] is None and row["expires_at"] > self.now,
            **{name: moment_text(row[name]) for name in TIMES},
        }
