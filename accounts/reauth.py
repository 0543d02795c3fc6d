"""Dangerous acts ask once more who is there: by password or second factor, good for five minutes.

    @signed_in
    @confirmed
    @require_http_methods(["GET", "HEAD", "POST"])
    def make_token(request): ...

Give such an act a page of its own under GET. Whoever is asked comes back to that page, and presses there: what was posted
too late is never carried out by itself.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

View = Callable[..., HttpResponse]


def recently_confirmed(request: Any) -> bool:
    """Whether the person has proved who they are within the window, by signing in or when asked."""
    records = get_authentication_records(request, request.user)
    window = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(0 <= time.time() - record["at"] < window for record in records[-1:])


def note_password(request: Any) -> None:
    """The person has just given the password. A second factor is noted by allauth's `post_authentication`."""
    record_authentication(request, request.user, "password", reauthenticated=True)


def confirmed(view: View) -> View:
    """Lets a view be used within the window only; before, it leads to the page that asks, and from there back."""

    @functools.wraps(view)
    def wrapper(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if recently_confirmed(request):
            return view(request, *args, **kwargs)
        return ask_first(request, request.get_full_path())

    return wrapper


def ask_first(request: Any, following: str) -> HttpResponse:
    """To the page that asks, and from there to the path `following`."""
    url = f"{reverse('account_reauthenticate')}?{urlencode({'next': following})}"
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
