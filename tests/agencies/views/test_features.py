"""The desk's pages about features."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, FeaturePlan, FeatureSwitch
from drafts.actions.presets import create_preset
from project.base import clock
from project.base.features import features
from tests.agencies.helpers.features import switched
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import account_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/features/"
SAID = {"reason": "Nobody uses them.", "on": "off", "version": "1"}


def test_every_feature_is_on_the_list(cast: Cast) -> None:
    page = browser(cast.max).get(PAGE).text

    assert all(f'href="{PAGE}{key}/"' in page for key, _feature in features.items())
    assert page.count(">On<") == len(features.items()) and ">Off<" not in page
    assert f'href="{PAGE}"' in browser(cast.max).get("/desk/").text


def test_what_is_open_is_said_before_switching(cast: Cast) -> None:
    for name in ("Letters", "Menus"):
        fields = {"name": name}
        account = account_of(cast.clara)
        create_preset(actor=cast.clara, account=account, fields=fields, styles=[], now=clock.now())
    desk = browser(cast.max)

    page = desk.get(f"{PAGE}presets/").text
    assert "2 presets can’t be used." in page and "1 client would lose presets." in page
    answer = desk.post(f"{PAGE}presets/", SAID, follow=True)

    assert "Switched off: Presets." in answer.text and ">Off<" in answer.text
    assert browser(cast.clara).get("/orders/presets/new/").status_code == 404
    shown = browser(cast.clara).get("/orders/presets/").text
    assert "Letters" in shown and "Switched off: Presets" in shown
    refused = browser(cast.clara).get("/orders/presets/new/").text
    assert "This agency has switched this off: Presets." in refused


def test_mistakes_stand_beside_their_field(cast: Cast) -> None:
    desk = browser(cast.max)

    empty = desk.post(f"{PAGE}presets/", {**SAID, "reason": ""})
    late = desk.post(f"{PAGE}presets/", {**SAID, "at": "2020-01-01T09:00"})

    assert empty.status_code == 422 and "This field is required." in empty.text
    assert late.status_code == 422 and "Choose a time within the next year." in late.text
    assert desk.get(f"{PAGE}weather/").status_code == 404
    assert not FeatureSwitch.objects.exists()


def test_owners_alone_switch_some(cast: Cast) -> None:
    page = browser(cast.max).get(f"{PAGE}sign_up/").text

    assert "Only an owner can switch this." in page and "<textarea" not in page and "Switch off" not in page
    assert browser(cast.max).post(f"{PAGE}sign_up/", SAID).status_code == 403
    assert browser(cast.otto).post(f"{PAGE}sign_up/", SAID).status_code == 302
    assert browser(cast.sam).get(PAGE).status_code == 403


def test_who_looked_before_another_switched_is_told(cast: Cast) -> None:
    assert browser(cast.max).post(f"{PAGE}presets/", SAID).status_code == 302

    late = browser(cast.otto).post(f"{PAGE}presets/", {**SAID, "on": "on"})

    assert late.status_code == 422 and "Someone else has switched this in the meantime." in late.text
    assert "Nobody uses them." in late.text, "what was typed is still there"


def test_a_switch_is_scheduled_and_cancelled(cast: Cast) -> None:
    desk, day = browser(cast.max), clock.now() + dt.timedelta(days=3)

    answer = desk.post(f"{PAGE}quotes/", {**SAID, "at": f"{day:%Y-%m-%dT%H:%M}"}, follow=True)

    assert "A switch is scheduled for" in answer.text
    assert (
        len(re.findall(rf"scheduled for {day.day} [A-Z][a-z]+ {day.year}, [0-9:]+\.", answer.text, re.I)) == 2
    )
    plan = FeaturePlan.objects.get()
    assert "Nobody uses them." in desk.get(f"{PAGE}quotes/").text
    done = desk.post(f"{PAGE}scheduled/{plan.public_id}/cancel/", follow=True)
    assert "The scheduled switch is cancelled." in done.text and "is scheduled for" not in done.text
    assert Agency.objects.get(pk=cast.inkwell.pk).features == []


def test_the_history_undoes_the_last_switch(cast: Cast) -> None:
    switched(cast)
    desk = browser(cast.otto)

    page = desk.get(f"{PAGE}history/").text
    assert page.count("/undo/") == 1 and page.count("Spring") == 2
    last = FeatureSwitch.objects.latest("number")
    done = desk.post(f"{PAGE}history/{last.public_id}/undo/", follow=True)

    assert "Switched off: Presets." in done.text and "(undone)" in done.text
    first = FeatureSwitch.objects.earliest("number")
    again = desk.post(f"{PAGE}history/{first.public_id}/undo/", follow=True)
    assert "This feature was switched again since." in again.text


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}history/"])
def test_the_pages_cost_the_same_with_more_switches(cast: Cast, path: str) -> None:
    desk = browser(cast.max)
    desk.get(path)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert desk.get(path).status_code == 200
        return len(found)

    switched(cast)
    few = queries()
    for key in ("messages", "pool", "feedback"):
        desk.post(f"{PAGE}{key}/", SAID)
    assert queries() == few


def test_switches_cost_no_page_a_query(cast: Cast) -> None:
    client = browser(cast.clara)
    client.get("/orders/drafts/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/orders/drafts/").status_code == 200
        return len(found)

    on = queries()
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-presets", "-quotes"])
    assert queries() == on
