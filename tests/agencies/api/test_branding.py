"""Branding by the API: what the page does."""

from __future__ import annotations

import pytest

from agencies.models import Branding
from tests.helpers.api import Api, by_token
from tests.helpers.cast import Cast
from tests.helpers.pictures import picture, upload

pytestmark = pytest.mark.django_db
PATH = "agencies/branding/"


def test_a_look_is_drafted_published_and_restored(cast: Cast) -> None:
    api = by_token(cast.otto)
    before = api.get(PATH).json
    assert before["draft"] is None and before["draft_version"] == 0 and before["published_version"] == 1

    drafted = api.patch(PATH, {"primary": "#F2C14E", "tagline": "By hand", "version": 0}).json
    assert drafted["draft"]["primary"] == "#f2c14e" and drafted["draft_version"] == 1
    assert drafted["contrast"][0]["ratio"] == "1.4" and drafted["contrast"][0]["nearest"]
    assert api.patch(PATH, {"tagline": "Late", "version": 0}).status == 409
    assert api.patch(PATH, {"primary": "red", "version": 1}).errors.keys() == {"primary"}
    assert api.patch(PATH, {"colour": "red", "version": 1}).errors.keys() == {"colour"}

    shown = api.post(f"{PATH}publish/", {"version": 1}).json
    assert shown["published"]["tagline"] == "By hand" and shown["draft"] is None
    rows = api.get(f"{PATH}versions/").json["results"]
    assert [(row["number"], row["is_current"]) for row in rows] == [(2, True), (1, False)]
    assert api.post(f"{PATH}versions/1/restore/").json["published"] == before["published"]
    assert api.post(f"{PATH}versions/99/restore/").status == 404


@pytest.mark.parametrize(
    ("path", "name"), [("logo", "logo"), ("logo-dark", "logo_dark"), ("favicon", "favicon")]
)
def test_pictures_by_the_api(cast: Cast, path: str, name: str) -> None:
    api = by_token(cast.otto)
    put = api.upload(f"{PATH}{path}/", {"file": upload(picture("PNG"), "a.png")}, "PUT")
    assert put.status == 200 and put.json["draft"][name].startswith("/desk/branding/files/")
    svg = api.upload(f"{PATH}{path}/", {"file": upload(b"<svg/>", "a.svg")}, "PUT")
    assert svg.status == 400 and "SVG" in svg.errors["file"][0]

    assert api.delete(f"{PATH}{path}/").json["draft"][name] is None
    assert api.post(f"{PATH}discard/").json["draft"] is None


def test_each_role_has_its_door(cast: Cast) -> None:
    for other in (cast.clara, cast.wendell, cast.edith, cast.sam, cast.max):
        assert Api(other).get(PATH).status == 403
        assert Api(other).patch(PATH, {"tagline": "x", "version": 0}).status == 403
    assert Api(cast.mara).patch(PATH, {"tagline": "Ours", "version": 0}).status == 200
    assert Branding.objects.get(agency=cast.inkwell).tagline != "Ours"
