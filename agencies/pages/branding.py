"""The page on which owners prepare a look: how readable its colours are, its pictures, what was shown
before."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branding import BrandPictureForm
from agencies.models import Agency, BrandDraft, Branding, BrandVersion
from agencies.models.branding import PICTURES
from agencies.rules.branding import differences, fresh_draft, look_of
from project.base.brand import AA, dark_ink, known, measured
from project.base.http import MemberRequest
from project.base.paging import Page, page_of

#: What of a look is called how, in the order of the page.
WORDS: dict[str, Any] = {
    "name": gettext_lazy("name"),
    "primary": gettext_lazy("main colour"),
    "primary_dark": gettext_lazy("main colour in dark mode"),
    "accent": gettext_lazy("second colour"),
    "tagline": gettext_lazy("tagline"),
    "welcome": gettext_lazy("welcome text"),
    "footer": gettext_lazy("footer"),
    "mail_sender": gettext_lazy("sender name"),
    "reply_to": gettext_lazy("replies go to"),
    "mail_header": gettext_lazy("line at the top of emails"),
    "mail_signature": gettext_lazy("email signature"),
    "paper_head": gettext_lazy("line at the top of documents"),
    "logo": gettext_lazy("logo"),
    "logo_dark": gettext_lazy("logo for dark mode"),
    "favicon": gettext_lazy("icon"),
}
#: What can be previewed.
PREVIEWS: dict[str, Any] = {
    "page": gettext_lazy("Home page"),
    "mail": gettext_lazy("Email"),
    "quote": gettext_lazy("Quote"),
    "invoice": gettext_lazy("Invoice"),
}
HEADINGS: dict[str, Any] = {
    "logo": gettext_lazy("Logo"),
    "logo_dark": gettext_lazy("Logo for dark mode"),
    "favicon": gettext_lazy("Icon"),
}
USES: dict[str, Any] = {
    "logo": gettext_lazy("In place of your name at the top of pages and documents."),
    "logo_dark": gettext_lazy("Without one, the logo stands on a white plate in dark mode."),
    "favicon": gettext_lazy("In the tabs of browsers and on the home screens of phones. Best square."),
}


def stored_draft(agency: Agency) -> BrandDraft | None:
    """The draft with its pictures, one query; None without one."""
    return BrandDraft.objects.select_related(*PICTURES, "changed_by").filter(agency=agency).first()


def draft_or_fresh(agency: Agency) -> BrandDraft:
    """The draft, or one that shows what is published."""
    return stored_draft(agency) or fresh_draft(agency)


def changes(agency: Agency, draft: BrandDraft) -> list[str]:
    """What the draft would change, in words."""
    found = differences(look_of(agency.brand, agency.name), look_of(draft))
    return [str(WORDS[name]) for name in found]


def contrasts(primary: str, primary_dark: str) -> list[dict[str, Any]]:
    """How readable the main colour is on light and on dark pages, and what we make of it there. Where none is
    chosen for dark pages, it is our shade that counts."""
    light = measured(primary)
    dark = measured(primary_dark or dark_ink(known(primary)), dark=True)
    rows = [("primary", _("On light pages"), light), ("primary_dark", _("On dark pages"), dark)]
    return [
        {
            "name": name,
            "label": label,
            "colour": found.colour,
            "ratio": f"{int(found.ratio * 10) / 10}:1",
            "needed": f"{AA}:1",
            "nearest": found.nearest,
        }
        for name, label, found in rows
    ]


def picture_rows(draft: BrandDraft, forms: dict[str, BrandPictureForm]) -> list[dict[str, Any]]:
    """The pictures of a draft, each with the form that replaces it."""
    return [
        {
            "name": name,
            "heading": HEADINGS[name],
            "use": USES[name],
            "url": reverse("agencies:brand_file", args=[picture.public_id]) if picture else "",
            "width": picture.width if picture else 0,
            "height": picture.height if picture else 0,
            "form": forms.get(name)
            or BrandPictureForm(prefix="", auto_id=f"id_{name}_%s", label=HEADINGS[name]),
            "set_url": reverse("agencies:brand_picture_set", args=[name]),
            "remove_url": reverse("agencies:brand_picture_remove", args=[name]),
        }
        for name in PICTURES
        for picture in [getattr(draft, name)]
    ]


def picture_options(which: str) -> dict[str, Any]:
    """What tells the forms of the pictures apart on one page."""
    return {"auto_id": f"id_{which}_%s", "label": HEADINGS[which]}


def history(request: MemberRequest) -> Page[dict[str, Any]]:
    """What was published, the newest first."""
    rows = BrandVersion.objects.visible_to(request.viewer).select_related("published_by")
    found = page_of(rows, request, order=("-number",), kinds=(int,))
    return found.with_rows([_line(row, request.agency.brand) for row in found.rows])


def _line(version: BrandVersion, brand: Branding) -> dict[str, Any]:
    return {
        "number": version.number,
        "at": version.published_at,
        "by": version.published_by.public_name if version.published_by else "",
        "restores": version.restores,
        "name": version.name,
        "primary": version.primary,
        "tagline": version.tagline,
        "current": version.number == brand.version,
        "restore_url": reverse("agencies:brand_restore", args=[version.number]),
    }


def preview_tabs(show: str) -> list[dict[str, Any]]:
    """What of the look can be seen, as links of the page."""
    page = reverse("agencies:branding")
    return [
        {"label": label, "url": f"{page}?show={name}#preview", "active": name == show, "count": None}
        for name, label in PREVIEWS.items()
    ]
