"""The agency's colour: readable whatever it is, and cached as long as it is true."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from project.base import brand

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def pairs(colour: str) -> dict[str, tuple[str, str]]:
    """The custom properties of the sheet: name -> (light, dark)."""
    found = re.findall(r"--([a-z-]+):light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\);", brand.brand_css(colour))
    return {name: (light, dark) for name, light, dark in found}


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#e8b500")
@example("#777777")
def test_every_colour_gives_readable_letters_and_inks(colour: str) -> None:
    made = pairs(colour)
    for at, ground in enumerate((brand.LIGHT_GROUND, brand.DARK_GROUND)):
        letters = made["brand-fg"][at]
        assert brand.contrast(letters, made["brand"][at]) >= 4.5
        assert brand.contrast(letters, made["brand-strong"][at]) >= 4.5
        assert brand.contrast(made["brand-ink"][at], ground) >= 4.5
        assert brand.contrast(made["brand-ink"][at], made["brand-tint"][at]) >= 4.5


def test_a_good_colour_is_kept_as_it_is() -> None:
    assert pairs("#1f5f8b")["brand"][0] == pairs("#1f5f8b")["brand-ink"][0] == "#1f5f8b"


@pytest.mark.parametrize(
    "broken", ["", "red", "#12345", "#1234567", "#12345g", "#1f5f8b}body{display:none", "#1f5f8b\n"]
)
def test_what_is_no_colour_is_refused_and_never_reaches_the_sheet(broken: str) -> None:
    with pytest.raises(ValueError):
        brand.parse(broken)
    assert brand.brand_css(broken) == brand.brand_css(brand.DEFAULT)


def test_contrast_is_that_of_wcag() -> None:
    assert brand.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert brand.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.django_db
def test_the_current_sheet_is_kept_for_a_year_and_sets_no_cookie(cast, sign_in) -> None:
    visitor = sign_in(None, cast.inkwell)
    current = cast.inkwell.brand.version
    answer = visitor.get(f"/brand.{current}.css")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert cast.inkwell.brand.primary in answer.content.decode()


@pytest.mark.django_db
def test_another_version_gives_the_present_colour_and_is_not_kept(cast, sign_in) -> None:
    answer = sign_in(None, cast.inkwell).get(f"/brand.{cast.inkwell.brand.version + 7}.css")
    assert answer["Cache-Control"] == "no-store"
    assert cast.inkwell.brand.primary in answer.content.decode()
