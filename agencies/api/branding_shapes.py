"""What goes into calls about branding, and what comes out."""

from __future__ import annotations

from typing import Any

from agencies.files.brand_pictures import MAX_BYTES
from agencies.models import branding as limits
from project.base.api import fields
from project.base.api.bodies import Body, Form, Out

LOOK = {
    "name": "Inkwell",
    "primary": "#1f5f8b",
    "primary_dark": "",
    "accent": "#c2410c",
    "tagline": "Words that do their work",
    "welcome": "We write for companies and charities.",
    "footer": "14 Dock Street, London",
    "mail_sender": "Inkwell editors",
    "reply_to": "desk@inkwell.example",
    "mail_header": "Texts by people",
    "mail_signature": "Your editors at Inkwell",
    "paper_head": "Writers, editors, translators",
}
COLOUR = "As #rrggbb."


def _optional(limit: int, **options: Any) -> fields.Text:
    return fields.Text(max_length=limit, required=False, **options)


class BrandChange(Body):
    """A change of the draft; what is left out stays. `version` is the draft's that you read, 0 where there
    was none: 409 when someone has saved a newer one."""

    name = fields.Text(max_length=limits.NAME_LIMIT, required=False, allow_blank=False)
    primary = fields.Text(max_length=7, required=False, allow_blank=False, help_text=COLOUR)
    primary_dark = _optional(7, help_text=f"In dark mode; empty: made from the main one. {COLOUR}")
    accent = _optional(7, help_text=f"Of strips; empty: the main one. {COLOUR}")
    tagline = _optional(limits.LINE_LIMIT)
    welcome = _optional(limits.WELCOME_LIMIT, lines=True)
    footer = _optional(limits.FOOTER_LIMIT, lines=True)
    mail_sender = _optional(limits.SENDER_LIMIT, help_text="Empty: the name of the agency.")
    reply_to = _optional(limits.MAILBOX_LIMIT, help_text="Where replies to emails go.")
    mail_header = _optional(limits.LINE_LIMIT)
    mail_signature = _optional(limits.SIGNATURE_LIMIT, lines=True)
    paper_head = _optional(limits.LINE_LIMIT, help_text="Beneath the name on documents.")
    version = fields.Whole(required=False)

    example = {"primary": "#7a1f3d", "version": 0}


class BrandVersionGiven(Body):
    """The version of the draft that you have seen."""

    version = fields.Whole()

    example = {"version": 1}


class LookOut(Out):
    """A look. Pictures are addresses, null where there is none."""

    name = fields.Text()
    primary = fields.Text()
    primary_dark = fields.Text()
    accent = fields.Text()
    tagline = fields.Text()
    welcome = fields.Text()
    footer = fields.Text()
    mail_sender = fields.Text()
    reply_to = fields.Text()
    mail_header = fields.Text()
    mail_signature = fields.Text()
    paper_head = fields.Text()
    logo = fields.Text(allow_null=True)
    logo_dark = fields.Text(allow_null=True)
    favicon = fields.Text(allow_null=True)

    example = {**LOOK, "logo": "/brand/logo.2.png", "logo_dark": None, "favicon": None}


class ContrastOut(Out):
    """How well text in the main colour is read on pages (WCAG), and the nearest colour that reaches AA; null
    for one that does."""

    on = fields.Choice(choices=["light", "dark"])
    colour = fields.Text()
    ratio = fields.Text()
    nearest = fields.Text(allow_null=True)

    example = {"on": "light", "colour": "#f2c14e", "ratio": "1.4", "nearest": "#826729"}


class BrandingOut(Out):
    """The look that everyone sees, and the draft of the next one; null without a draft. `draft_version` goes
    along with changes, 0 without a draft."""

    published = LookOut()
    published_version = fields.Whole()
    draft = LookOut(allow_null=True)
    draft_version = fields.Whole()
    contrast = fields.Items(child=ContrastOut())

    example = {
        "published": LookOut.example,
        "published_version": 2,
        "draft": None,
        "draft_version": 0,
        "contrast": [ContrastOut.example],
    }


class PublishedLookOut(LookOut):
    """A look that was published. `published_by` is null for the one before the first publication, `restores`
    the earlier version that it takes up again."""

    number = fields.Whole()
    published_at = fields.Moment()
    published_by = fields.Text(allow_null=True)
    restores = fields.Whole(allow_null=True)
    is_current = fields.Flag()

    example = {
        **LookOut.example,
        "number": 2,
        "published_at": "2026-03-02T09:00:00Z",
        "published_by": "Otto L.",
        "restores": None,
        "is_current": True,
    }


class BrandPictureUpload(Form):
    """A picture."""

    file = fields.Upload()

    upload = {
        "type": "object",
        "required": ["file"],
        "additionalProperties": False,
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "description": f"A PNG, JPEG or WebP of {MAX_BYTES // 1024 // 1024} MB at most; no SVG.",
            },
        },
    }
