"""Pictures as people upload them, good and bad."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture, red on the left and blue on the right; `frames` of them one after the other."""
    frames = options.pop("frames", 1)
    sheets = []
    for shift in range(frames):
        sheet = Image.new("RGB", size, "red")
        sheet.paste("blue", (size[0] // 2 + shift, 0, *size))
        sheets.append(sheet.convert(mode))
    if frames > 1:
        options |= {"save_all": True, "append_images": sheets[1:]}
    target = io.BytesIO()
    sheets[0].save(target, kind, **options)
    return target.getvalue()


def upload(content: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
