"""Reports stay as they were made, links open figures without names, and small groups stay hidden; nobody is
reminded twice a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Mail
from cohorts.actions.nudges import nudge_members
from cohorts.actions.plans import save_installments, save_milestones
from cohorts.actions.reports import make_report_link, make_snapshot, report_of, revoke_report_link
from cohorts.mail.nudges import write_nudges
from cohorts.models import CohortMember, Nudge, ReportSnapshot
from cohorts.pricing.prices import committed
from cohorts.rules.installments import plan_beside
from cohorts.rules.reports import report_from
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible
from tests.cohorts.helpers.classes import fresh, placed
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
TODAY = START.date()
EIGHT = "Name;Email;Group;ID;Company\n" + "".join(
    f"Person {at};p{at}@firm.example;{'North' if at < 5 else 'South'};{at};X\n" for at in range(8)
)


def members(cohort: object) -> list[CohortMember]:
    return list(CohortMember.objects.filter(cohort=cohort))


def test_nobody_is_nudged_twice_a_day(cast: Cast) -> None:
    """The trap “nudge twice”: by constraint, whoever clicks."""
    cohort = placed(cast)
    days = {"delivered": TODAY + dt.timedelta(days=1)}
    save_milestones(actor=cast.clara, cohort=cohort, days=days, now=START)
    assert nudge_members(actor=cast.clara, cohort=cohort, members=members(cohort), now=START) == []

    late = START + 3 * DAY
    made = nudge_members(actor=cast.clara, cohort=cohort, members=members(cohort), now=late)

    assert [(nudge.kind, nudge.to) for nudge in made] == [
        ("delivered", "member"),
        ("delivered", "member"),
        ("delivered", "requester"),
    ]
    assert nudge_members(actor=cast.sam, cohort=cohort, members=members(cohort), now=late) == []
    ids = [nudge.pk for nudge in made]
    assert write_nudges(nudge_ids=ids, now=late) == 3
    assert write_nudges(nudge_ids=ids, now=late) == 0
    told = sorted(Mail.objects.filter(kind__startswith="class_nudge").values_list("recipient", flat=True))
    assert told == sorted(["ada@firm.example", "ben@firm.example", cast.clara.membership.user.email])
    with pytest.raises(DatabaseError), transaction.atomic():
        made[0].pk = None
        made[0].save(force_insert=True)
    again = nudge_members(actor=cast.clara, cohort=cohort, members=members(cohort), now=late + DAY)
    assert len(again) == 3


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_nudge_once(cast: Cast) -> None:
    cohort = placed(cast)
    save_milestones(actor=cast.clara, cohort=cohort, days={"delivered": TODAY}, now=START)
    people, late = members(cohort), START + 3 * DAY

    found = race([lambda: nudge_members(actor=cast.clara, cohort=cohort, members=people, now=late)] * 5)

    assert sorted(len(made) for made in found) == [0, 0, 0, 0, 3]
    assert Nudge.objects.count() == 3


def test_a_report_stays_whatever_becomes_of_the_class(cast: Cast) -> None:
    cohort = placed(cast)
    made = make_snapshot(actor=cast.clara, cohort=cohort, now=START + DAY)
    before = report_from(made)
    assert (before.completion.part, before.completion.whole) == (0, 3)

    CohortMember.objects.filter(cohort=cohort).update(removed_at=START)
    after = report_from(ReportSnapshot.objects.select_related("cohort", "agency").get())

    assert (after.groups, after.completion) == (before.groups, before.completion)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        made.rows.update(order_state="completed")


def test_reading_a_report_makes_none(cast: Cast) -> None:
    """The trap “a new row per GET”."""
    cohort = placed(cast)
    clara = browser(cast.clara)
    assert "No reports yet" in clara.get(f"/classes/{cohort.public_id}/reports/").text
    assert ReportSnapshot.objects.count() == 0
    clara.post(f"/classes/{cohort.public_id}/reports/")
    report = ReportSnapshot.objects.get()
    for path in ("", "csv/", "xlsx/", "pdf/"):
        assert clara.get(f"/classes/reports/{report.public_id}/{path}").status_code == 200
    assert clara.get(f"/classes/reports/{report.public_id}/doc/").status_code == 404
    assert ReportSnapshot.objects.count() == 1


def test_outside_readers_see_no_names_and_no_small_groups(cast: Cast) -> None:
    cohort = placed(cast, text=EIGHT)
    made = make_snapshot(actor=cast.clara, cohort=cohort, now=clock.now())
    _link, key = make_report_link(actor=cast.clara, snapshot=made, name="Board", days=30, now=clock.now())
    outside = browser(None, cast.inkwell)

    page = outside.get(f"/class-report/{key}/")

    assert page.status_code == 200 and "North" in page.text
    rows = {row.name: row.cells for row in page.context["matrix"]}
    assert rows["South"] == rows["North"] == () and rows[""]
    for kind in ("", "?format=csv"):
        answer = outside.get(f"/class-report/{key}/{kind}")
        text = answer.text if not kind else b"".join(answer.streaming_content).decode()
        assert "Person 1" not in text and "firm.example" not in text
    assert outside.get(f"/class-report/{key}/?format=pdf").headers["Content-Type"] == "application/pdf"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_link_ends(cast: Cast) -> None:
    cohort = placed(cast)
    made = make_snapshot(actor=cast.clara, cohort=cohort, now=START)
    link, key = make_report_link(actor=cast.clara, snapshot=made, name="Board", days=2, now=START)
    assert key not in str(link.__dict__) and len(link.hash) == 64

    assert report_of(key=key, agency=cast.inkwell, now=START + DAY) == made
    for agency, when in ((cast.inkwell, START + 2 * DAY), (cast.northwind, START)):
        with pytest.raises(NotVisible):
            report_of(key=key, agency=agency, now=when)
    with pytest.raises(Invalid):
        make_report_link(actor=cast.clara, snapshot=made, name="board", days=2, now=START)
    with pytest.raises(NotAllowed):
        make_report_link(actor=cast.wendell, snapshot=made, name="Me", days=2, now=START)
    revoke_report_link(actor=cast.clara, link=link, now=START)
    with pytest.raises(NotVisible):
        report_of(key=key, agency=cast.inkwell, now=START)


def test_installments_come_to_what_the_class_costs(cast: Cast) -> None:
    cohort = placed(cast)
    total = committed(cohort)
    first = (total / 2).quantize(Decimal("0.01"))
    parts = [(TODAY, first), (TODAY + dt.timedelta(days=30), total - first)]

    for wrong in (parts[:1], [*parts, (TODAY, Decimal(1))], [(TODAY, total), (parts[1][0], Decimal(0))]):
        with pytest.raises(Invalid):
            save_installments(actor=cast.clara, cohort=cohort, parts=wrong, now=START)
    save_installments(actor=cast.clara, cohort=cohort, parts=parts, now=START)

    plan = plan_beside(fresh(cohort).installments.all(), first, TODAY + dt.timedelta(days=1))
    assert [(row.is_paid, row.overdue) for row in plan] == [(True, False), (False, False)]
    later = plan_beside(fresh(cohort).installments.all(), first, TODAY + dt.timedelta(days=31))
    assert [row.overdue for row in later] == [False, True]
    save_installments(actor=cast.clara, cohort=cohort, parts=[], now=START)
    assert not fresh(cohort).installments.exists()


def test_milestones_follow_each_other(cast: Cast) -> None:
    cohort = placed(cast)
    with pytest.raises(Invalid) as refused:
        days = {"delivered": TODAY, "accepted": TODAY - dt.timedelta(days=1)}
        save_milestones(actor=cast.clara, cohort=cohort, days=days, now=START)
    assert list(refused.value.errors) == ["accepted"]
