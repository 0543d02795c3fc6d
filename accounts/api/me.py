"""`/api/v1/users/me/`: the caller as a member of this agency."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.response import Response

from accounts.actions.profile import change_profile
from accounts.forms.profile import ProfileForm
from accounts.receivers.sessions import browser_facts
from agencies.models import Membership
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.fields import moment_text
from project.base.api.resource import Resource
from project.base.http import MemberRequest

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class Profile(Body):
    """What one says about oneself."""

    name = fields.Text(max_length=80, help_text="Only you and the agency’s managers and owners see it.")
    public_name = fields.Text(max_length=60, help_text="The name others see at this agency.")
    timezone = fields.Text(
        max_length=64, required=False, help_text="Such as Europe/London; empty for the agency’s."
    )
    language = fields.Choice(
        choices=LANGUAGES, required=False, allow_blank=True, help_text="Empty for the usual one."
    )

    example = {"timezone": "Europe/London"}


class MeOut(Out):
    """The caller. `id` is that of the membership; `photo` the address of a picture, null without."""

    id = fields.Id()
    agency = fields.Text()
    name = fields.Text()
    public_name = fields.Text()
    email = fields.Text()
    timezone = fields.Text()
    language = fields.Text()
    roles = fields.Items(child=fields.Text())
    photo = fields.Text(allow_null=True)
    member_since = fields.Moment()

    example = {
        "id": "k7m2p9qa4w",
        "agency": "Inkwell",
        "name": "Clara Ortiz",
        "public_name": "Clara",
        "email": "clara@example.com",
        "timezone": "Europe/London",
        "language": "",
        "roles": ["client"],
        "photo": None,
        "member_since": "2026-03-02T09:00:00Z",
    }


class MeViewSet(Resource):
    """The caller."""

    single = True

    def shown(self, thing: Membership) -> dict[str, Any]:
        return me_answer(self.http)

    @endpoint(MEMBERS, MeOut)
    def retrieve(self, request: Any) -> Response:
        """Read who you are here."""
        return self.ok(self.http.member)

    @endpoint(MEMBERS, MeOut, body=Profile, partial=True)
    def partial_update(self, request: Any) -> Response:
        """Change your names, time zone or language."""
        user, member = self.http.user, self.http.member
        stored = {"name": user.name, "public_name": member.public_name}
        stored |= {"timezone": user.timezone, "language": user.language}
        whose = {"user": user, "member": member, "agency": self.http.agency}
        form = bound(ProfileForm, {**stored, **self.body}, **whose)
        who = {"actor": self.viewer, "user": user, "browser": browser_facts(self.http)}
        change_profile(**who, **form.cleaned_data)
        member.refresh_from_db(fields=["public_name"])
        return self.ok(member)


def me_answer(request: MemberRequest) -> dict[str, Any]:
    """The caller, as they stand in the request."""
    user, member = request.user, request.member
    return {
        "id": member.public_id,
        "agency": request.agency.name,
        "name": user.name,
        "public_name": member.public_name,
        "email": user.email,
        "timezone": user.timezone,
        "language": user.language,
        "roles": member.roles,
        "photo": user.photo_url or None,
        "member_since": moment_text(member.created_at),
    }
