"""`/api/v1/users/me/photo/`: the caller's photo, which every agency of theirs shows."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from accounts.actions.profile import remove_photo, set_photo
from accounts.files.photos import MAX_BYTES
from accounts.forms.profile import PhotoForm
from accounts.receivers.sessions import browser_facts
from agencies.models import Membership
from project.base.api import fields
from project.base.api.bodies import Form, bound, renamed
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.parsing import FormParser
from project.base.api.resource import Resource

from .me import MeOut, me_answer


class PhotoUpload(Form):
    """A picture."""

    file = fields.Upload()

    upload = {
        "type": "object",
        "required": ["file"],
        "additionalProperties": False,
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "description": f"A JPEG, PNG or WebP of {MAX_BYTES // 1024 // 1024} MB at most.",
            },
        },
    }


class PhotoViewSet(Resource):
    """The photo of the caller."""

    single = True
    parser_classes = (FormParser,)

    def shown(self, thing: Membership) -> dict[str, Any]:
        return me_answer(self.http)

    @endpoint(MEMBERS, MeOut, body=PhotoUpload, uploads=True, throttle="photo")
    def update(self, request: Any) -> Response:
        """Show a photo of yourself, in every agency you are a member of. Its centre is kept, without what the
        camera added; the photo before is deleted. 20 an hour."""
        with renamed({"photo": "file"}):
            form = bound(PhotoForm, {}, files={"photo": self.body["file"]})
            set_photo(**self._who(), upload=form.cleaned_data["photo"])
        return self.ok(self.http.member)

    @endpoint(MEMBERS, MeOut)
    def destroy(self, request: Any) -> Response:
        """Delete your photo. Your initials are shown again."""
        remove_photo(**self._who())
        return self.ok(self.http.member)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "user": self.http.user, "browser": browser_facts(self.http)}
