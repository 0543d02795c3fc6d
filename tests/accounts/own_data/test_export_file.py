"""The file of an export: what all apps hold ready, in one order, whichever app keeps it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from accounts.hooks import keepers
from accounts.own_data.export_file import write_export
from project.base.clock import now
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.quotes.helpers.quotes import declined

pytestmark = pytest.mark.django_db
LISTS = [
    "membership",
    "notices",
    "mails",
    "invitations",
    "choices",
    "recovery",
    "access_tokens",
    "client_accounts",
    "style_guides",
    "drafts",
    "presets",
    "draft_views",
    "quotes",
    "classes",
    "class_acts",
    "class_report_links",
    "class_parts",
    "orders",
    "revisions",
    "conversations",
    "ledger",
    "invoices",
    "payment_reminders",
    "favourite_writers",
    "dispute_statements",
    "work",
    "offers",
    "my_deliveries",
    "my_corrections",
    "my_comments",
    "my_reviews",
    "asks_for_time",
    "my_messages",
    "capacity",
    "review_workload",
    "work_preferences",
    "time_off",
    "calendar_links",
    "tickets",
    "my_ticket_messages",
    "watched_tickets",
    "ticket_acts",
    "breach_causes",
    "mails_in",
    "reply_addresses",
    "tickets_by_mail",
    "class_member",
    "scheduled_reports",
    "reports_received",
    "report_runs",
    "my_notes",
    "fees",
    "given_revisions",
    "levels",
    "acceptance_rules",
    "accepted_by_rules",
    "pool_interests",
    "waiting_places",
    "exceptions",
    "feedback_given",
    "feedback_received",
    "saved_comments",
    "points_written",
    "points_received",
    "rubrics",
    "acts",
    "portfolio",
    "samples",
    "portfoliocredential",
    "portfoliolink",
    "portfoliospeciality",
    "portfolioservice",
    "portfoliocollection",
    "portfoliofigures",
    "consents_asked",
    "consents_given",
    "non_disclosures",
    "private_links",
    "sample_requests",
    "shortlist",
]


def archive(member: Member) -> zipfile.ZipFile:
    target = io.BytesIO()
    write_export(target, user=member.membership.user, members=[member], now=now())
    return zipfile.ZipFile(target)


def test_lists_stand_in_one_order_and_the_readme_has_it_too(cast: Cast) -> None:
    Story(cast).completed()

    pack = archive(cast.clara)

    assert [name for name in pack.namelist() if name.startswith("INK/")] == [
        f"INK/{name}.json" for name in LISTS
    ]
    readme = [
        line.split(" ")[0]
        for line in pack.read("README.txt").decode().splitlines()
        if line.startswith("INK/")
    ]
    assert readme == [f"INK/{name}.json" for name in LISTS]


def test_what_two_apps_know_of_one_thing_is_one_list(cast: Cast) -> None:
    Story(cast).completed()
    declined(cast)

    pack = archive(cast.clara)

    acts = json.loads(pack.read("INK/acts.json"))
    assert {"order", "quote"} == {name for row in acts for name in row if name not in ("at", "verb")}
    assert (
        f"INK/acts.json ({len(acts)}): Your actions on orders and quotes" in pack.read("README.txt").decode()
    )


def test_each_app_tells_by_rising_place(cast: Cast) -> None:
    """Only so are they told in one order while they are still being read."""
    Story(cast).answered()
    for member in (cast.clara, cast.wendell, cast.max):
        for keeper in keepers:
            places = [thing.place for thing in keeper.parts(member)]
            assert places == sorted(places), keeper
