"""Whether a request may reach its view: the view's access statement; and which page a refusal becomes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.authentication import CSRFCheck

from agencies.rules.opening import require_shown
from project.base import access
from project.base.errors import (
    FeatureDisabled,
    NoRoom,
    NotAllowed,
    NotOpen,
    NotVisible,
    QuillhouseError,
    TooLarge,
)
from project.base.features import require_page
from project.base.forms import unknown
from project.base.http import AgencyRequest
from project.belonging import led_on
from project.dangerous import ask_again
from project.errors import error_response, fields_refused
from project.logging import hide_typed
from project.outages import is_away, is_full_disk, unavailable


class GateMiddleware:
    """Before the view: its access statement. After it: refusals become pages, an address that takes no GET
    leads to its page, and private pages are never stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        with timezone.override(request.zone or request.agency.zone):
            response = self._too_large(request) or self._hide(request) or self.get_response(request)
        response = led_on(request, response)
        response.headers.setdefault("Cache-Control", "no-store, private")
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
        if request.user.is_authenticated or not request.path_info.startswith(PRIVATE_AREAS):
            return None
        try:
            resolve(request.path_info)
        except Resolver404:
            return to_sign_in(request)
        return None

    def process_view(self, request: AgencyRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        statement = getattr(view, "access", None)
        if statement == access.API:
            return csrf_refused(request)
        if statement == access.PUBLIC:
            return self._closed(request, view) or self._off(request) or self._strange(request, view)
        if statement is None:
            return error_response(request, NotAllowed(), event="no_statement", view=view.__name__)
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if statement == access.MEMBER and request.member is None:
            return to_join(request)
        right = getattr(view, "access_right", None)
        if right is not None and not right(request.viewer):
            return error_response(request, _not_here(request), event="area_refused")
        return (
            self._off(request)
            or self._strange(request, view)
            or ask_again(request, str(request.resolver_match and request.resolver_match.view_name), kwargs)
        )

    def _closed(self, request: AgencyRequest, view: Any) -> HttpResponse | None:
        """What is for everybody once the agency is open tells visitors that it is not."""
        try:
            if getattr(view, "when_open", False):
                require_shown(request.viewer)
        except NotOpen as error:
            return error_response(request, error)
        return None

    def _off(self, request: AgencyRequest) -> HttpResponse | None:
        """What belongs to a feature that the agency has switched off (project/base/features.py)."""
        name = str(request.resolver_match and request.resolver_match.view_name)
        try:
            require_page(request.viewer, name, str(request.method))
        except (FeatureDisabled, NotVisible) as error:
            return error_response(request, error, event="feature_disabled")
        return None

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


def csrf_refused(request: AgencyRequest) -> HttpResponse | None:
    """Who calls the API by a session proves, as on a page, that the call comes from one; a token needs no
    such proof, nor has a visitor anything to steal."""
    if request.token or not request.user.is_authenticated:
        return None
    # By the header alone, as of any method but POST: a body is read by who may send it, and only then.
    asked = copy(request)
    asked.method = "PUT" if request.method == "POST" else request.method
    check = CSRFCheck(lambda _request: HttpResponse())
    check.process_request(asked)
    if reason := check.process_view(asked, None, (), {}):
        return error_response(request, NotAllowed(_("CSRF check failed: %s") % reason), event="csrf_refused")
    return None


def _not_here(request: AgencyRequest) -> NotAllowed:
    """The refusal that says that it is the role which is missing, and which ones there are."""
    hint = _("If you need access to this page, ask a manager at the agency.")
    if request.member is None or not request.member.role_words:
        words = _("You don’t have a role at %(agency)s yet.") % {"agency": request.agency.name}
        return NotAllowed(words, hint=hint)
    roles = request.member.role_words
    words = ngettext(
        "Your role at %(agency)s (%(roles)s) doesn’t give you access to this page.",
        "Your roles at %(agency)s (%(roles)s) don’t give you access to this page.",
        len(roles),
    )
    return NotAllowed(words % {"agency": request.agency.name, "roles": ", ".join(map(str, roles))}, hint=hint)


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
    """A signed-in person without membership meets the join page, whatever they asked for, and goes on to that
    when they have joined."""
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url("join")})
    if request.method != "GET" or request.path == resolve_url("workspace"):
        return redirect("join")
    return redirect_to_login(request.get_full_path(), login_url="join")
