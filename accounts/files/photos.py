"""Photos of people: judged, made small and square, and kept under a random name in the private media folder.

What is kept was drawn anew by us: nothing of the uploaded file but its pixels, so no place, no camera and no
second file hidden behind the first.
"""

from __future__ import annotations

import io
import logging
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.models import User
from agencies.files.pictures import DAMAGED, FORMATS, MAX_PIXELS, one_at_a_time
from agencies.files.storage import NotStored, write
from agencies.files.uploads import LostUpload
from project.base.errors import NotVisible

MAX_BYTES = 5 * 1024 * 1024
SIDE = 256
ACCEPT = ".jpg,.jpeg,.png,.webp"
CONTENT_TYPE = "image/webp"
FOLDER = "people"
log = logging.getLogger("quillhouse.files")


class RefusedPhoto(ValueError):
    """The file cannot be a photo here. The message is for the person who chose it."""


def drawn(upload: UploadedFile, side: int = SIDE) -> bytes:
    """The middle of an uploaded picture as a WebP of `side` x `side`, without metadata. Raises RefusedPhoto.

    Bytes are counted before anything is read, pixels before anything is decoded.
    """
    if isinstance(upload, LostUpload):
        raise NotStored
    if not upload.size:
        raise RefusedPhoto(_("The file is empty. Choose a different one."))
    if upload.size > MAX_BYTES:
        raise RefusedPhoto(
            _("The photo is larger than %(most)s MB. Choose a smaller one.")
            % {"most": MAX_BYTES // 1024 // 1024}
        )
    with one_at_a_time:
        try:
            return _draw(upload, side)
        except RefusedPhoto:
            raise
        except DAMAGED:
            raise RefusedPhoto(_("We can’t read this photo. Choose a JPEG, PNG or WebP file.")) from None


def _draw(upload: UploadedFile, side: int) -> bytes:
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as picture:
        width, height = picture.size
        most = MAX_PIXELS[str(picture.format)]
        if width * height > most:
            raise RefusedPhoto(
                _("Choose a photo with at most %(most)s million pixels.") % {"most": most // 10**6}
            )
        # A phone's JPEG may carry a second picture (MPO); the first is the photo. Others with frames are
        # films.
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            raise RefusedPhoto(_("Choose a photo that is not animated."))
        turned = picture.getexif().get(0x0112, 1)
        small = _square(picture, side)
    return _written(small, turned)


def _square(picture: Image.Image, wide: int) -> Image.Image:
    """The middle square, `wide` pixels wide, on white. The middle stays the middle
    however the picture is turned afterwards."""
    picture.draft("RGB", (2 * wide, 2 * wide))
    picture.load()
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGBA" if see_through else "RGB")
    width, height = plain.size
    side = min(width, height)
    left, top = (width - side) / 2, (height - side) / 2
    box = (left, top, left + side, top + side)
    small = plain.resize((wide, wide), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    sheet = Image.new("RGB", (wide, wide), "white")
    sheet.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return sheet


def _written(sheet: Image.Image, turned: int) -> bytes:
    """`turned` is the EXIF orientation: what the camera says about which side is up."""
    sheet.getexif()[0x0112] = turned
    upright = ImageOps.exif_transpose(sheet)
    target = io.BytesIO()
    upright.save(target, "WEBP", quality=84, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return target.getvalue()


def keep(content: bytes) -> str:
    """Store the bytes, safe on the disk, and return the random name that they are kept under."""
    key = secrets.token_hex(16)
    write(path_of(key), ContentFile(content))
    return key


def forget(key: str) -> None:
    """Delete the bytes of a photo that nobody shows any more; nothing to do without one."""
    if key:
        path_of(key).unlink(missing_ok=True)


def content_of(key: str) -> bytes:
    """The bytes of a photo. Raises NotVisible, and logs an error, when they are missing on the disk."""
    try:
        return path_of(key).read_bytes()
    except FileNotFoundError:
        log.exception("photo_missing")
        raise NotVisible from None


def path_of(key: str) -> Path:
    """Where the bytes lie: people, two letters of the name, name."""
    return Path(settings.MEDIA_ROOT) / FOLDER / key[:2] / f"{key}.webp"


class PhotoBytes:
    """Registered in apps.py; see agencies.hooks.NamedBytes."""

    folder = FOLDER

    def named(self) -> set[str]:
        keys = User.objects.exclude(photo="").values_list("photo", flat=True)
        return {f"{key}.webp" for key in keys}
