"""The draft of a look, as forms of the owners."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.files.brand_pictures import ACCEPT, MAX_BYTES
from agencies.models import branding as limits
from project.base.brand import measured
from project.base.fields import BodyField, LineField, MailField
from project.base.forms import ActionForm

_COLOUR = re.compile(r"#?(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{6}))\Z")


class ColourField(LineField):
    """A colour as #rrggbb; #rgb and a missing # are understood."""

    def __init__(self, **options: Any) -> None:
        attrs = {
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "brand-colour",
            "data-colour": _("Pick"),
        }
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"dir": "ltr"}

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value).lower()
        if not typed:
            return ""
        found = _COLOUR.match(typed)
        if found is None:
            raise ValidationError(_("Enter a colour as #rrggbb, such as #1f5f8b."), code="colour")
        return "#" + (found[4] or "".join(2 * found[at] for at in (1, 2, 3)))


class BrandForm(ActionForm):
    name = LineField(label=_("Name of the agency"), max_length=limits.NAME_LIMIT, printed=True)
    primary = ColourField(label=_("Main colour"), help_text=_("For buttons and links, as #rrggbb."))
    primary_dark = ColourField(
        label=_("Main colour in dark mode"),
        required=False,
        help_text=_("Leave empty to use a lighter shade of the main colour."),
    )
    accent = ColourField(
        label=_("Second colour"),
        required=False,
        help_text=_(
            "For the strip at the top of pages, emails and documents. Leave empty to use the main colour."
        ),
    )
    tagline = LineField(
        label=_("Tagline"),
        max_length=limits.LINE_LIMIT,
        required=False,
        help_text=_("The heading of your home page. Also in the footer."),
    )
    welcome = BodyField(
        label=_("Welcome text"),
        max_length=limits.WELCOME_LIMIT,
        required=False,
        help_text=_("Beneath the heading of your home page."),
    )
    footer = BodyField(
        label=_("Footer"),
        max_length=limits.FOOTER_LIMIT,
        required=False,
        rows=3,
        help_text=_("At the foot of public pages: an address, opening hours, a phone number."),
    )
    mail_sender = LineField(
        label=_("Sender name"),
        max_length=limits.SENDER_LIMIT,
        required=False,
        help_text=_("Who emails come from. Leave empty to use the name of the agency."),
    )
    reply_to = MailField(
        label=_("Replies go to"),
        max_length=limits.MAILBOX_LIMIT,
        required=False,
        help_text=_("A mailbox that someone reads. Without one, replies go to the address of the sender."),
    )
    mail_header = LineField(
        label=_("Line at the top of emails"), max_length=limits.LINE_LIMIT, required=False
    )
    mail_signature = BodyField(
        label=_("Email signature"), max_length=limits.SIGNATURE_LIMIT, required=False, rows=4
    )
    paper_head = LineField(
        label=_("Line at the top of documents"),
        max_length=limits.LINE_LIMIT,
        required=False,
        printed=True,
        help_text=_("Beneath your name on quotes, invoices and statements."),
    )

    def with_nearest(self, name: str) -> dict[str, Any]:
        """What was typed, with the nearest readable colour in place of a main one; of a valid form."""
        facts, dark = dict(self.cleaned_data), name == "primary_dark"
        if name in ("primary", "primary_dark"):
            typed = facts[name] or facts["primary"]
            facts[name] = measured(typed, dark=dark).nearest or typed
        return facts


class BrandPictureForm(forms.Form):
    """One picture; what it holds is judged where it is stored."""

    picture = forms.FileField(
        label=_("Picture"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Choose a file first.")},
    )

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].label = label or self.fields["picture"].label
        words = _("PNG, JPEG or WebP, up to %(most)s MB.")
        self.fields["picture"].help_text = words % {"most": MAX_BYTES // 1024 // 1024}

    def add_refusal(self, error: Any) -> None:
        """Show what the action refused beside the field."""
        for texts in error.errors.values():
            for text in texts:
                self.add_error("picture", str(text))
