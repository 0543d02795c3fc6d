"""Asking once more who is there, before a dangerous act (project/dangerous.py lists them): by password or
second factor, good for five minutes. On a device that is new, the password of somebody without a second
factor is not enough: a code by mail is asked for beside it, once (accounts.rules.known_devices).

What was sent too early is never carried out by itself: it waits, and its person presses again.
"""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.rules.known_devices import needs_code
from project.base import query
from project.base.clock import now
from project.base.http import SignedInRequest
from project.base.keys import SECRET_FIELDS

#: In the session: what was typed into a form that has to wait until its person has shown who they are.
KEPT = "typed_before_confirming"
#: In the session: what is said when they have.
SAID = "said_after_confirming"
#: Fields that are typed once more, and the most that is kept of a form.
NEVER_KEPT = SECRET_FIELDS
MOST_KEPT = 20_000


def recently_confirmed(request: SignedInRequest) -> bool:
    """Whether the person has proved who they are within the window, by signing in or when asked, and by mail
    where that is needed. One query at most."""
    return has_proved(request) and not lacks_code(request)


def has_proved(request: SignedInRequest) -> bool:
    """Whether the password or a factor was given within the window. No query."""
    records = get_authentication_records(request, request.user)
    window = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(0 <= time.time() - record["at"] < window for record in records[-1:])


def lacks_code(request: SignedInRequest) -> bool:
    """Whether a code by mail is asked for in this session beside the password. One query."""
    return needs_code(request.user, request.session_public_id, now())


def note_password(request: SignedInRequest) -> None:
    """The person has just given the password. A second factor is noted by allauth's `post_authentication`."""
    record_authentication(request, request.user, "password", reauthenticated=True)


def ask_first(request: SignedInRequest, page: str, part: str = "", said: str = "") -> HttpResponse:
    """Leads to the page that asks, and from there to the path `page`, at `part` of it, where `said` is said.
    What was typed waits meanwhile, secrets aside."""
    typed = query.everything(request.POST, without=NEVER_KEPT, most=MOST_KEPT)
    if typed:
        request.session[KEPT] = {"page": page, "typed": typed}
    request.session[SAID] = said
    url = f"{reverse('account_reauthenticate')}?{urlencode({'next': page + part})}"
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def go_on(request: SignedInRequest, following: str) -> HttpResponse:
    """Back to the page that wanted to know."""
    if said := request.session.pop(SAID, ""):
        messages.info(request, said)
    return redirect(following or "account")


def kept(request: SignedInRequest) -> QueryDict | None:
    """What was typed on this page before it was asked who is there; None for nothing. Handed out once, to
    whoever has shown it by now."""
    found = request.session.get(KEPT)
    if not found or found["page"] != request.path:
        return None
    del request.session[KEPT]
    typed = QueryDict(mutable=True)
    for name, values in found["typed"].items():
        typed.setlist(name, values)
    return typed if typed else None
