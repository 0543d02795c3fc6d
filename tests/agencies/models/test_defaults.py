"""What acts at an agency before anybody has chosen it is written down, with its value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db.models.fields import NOT_PROVIDED

from agencies.forms.people import InviteForm
from agencies.models import Agency
from clients.forms.colleagues import ColleagueForm
from tests.helpers.cast import Cast

OPERATING = Path(__file__).resolve().parents[3] / "docs" / "operating.md"
#: Counters of the program itself.
INNER = {"catalog_version", "calendar_version"}


def _told() -> str:
    text = OPERATING.read_text()
    begin = text.index("### What nobody has chosen")
    return text[begin : text.index("\n## ", begin)]


def test_each_default_of_an_agency_is_in_the_table() -> None:
    acting = {
        field.name
        for field in Agency._meta.concrete_fields
        if field.default is not NOT_PROVIDED or field.db_default is not NOT_PROVIDED or field.null
    }

    assert acting - INNER <= set(re.findall(r"`(\w+)`", _told()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("writer_span", "0.80"),
        ("review_days", "14 days"),
        ("offer_hours", "24"),
        ("length_tolerance", "10%"),
        ("currency", "EUR"),
        ("timezone", "Europe/London"),
    ],
)
def test_the_table_has_its_value(name: str, value: str) -> None:
    default = str(Agency._meta.get_field(name).default)
    row = next(line for line in _told().splitlines() if line.startswith(f"| `{name}`"))

    assert value in row and value.startswith(default)


def test_no_form_that_gives_a_right_chooses_it(cast: Cast) -> None:
    assert "checked" not in str(InviteForm(viewer=cast.otto)["roles"])
    assert "checked" not in str(ColleagueForm()["role"])
