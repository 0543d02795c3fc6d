"""Downloads: the only way from a stored file to a browser."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from agencies.files.storage import response
from agencies.hooks import file_uses
from agencies.models import StoredFile
from project.base.access import member_only
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.viewer import Viewer

#: What of a stored file its answer needs.
COLUMNS = ("agency_id", "sha256", "content_type")


@member_only
@require_safe
def download(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The file, if the viewer may see the thing that it hangs on."""
    name, stored = readable(request.viewer, public_id)
    return response(stored, name)


def readable(viewer: Viewer, public_id: str) -> tuple[str, StoredFile]:
    """The name and the file of that use, in whichever table it is; raises
    NotVisible. One query, whoever registers."""
    columns = ("name", *(f"file__{column}" for column in COLUMNS))
    asked = [rows(viewer).filter(public_id=public_id).order_by().values_list(*columns) for rows in file_uses]
    for name, *values in asked[0].union(*asked[1:])[:1] if asked else ():
        return name, StoredFile(**dict(zip(COLUMNS, values, strict=True)))
    raise NotVisible()
