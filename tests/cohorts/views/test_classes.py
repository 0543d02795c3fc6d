"""The pages of classes: who sees them, what they say, and that they ask a constant number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.actions.placing_job import run_placing
from cohorts.models import Cohort, CohortMember, RosterUpload
from orders.models import Order
from project.base import clock
from tests.cohorts.helpers.classes import ROSTER, begun, briefed, fresh, member, placed, ready, uploaded
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY

pytestmark = pytest.mark.django_db


def queries(page: object, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert page.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(asked)


def test_from_nothing_to_placed_orders_by_pages_alone(cast: Cast) -> None:
    clara = browser(cast.clara)
    assert "No classes yet" in clara.get("/classes/").text
    made = clara.post("/classes/new/", {"name": "Consultants", "receiver": "payer"})
    cohort = Cohort.objects.get()
    root = f"/classes/{cohort.public_id}/"
    assert made.headers["Location"] == f"{root}roster/"

    clara.post(f"{root}roster/", {"text": f"{ROSTER};none@firm.example;;9;\n"})
    upload = RosterUpload.objects.get()
    check = f"{root}roster/{upload.public_id}/"
    said = {"column-0": "name", "column-1": "email", "column-2": "group", "column-3": "key", "column-4": "+"}
    clara.post(check, said)
    wrong = clara.get(check).text
    assert "Row 5" in wrong and "Enter a name." in wrong and "Save the roster" not in wrong
    clara.post(f"{check}discard/")
    clara.post(f"{root}roster/", {"text": ROSTER})
    check = f"{root}roster/{RosterUpload.objects.get().public_id}/"
    clara.post(check, {**said, "column-4": ":company"})
    page = clara.get(check)
    assert "What will change" in page.text
    clara.post(f"{check}save/", {"seen": page.context["seen"]})
    assert CohortMember.objects.count() == 3

    briefed(fresh(cohort), cast.clara, clock.now())
    preview = clara.get(f"{root}brief/").text
    assert "Biography of Ada Adams" in preview and "works for Adams Ltd" in preview
    review = clara.get(f"{root}place/")
    assert "Place 3 orders" in review.text
    seen = {"seen_total": review.context["seen_total"], "seen_book": review.context["seen_book"]}
    refused = clara.post(f"{root}place/", {**seen, "seen_total": "1.00"})
    assert refused.status_code == 409 and "has changed" in refused.text
    assert clara.post(f"{root}place/", seen).status_code == 302
    assert "0 of 3 orders placed" in clara.get(root).text
    run_placing(placing_id=cohort.placings.get().pk, now=clock.now())
    done = clara.get(root).text
    assert all(order.number in done for order in Order.objects.all())
    assert Order.objects.count() == 3


def test_who_sees_a_class(cast: Cast) -> None:
    cohort = ready(cast)
    root = f"/classes/{cohort.public_id}/"

    for person in (cast.clara, cast.sam, cast.max, cast.otto):
        assert browser(person).get(root).status_code == 200
        assert "Consultants" in browser(person).get("/classes/").text
    for person in (cast.wendell, cast.edith):
        assert browser(person).get(root).status_code == 403
    for person in (cast.nick, cast.mara):
        assert browser(person).get(root).status_code == 404
    cohort.account.people.update(role="reader")
    assert browser(cast.clara).get(root).status_code == 403


@pytest.mark.parametrize("path", ["", "place/", "settings/", "brief/", "roster/", "members/new/"])
def test_a_page_asks_as_much_for_three_members_as_for_one(cast: Cast, path: str) -> None:
    one = ready(cast, text="Name;ID;Company\nAda;1;Adams\n")
    three = ready(cast, name="Partners")
    clara = browser(cast.clara)
    clara.get(f"/classes/{one.public_id}/{path}")

    counted = [queries(clara, f"/classes/{each.public_id}/{path}") for each in (one, three)]

    assert counted[0] == counted[1] <= 22


def test_the_list_asks_as_much_for_three_as_for_one(cast: Cast) -> None:
    begun(cast)
    clara = browser(cast.clara)
    clara.get("/classes/")
    once = queries(clara, "/classes/")
    ready(cast, name="Partners")
    ready(cast, name="Associates")

    assert queries(clara, "/classes/") == once <= 6


def test_settings_fields_and_stale_saves(cast: Cast) -> None:
    cohort, clara = ready(cast), browser(cast.clara)
    root = f"/classes/{cohort.public_id}/"
    said = {"name": "Bios", "receiver": "payer", "budget": "5000", "version": cohort.version}

    assert clara.post(f"{root}settings/", said).status_code == 302
    assert fresh(cohort).name == "Bios" and fresh(cohort).budget == 5000
    stale = clara.post(f"{root}settings/", {**said, "name": "Other"})
    assert stale.status_code == 409 and "newer version" in stale.text
    clara.post(f"{root}fields/", {"label": "Home town"})
    assert "{home_town}" in clara.get(f"{root}brief/").text
    clara.post(f"{root}fields/remove/", {"key": "home_town"})
    assert not fresh(cohort).fields.filter(key="home_town").exists()
    assert clara.post(f"{root}fields/remove/", {"key": "company"}).status_code == 409


def test_a_member_is_added_changed_removed_and_ordered_for(cast: Cast) -> None:
    cohort = ready(cast, asks_members=True, brief={"deadline": clock.now() + 9 * DAY, "now": clock.now()})
    clara, root = browser(cast.clara), f"/classes/{cohort.public_id}/"
    said = {"name": "Dan", "email": "DAN@firm.example", "group": "East", "value-company": "Dan Inc"}
    assert clara.post(f"{root}members/new/", said).status_code == 302
    dan = member(cohort, "Dan")
    assert (dan.email, dan.external_key, dan.group.name) == ("dan@firm.example", "dan@firm.example", "East")
    one = f"{root}members/{dan.public_id}/"
    again = clara.post(f"{root}members/new/", said)
    assert again.status_code == 422
    clara.post(one, {**said, "name": "Daniel"})
    assert member(cohort, "Dan").name == "Daniel"
    clara.post(f"{one}remove/")
    assert member(cohort, "Dan").removed_at

    review = clara.get(f"{root}place/")
    seen = {"seen_total": review.context["seen_total"], "seen_book": review.context["seen_book"]}
    clara.post(f"{root}place/", seen)
    run_placing(placing_id=cohort.placings.get().pk, now=clock.now())
    ada = f"{root}members/{member(cohort, 'Ada').public_id}/"
    assert "The brief is asked for" in clara.get(ada).text
    assert "Waiting for the brief" in clara.get(root).text
    clara.post(f"{ada}order/")
    assert member(cohort, "Ada").order is not None
    assert clara.post(f"{ada}remove/").status_code == 409


def test_an_ended_class_is_read(cast: Cast) -> None:
    cohort, clara = placed(cast), browser(cast.clara)
    root = f"/classes/{cohort.public_id}/"

    clara.post(f"{root}end/close/")
    assert fresh(cohort).state == "closed"
    assert "Common brief" not in clara.get(root).text
    assert "No matching members" in clara.get(f"{root}?q=zzz").text
    assert "Consultants" in clara.get("/classes/?tab=ended").text
    assert clara.post(f"{root}roster/", {"text": ROSTER}).status_code == 409
    clara.post(f"{root}end/reopen/")
    assert fresh(cohort).state == "running"
    assert clara.post(f"{root}end/place/").status_code == 404


def test_a_group_narrows_the_members(cast: Cast) -> None:
    cohort = ready(cast)
    page = browser(cast.clara).get(f"/classes/{cohort.public_id}/?group=South")
    assert [row["member"].name for row in page.context["rows"]] == ["Cleo Clark"]
    assert uploaded(cast.clara, cohort).changes == 0
