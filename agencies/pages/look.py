"""What every page wears of an agency's look: words and addresses, the same for all who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from agencies.models import Agency, BrandDraft
from agencies.models.branding import PICTURES


@dataclass(frozen=True)
class Shown:
    """A look as pages print it. It holds all that they print of it, so pieces of pages can be kept under it
    (project/templatetags/kept.py). Addresses are empty where there is no such picture."""

    name: str
    tagline: str
    footer: str
    sheet: str
    logo: str
    logo_dark: str
    favicon: str


def published_look(agency: Agency) -> Shown:
    """The look that everybody sees. No query beyond the agency with its branding."""
    brand = agency.brand
    given = tuple(getattr(brand, f"{name}_id") is not None for name in PICTURES)
    return Shown(agency.name, brand.tagline, brand.footer, *_addresses(brand.version, given))


def draft_look(draft: BrandDraft) -> Shown:
    """The look that owners preview. One query for its pictures, if they were not read along."""
    pictures = (getattr(draft, name) for name in PICTURES)
    urls = [reverse("agencies:brand_file", args=[one.public_id]) if one else "" for one in pictures]
    sheet = f"{reverse('agencies:brand_sheet')}?v={draft.version}"
    return Shown(draft.name, draft.tagline, draft.footer, sheet, *urls)


@lru_cache(maxsize=512)
def _addresses(version: int, given: tuple[bool, ...]) -> tuple[str, ...]:
    """Of the style sheet and the pictures. They name the version alone: the host name says whose it is."""
    pictures = zip(PICTURES, given, strict=True)
    urls = [reverse("brand_picture", args=[name, version]) if there else "" for name, there in pictures]
    return (reverse("brand", kwargs={"version": version}), *urls)
