"""The bytes of files: `/api/v1/orders/attachments/{id}/content/`."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse

from agencies.files.names import ENDINGS
from agencies.files.ranges import with_ranges
from agencies.files.storage import response
from agencies.views.files import readable
from project.base.api.endpoint import MEMBERS, verb
from project.base.api.resource import Resource


class ContentViewSet(Resource):
    """The bytes of files, by the same way as on the pages."""

    @verb(
        "content",
        MEMBERS,
        method="get",
        answers={200: None, 206: None},
        media_types=tuple(ENDINGS),
        ranges=True,
    )
    def content(self, request: Any, public_id: str) -> FileResponse:
        """Download a file. Always as an attachment; one range of bytes on request."""
        name, stored = readable(self.viewer, public_id)
        headers = request.headers
        return with_ranges(
            response(stored, name), stored, asked=headers.get("Range", ""), unless=headers.get("If-Range", "")
        )
