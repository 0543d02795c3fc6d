"""The path of a request before and after its view: host -> agency, session ->
person, statement -> access, error -> page."""

from __future__ import annotations

import logging
import secrets
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from accounts.actions import sessions
from accounts.models import User
from accounts.rules.browsers import keep_device
from accounts.rules.session_people import member_of_session, person_of_session
from accounts.rules.sessions import why_over
from agencies.models import Agency, Membership
from project import health
from project.base import access, clock, text
from project.base.errors import NoRoom, NotAllowed, NotVisible, QuillhouseError, TooLarge
from project.base.forms import unknown
from project.base.http import AgencyRequest
from project.base.viewer import Member, Public

from .dangerous import ask_again
from .errors import error_response, fields_refused
from .hosts import agency_of_host, host_name
from .logging import facts_of, hidden, hide_typed, keys_in, log_refusal, request_facts
from .outages import RETRY_SECONDS, is_away, is_full_disk, unavailable

GetResponse = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    """First of all: gives the request an id, answers health questions,
    and lets the host name choose the agency. Last of all: writes each refusal to the log, once.

    A host that is not a Domain row gets a plain 404 that says nothing about which hosts there are. Broken
    text in the address or the query (NUL, lone surrogates) gets 400 here, before anything reads it; a cookie
    that holds some counts as not sent, so that nobody is locked out by what another program left in the
    browser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:16]
        asked = (
            request.path_info,
            f"?{request.META.get('QUERY_STRING', '')}",
            request.META.get("HTTP_REFERER", ""),
        )
        with request_facts(request_id=request.request_id), hidden(keys_in(*asked)):
            response = self._answer(request)
            log_refusal(request, response)
        response.headers["X-Request-ID"] = request.request_id
        return response

    def _answer(self, request: AgencyRequest) -> HttpResponse:
        if request.path_info.startswith("/healthz/"):
            return self._health(request)
        if (
            text.has_forbidden(request.path_info)
            or any(map(text.has_forbidden, request.GET.dict()))
            or any(text.has_forbidden(value) for values in request.GET.lists() for value in values[1])
        ):
            return HttpResponse(
                "This address holds characters that cannot be read.", status=400, content_type="text/plain"
            )
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if not text.has_forbidden(value)
        }
        try:
            agency_id = agency_of_host(host_name(request))
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        if agency_id is None:
            return HttpResponse("There is nothing here.", status=404, content_type="text/plain")
        request.agency_id = agency_id
        return self.get_response(request)

    def _health(self, request: HttpRequest) -> HttpResponse:
        checks = {"/healthz/live": health.live, "/healthz/ready": health.ready}
        check = checks.get(request.path_info.rstrip("/"))
        if check is None:
            return HttpResponse(status=404)
        healthy, facts = check()
        answer = JsonResponse(facts, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})
        if not healthy:
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer


class PersonMiddleware:
    """Resolves the session to a person and a membership of this host's agency, in one query.

    Replaces Django's AuthenticationMiddleware: same keys, same check of the session's password hash. A
    session that was begun at another agency's host counts as anonymous here; an ended membership takes effect
    with this very request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        request.user, request.member = AnonymousUser(), None
        request.session_public_id = ""
        try:
            self._resolve(request)
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        # What another request of this thread will speak is decided anew: the override ends with this one,
        # whatever happens.
        with request_facts(**facts_of(request)), translation.override(request.language):
            response = self.get_response(request)
        if device := getattr(request, "device_to_keep", ""):
            keep_device(response, device)
        return response

    def _resolve(self, request: AgencyRequest) -> None:
        member = self._member(request)
        request.agency = (
            member.agency if member else Agency.objects.select_related("brand").get(pk=request.agency_id)
        )
        request.viewer = Member(request.agency, membership=member) if member else Public(request.agency)
        request.member = member
        request.zone = request.user.zone if request.user.is_authenticated else None
        # Visitors get the installation's language: what a browser asks for says more of its maker than of its
        # reader.
        request.language = request.user.speaks if request.user.is_authenticated else settings.LANGUAGE_CODE

    def _member(self, request: AgencyRequest) -> Membership | None:
        """Sets request.user; returns the live membership here, with agency and branding as they are now."""
        user_id = request.session.get(SESSION_KEY)
        if user_id is None or request.session.get("agency") != request.agency_id:
            return None
        token = sessions.token_of(request.session)
        member = member_of_session(
            agency_id=request.agency_id, user_id=user_id, token=token, host=host_name(request)
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


class GateMiddleware:
    """Before the view: its access statement. After it: refusals become
    pages, and private pages are never stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        with timezone.override(request.zone or request.agency.zone):
            response = self._too_large(request) or self._hide(request) or self.get_response(request)
        if not response.has_header("Cache-Control") and not getattr(request, "publicly_cacheable", False):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def _too_large(self, request: AgencyRequest) -> HttpResponse | None:
        """Django stores uploads while it reads them, and it reads them before
        any view: so size is asked first of all."""
        told = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.MAX_REQUEST_BYTES if request.member else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return error_response(request, TooLarge()) if not told.isdigit() or int(told) > most else None

    def _hide(self, request: AgencyRequest) -> HttpResponse | None:
        """An anonymous person on an address that exists nowhere is told what
        a private one tells: sign in, or 404."""
        if request.user.is_authenticated:
            return None
        try:
            resolve(request.path_info)
        except Resolver404:
            if request.path_info.startswith(PRIVATE_AREAS):
                return to_sign_in(request)
        return None

    def process_view(self, request: AgencyRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        statement = getattr(view, "access", None)
        if statement == access.PUBLIC:
            return self._strange(request, view)
        if statement is None:
            return error_response(request, NotAllowed(), event="no_statement", view=view.__name__)
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if statement == access.MEMBER and request.member is None:
            return to_join(request)
        right = getattr(view, "access_right", None)
        if right is not None and not right(request.viewer):
            return error_response(request, NotAllowed(), event="area_refused")
        return self._strange(request, view) or ask_again(
            request, str(request.resolver_match and request.resolver_match.view_name), kwargs
        )

    def _strange(self, request: AgencyRequest, view: Any) -> HttpResponse | None:
        """What is sent beyond the fields that the view takes is refused before anything is done."""
        try:
            names = unknown(view, request) if request.method == "POST" else []
        except (SuspiciousOperation, UnicodeEncodeError, OSError) as error:
            # What cannot be read at all is told as if the view had read it.
            if answer := self.process_exception(request, error):
                return answer
            raise
        return fields_refused(request, names) if names else None

    def process_exception(self, request: AgencyRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, QuillhouseError):
            return error_response(request, error)
        if isinstance(error, Http404):
            return error_response(request, NotVisible())
        if is_full_disk(error):
            logging.getLogger("quillhouse.files").error("disk refused", extra={"event": "disk_refused"})
            return error_response(request, NoRoom())
        if is_away(error):
            return unavailable(request, error)
        if isinstance(error, RequestDataTooBig):
            return error_response(request, TooLarge())
        if isinstance(error, (UnicodeEncodeError, TooManyFieldsSent)):
            return error_response(request, BadRequest(str(error)))
        hide_typed(request)
        return None


#: What a page asks for by itself while nobody looks: that is no use of a session.
UNATTENDED = ("/account/notices/count/",)
#: Everything below these is private: anonymous people are sent to sign-in whether or not the page exists.
PRIVATE_AREAS = (
    "/orders/",
    "/studio/",
    "/editing/",
    "/desk/",
    "/account/",
    "/home/",
    "/classes/",
    "/analytics/",
    "/files/",
    "/search/",
    "/help/",
    "/invoices/",
)


def to_sign_in(request: AgencyRequest) -> HttpResponse:
    """To the sign-in page and back: a redirect, or for HTMX 401 with HX-Redirect."""
    target = redirect_to_login(request.get_full_path() if request.method == "GET" else "/home/")
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": target.url})
    return target


def to_join(request: AgencyRequest) -> HttpResponse:
    """A signed-in person without membership meets the join page, whatever they asked for."""
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url("join")})
    return redirect("join")
