"""Demo sign-in: one click in demo mode, nothing at all otherwise."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.demo import history
from accounts.models import AccessToken, Device, LoginAlert, PersonSession
from agencies.models import SecurityEvent
from project.base.clock import now
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.support import post_sign_in, who_is_in
from tests.helpers.cast import PASSWORD
from tests.helpers.pages import forms_of

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


def test_one_click_leads_on_to_where_one_was_going(cast, sign_in, demo):
    client, on = sign_in(None, cast.inkwell), "/orders/drafts/from-price/?service=article&quantity=800"
    page = client.get("/accounts/sign-in/", {"next": on})

    form = next(form for form in forms_of(page) if form.action.startswith(URL))

    assert client.post(form.action, {"person": cast.clara.membership.public_id}).url == on
    assert client.post(f"{URL}?next=//evil", {"person": cast.clara.membership.public_id}).url == "/home/"


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


def test_a_click_asks_about_no_device_and_a_password_does(cast, sign_in, demo):
    signs_in(cast.clara)

    visitor = sign_in(None, cast.inkwell)
    visitor.post(URL, {"person": cast.clara.membership.public_id})
    assert who_is_in(visitor) and not LoginAlert.objects.exists()

    post_sign_in(sign_in(None, cast.inkwell), "clara@inkwell.example", PASSWORD)
    assert LoginAlert.objects.get().new_device


def test_the_history_of_the_demos_people(cast):
    moment = now()
    for member in (cast.clara, cast.wanda, cast.wanda_northwind):
        history.tell(member.membership, moment, asked=member == cast.clara)
    history.forget_a_token(cast.clara.membership, moment)

    user = cast.clara.membership.user
    assert [row.verdict for row in LoginAlert.objects.filter(user=user).order_by("at")] == ["me", ""]
    assert not LoginAlert.objects.filter(user=cast.wanda.membership.user, verdict="").exists()
    devices = {row.browser: row for row in Device.objects.filter(user=user)}
    assert devices["Firefox 145"].name and devices["Firefox 145"].trusted_until > moment
    assert not devices["Chrome Mobile 142"].confirmed_at
    assert PersonSession.objects.filter(user=user).live().count() == 1
    assert AccessToken.objects.stale(moment).filter(user=user).exists()
    dates = SecurityEvent.objects.filter(user=user).values_list("at", flat=True)
    assert len(dates) > 15 and max(dates) < moment and min(dates) < moment - dt.timedelta(days=100)
