"""The people of the agency: who is in, who is asked, with which roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.invitations import invite, invite_many, open_invitations, withdraw_invitation
from agencies.actions.people import change_roles, end_membership
from agencies.actions.security_log import session_only
from agencies.actions.suspending import restore_member, suspend_member
from agencies.forms.people import InviteForm, InviteManyForm, RolesForm, SuspendForm
from agencies.hooks import person_panels, sign_in_facts
from agencies.models import Invitation, Membership, Role
from agencies.rules.agencies import manages_people, may_grant, sees_people
from project.base import query
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer

MOST_INVITATIONS = 50
page = require_http_methods(["GET", "HEAD", "POST"])


@area(sees_people)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Members in the order of their names, those who left on a tab of their own, open invitations above."""
    ended = query.text(request.GET, "show") == "ended"
    role = query.choice(request.GET, "role", Role.values)
    rows = people_of(request.viewer, ended=ended, role=role)
    found = page_of(rows, request, order=["public_name", "id"], kinds=[str, int])
    facts = {} if ended else sign_in_facts()(found.rows, now())
    context = {
        "page": found.with_rows([{**_row(member), "facts": facts.get(member.pk)} for member in found.rows]),
        "invitations": [] if ended else _invitations(request),
        "tabs": _tabs(ended),
        "ended": ended,
        "role": role,
        "roles": Role.choices,
    }
    return render(request, "agencies/people/list.html", context)


