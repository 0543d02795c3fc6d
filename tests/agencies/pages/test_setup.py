"""The checklist of a new agency: computed from what exists, one step for each thing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.actions.branding import publish_brand, save_brand_draft
from agencies.actions.features import switch_feature
from agencies.actions.invitations import invite_many
from agencies.actions.legal import publish_legal, save_legal_draft
from agencies.actions.opening import open_agency, save_agency
from agencies.actions.working_hours import add_holidays, set_week
from agencies.hooks import OpeningStep, opening_steps
from agencies.models import Letterhead, Role
from agencies.pages.setup import checklist_of
from catalog.actions.templates import use_template
from project.base import clock
from project.base.viewer import Member
from quotes.actions.trial_orders import place_trial_order
from tests.agencies.helpers.domains import proved
from tests.agencies.helpers.imports import imported
from tests.agencies.helpers.opening import third_house
from tests.catalog.helpers.prices import change
from tests.helpers.api import Api
from tests.helpers.cast import START, browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog", "own_hours")]
PAGE = "/desk/setup/"
TODAY = clock.now().date()


def done(owner: Member) -> list[str]:
    owner.agency.refresh_from_db()
    return [step["key"] for step in checklist_of(owner).steps if step["done"]]


def test_a_new_agency_has_done_nothing_and_each_step_is_done_by_its_deed(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    assert (done(owner), checklist_of(owner).next["key"]) == ([], "agency")

    save_agency(actor=owner, fields={"contact_email": "hello@third.example"}, now=START)
    assert (done(owner), checklist_of(owner).next["key"]) == (["agency"], "look")
    draft = save_brand_draft(actor=owner, fields={"tagline": "Words that last"}, version=0, now=clock.now())
    publish_brand(actor=owner, version=draft.version, now=clock.now())
    assert (done(owner), checklist_of(owner).next["key"]) == (["agency", "look"], "prices")
    use_template(actor=owner, key="translation-bureau", now=clock.now())
    assert done(owner) == ["agency", "look", "prices"]
    change(owner, "general", "", tax_rate=Decimal("21"))
    assert done(owner) == ["agency", "look", "prices", "tax"]
    Letterhead.objects.create(agency=owner.agency, name="Third Ltd")
    assert done(owner) == ["agency", "look", "prices", "tax", "letterhead"]
    add_holidays(actor=owner, days=[(TODAY + dt.timedelta(days=30), "Rest")])
    assert done(owner)[5:] == ["hours"]
    people = [("will@third.example", ["writer"]), ("edna@third.example", ["editor"])]
    invite_many(actor=owner, people=people, now=clock.now())
    assert done(owner)[6:] == ["team"]
    place_trial_order(actor=owner, now=clock.now())
    assert done(owner)[7:] == ["trial"]
    open_agency(actor=owner, fields={}, now=clock.now())
    assert done(owner)[8:] == ["open"]
    assert checklist_of(owner).next is None


def test_what_can_wait_is_counted_apart_and_done_by_its_deed(cast: Any) -> None:
    owner = third_house(Role.OWNER)

    def later() -> list[str]:
        owner.agency.refresh_from_db()
        return [step["key"] for step in checklist_of(owner).later if step["done"]]

    before = checklist_of(owner)
    assert [step["key"] for step in before.later] == ["features", "legal", "domains", "imports"]
    assert later() == []
    switch_feature(actor=owner, key="presets", on=False, reason="", now=clock.now())
    assert later() == ["features"]
    draft = save_legal_draft(actor=owner, kind="terms", text="Be kind.", version=0, now=clock.now())
    publish_legal(actor=owner, kind="terms", version=draft.version, now=clock.now())
    assert later() == ["features", "legal"]
    proved(owner)
    assert later() == ["features", "legal", "domains"]
    imported(owner, "Name\nHarbour Books\n")
    assert later() == ["features", "legal", "domains", "imports"]
    after = checklist_of(owner)
    assert (after.done, after.total) == (before.done, before.total)
    page = " ".join(browser(owner).get(PAGE).text.split())
    assert "Later, if you like" in page and page.count("Done:") == before.done + 4


def test_an_open_agency_has_settled_prices_tax_and_hours(cast: Any) -> None:
    owner = third_house(Role.OWNER)

    open_agency(actor=owner, fields={}, now=clock.now())

    assert done(owner) == ["prices", "tax", "hours", "open"]


def test_hours_are_settled_by_a_week_alone_too(cast: Any) -> None:
    owner = third_house(Role.OWNER)

    set_week(actor=owner, week=[[(480, 960)]] * 4 + [[], [], []])

    assert done(owner) == ["hours"]


def test_each_page_of_the_desk_names_the_next_step_on_another_page(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    desk = browser(owner)

    assert "Next: Enter contact" in desk.get("/desk/").text
    assert "Next: Give it your look" in desk.get("/desk/agency/").text
    assert "All steps" in desk.get("/desk/agency/").text
    writer = Member(owner.agency, membership=owner.membership)
    writer.membership.roles = ["writer"]
    writer.membership.save(update_fields=["roles"])
    assert "All steps" not in browser(writer).get("/studio/").text


def test_a_writer_alone_is_no_team_where_deliveries_are_reviewed(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    invite_many(actor=owner, people=[("will@third.example", ["writer"])], now=clock.now())

    assert "team" not in done(owner)
    save_agency(actor=owner, fields={"editorial_review": False}, now=START)
    assert "team" in done(owner)


def test_the_page_says_what_is_done_and_leads_to_what_is_next(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    save_agency(actor=owner, fields={"contact_email": "hello@third.example"}, now=START)

    page = browser(owner).get(PAGE).text

    assert "1 of 9 done" in " ".join(page.split())
    assert page.count("Done:") == 1 and page.count('aria-label="Next:') == 1
    for step in checklist_of(owner).steps:
        assert f'href="{step["url"]}"' in page
    assert "isn’t open yet" not in page and "isn’t open yet" in browser(owner).get("/desk/").text


def test_whoever_may_not_is_told_who_does_it(cast: Any) -> None:
    manager = third_house(Role.MANAGER)

    page = browser(manager).get(PAGE).text

    assert page.count("An owner does this.") == 5
    assert checklist_of(manager).next["key"] == "prices"


def test_the_first_page_of_an_owner_is_the_setup_until_it_is_open(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    assert browser(owner).get("/home/").url == PAGE

    open_agency(actor=owner, fields={}, now=clock.now())

    assert browser(owner).get("/home/").url == "/desk/"


def test_programs_read_the_same(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    save_agency(actor=owner, fields={"contact_email": "hello@third.example"}, now=START)
    answer = Api(owner).get("agencies/setup/").json
    steps = checklist_of(owner).steps

    assert (answer["done"], answer["total"], answer["next"]) == (1, len(steps), "look")
    later = checklist_of(owner).later
    assert [step["page"] for step in answer["steps"]] == [step["url"] for step in (*steps, *later)]
    assert [step["key"] for step in answer["steps"] if step["optional"]] == [step["key"] for step in later]


def test_it_takes_the_same_queries_however_much_there_is(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    few = _queries(owner)
    people = [(f"will{n}@third.example", ["writer"]) for n in range(3)]
    invite_many(actor=owner, people=people, now=clock.now())
    days = [(TODAY + dt.timedelta(days=n), "Rest") for n in range(30, 33)]
    add_holidays(actor=owner, days=days)

    assert _queries(owner) <= few


def _queries(owner: Member) -> int:
    checklist_of(owner)
    with CaptureQueriesContext(connection) as taken:
        checklist_of(owner)
    return len(taken)


def test_steps_stand_in_the_order_of_their_positions(cast: Any) -> None:
    made = [make(cast.inkwell) for _key, make in opening_steps.items()]
    assert all(isinstance(step, OpeningStep) for step in made)
    positions = sorted(step.position for step in made)
    assert len(set(positions)) == len(positions)
