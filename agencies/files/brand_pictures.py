"""Logos and icons of an agency: drawn anew by us within bounds, so that nothing of the upload but its pixels
is kept."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from agencies.files.pictures import DAMAGED, FORMATS, MAX_PIXELS, one_at_a_time
from agencies.files.storage import NotStored
from agencies.files.types import RefusedFile
from agencies.files.uploads import LostUpload
from agencies.models import BrandPicture
from agencies.models.branding import HIGHEST, WIDEST
from project.base.errors import NotVisible

MAX_BYTES = 5 * 1024 * 1024
ACCEPT = ".png,.jpg,.jpeg,.webp"
CONTENT_TYPE = "image/png"
#: The side of an icon; so many times as wide as high, or as high as wide, a logo may be.
ICON, LONGEST = 180, 12
log = logging.getLogger("quillhouse.files")


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: PNG, see-through where the upload was, without metadata."""

    content: bytes
    width: int
    height: int


def drawn(upload: UploadedFile, *, square: bool) -> Drawn:
    """An uploaded picture, made small enough to stand in a corner of pages and documents; a `square` one on a
    see-through square. Raises RefusedFile.

    Bytes are counted before anything is read, pixels before anything is decoded.
    """
    if isinstance(upload, LostUpload):
        raise NotStored
    if not upload.size:
        raise RefusedFile(_("The file is empty. Choose a different one."))
    if upload.size > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise RefusedFile(_("The picture is larger than %(most)s MB. Choose a smaller one.") % {"most": most})
    _refuse_drawings(upload)
    with one_at_a_time:
        try:
            return _draw(upload, square)
        except RefusedFile:
            raise
        except DAMAGED:
            raise RefusedFile(_("We can’t read this picture. Choose a PNG, JPEG or WebP file.")) from None


def _refuse_drawings(upload: UploadedFile) -> None:
    """SVG is a program in the clothes of a picture: it may hold scripts and load files from elsewhere."""
    upload.seek(0)
    head = upload.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").lower().replace(b"\x00", b"")
    if head.startswith((b"<", b"\x1f\x8b")) or b"<svg" in head:
        raise RefusedFile(
            _("SVG files can hold scripts, so we don’t accept them. Export the logo as a PNG file.")
        )


def _draw(upload: UploadedFile, square: bool) -> Drawn:
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as picture:
        width, height = picture.size
        most = MAX_PIXELS[str(picture.format)]
        if width * height > most:
            words = _("Choose a picture with at most %(most)s million pixels.")
            raise RefusedFile(words % {"most": most // 10**6})
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            raise RefusedFile(_("Choose a picture that is not animated."))
        if max(width, height) > LONGEST * min(width, height):
            raise RefusedFile(_("This picture is too long and thin. Choose a different one."))
        turned = picture.getexif().get(0x0112, 1)
        picture.draft("RGB", (2 * WIDEST, 2 * WIDEST))
        picture.load()
        plain = _in_colour(picture)
    plain.getexif()[0x0112] = turned
    upright = ImageOps.exif_transpose(plain)
    return _written(_on_square(upright) if square else _fitted(upright, (WIDEST, HIGHEST)))


def _in_colour(picture: Image.Image) -> Image.Image:
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA") if see_through else picture.convert("RGB").convert("RGBA")


def _fitted(picture: Image.Image, most: tuple[int, int]) -> Image.Image:
    """Within `most`, never larger than it was."""
    share = min(most[0] / picture.width, most[1] / picture.height, 1)
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _on_square(picture: Image.Image) -> Image.Image:
    small = _fitted(picture, (ICON, ICON))
    side = max(small.size)
    sheet = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    sheet.paste(small, ((side - small.width) // 2, (side - small.height) // 2))
    return sheet


def _written(sheet: Image.Image) -> Drawn:
    """Pixels alone, on a sheet that carries nothing along."""
    bare = Image.new("RGBA", sheet.size)
    bare.paste(sheet)
    target = io.BytesIO()
    bare.save(target, "PNG", optimize=True)
    return Drawn(target.getvalue(), *bare.size)


def content_of(picture: BrandPicture) -> bytes:
    """The PNG. Raises NotVisible, and logs an error, when it is missing on the disk."""
    try:
        return (Path(settings.MEDIA_ROOT) / picture.file.path).read_bytes()
    except FileNotFoundError:
        log.exception("file_missing", extra={"sha256": picture.file.sha256})
        raise NotVisible from None
