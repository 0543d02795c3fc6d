"""Classes for tests, made through the actions that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.models import Membership
from catalog.pricing.offering import current_offering
from cohorts.actions.cohorts import make_cohort, save_cohort
from cohorts.actions.placing import place_orders
from cohorts.actions.placing_job import run_placing
from cohorts.actions.rosters import mark_of, match_roster, save_roster, upload_roster
from cohorts.models import Cohort, CohortMember, Placing
from cohorts.pricing.prices import price_class
from cohorts.rules.rosters import RosterPlan, plan_of
from orders.actions.placing import SeenPrice
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, account_of

BRIEF = "A short biography of {name}, who works for {company}, for the website of the firm."
ROSTER = """Name;Email;Team;ID;Company
Ada Adams;ada@firm.example;North;1;Adams Ltd
Ben Brown;ben@firm.example;North;2;Brown & Sons
Cleo Clark;;South;3;Clark GmbH
"""


def begun(cast: Cast, *, by: Member | None = None, now: dt.datetime = START, **facts: Any) -> Cohort:
    """A class of Clara's without members, in planning."""
    said = {"name": "Consultants", "receiver": "payer", "asks_members": False, **facts}
    return make_cohort(actor=by or cast.clara, account=account_of(cast.clara), now=now, **said)


def uploaded(actor: Member, cohort: Cohort, text: str = ROSTER, now: dt.datetime = START) -> RosterPlan:
    """The roster saved, with a field for each column that is none of ours."""
    upload = upload_roster(actor=actor, cohort=cohort, text=text, now=now)
    fields = [column.field or "+" for column in upload.columns.all()]
    match_roster(actor=actor, upload=upload, fields=fields, now=now)
    upload.refresh_from_db()
    return save_roster(actor=actor, upload=upload, seen=mark_of(plan_of(upload)), now=now)


def briefed(cohort: Cohort, actor: Member, now: dt.datetime = START, **facts: Any) -> Cohort:
    """Its common brief: 600 words for each, in ten days."""
    offering = current_offering(actor.agency)
    said = {
        "title": "Biography of {name}",
        "brief": BRIEF,
        "service": offering.services[0],
        "quality": offering.qualities[0],
        "subject": offering.subjects[0],
        "quantity": 600,
        "deadline": now + 10 * DAY,
        **facts,
    }
    stored = fresh(cohort)
    return save_cohort(actor=actor, cohort=stored, version=stored.version, fields=said, now=now)


def ready(
    cast: Cast,
    *,
    text: str = ROSTER,
    brief: dict[str, Any] | None = None,
    now: dt.datetime = START,
    **facts: Any,
) -> Cohort:
    """A class of three with its brief, for which nothing is ordered yet."""
    cohort = begun(cast, now=now, **facts)
    uploaded(cast.clara, cohort, text, now)
    return fresh(briefed(cohort, cast.clara, **{"now": now, **(brief or {})}))


def seen(cohort: Cohort, now: dt.datetime = START) -> SeenPrice:
    """The price as the page shows it."""
    found = price_class(cohort, cohort.members.to_place().count(), now)
    return SeenPrice(found.total, found.book_id, found.at)


def placing(cohort: Cohort, actor: Member, now: dt.datetime = START) -> Placing:
    """The placing that was started; no order is placed yet."""
    return place_orders(actor=actor, cohort=cohort, seen=seen(cohort, now), now=now)


def placed(cast: Cast, *, now: dt.datetime = START, **facts: Any) -> Cohort:
    """A class of three whose orders are placed."""
    cohort = ready(cast, now=now, **facts)
    run_placing(placing_id=placing(cohort, cast.clara, now).pk, now=now)
    return fresh(cohort)


def fresh(cohort: Cohort) -> Cohort:
    """As it is stored, with what pages load beside it."""
    rows = Cohort.objects.select_related("agency__brand", "account", "requested_by")
    return rows.get(pk=cohort.pk)


def member(cohort: Cohort, name: str) -> CohortMember:
    """The member whose name begins so."""
    rows = CohortMember.objects.select_related("cohort__account", "cohort__agency", "group", "order", "draft")
    return rows.get(cohort=cohort, name__startswith=name)


def person(viewer: Member) -> Membership:
    """The row of somebody of the cast."""
    found: Membership = viewer.membership
    return found
