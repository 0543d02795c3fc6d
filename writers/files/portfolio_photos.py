"""Photos of portfolios: drawn anew by us in a few widths, so that nothing of the upload but its pixels is
kept."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from accounts.files.photos import CONTENT_TYPE, drawn
from writers.models.portfolios import PHOTO_WIDTHS

__all__ = ["CONTENT_TYPE", "drawn_in_widths"]


def drawn_in_widths(upload: UploadedFile) -> dict[int, bytes]:
    """The middle square of an uploaded picture as WebP without metadata, by its width. Raises RefusedPhoto
    (accounts.files.photos)."""
    widest = max(PHOTO_WIDTHS)
    largest = drawn(upload, widest)
    smaller = {width: _smaller(largest, width) for width in PHOTO_WIDTHS if width != widest}
    return {**smaller, widest: largest}


def _smaller(content: bytes, width: int) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=("WEBP",)) as picture:
        picture.resize((width, width), Image.Resampling.LANCZOS).save(target, "WEBP", quality=84, method=4)
    return target.getvalue()
