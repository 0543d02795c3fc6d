"""`/api/v1/agencies/branding/`: the look of the agency, its draft, pictures and history, for owners."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from rest_framework.response import Response

from agencies.actions.brand_pictures import remove_brand_picture, set_brand_picture
from agencies.actions.branding import discard_brand_draft, publish_brand, restore_brand, save_brand_draft
from agencies.forms.branding import BrandForm, BrandPictureForm
from agencies.models import Agency, BrandDraft, BrandVersion
from agencies.models.branding import PICTURES
from agencies.pages.branding import draft_or_fresh, stored_draft
from agencies.rules.agencies import sets_branding
from agencies.rules.branding import NO_DRAFT, TYPED
from agencies.views.branding import initial_of
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.parsing import FormParser
from project.base.api.resource import Resource
from project.base.brand import measured

from .branding_shapes import (
    BrandChange,
    BrandingOut,
    BrandPictureUpload,
    BrandVersionGiven,
    PublishedLookOut,
)

OWNERS = only(sets_branding)


class BrandingViewSet(Resource):
    """The branding of the agency."""

    single = True

    def shown(self, thing: Agency) -> dict[str, Any]:
        return branding_answer(thing)

    @endpoint(OWNERS, BrandingOut)
    def retrieve(self, request: Any) -> Response:
        """Read the published look, the draft and how readable its colours are."""
        return self.ok(self.http.agency)

    @endpoint(OWNERS, BrandingOut, body=BrandChange, partial=True, moves=True)
    def partial_update(self, request: Any) -> Response:
        """Save the draft. Nobody but owners sees it until it is published."""
        stored = initial_of(draft_or_fresh(self.http.agency))
        sent = {name: value for name, value in self.body.items() if name != "version"}
        form = bound(BrandForm, {**stored, **sent})
        fields = {name: form.cleaned_data[name] for name in sent}
        version = self.body.get("version", NO_DRAFT)
        save_brand_draft(actor=self.viewer, fields=fields, version=version, now=self.now)
        return self.ok(_now(self.http.agency))

    @verb("publish", OWNERS, BrandingOut, detail=False, body=BrandVersionGiven, moves=True)
    def publish(self, request: Any) -> Response:
        """Show the draft to everyone, from the next request on."""
        publish_brand(actor=self.viewer, version=self.body["version"], now=self.now)
        return self.ok(_now(self.http.agency))

    @verb("discard", OWNERS, BrandingOut, detail=False)
    def discard(self, request: Any) -> Response:
        """Delete the draft."""
        discard_brand_draft(actor=self.viewer)
        return self.ok(self.http.agency)


class PublishedLookViewSet(Resource):
    """Looks that were published."""

    lookup_field = "number"
    lookup_value_converter = "int"

    def shown(self, thing: Agency) -> dict[str, Any]:
        return branding_answer(thing)

    @endpoint(OWNERS, PublishedLookOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the looks that were published, the newest first."""
        rows = BrandVersion.objects.visible_to(self.viewer).select_related("published_by", *PICTURES)
        return page(self, rows, self._row, order=("-number",), kinds=(int,))

    @verb("restore", OWNERS, BrandingOut)
    def restore(self, request: Any, number: int) -> Response:
        """Publish an earlier look again, as a new version. The draft stays."""
        restore_brand(actor=self.viewer, number=number, now=self.now)
        return self.ok(_now(self.http.agency))

    def _row(self, version: BrandVersion) -> dict[str, Any]:
        by = version.published_by
        return {
            **_look(version),
            "number": version.number,
            "published_at": moment_text(version.published_at),
            "published_by": by.public_name if by else None,
            "restores": version.restores,
            "is_current": version.number == self.http.agency.brand.version,
        }


class BrandPictureViewSet(Resource):
    """A picture of the draft."""

    single = True
    parser_classes = (FormParser,)
    which: ClassVar[str]

    def shown(self, thing: Agency) -> dict[str, Any]:
        return branding_answer(thing)

    @endpoint(OWNERS, BrandingOut, body=BrandPictureUpload, uploads=True)
    def update(self, request: Any) -> Response:
        """Show a picture in the draft. It is drawn anew in a small size."""
        with renamed({"picture": "file"}):
            form = bound(BrandPictureForm, {}, files={"picture": self.body["file"]})
            upload = form.cleaned_data["picture"]
            set_brand_picture(actor=self.viewer, which=self.which, upload=upload, now=self.now)
        return self.ok(self.http.agency)

    @endpoint(OWNERS, BrandingOut)
    def destroy(self, request: Any) -> Response:
        """Show no such picture in the draft."""
        remove_brand_picture(actor=self.viewer, which=self.which, now=self.now)
        return self.ok(self.http.agency)


class LogoViewSet(BrandPictureViewSet):
    """The logo of the draft."""

    which = "logo"


class DarkLogoViewSet(BrandPictureViewSet):
    """The logo of the draft in dark mode."""

    which = "logo_dark"


class IconViewSet(BrandPictureViewSet):
    """The icon of the draft."""

    which = "favicon"


def branding_answer(agency: Agency) -> dict[str, Any]:
    """What is published and what is prepared. One query for the draft."""
    draft, brand = stored_draft(agency), agency.brand
    urls = {
        name: reverse("brand_picture", args=[name, brand.version]) if getattr(brand, f"{name}_id") else None
        for name in PICTURES
    }
    words = {name: agency.name if name == "name" else getattr(brand, name) for name in TYPED}
    shown: Any = draft or brand
    return {
        "published": {**words, **urls},
        "published_version": brand.version,
        "draft": _look(draft) if draft else None,
        "draft_version": draft.version if draft else NO_DRAFT,
        "contrast": [_contrast(shown, "light"), _contrast(shown, "dark")],
    }


def _look(row: BrandDraft | BrandVersion) -> dict[str, Any]:
    pictures = {name: getattr(row, name) for name in PICTURES}
    urls = {
        name: reverse("agencies:brand_file", args=[one.public_id]) if one else None
        for name, one in pictures.items()
    }
    return {**initial_of(row), **urls}


def _contrast(look: Any, on: str) -> dict[str, Any]:
    dark = on == "dark"
    found = measured((look.primary_dark or look.primary) if dark else look.primary, dark=dark)
    ratio = f"{int(found.ratio * 10) / 10}"
    return {"on": on, "colour": found.colour, "ratio": ratio, "nearest": found.nearest or None}


def _now(agency: Agency) -> Agency:
    """The agency as it is after a change."""
    return Agency.objects.select_related("brand").get(pk=agency.pk)
