"""The looks of the demo's two agencies: each published by its owner, with its own logo and legal pages."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from agencies.actions.brand_pictures import set_brand_picture
from agencies.actions.branding import publish_brand, save_brand_draft
from agencies.actions.opening import save_agency
from agencies.models import Agency, Membership, Role
from project.base.print_fonts import BOLD
from project.base.viewer import Member

from . import legal

#: The size of a mark, in pixels, and of the letters beside it.
MARK, LETTERS = 140, 108


@dataclass(frozen=True)
class Look:
    """What an owner publishes; `light` and `dark` are the letters of the logo by the ground beneath. Visitors
    write to `contact`."""

    contact: str
    fields: dict[str, str]
    light: str
    dark: str
    corner: int = 24


LOOKS = {
    "INK": Look(
        "desk@inkwell.example",
        {
            "accent": "#c2410c",
            "footer": "Inkwell Ltd, 14 Dock Street, London E1\nMonday to Friday, 9:00 to 17:30",
            "mail_sender": "Inkwell",
            "reply_to": "desk@inkwell.example",
            "mail_signature": "The editors at Inkwell\n14 Dock Street, London E1",
            "paper_head": "Writers, editors and translators",
        },
        light="#1f5f8b",
        dark="#8cc2e8",
    ),
    "NOR": Look(
        "desk@northwind.example",
        {
            "primary_dark": "#7cc4a0",
            "accent": "#d9a441",
            "footer": "Northwind AS, Bryggen 7, Bergen",
            "mail_header": "Clear writing from the north",
            "mail_signature": "Northwind\nBergen and Kirkenes",
            "paper_head": "Editing and translation for research",
        },
        light="#2f6b4f",
        dark="#7cc4a0",
        corner=70,
    ),
}


def publish(agency: Agency, now: dt.datetime) -> None:
    """Let the owner of a demo agency upload its logos and icon, write the rest and publish it."""
    look = LOOKS[agency.code]
    owners = Membership.objects.with_role(Role.OWNER).filter(agency=agency)
    owner = owners.select_related("agency__brand", "user").order_by("pk")[0]
    actor = Member(owner.agency, membership=owner)
    for which, colour, name in (
        ("logo", look.light, agency.name),
        ("logo_dark", look.dark, agency.name),
        ("favicon", look.light, ""),
    ):
        content = SimpleUploadedFile(f"{which}.png", drawn(name, colour, look.corner))
        draft = set_brand_picture(actor=actor, which=which, upload=content, now=now)
    draft = save_brand_draft(actor=actor, fields=look.fields, version=draft.version, now=now)
    publish_brand(actor=actor, version=draft.version, now=now)
    save_agency(actor=actor, fields={"contact_email": look.contact}, now=now)
    legal.publish(actor, now)


def drawn(name: str, colour: str, corner: int) -> bytes:
    """A mark in a colour with a name beside it, see-through, as PNG."""
    font = ImageFont.truetype(BOLD, LETTERS)
    width = MARK + (40 + round(font.getlength(name)) if name else 0)
    sheet = Image.new("RGBA", (width, MARK), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((0, 0, MARK - 1, MARK - 1), corner, fill=colour)
    pen.line((40, 100, 100, 40), fill="white", width=16)
    pen.ellipse((30, 92, 50, 112), fill="white")
    if name:
        pen.text((MARK + 36, MARK // 2), name, font=font, fill=colour, anchor="lm")
    target = io.BytesIO()
    sheet.save(target, "PNG")
    return target.getvalue()
