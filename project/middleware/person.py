"""Who sends a request: the session turned into a person and a member of the host's agency."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from accounts.actions import sessions
from accounts.actions.tokens import token_of
from accounts.models import User
from accounts.rules.browsers import keep_device
from accounts.rules.session_people import member_of_session, person_of_session
from accounts.rules.sessions import why_over
from agencies.models import Agency, Membership
from project.base import clock
from project.base.api.problems import is_api
from project.base.currencies import amounts_in
from project.base.http import AgencyRequest, host_name
from project.base.public_pages import knows_nobody
from project.base.viewer import Member, Public
from project.hosts import agency_row
from project.logging import facts_of, request_facts
from project.outages import is_away, suspended, unavailable

#: What a page asks for by itself while nobody looks: that is no use of a session.
UNATTENDED = ("/account/notices/count/",)


def _prints_menu(request: HttpRequest) -> bool:
    """Whether the answer may be a whole page, whose menu counts what waits: none of the API, and no piece."""
    piece = "HTTP_HX_REQUEST" in request.META and "HTTP_HX_BOOSTED" not in request.META
    return not piece and not is_api(request)


@sensitive_variables("kind", "raw")
def told_token(request: HttpRequest) -> str:
    """The token of `Authorization: Token …`; "" for anything else."""
    kind, _space, raw = request.headers.get("Authorization", "").partition(" ")
    return raw.strip() if kind.lower() in ("token", "bearer") else ""


class PersonMiddleware:
    """Resolves the session to a person and a membership of this host's agency, in one query.

    Replaces Django's AuthenticationMiddleware: same keys, same check of the session's password hash. A
    session that was begun at another agency's host counts as anonymous here; an ended membership takes effect
    with this very request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        request.user, request.member = AnonymousUser(), None
        request.session_public_id, request.token, request.token_refused = "", None, False
        try:
            self._resolve(request)
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        if request.agency.suspended_at:
            return suspended(request)
        # What another request of this thread will speak, and in which currency its amounts are typed, is
        # decided anew: the overrides end with this one, whatever happens.
        currency = request.agency.currency if hasattr(request, "agency") else ""
        with (
            request_facts(**facts_of(request)),
            translation.override(request.language),
            amounts_in(currency),
        ):
            response = self.get_response(request)
        if device := getattr(request, "device_to_keep", ""):
            keep_device(response, device)
        return response

    def _resolve(self, request: AgencyRequest) -> None:
        member = self._member(request)
        if member is not None or not hasattr(request, "page_tag"):
            request.agency = member.agency if member else agency_row(request.agency_id)
        request.viewer = Member(request.agency, membership=member) if member else Public(request.agency)
        request.member = member
        request.zone = request.user.zone if request.user.is_authenticated else None
        # Visitors get the agency's language: what a browser asks for says more of its maker than of them.
        user, agency = request.user, request.agency
        request.language = user.speaks_at(agency) if user.is_authenticated else agency.speaks

    def _member(self, request: AgencyRequest) -> Membership | None:
        """Sets request.user; returns the live membership here, with agency and branding as they are now."""
        if knows_nobody(request.path_info):
            return None
        if is_api(request) and "Authorization" in request.headers:
            return self._of_token(request)
        user_id = request.session.get(SESSION_KEY)
        if user_id is None or request.session.get("agency") != request.agency_id:
            return None
        token = sessions.token_of(request.session)
        member = member_of_session(
            agency_id=request.agency_id,
            user_id=user_id,
            token=token,
            host=host_name(request),
            counts=_prints_menu(request),
        )
        user = member.user if member else person_of_session(user_id=user_id, token=token)
        state = member or user
        if (
            user is None
            or not user.is_active
            or not self._genuine(request, user)
            or not self._lives(request, state)
        ):
            request.session.flush()
            return None
        request.user, request.session_public_id = user, state.session_public_id
        return member

    def _of_token(self, request: AgencyRequest) -> Membership | None:
        """Who stands behind an access token; a session that came along counts for nothing beside it."""
        found = token_of(told_token(request), request.agency_id, clock.now())
        if found is None:
            request.token_refused = True
            return None
        member, request.token = found
        request.user = member.user
        return member

    def _lives(self, request: AgencyRequest, state: Any) -> bool:
        """Whether this session was neither ended nor is too old by the agency's
        bounds; its last use is noted now and then."""
        seen, started = state.session_seen, state.session_started
        if seen is None:
            return False
        moment = clock.now()
        agency = getattr(state, "agency", None) or Agency.objects.get(pk=request.agency_id)
        if why := why_over(agency, seen, started, moment):
            sessions.note_end(token=sessions.token_of(request.session), why=why, now=moment)
            return False
        if moment - seen >= sessions.TOUCH_EVERY and request.path_info not in UNATTENDED:
            sessions.touch(token=sessions.token_of(request.session), now=moment)
        return True

    def _genuine(self, request: AgencyRequest, user: User) -> bool:
        known = request.session.get(HASH_SESSION_KEY, "")
        return request.session.get(
            BACKEND_SESSION_KEY
        ) in settings.AUTHENTICATION_BACKENDS and secrets.compare_digest(known, user.get_session_auth_hash())
