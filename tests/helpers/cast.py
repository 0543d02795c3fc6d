"""The cast: two agencies, and people with names whom every test speaks
of. See design.md section 3 of the house.

Inkwell: Clara (client), Wendell and Wanda (writers), Edith (editor), Sam (support), Max (manager), Otto
(owner). Northwind: Mara (owner), Nick (client), Nora (writer), and Wanda again. Northwind must see nothing of
Inkwell.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import UserSettingsHolder, settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.test.client import ClientHandler

from accounts.actions.sessions import TOKEN, new_token
from accounts.models import PersonSession
from accounts.rules.sessions import hash_of
from agencies.models import Agency, Membership
from project.base import clock
from project.base.viewer import Member, Public, Viewer
from project.demo.people import INKWELL, NORTHWIND, found

PASSWORD = "demo-quillhouse"
#: When the tests' stories begin; a Monday. Actions take time as an argument, so nothing here depends on
#: today.
START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Cast:
    inkwell: Agency
    northwind: Agency
    clara: Member
    wendell: Member
    wanda: Member
    edith: Member
    sam: Member
    max: Member
    otto: Member
    mara: Member
    nick: Member
    nora: Member
    wanda_northwind: Member

    @property
    def of_inkwell(self) -> dict[str, Member]:
        """The people of Inkwell by name, one per role and two writers."""
        names = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")
        return {name: getattr(self, name) for name in names}

    @property
    def everybody(self) -> dict[str, Viewer]:
        """All people of both agencies by name, and the public of Inkwell."""
        names = (*self.of_inkwell, "mara", "nick", "nora", "wanda_northwind")
        return {**{name: getattr(self, name) for name in names}, "anonymous": Public(self.inkwell)}


def load_cast() -> Cast:
    """The cast as stored; stored first where a truncating test has swept it away."""
    if not Agency.objects.filter(code=INKWELL.code).exists():
        found(password=PASSWORD, now=START)
    rows = Membership.objects.select_related("user", "agency__brand").order_by("pk")
    by_name = {
        f"{row.agency.name}/{row.user.name.split()[0]}": Member(row.agency, membership=row) for row in rows
    }
    people = {first.lower(): by_name[f"Inkwell/{first}"] for first, *_rest in INKWELL.people}
    people |= {first.lower(): by_name[f"Northwind/{first}"] for first, *_rest in NORTHWIND.people}
    return Cast(
        inkwell=by_name["Inkwell/Otto"].agency,
        northwind=by_name["Northwind/Mara"].agency,
        wanda_northwind=by_name["Northwind/Wanda"],
        **people,
    )


def browser(member: Member | None, agency: Agency | None = None, **options: Any) -> Client:
    """A test client at the host of `agency` (default: the member's), signed in as
    `member` the way our sign-in does it."""
    house = agency or (member.agency if member else None)
    assert house is not None, "a stranger needs an agency to visit"
    client = Client(headers={"host": f"{house.name.lower()}.localhost"}, **options)
    handler: Any = client.handler
    if not settings_are_changed():
        handler._middleware_chain = middleware_chain()
    if member is not None:
        session = client.session
        user = member.membership.user
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["agency"] = member.agency.pk
        session[TOKEN] = new_token()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
        note_session(member, session[TOKEN])
    return client


@cache
def middleware_chain() -> Any:
    """Every test client would make the middleware anew, and that of
    static files lists all of them each time."""
    handler: Any = ClientHandler()
    handler.load_middleware()
    return handler._middleware_chain


def settings_are_changed() -> bool:
    """Whether a test has other settings for itself; the middleware may have read them."""
    holder: Any = settings
    return isinstance(holder._wrapped, UserSettingsHolder)


def note_session(member: Member, token: str) -> PersonSession:
    """The row that sign-in stores of a session, from a browser nobody knows anything about."""
    moment = clock.now()
    return PersonSession.objects.create(
        agency=member.agency,
        user=member.membership.user,
        key=hash_of(token),
        host="",
        started_at=moment,
        seen_at=moment,
    )
