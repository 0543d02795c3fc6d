"""Legal pages as owners edit them and as everybody reads them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, LegalDraft, LegalText
from agencies.models.legal import LegalKind
from project.base.http import MemberRequest
from project.base.markdown import render
from project.base.paging import Page, page_of

TITLES: dict[str, Any] = {
    "terms": _("Terms"),
    "privacy": _("Privacy policy"),
    "imprint": _("Imprint"),
}


def draft_of(agency: Agency, kind: str) -> LegalDraft | None:
    """The draft of a page, if there is one."""
    return LegalDraft.objects.filter(agency=agency, kind=kind).first()


def text_of(agency: Agency, kind: str, number: int | None = None) -> LegalText | None:
    """The version in force, or the one of that number. Everybody may read each."""
    if kind not in LegalKind.values:
        return None
    rows = LegalText.objects.filter(agency=agency, kind=kind)
    key = getattr(agency.brand, f"{kind}_id")
    return rows.filter(pk=key).first() if number is None else rows.filter(number=number).first()


def tabs_of(agency: Agency, kind: str) -> list[dict[str, Any]]:
    """The pages, as links of the desk."""
    return [
        {
            "label": TITLES[name],
            "url": reverse("agencies:legal", args=[name]),
            "active": name == kind,
            "count": None,
        }
        for name in LegalKind.values
    ]


def versions(request: MemberRequest, kind: str) -> Page[dict[str, Any]]:
    """What was published of a page, the newest first."""
    rows = LegalText.objects.visible_to(request.viewer).filter(kind=kind).select_related("published_by")
    found = page_of(rows, request, order=("-number",), kinds=(int,))
    current = getattr(request.agency.brand, f"{kind}_id")
    return found.with_rows([_line(row, row.pk == current) for row in found.rows])


def public_facts(agency: Agency, text: LegalText) -> dict[str, Any]:
    """A version as everybody reads it, its day in the agency's zone."""
    return {
        "title": TITLES[text.kind],
        "kind": text.kind,
        "number": text.number,
        "day": text.published_at.astimezone(agency.zone).date(),
        "html": render(text.text),
        "in_force": getattr(agency.brand, f"{text.kind}_id") == text.pk,
        "has_current": getattr(agency.brand, f"{text.kind}_id") is not None,
    }


def _line(text: LegalText, current: bool) -> dict[str, Any]:
    return {
        "number": text.number,
        "at": text.published_at,
        "by": text.published_by.public_name,
        "current": current,
        "url": reverse("legal_version", args=[text.kind, text.number]),
        "restore_url": reverse("agencies:legal_restore", args=[text.kind, text.number]),
    }
