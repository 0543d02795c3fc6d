"""Demo sign-in: one click in demo mode, nothing at all otherwise."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.accounts.support import who_is_in

URL = "/accounts/demo-sign-in/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_outside_of_demo_mode_there_is_no_such_page(cast, sign_in):
    client = sign_in(None, cast.inkwell)

    assert client.get(URL).status_code == 404
    assert client.post(URL, {"person": cast.otto.membership.public_id}).status_code == 404
    assert not who_is_in(client)
    assert b"demo-sign-in" not in client.get("/accounts/sign-in/").content


def test_one_click_becomes_the_person_at_this_host(cast, sign_in, demo):
    client = sign_in(cast.clara)

    answer = client.post(URL, {"person": cast.otto.membership.public_id})

    assert answer.url == "/home/"
    assert who_is_in(client) == str(cast.otto.membership.user_id)
    assert client.session["agency"] == cast.inkwell.pk


def test_people_of_another_agency_are_not_offered(cast, sign_in, demo):
    client = sign_in(None, cast.inkwell)

    page = client.get("/accounts/sign-in/").content.decode()

    assert all(member.membership.public_id in page for member in cast.of_inkwell.values())
    assert cast.mara.membership.public_id not in page
    assert client.post(URL, {"person": cast.mara.membership.public_id}).status_code == 404
    assert client.post(URL, {"person": cast.wanda_northwind.membership.public_id}).status_code == 404


def test_demo_people_prints_addresses_and_people(cast, demo):
    out = StringIO()
    call_command("demo_people", stdout=out)

    assert "Inkwell: http://inkwell.localhost:8000/" in out.getvalue()
    assert "otto@inkwell.example" in out.getvalue()
    assert "demo-quillhouse" in out.getvalue()


def test_demo_people_refuses_outside_of_the_demo(cast):
    with pytest.raises(CommandError):
        call_command("demo_people")
