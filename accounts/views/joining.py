"""Becoming a member: of one's own accord where the agency is open, or by a one-use invitation."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.people import register_invited
from accounts.adapters.account import following, with_following
from accounts.forms.entrance import RegisterForm
from accounts.models import User
from agencies.actions.invitation_use import find_invitation, redeem_invitation
from agencies.actions.people import join_as_client
from agencies.models import Invitation, Membership, Role
from project.base.access import public, signed_in
from project.base.clock import now
from project.base.forms import takes
from project.base.http import AgencyRequest, SignedInRequest

from .entrance import page
from .reauth import note_password


def public_name(user: User) -> str:
    """What people of the other side see of somebody who never chose a name:
    the part before the @ of the address."""
    return (user.name or user.email.partition("@")[0])[:60]


@signed_in
@page
def join(request: SignedInRequest) -> HttpResponse:
    """All that a signed-in person without membership sees of an agency: its
    name, and the way in if there is one, which leads on to `next`."""
    wanted = following(request)
    if request.member is not None:
        return redirect(wanted or "workspace")
    if request.method == "POST":
        join_as_client(
            actor=request.viewer, user=request.user, public_name=public_name(request.user), now=now()
        )
        return redirect(wanted or "workspace")
    was = Membership.objects.filter(agency=request.agency, user=request.user).first()
    is_open = request.agency.takes_sign_ups and was is None
    join_url = with_following(request.path, wanted)
    return render(request, "accounts/join.html", {"is_open": is_open, "was": was, "join_url": join_url})


@public
@page
@sensitive_post_parameters("password1", "password2")
@takes(RegisterForm)
def invitation(request: AgencyRequest, token: str) -> HttpResponse:
    """The one-use link: a new person chooses name and password, a known one signs in first and then joins."""
    if request.user.is_authenticated:
        return _join_invited(request, request.user, token)
    found = find_invitation(agency=request.agency, token=token, now=now())
    if User.objects.filter(email=found.email).exists():
        return render(request, "accounts/invitation.html", {**_facts(found), "step": "sign_in"})
    return _register(request, token, found)


def _register(request: AgencyRequest, token: str, found: Invitation) -> HttpResponse:
    form = RegisterForm(request.POST if request.method == "POST" else None, email=found.email)
    if request.method == "POST" and form.is_valid():
        user, _member = register_invited(
            actor=request.viewer,
            token=token,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password1"],
            now=now(),
        )
        get_adapter().login(request, user)
        note_password(cast(SignedInRequest, request))  # chosen a moment ago: not asked for once more
        return redirect("workspace")
    status = 422 if form.is_bound else 200
    return render(
        request,
        "accounts/invitation.html",
        {**_facts(found), "step": "register", "form": form},
        status=status,
    )


def _join_invited(request: AgencyRequest, user: User, token: str) -> HttpResponse:
    if request.method == "POST":
        redeem_invitation(
            actor=request.viewer, token=token, user=user, public_name=public_name(user), now=now()
        )
        return redirect("workspace")
    found = find_invitation(agency=request.agency, token=token, now=now())
    step = "join" if found.email == user.email else "other_person"
    return render(request, "accounts/invitation.html", {**_facts(found), "step": step})


def _facts(found: Invitation) -> dict[str, Any]:
    words = [str(role.label) for role in Role if role.value in found.roles]
    return {"invitation": found, "role_words": words}
