"""What every page wears of an agency's look: words and addresses, the same for all who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from agencies.models import Agency, BrandDraft, BrandPicture, LegalKind
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
    #: The legal pages that there are.
    legal: tuple[str, ...]


def published_look(agency: Agency) -> Shown:
    """The look that everybody sees. No query beyond the agency with its branding."""
    brand = agency.brand
    given = tuple(getattr(brand, f"{name}_id") is not None for name in PICTURES)
    sheet, *pictures = _addresses(brand.version, given)
    logo, logo_dark, favicon = pictures
    return Shown(
        name=agency.name,
        tagline=brand.tagline,
        footer=brand.footer,
        sheet=sheet,
        logo=logo,
        logo_dark=logo_dark,
        favicon=favicon,
        legal=legal_of(agency),
    )


def draft_look(agency: Agency, draft: BrandDraft) -> Shown:
    """The look that owners preview. One query for its pictures, if they were not read along."""
    pictures = (getattr(draft, name) for name in PICTURES)
    logo, logo_dark, favicon = (_file_url(one) for one in pictures)
    return Shown(
        name=draft.name,
        tagline=draft.tagline,
        footer=draft.footer,
        sheet=f"{reverse('agencies:brand_sheet')}?v={draft.version}",
        logo=logo,
        logo_dark=logo_dark,
        favicon=favicon,
        legal=legal_of(agency),
    )


def _file_url(picture: BrandPicture | None) -> str:
    return reverse("agencies:brand_file", args=[picture.public_id]) if picture else ""


def legal_of(agency: Agency) -> tuple[str, ...]:
    """The legal pages that are in force."""
    return tuple(kind for kind in LegalKind.values if getattr(agency.brand, f"{kind}_id"))


@lru_cache(maxsize=512)
def _addresses(version: int, given: tuple[bool, ...]) -> tuple[str, ...]:
    """Of the style sheet and the pictures. They name the version alone: the host name says whose it is."""
    pictures = zip(PICTURES, given, strict=True)
    urls = [reverse("brand_picture", args=[name, version]) if there else "" for name, there in pictures]
    return (reverse("brand", kwargs={"version": version}), *urls)