@area(manages_people)
@page
@takes(InviteForm)
def people_invite(request: MemberRequest) -> HttpResponse:
    """Ask somebody in by mail."""
    initial = {"email": query.text(request.GET, "email", most=254)}
    form = InviteForm(
        request.POST if request.method == "POST" else request.typed, viewer=request.viewer, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            invitation = invite(**_who(request), **form.cleaned_data)
        except Invalid as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Invitation sent to %s.") % invitation.email)
            return redirect("agencies:people")
    return render(request, "agencies/people/invite.html", {"form": form}, status=422 if form.errors else 200)


@area(manages_people)
@page
@takes(InviteManyForm)
def people_invite_many(request: MemberRequest) -> HttpResponse:
    """Ask several people in by mail: all of them, or nobody while a line is wrong."""
    form = InviteManyForm(
        request.POST if request.method == "POST" else None,
        viewer=request.viewer,
        initial={"role": query.choice(request.GET, "role", Role.values, Role.WRITER.value)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = invite_many(**_who(request), people=form.cleaned_data["rows"])
        except Invalid as error:
            form.add_refusal(error)
        else:
            n = len(made)
            messages.success(
                request, ngettext("%(n)s invitation sent.", "%(n)s invitations sent.", n) % {"n": n}
            )
            return redirect("agencies:people")
    status = 422 if form.errors else 200
    return render(request, "agencies/people/invite_many.html", {"form": form}, status=status)


@area(manages_people)
@require_POST
def invitation_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make an open invitation worthless."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.viewer), public_id=public_id)
    withdraw_invitation(actor=request.viewer, invitation=invitation, now=now())
    messages.success(request, _("Invitation to %s withdrawn.") % invitation.email)
    return redirect("agencies:people")


@area(sees_people)
@page
@takes(RolesForm)
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    """One member: facts, roles, the end of the membership."""
    member = member_or_404(request, public_id)
    form = RolesForm(
        request.POST if request.method == "POST" else request.typed,
        viewer=request.viewer,
        initial={"roles": member.roles},
    )
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            change_roles(**_who(request), member=member, roles=form.cleaned_data["roles"])
        except Invalid as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("The roles of %s have been changed.") % member.public_name)
            return redirect("agencies:person", member.public_id)
    return _person_page(request, member, form, SuspendForm())


@area(manages_people)
@require_POST
@takes(SuspendForm)
def person_suspend(request: MemberRequest, public_id: str) -> HttpResponse:
    """Shut somebody out for a while."""
    member = member_or_404(request, public_id)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        roles = RolesForm(None, viewer=request.viewer, initial={"roles": member.roles})
        return _person_page(request, member, roles, form)
    suspend_member(**_who(request), member=member, reason=form.cleaned_data["reason"])
    messages.success(request, _("%s has been suspended.") % member.public_name)
    return redirect("agencies:person", member.public_id)


@area(manages_people)
@require_POST
def person_restore(request: MemberRequest, public_id: str) -> HttpResponse:
    """Let somebody in again."""
    member = restore_member(**_who(request), member=member_or_404(request, public_id))
    messages.success(request, _("%s has been reinstated.") % member.public_name)
    return redirect("agencies:person", member.public_id)


def _person_page(
    request: MemberRequest, member: Membership, form: RolesForm, suspend_form: SuspendForm
) -> HttpResponse:
    moment = now()
    panels = [panel(request.viewer, member, moment) for panel in person_panels]
    context = {
        "person": member,
        "row": {**_row(member), "facts": sign_in_facts()([member], moment).get(member.pk)},
        "panels": [panel for panel in panels if panel],
        "form": form,
        "suspend_form": suspend_form,
        "may_change": all(may_grant(request.viewer, role) for role in member.roles),
        "is_self": member.pk == request.viewer.member_id,
        "breadcrumbs": [
            {"label": _("People"), "url": reverse("agencies:people")},
            {"label": member.public_name, "url": ""},
        ],
    }
    status = 422 if form.errors or suspend_form.errors else 200
    return render(request, "agencies/people/person.html", context, status=status)


@area(manages_people)
@require_POST
def person_end(request: MemberRequest, public_id: str) -> HttpResponse:
    """End a membership."""
    member = member_or_404(request, public_id)
    if asked := request.require_proof():
        return asked
    member = end_membership(**_who(request), member=member)
    messages.success(request, _("%s is no longer a member.") % member.public_name)
    return redirect("agencies:people")


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "now": now(), "browser": session_only(request)}


def people_of(viewer: Viewer, *, ended: bool, role: str) -> Any:
    """Members who belong to the viewer's agency, or those who have `ended`; of one `role` unless ""."""
    rows = Membership.objects.visible_to(viewer).filter(ended_at__isnull=not ended).select_related("user")
    return rows.with_role(role) if role else rows


def member_or_404(request: MemberRequest, public_id: str) -> Membership:
    """The member of that id if the viewer may see them. Raises Http404."""
    rows = Membership.objects.visible_to(request.viewer).select_related("user", "suspended_by")
    return get_object_or_404(rows, public_id=public_id)


def _row(member: Membership) -> dict[str, Any]:
    return {
        "name": member.public_name,
        "email": "" if member.erased_at else member.user.email,
        "photo_url": "" if member.ended_at else member.user.photo_url,
        "roles": member.role_words,
        "url": reverse("agencies:person", args=[member.public_id]),
        "since": member.created_at,
        "ended": member.ended_at,
        "suspended": member.suspended_at,
        "erased": member.erased_at,
    }


def _invitations(request: MemberRequest) -> list[dict[str, Any]]:
    found = open_invitations(request.agency, now()).order_by("-created_at", "-pk")[:MOST_INVITATIONS]
    return [
        {
            "email": invitation.email,
            "roles": [str(role.label) for role in Role if role.value in invitation.roles],
            "expires": invitation.expires_at,
            "withdraw_url": reverse("agencies:invitation_withdraw", args=[invitation.public_id]),
        }
        for invitation in found
    ]


def _tabs(ended: bool) -> list[dict[str, Any]]:
    url = reverse("agencies:people")
    return [
        {"label": _("Members"), "url": url, "active": not ended, "count": None},
        {"label": _("Former members"), "url": f"{url}?show=ended", "active": ended, "count": None},
    ]
