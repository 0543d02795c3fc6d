"""Downloads: the only way from a stored file to a browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from agencies.files import storage as files
from orders.models import Attachment
from project.base.access import member_only
from project.base.errors import NotVisible


@member_only
@require_safe
def download(request: Any, public_id: str) -> HttpResponseBase:
    """The file, if the viewer may see the thing that it hangs on."""
    rows = Attachment.objects.visible_to(request.viewer).select_related("file")
    attachment = rows.filter(public_id=public_id).first()
    if attachment is None:
        raise NotVisible()
    return files.response(attachment.file, attachment.name)
