"""What a look consists of, and in what two of them differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agencies.models import Agency, BrandDraft, Branding, BrandVersion
from agencies.models.branding import LOOK, PICTURES, WORDS

#: What a form, or a program, says of a look, and what is uploaded.
TYPED = ("name", *WORDS)
ALL = ("name", *LOOK)
#: The version of a draft that is not there.
NO_DRAFT = 0
AnyLook = Branding | BrandDraft | BrandVersion


def look_of(row: AnyLook, name: str = "") -> dict[str, Any]:
    """The values of a look by name, pictures by their key. `name` is the agency's, for the published one."""
    values = {field: getattr(row, f"{field}_id" if field in PICTURES else field) for field in LOOK}
    return {"name": name or getattr(row, "name", ""), **values}


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The names of what two looks differ in, in order."""
    return [name for name in ALL if one[name] != other[name]]


def columns(look: Mapping[str, Any]) -> dict[str, Any]:
    """A look as the attributes of a row."""
    return {f"{name}_id" if name in PICTURES else name: value for name, value in look.items()}


def fresh_draft(agency: Agency) -> BrandDraft:
    """A draft that shows what is published, not stored yet. Its version is 0."""
    look = look_of(agency.brand, agency.name)
    return BrandDraft(agency_id=agency.pk, version=NO_DRAFT, **columns(look))
