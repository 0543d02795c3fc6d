"""The agency's logo in its mails: it travels along and is named by its Content-ID, so that nothing is loaded
from anywhere when somebody opens the mail."""

from __future__ import annotations

from email.mime.image import MIMEImage
from typing import Any

from accounts.models import Mail
from agencies.files.brand_pictures import content_of
from agencies.models import BrandDraft, Branding
from project.base.errors import NotVisible

#: The Content-ID, of one part of each mail.
LOGO = "logo@quillhouse"
#: How large it stands at most, in pixels.
WIDE, HIGH = 220, 64


def logo_facts(brand: Branding | BrandDraft) -> dict[str, Any] | None:
    """Where the HTML side of a mail finds the logo, and how large it stands; None without one. One query,
    none without a logo."""
    if not brand.logo_id or brand.logo is None:
        return None
    width, height = brand.logo.width, brand.logo.height
    scale = min(WIDE / width, HIGH / height, 1)
    size = {"width": max(round(width * scale), 1), "height": max(round(height * scale), 1)}
    return {"src": f"cid:{LOGO}", **size}


def logo_of(mail: Mail) -> MIMEImage | None:
    """The part that the HTML of a mail names; None where it names none, or there is no logo any more."""
    picture = mail.agency.brand.logo if f'"cid:{LOGO}"' in mail.html else None
    if picture is None:
        return None
    try:
        body = content_of(picture)
    except NotVisible:  # logged there: the mail goes without
        return None
    part = MIMEImage(body, "png")
    part.add_header("Content-ID", f"<{LOGO}>")
    part.add_header("Content-Disposition", "inline", filename="logo.png")
    return part
