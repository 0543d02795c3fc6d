"""The draft of a look: kept apart, published once, taken back; hostile colours, words and pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image

from agencies.actions.brand_pictures import remove_brand_picture, set_brand_picture
from agencies.actions.branding import discard_brand_draft, publish_brand, restore_brand, save_brand_draft
from agencies.files.brand_pictures import content_of
from agencies.models import Agency, BrandDraft, Branding, BrandPicture, BrandVersion, SecurityEvent
from agencies.models.branding import HIGHEST, WIDEST
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, WrongState
from tests.agencies.helpers.branding import drafted, published, with_picture
from tests.helpers.cast import START, Cast
from tests.helpers.pictures import picture, upload

pytestmark = pytest.mark.django_db


def test_only_owners_write(cast: Cast) -> None:
    for other in (cast.clara, cast.wendell, cast.edith, cast.sam, cast.max):
        acts: tuple[Any, ...] = (
            lambda who=other: save_brand_draft(actor=who, fields={}, version=0, now=START),
            lambda who=other: publish_brand(actor=who, version=1, now=START),
            lambda who=other: discard_brand_draft(actor=who),
            lambda who=other: restore_brand(actor=who, number=1, now=START),
            lambda who=other: set_brand_picture(actor=who, which="logo", upload=upload(picture()), now=START),
            lambda who=other: remove_brand_picture(actor=who, which="logo", now=START),
        )
        for act in acts:
            with pytest.raises(NotAllowed):
                act()


def test_a_stale_save_is_refused_with_the_newer_draft(cast: Cast) -> None:
    drafted(cast.otto, tagline="First")
    with pytest.raises(Stale) as stale:
        save_brand_draft(actor=cast.otto, fields={"tagline": "Second"}, version=0, now=START)

    assert stale.value.current.tagline == "First"
    with pytest.raises(Stale):
        publish_brand(actor=cast.otto, version=7, now=START)
    assert BrandDraft.objects.get().tagline == "First"


def test_publishing_what_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    brand = published(cast.otto, primary=cast.inkwell.brand.primary)

    assert brand.version == 1 and not BrandVersion.objects.exists() and not BrandDraft.objects.exists()
    with pytest.raises(WrongState):
        publish_brand(actor=cast.otto, version=1, now=START)


def test_the_history_begins_with_what_was_there(cast: Cast) -> None:
    published(cast.otto, primary="#7a1f3d")
    published(cast.otto, tagline="Third")
    restore_brand(actor=cast.otto, number=1, now=clock.now())
    restore_brand(actor=cast.otto, number=1, now=clock.now())  # is shown already

    rows = list(BrandVersion.objects.order_by("number"))
    assert [(row.number, row.restores) for row in rows] == [(1, None), (2, None), (3, None), (4, 1)]
    assert rows[0].published_by is None and rows[1].published_by == cast.otto.membership
    kinds = SecurityEvent.objects.filter(kind__startswith="brand_").order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == [
        "brand_published",
        "brand_published",
        "brand_restored",
    ]
    with pytest.raises(NotVisible):
        restore_brand(actor=cast.mara, number=1, now=START)


def test_the_database_keeps_the_history_and_refuses_other_agencies_pictures(cast: Cast) -> None:
    published(cast.otto, primary="#7a1f3d")
    with pytest.raises(IntegrityError), transaction.atomic():
        BrandVersion.objects.update(tagline="Never")
    with_picture(cast.otto)
    with pytest.raises(IntegrityError), transaction.atomic():
        Branding.objects.filter(agency=cast.northwind).update(logo=BrandPicture.objects.get())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for wrong in ({"primary": "red"}, {"accent": "#12"}, {"reply_to": "a b@c"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Branding.objects.filter(agency=cast.inkwell).update(**wrong)


@pytest.mark.parametrize(
    "colour",
    ["red", "#12345", "#1234567", "#12345g", "#123456;}body{display:none}", "url(//x)", "#FFFFFF\n", ""],
)
def test_what_is_no_colour_is_refused(cast: Cast, colour: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drafted(cast.otto, primary=colour)
    assert set(refusal.value.errors) == {"primary"}


def test_a_picture_is_drawn_anew_within_bounds(cast: Cast) -> None:
    secret = picture("JPEG", (3000, 1000), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0secret") + b"PK\x03\x04 hidden"
    with_picture(cast.otto, content=secret)

    stored = BrandPicture.objects.get()
    content = content_of(stored)
    with Image.open(io.BytesIO(content)) as drawn:
        assert (drawn.format, drawn.size, drawn.mode) == ("PNG", (stored.width, stored.height), "RGBA")
        assert drawn.width <= WIDEST and drawn.height <= HIGHEST and not drawn.info.get("exif")
    assert b"secret" not in content and b"hidden" not in content


def test_an_icon_is_square(cast: Cast) -> None:
    with_picture(cast.otto, "favicon", picture("PNG", (400, 300)))

    stored = BrandPicture.objects.get()
    assert stored.width == stored.height == 180


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""
    head = bytearray(picture("PNG", (8, 8)))
    head[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(head)


#: Made when a test asks, as some are large.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg with a declaration": lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE svg><svg/>',
    "svg in UTF-16": lambda: '<svg onload="x"/>'.encode("utf-16"),
    "packed svg": lambda: b"\x1f\x8b\x08\x00" + b"0" * 40,
    "bomb": bomb,
    "huge": lambda: picture("PNG", (5000, 5000), "1"),
    "empty": lambda: b"",
    "text": lambda: b"just words",
    "page": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "half a picture": lambda: picture("PNG")[:200],
    "film": lambda: picture("WEBP", frames=3),
    "thread": lambda: picture("PNG", (2000, 2)),
    "bitmap": lambda: picture("BMP"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_logo_is_refused_in_words(cast: Cast, kind: str) -> None:
    file = SimpleUploadedFile("logo.png", HOSTILE[kind](), content_type="image/png")

    with pytest.raises(Invalid) as refusal:
        set_brand_picture(actor=cast.otto, which="logo", upload=file, now=START)

    (words,) = refusal.value.errors["picture"]
    assert ("SVG" in words) == ("svg" in kind or kind == "page")
    assert not BrandPicture.objects.exists() and not BrandDraft.objects.exists()


def test_pictures_that_no_look_shows_are_gone(cast: Cast) -> None:
    with_picture(cast.otto)
    first = BrandPicture.objects.get()
    with_picture(cast.otto, content=picture("PNG", (90, 60)))
    assert not BrandPicture.objects.filter(pk=first.pk).exists()
    published(cast.otto)
    shown = Branding.objects.get(agency=cast.inkwell).logo
    remove_brand_picture(actor=cast.otto, which="logo", now=START)
    assert shown and BrandPicture.objects.filter(pk=shown.pk).exists()
    with_picture(cast.otto, "favicon")
    discard_brand_draft(actor=cast.otto)

    assert list(BrandPicture.objects.all()) == [shown]
    with pytest.raises(NotVisible):
        set_brand_picture(actor=cast.otto, which="name", upload=upload(picture()), now=START)


def test_the_name_is_the_agencys(cast: Cast) -> None:
    published(cast.otto, name="Quire & Co")
    assert Agency.objects.get(pk=cast.inkwell.pk).name == "Quire & Co"
    assert Agency.objects.get(pk=cast.northwind.pk).name == "Northwind"
