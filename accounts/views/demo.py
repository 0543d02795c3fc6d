"""Sign in as a person of the demo with one click."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.adapters.account import following
from accounts.demo.people import people_of
from project.base import query
from project.base.access import public
from project.base.errors import NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest

from .entrance import page


@public
@page
@takes("person", "next")
def demo_sign_in(request: AgencyRequest) -> HttpResponse:
    """The cast of this host's agency, also for whoever is signed in as another; a POST becomes the one named
    by `person` (a public id), and goes on to `next`. 404 outside of demo mode."""
    if not settings.DEMO:
        raise NotVisible
    people = people_of(request.agency)
    if request.method != "POST":
        return render(request, "accounts/demo.html", {"demo_people": people, "next": following(request)})
    wanted = query.public_id(request.POST, "person")
    for member in people:
        if member.public_id == wanted:
            # Each visitor of the demo is a new browser of the same person: asking about each would bury the
            # demo's alerts.
            request.is_demo_visit = True
            get_adapter().login(request, member.user)
            return redirect(following(request) or settings.LOGIN_REDIRECT_URL)
    raise NotVisible
