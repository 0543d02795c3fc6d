"""The text and the files of a mail, as what is said on a ticket takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from agencies.actions.files import MAX_FILES
from agencies.files.names import clean_name
from agencies.files.storage import kind_of
from agencies.files.types import RefusedFile
from project.base.errors import Invalid
from support.models import InboundMail
from support.models.inbound import LEFT_OUT_LIMIT
from support.models.tickets import TEXT_LIMIT
from support.rules.inbound import Attached
from support.rules.inbound_parts import Body

Said = TypeVar("Said")


def with_files(row: InboundMail, body: Body, say: Callable[..., Said]) -> Said:
    """Call `say` with the `text` and the `uploads` of a mail. A file that breaks the rules holds up no mail:
    it is left out, and named in `row`. A text that is too long for a message goes along as a file, whole.
    Raises what `say` raises about anything but files."""
    uploads, left = _judged(body.files)
    text = body.text or str(_("(No text)"))
    if len(text) > TEXT_LIMIT:
        uploads.insert(0, _upload(Attached(str(_("Whole message.txt")), text.encode())))
        text = text[: TEXT_LIMIT - 1] + "…"
    try:
        said = say(text=text, uploads=uploads)
    except Invalid as refusal:
        if set(refusal.errors) != {"files"}:
            raise
        left += [clean_name(upload.name or "") for upload in uploads]
        said = say(text=text, uploads=[])
    row.left_out = "\n".join(left)[:LEFT_OUT_LIMIT]
    return said


def _judged(files: list[Attached]) -> tuple[list[UploadedFile], list[str]]:
    """Those that are taken, and the names of the others."""
    taken: list[UploadedFile] = []
    left = []
    for file in files:
        upload = _upload(file)
        try:
            kind_of(upload)
        except RefusedFile:
            left.append(clean_name(file.name))
            continue
        if len(taken) < MAX_FILES - 1:
            taken.append(upload)
        else:
            left.append(clean_name(file.name))
    return taken, left


def _upload(file: Attached) -> UploadedFile:
    return SimpleUploadedFile(file.name, file.content, content_type="")
