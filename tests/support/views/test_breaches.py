"""What was missed, on its ticket and in the reports, as a page, as CSV and by the API."""

from __future__ import annotations

import datetime as dt

import pytest

from agencies.states.sla import Target
from project.base import clock
from support.actions.breaches import explain_breach, keep_overdue
from support.models import Breach, Ticket
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import form_to
from tests.support.helpers.tickets import opened, replied
from tests.support.views.test_tickets import queries

pytestmark = pytest.mark.django_db
LIST = "/desk/support/reports/missed/"
API = "/api/v1/support"


def missed(cast: Cast, subject: str = "Moved") -> Ticket:
    """One whose first reply alone came too late: four days hold two working days, and no five."""
    now = clock.now()
    ticket = opened(cast, now=now - dt.timedelta(days=4), subject=subject)
    replied(cast, ticket, now=now - dt.timedelta(minutes=1))
    return ticket


def explained(cast: Cast, ticket: Ticket, cause: str, note: str = "") -> None:
    about = {"target": Target.FIRST_REPLY, "run": 1, "cause": cause, "note": note, "now": clock.now()}
    explain_breach(actor=cast.sam, ticket=ticket, **about)  # type: ignore[arg-type]


def test_the_desk_says_why_on_the_ticket(cast: Cast) -> None:
    """What is wrong stands beside its field; whoever asked reads nothing of it."""
    ticket, sam = missed(cast), browser(cast.sam)
    address = f"/support/{ticket.number}/"
    page = sam.get(address)
    assert "Missed targets" in page.text and "Not named yet" in page.text
    form = form_to(page, f"{address}explain/")
    refused = sam.post(f"{address}explain/", form.filled(cause="other"))
    assert refused.status_code == 422 and "Say what the cause was." in refused.text

    sam.post(f"{address}explain/", form.filled(cause="other", note="The keys were lost."))
    sam.post(f"{address}explain/", form.filled(cause="volume"))

    page = sam.get(address)
    assert "Too many tickets" in page.text and "The keys were lost." in page.text
    assert "Missed targets" not in browser(cast.clara).get(address).text
    assert "Missed targets" not in sam.get(f"/support/{opened(cast, now=clock.now()).number}/").text


def test_reports_count_causes_and_each_number_leads_to_its_rows(cast: Cast) -> None:
    one, two, three = (missed(cast, subject) for subject in ("One", "Two", "Three"))
    explained(cast, one, "outage")
    explained(cast, two, "staffing", "Two of us were ill.")
    sam = browser(cast.sam)
    page = sam.get("/desk/support/reports/").text
    assert "?cause=outage" in page and "?cause=unsaid" in page and "33%" in page

    rows = sam.get(f"{LIST}?cause=staffing").text
    assert ">Two</a>" in rows and "Two of us were ill." in rows and ">One</a>" not in rows
    assert ">Three</a>" in sam.get(f"{LIST}?cause=unsaid").text
    assert "No missed targets here" in sam.get(f"{LIST}?cause=unsaid&target=resolution").text
    lines = b"".join(sam.get(f"{LIST}csv/?cause=staffing")).decode().splitlines()
    assert len(lines) == 2 and lines[1].startswith(f"{two.number},first_reply,1,")
    assert "staffing,Two of us were ill.,Sam P." in lines[1]
    assert browser(cast.clara).get(LIST).status_code == 403
    assert Breach.objects.get(ticket=three).cause == ""


def test_the_api_says_the_same(cast: Cast) -> None:
    ticket, sam = missed(cast), browser(cast.sam)
    call = lambda path, **body: sam.post(f"{API}/{path}", body, content_type="application/json")  # noqa: E731
    explain = f"tickets/{ticket.number}/explain/"

    told = call(explain, target="first_reply", cause="staffing", note="Two of us were ill.")
    assert told.json()["cause"] == "staffing"
    assert call(explain, target="first_reply", run=1, cause="outage").json()["causes"][1]["by"]["name"]
    for wrong in ({"target": "resolution", "cause": "outage"}, {"target": "first_reply", "cause": "other"}):
        assert call(explain, **wrong).status_code == 400
    (row,) = sam.get(f"{API}/tickets/{ticket.number}/breaches/").json()["results"]
    assert (row["cause"], [each["cause"] for each in row["causes"]]) == ("outage", ["outage", "staffing"])

    assert sam.get(f"{API}/breaches/?cause=outage").json()["results"] == [row]
    assert sam.get(f"{API}/breaches/?cause=unsaid").json()["results"] == []
    allowed = sam.get(f"{API}/tickets/{ticket.number}/actions/").json()["allowed"]
    assert "explain" in allowed and "acknowledge" not in allowed
    fresh = opened(cast, now=clock.now())
    assert "explain" not in sam.get(f"{API}/tickets/{fresh.number}/actions/").json()["allowed"]


def test_what_is_overdue_now_can_be_explained_before_the_sweep(cast: Cast) -> None:
    ticket, sam = opened(cast, now=clock.now() - dt.timedelta(days=10)), browser(cast.sam)
    assert not Breach.objects.exists()
    form = form_to(sam.get(f"/support/{ticket.number}/"), f"/support/{ticket.number}/explain/")

    sam.post(f"/support/{ticket.number}/explain/", form.filled(breach="first_reply-1", cause="unclear"))

    assert Breach.objects.get(target="first_reply").cause == "unclear"


@pytest.mark.parametrize("path", [LIST, f"{LIST}csv/", "/desk/support/reports/"])
def test_it_costs_the_same_with_more_rows(cast: Cast, path: str) -> None:
    counts = []
    for number in (1, 2):
        for _each in range(number):
            explained(cast, missed(cast), "outage")
        counts.append(queries(cast, path))

    assert counts[0] == counts[1]


def test_a_ticket_costs_the_same_with_more_breaches(cast: Cast) -> None:
    """Beside one query that reads the causes, where there are any."""
    ticket = missed(cast)
    explained(cast, ticket, "outage")
    before = queries(cast, f"/support/{ticket.number}/")
    for _round in range(3):
        explained(cast, ticket, "volume", str(_round))
    assert queries(cast, f"/support/{ticket.number}/") == before


def test_reports_by_the_api_are_those_of_the_page(cast: Cast) -> None:
    """The same figures, and the same rows behind each."""
    late = opened(cast, now=clock.now() - dt.timedelta(days=12))
    explained(cast, missed(cast), "outage")
    keep_overdue(agency=cast.inkwell, now=clock.now())
    sam = browser(cast.sam)

    told = sam.get(f"{API}/reports/").json()

    counts = {row["cause"]: row["count"] for row in told["causes"]}
    assert (counts["outage"], counts["unsaid"]) == (1, 2)
    assert {row["target"]: row["count"] for row in told["late"]}["first_reply"] == 1
    assert sum(row["count"] for row in told["ages"]) == 2
    week = next(row for row in told["weeks"] if row["ended"])
    assert (week["target"], week["missed"], week["ended"]) == ("first_reply", 1, 1)
    rows = sam.get(f"{API}/reports/tickets/?what=late&target=first_reply").json()["results"]
    assert [row["number"] for row in rows] == [late.number]
    behind = f"what=missed&target=first_reply&week={week['week']}"
    assert len(sam.get(f"{API}/reports/tickets/?{behind}").json()["results"]) == 1
    assert sam.get(f"{API}/reports/tickets/?what=missed").status_code == 400
    assert browser(cast.clara).get(f"{API}/reports/").status_code == 403
