"""The help page: a part for each workspace of the reader, with the agency's own times."""

from __future__ import annotations

import pytest

from agencies.models import Agency, Membership
from tests.helpers.cast import Cast, browser, load_cast

pytestmark = pytest.mark.django_db
PARTS = {"client": "For clients", "writer": "For writers", "editor": "For editors", "desk": "For the desk"}


def read(cast: Cast, name: str) -> str:
    return browser(getattr(cast, name)).get("/help/").content.decode()


@pytest.mark.parametrize(
    ("name", "part"),
    [("clara", "client"), ("wendell", "writer"), ("edith", "editor"), ("sam", "desk"), ("max", "desk")],
)
def test_each_reads_of_their_own_workspace(cast: Cast, name: str, part: str) -> None:
    page = read(cast, name)

    assert {key for key, title in PARTS.items() if title in page} == {part}
    assert "For everyone" in page and 'href="/help/"' in page


def test_of_several_workspaces_and_of_none(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=[])

    assert {key for key, title in PARTS.items() if title in read(load_cast(), "wendell")} == {
        "writer",
        "editor",
    }
    assert "You have no role at this agency yet. Ask the person who invited you to assign you one." in read(
        load_cast(), "clara"
    )


def test_the_times_are_the_agencys(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(
        review_days=1, offer_hours=17, features=["-editorial_review"]
    )

    assert "you have 1 day to accept it" in read(load_cast(), "clara")
    assert "You have 17 hours to respond" in read(load_cast(), "wendell")
    assert "goes straight to the client" in read(load_cast(), "wendell")


def test_the_clients_rounds_and_days_of_grace_are_the_agencys(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=3, grace_days=12)
    page = read(load_cast(), "clara")
    assert "The price includes 3 rounds of revision." in page
    assert "for up to 12 days after an order is completed" in page

    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=1, grace_days=0)
    page = read(load_cast(), "clara")
    assert "The price includes 1 round of revision." in page and "after an order is completed" not in page
