"""From drafts to quotes and orders, and clients by the month of their first order: hand-made cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from accounts.actions.people import make_person
from agencies.actions.people import admit
from analytics.rules.metrics import Scope, metric_for, rows_of
from analytics.rules.metrics.base import VALUE
from analytics.states.metrics import Board
from drafts.actions.drafts import discard_draft
from drafts.models import OrderDraft
from orders.models import Order
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, figure
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, make_draft, place_order
from tests.helpers.story import Story
from tests.orders.helpers import order_acts
from tests.orders.helpers.support import stop_clock
from tests.quotes.helpers import quotes

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 7, 31)
NOW = dt.datetime(2026, 7, 20, 12, tzinfo=dt.UTC)


def seen_by(viewer: Member, key: str, **filters: str):
    return figure(viewer, Board.AGENCY, key, asked(FIRST, LAST, viewer, **filters), NOW)


def placed(member: Member, *moments: str, **fields: object) -> list[Order]:
    """An order at each of these moments, in universal time."""
    return [place_order(member, now=dt.datetime.fromisoformat(f"{one}+00:00"), **fields) for one in moments]


def newcomer(cast: Cast) -> Member:
    """One more client of Inkwell, who pays for an account of their own."""
    user = make_person(email="ruth@inkwell.example", name="Ruth Person", password=None)
    membership = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Ruth P.", now=START)
    return Member(cast.inkwell, membership=membership)


def cells(viewer: Member) -> dict[tuple[str, str], int]:
    found = seen_by(viewer, "retention")
    return {(cell.span.first.isoformat()[:7], cell.key): int(cell.number.value) for cell in found.cells}


def test_drafts_lead_to_quotes_and_orders(cast: Cast) -> None:
    """Five were begun; one was discarded. Of four, one waits, two were quoted, two are orders."""
    make_draft(cast.clara)
    gone = make_draft(cast.clara)
    discard_draft(actor=cast.clara, draft=gone, now=START)
    quotes.sent(cast)
    quotes.accepted(cast)
    place_order(cast.clara)
    quotes.begun(cast)  # what the desk prepares is no draft of a client before it is sent
    make_draft(cast.nick)
    assert seen_by(cast.sam, "drafts_begun").now.value == 4
    quoted, ordered = seen_by(cast.max, "drafts_quoted").now, seen_by(cast.max, "drafts_ordered").now
    assert (quoted.n, quoted.value) == (4, Decimal("0.5"))
    assert (ordered.n, ordered.value) == (4, Decimal("0.5"))
    for key in ("drafts_begun", "drafts_quoted", "drafts_ordered"):
        assert metric_for(cast.clara, Board.AGENCY, key) is None


def test_the_desk_reads_nothing_that_stands_in_a_draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + DAY)
    draft = make_draft(cast.clara, title="Canary of a draft")
    page = browser(cast.max)
    for path in ("", "as/csv/"):
        answer = page.get(f"/analytics/agency/drafts_begun/{path}?period=90")
        text = b"".join(answer).decode()
        assert "Still a draft" in text and draft.account.name in text
        assert "Canary" not in text and draft.public_id not in text and draft.service.name not in text
    assert not OrderDraft.objects.counted_by(cast.clara).exists()
    assert not OrderDraft.objects.counted_by(cast.edith).exists()


def test_clients_by_the_month_of_their_first_order(cast: Cast) -> None:
    """Clara comes in January and orders again in January, twice in February, in July; Ruth comes in February
    and orders again in March."""
    placed(cast.clara, "2026-01-10T09:00", "2026-01-20T09:00", "2026-02-03T09:00", "2026-02-17T09:00")
    placed(cast.clara, "2026-07-01T09:00")
    ruth = newcomer(cast)
    placed(ruth, "2026-02-04T09:00", "2026-03-30T09:00")
    placed(cast.nick, "2026-02-04T09:00")
    january = {("2026-01", "0"): 1, ("2026-01", "1"): 1, ("2026-01", "6"): 1}
    assert cells(cast.max) == {**january, ("2026-02", "0"): 1, ("2026-02", "1"): 1}
    retention = seen_by(cast.sam, "retention")
    assert (retention.now.n, retention.now.value) == (5, 5) and retention.parts == {}
    # Clara was there before February: she is no client of that month.
    february = asked(dt.date(2026, 2, 1), dt.date(2026, 2, 28), cast.max)
    found = figure(cast.max, Board.AGENCY, "retention", february, NOW)
    assert [(cell.key, cell.number.n) for cell in found.cells] == [("0", 1), ("1", 1)]


def test_a_month_is_one_of_the_agencys_zone(cast: Cast) -> None:
    """In London summer has begun by 31 March: 23:30 in universal time is April there."""
    placed(cast.clara, "2026-03-28T09:00", "2026-03-31T23:30")
    assert cells(cast.max) == {("2026-03", "0"): 1, ("2026-03", "1"): 1}
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(timezone="America/New_York")
    cast.max.agency.refresh_from_db()
    assert cells(cast.max) == {("2026-03", "0"): 1}


def test_a_cancelled_order_is_neither_the_first_nor_another(cast: Cast) -> None:
    lost = Story(cast, now=dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC))
    placed(cast.clara, "2026-02-02T09:00")
    order_acts.cancel(lost, "max")
    assert cells(cast.max) == {("2026-02", "0"): 1}


def test_each_cell_leads_to_its_rows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    placed(cast.clara, "2026-05-10T09:00", "2026-06-03T09:00", "2026-06-17T09:00")
    placed(cast.nick, "2026-05-10T09:00")
    page = browser(cast.max)
    text = page.get("/analytics/agency/?period=own&from=2026-05-01&to=2026-07-31&by=month").text
    start = text.index('id="retention"')
    links = [part.split('"')[0] for part in text[start:].split('<a href="')[1:]]
    assert "from=2026-05-01&amp;to=2026-05-31" in links[0] and "months=1" in links[1]
    rows = page.get(links[1].replace("&amp;", "&")).text
    assert "n = 1 month of a client" in rows and "Months after the first order: 1" in rows
    scope = Scope(cast.max, NOW)
    metric = metric_for(cast.max, Board.AGENCY, "retention")
    may = asked(dt.date(2026, 5, 1), dt.date(2026, 5, 31), cast.max, months="1")
    assert [row[VALUE] for row in rows_of(metric, scope, may)] == [1]
    assert "100%" in text[start:]
