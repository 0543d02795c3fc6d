"""Owners prepare a look, see it, publish it, and take an earlier one up again."""

from __future__ import annotations

import re

import pytest

from agencies.models import Agency, BrandDraft, Branding, BrandPicture, BrandVersion
from tests.helpers.cast import Cast, browser
from tests.helpers.pictures import picture, upload

pytestmark = pytest.mark.django_db
PAGE = "/desk/branding/"


def typed(**other: str) -> dict[str, str]:
    return {"name": "Inkwell & Sons", "primary": "#7a1f3d", "tagline": "Other words", "version": "0", **other}


def test_a_draft_is_seen_by_owners_alone_until_it_is_published(cast: Cast) -> None:
    otto, visitor = browser(cast.otto), browser(None, cast.inkwell)
    before = visitor.get("/")

    assert otto.post(PAGE, typed()).headers["Location"] == PAGE
    assert visitor.get("/").content == before.content
    assert "#7a1f3d" in otto.get(f"{PAGE}draft.css").text
    shown = otto.get(f"{PAGE}preview/page/").text
    assert "Other words" in shown and "Create account" in shown and "My workspace" not in shown
    assert browser(cast.max).get(f"{PAGE}preview/page/").status_code == 403

    assert otto.post(f"{PAGE}publish/", {"version": "1"}).status_code == 302
    after = visitor.get("/")
    assert "Other words" in after.text and "Inkwell &amp; Sons" in after.text
    brand = Branding.objects.get(agency=cast.inkwell)
    assert f"/brand.{brand.version}.css" in after.text and not BrandDraft.objects.exists()
    assert "#7a1f3d" in visitor.get(f"/brand.{brand.version}.css").text
    assert [row.number for row in BrandVersion.objects.order_by("number")] == [1, 2]


def test_an_earlier_look_is_taken_up_again(cast: Cast) -> None:
    otto = browser(cast.otto)
    otto.post(PAGE, typed())
    otto.post(f"{PAGE}publish/", {"version": "1"})
    assert "Version 2" in otto.get(f"{PAGE}history/").text

    assert otto.post(f"{PAGE}history/1/restore/").status_code == 302

    inkwell = Agency.objects.select_related("brand").get(pk=cast.inkwell.pk)
    assert (inkwell.name, inkwell.brand.primary, inkwell.brand.version) == ("Inkwell", "#1f5f8b", 3)
    assert "Restores version 1" in " ".join(otto.get(f"{PAGE}history/").text.split())
    assert otto.post(f"{PAGE}history/9/restore/").status_code == 404


def test_the_preview_of_a_mail_has_the_logo_of_the_draft(cast: Cast) -> None:
    otto = browser(cast.otto)
    assert "<img" not in otto.get(f"{PAGE}preview/mail/").text
    otto.post(f"{PAGE}pictures/logo/", {"picture": upload(picture())})

    preview = otto.get(f"{PAGE}preview/mail/")

    assert re.search(r'<img src="data:image/png;base64,[^"]+" width="\d+"', preview.text)
    assert "img-src data:" in preview.headers["Content-Security-Policy"]


@pytest.mark.parametrize("which", ["logo", "logo_dark", "favicon"])
def test_pictures(cast: Cast, which: str) -> None:
    otto, visitor = browser(cast.otto), browser(None, cast.inkwell)
    assert otto.post(f"{PAGE}pictures/{which}/", {"picture": upload(picture())}).status_code == 302
    stored = BrandPicture.objects.get()
    private = f"{PAGE}files/{stored.public_id}/"
    assert private in otto.get(PAGE).text
    answer = otto.get(private)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert visitor.get(private).status_code == 302 and visitor.get(f"/brand/{which}.1.png").status_code == 404

    otto.post(f"{PAGE}publish/", {"version": "1"})

    shown = visitor.get(f"/brand/{which}.2.png")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert "immutable" in shown.headers["Cache-Control"]
    assert browser(None, cast.northwind).get(f"/brand/{which}.2.png").status_code == 404
