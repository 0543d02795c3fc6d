"""The owners' page about closing the agency, and the banner that everybody sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from agencies.models import AgencyClosing
from project.base.clock import now
from tests.accounts.helpers.factors import known, prove
from tests.agencies.helpers.agency_exports import ready
from tests.agencies.helpers.closing import asked
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order

pytestmark = pytest.mark.django_db
PAGE = "/desk/export/close/"
BANNER = "Inkwell closes on"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_of(client: Client, path: str = PAGE) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_what_comes_first_is_listed(cast: Cast) -> None:
    place_order(cast.clara)
    otto = prove(browser(cast.otto), cast.otto)

    told = page_of(otto)

    assert "Create and download an archive. It may be 7 days old at most." in told
    assert "1 order is not completed or cancelled." in told
    assert "1 order has amounts that are not invoiced." in told
    assert 'name="name"' not in told and "14 days to change your mind" in told
    refused = otto.post(PAGE, {"name": "Inkwell"})
    assert refused.status_code == 422 and "Create an archive first" in refused.content.decode()
    assert not AgencyClosing.objects.exists()


def test_asked_with_the_name_and_who_is_there(cast: Cast) -> None:
    ready(cast.otto, now())
    client = known(browser(cast.otto))
    wrong = client.post(PAGE, {"name": "Inkwel"})

    answer = client.post(PAGE, {"name": "Inkwell"})

    assert wrong.status_code == 302 or "exactly as it is" in wrong.content.decode()
    assert answer.status_code == 302 and "/sign-in/confirm/" in answer["Location"]
    assert not AgencyClosing.objects.exists()


def test_a_wrong_name_is_said_beside_its_field(cast: Cast) -> None:
    ready(cast.otto, now())

    answer = prove(browser(cast.otto), cast.otto).post(PAGE, {"name": "Inkwel"})

    told = answer.content.decode()
    assert answer.status_code == 422 and "exactly as it is" in told and 'value="Inkwel"' in told


def test_everybody_sees_it_coming_until_it_is_withdrawn(cast: Cast) -> None:
    ready(cast.otto, now())
    otto = prove(browser(cast.otto), cast.otto)
    others = {name: browser(member) for name, member in cast.of_inkwell.items() if name != "otto"}
    assert all(BANNER not in page_of(each, "/account/") for each in others.values())

    told = otto.post(PAGE, {"name": "Inkwell"}, follow=True).content.decode()

    assert "Closing requested." in told and "Withdraw closing" in told and 'name="name"' not in told
    for name, client in others.items():
        page = page_of(client, "/account/")
        assert BANNER in page and "/account/data/" in page, name
        assert "/desk/export/close/" not in page, name
    assert "/desk/export/close/" in page_of(otto, "/account/")
    assert BANNER not in page_of(browser(cast.mara), "/account/")
    assert BANNER not in page_of(Client(headers={"host": "inkwell.localhost"}), "/")

    told = otto.post(f"{PAGE}withdraw/", follow=True).content.decode()

    assert "Closing withdrawn." in told
    assert all(BANNER not in page_of(each, "/account/") for each in others.values())


def test_owners_alone(cast: Cast) -> None:
    asked(cast.otto, now())

    for name, member in cast.of_inkwell.items():
        expected = 200 if name == "otto" else 403
        assert browser(member).get(PAGE).status_code == expected, name
        if name != "otto":
            assert browser(member).post(f"{PAGE}withdraw/").status_code == 403
    assert AgencyClosing.objects.get().state == "open"
