"""Dangerous acts ask once more who is there: by password or second factor, good for five minutes.

    @signed_in
    @confirmed
    @require_http_methods(["GET", "HEAD", "POST"])
    def make_token(request: SignedInRequest) -> HttpResponse: ...

Give such an act a page of its own under GET. Whoever is asked comes back to that page, and presses there:
what was posted too late is never carried out by itself.

A form on a page that anybody who is signed in may look at asks when it is sent, and keeps what was typed:

    if not recently_confirmed(request):
        return ask_first(request, form.cleaned_data)

and its page begins the form with `kept(request)`.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from project.base.http import SignedInRequest

P = ParamSpec("P")
Request = TypeVar("Request", bound=SignedInRequest)
#: In the session: what was typed into a form that has to wait until its person has shown who they are.
KEPT = "typed_before_confirming"


def recently_confirmed(request: SignedInRequest) -> bool:
    """Whether the person has proved who they are within the window, by signing in or when asked."""
    records = get_authentication_records(request, request.user)
    window = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(0 <= time.time() - record["at"] < window for record in records[-1:])


def note_password(request: SignedInRequest) -> None:
    """The person has just given the password. A second factor is noted by allauth's `post_authentication`."""
    record_authentication(request, request.user, "password", reauthenticated=True)


def confirmed(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Lets a view be used within the window only; before, it leads to
    the page that asks, and from there back."""

    @functools.wraps(view)
    def wrapper(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if recently_confirmed(request):
            return view(request, *args, **kwargs)
        return ask_first(request)

    return wrapper


def ask_first(
    request: SignedInRequest, typed: dict[str, Any] | None = None, part: str = "", *, following: str = ""
) -> HttpResponse:
    """Leads to the page that asks, and from there back to `part` of this page, or to the path `following`.
    `typed` (texts and numbers, never secrets) waits meanwhile."""
    if typed:
        request.session[KEPT] = {"page": request.path, "typed": typed}
    following = (following or request.get_full_path()) + part
    url = f"{reverse('account_reauthenticate')}?{urlencode({'next': following})}"
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def kept(request: SignedInRequest) -> dict[str, Any]:
    """What was typed on this page before it was asked who is there; {} for nothing. Handed out once, to
    whoever has shown it by now."""
    found = request.session.get(KEPT)
    if not found or found["page"] != request.path or not recently_confirmed(request):
        return {}
    del request.session[KEPT]
    return dict(found["typed"])
