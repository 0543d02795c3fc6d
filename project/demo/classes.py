"""The demo's class orders: one whose texts the payer receives, under way; and one whose members are asked for
their own briefs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from cohorts.actions.assignment import share_out
from cohorts.actions.cohorts import make_cohort, save_cohort
from cohorts.actions.placing import place_orders
from cohorts.actions.placing_job import run_placing
from cohorts.actions.plans import save_installments, save_milestones
from cohorts.actions.reports import make_snapshot
from cohorts.actions.rosters import NEW_FIELD, mark_of, match_roster, save_roster, upload_roster
from cohorts.models import Cohort
from cohorts.pricing.prices import committed, price_class
from cohorts.rules.rosters import plan_of
from orders.actions.acceptance import accept_order
from orders.actions.deliveries import deliver, start_work
from orders.actions.mail_jobs import quietly
from orders.actions.offers import assign_order
from orders.actions.placing import SeenPrice
from orders.actions.reviews import approve_delivery
from orders.models import Order
from project.base.viewer import Member

from .class_sessions import hold_sessions
from .story import Crew

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CONSULTANTS = """Name;Email;Group;ID;Speciality
Amara Okafor;amara.okafor@consult.example;London;C-101;supply chains
Ben Whitaker;ben.whitaker@consult.example;London;C-102;pricing
Chiara Rossi;chiara.rossi@consult.example;London;C-103;retail
Daniel Novak;daniel.novak@consult.example;London;C-104;energy
Elif Demir;elif.demir@consult.example;London;C-105;public finance
Femi Balogun;femi.balogun@consult.example;Leeds;C-201;logistics
Greta Lind;greta.lind@consult.example;Leeds;C-202;health care
Hugo Martin;;Leeds;C-203;insurance
Iris Keller;iris.keller@consult.example;Leeds;C-204;data protection
Jonas Weber;jonas.weber@consult.example;Leeds;C-205;manufacturing
"""
SPEAKERS = """Name;Email;Group;ID;Talk
Lena Fischer;lena.fischer@speakers.example;Morning;S-1;Rivers as neighbours
Marco Bianchi;marco.bianchi@speakers.example;Morning;S-2;What a square is for
Nadia Haddad;nadia.haddad@speakers.example;Afternoon;S-3;Trees that stay
Oskar Lund;oskar.lund@speakers.example;Afternoon;S-4;The quiet street
Priya Nair;priya.nair@speakers.example;Afternoon;S-5;Roofs with gardens
"""
BIOGRAPHY = (
    "A short biography of {name} for the website of the firm: what they do, for whom, and how they came "
    "to it. "
    "Their speciality is {speciality}. In the third person, without superlatives."
)
ABSTRACT = (
    "The abstract of {name}’s talk, “{talk}”, for the programme of the conference: what it is about, and "
    "why one should come. The speaker says the rest."
)
TEXT = (
    "{name} advises companies that have more questions than time. For twelve years the work has been about "
    "{topic}: what it costs, who decides, and what is better left alone.\n\nBefore joining the firm, {name} "
    "ran a team of nine and learnt to write reports that are read to the end."
)


def keep(crew: Crew, now: dt.datetime) -> None:
    """Play both at one agency, without mails."""
    with quietly():
        client = crew.clients[0]
        payer = _begun(
            client,
            {"name": "Biographies of our consultants", "receiver": "payer", "asks_members": False},
            CONSULTANTS,
            {"title": "Biography of {name}", "brief": BIOGRAPHY},
            now,
        )
        _plan(client, payer, now)
        if crew.editors:
            _work(crew, payer, now)
        hold_sessions(actor=client, cohort=payer, now=now)
        make_snapshot(actor=client, cohort=payer, now=now - DAY)
        _begun(
            client,
            {"name": "Abstracts for the city conference", "receiver": "member", "asks_members": True},
            SPEAKERS,
            {"title": "Abstract: {talk}", "brief": ABSTRACT},
            now,
        )


def _begun(
    client: Member, about: dict[str, Any], roster: str, brief: dict[str, Any], now: dt.datetime
) -> Cohort:
    """A class whose orders were placed twelve days ago."""
    began, account = now - 12 * DAY, ClientAccount.objects.filter(people__membership=client.membership)
    cohort = make_cohort(actor=client, account=account.earliest("id"), now=began, **about)
    upload = upload_roster(actor=client, cohort=cohort, text=roster, now=began)
    fields = [column.field or NEW_FIELD for column in upload.columns.all()]
    match_roster(actor=client, upload=upload, fields=fields, now=began)
    save_roster(actor=client, upload=upload, seen=mark_of(plan_of(upload)), now=began)
    offering = current_offering(client.agency)
    said = {
        "service": offering.services[0],
        "quality": offering.qualities[0],
        "quantity": 200,
        "deadline": (now + 6 * DAY).replace(hour=16, minute=0, second=0, microsecond=0),
        "budget": Decimal(5000),
        **brief,
    }
    cohort = save_cohort(actor=client, cohort=cohort, version=1, fields=said, now=began)
    found = price_class(cohort, cohort.members.count(), began)
    seen = SeenPrice(found.total, found.book_id, began)
    placing = place_orders(actor=client, cohort=cohort, seen=seen, now=began)
    run_placing(placing_id=placing.pk, now=began + HOUR / 60)
    cohort.refresh_from_db()
    return cohort


def _plan(client: Member, cohort: Cohort, now: dt.datetime) -> None:
    today = now.date()
    days = {"delivered": today - DAY, "accepted": today + 8 * DAY}
    save_milestones(actor=client, cohort=cohort, days=days, now=now - 11 * DAY)
    total = committed(cohort)
    first = (total / 2).quantize(Decimal("0.01"))
    parts = [(today + 3 * DAY, first), (today + 33 * DAY, total - first)]
    save_installments(actor=client, cohort=cohort, parts=parts, now=now - 11 * DAY)


def _work(crew: Crew, cohort: Cohort, now: dt.datetime) -> None:
    """Two writers share them, one editor reviews them all. Eight have a writer, six are delivered, two of
    these are accepted."""
    manager, editor = crew.managers[0], crew.editors[0].membership
    shares = [(writer.membership, 50) for writer in crew.writers[:2]]
    share_out(actor=manager, cohort=cohort, shares=shares, editor=editor, now=now - 11 * DAY)
    rows = Order.objects.filter(cohort_member__cohort=cohort).order_by("cohort_member")
    for at, placed in enumerate(rows[:8]):
        writer, began = crew.writers[at % 2], now - 10 * DAY + at * HOUR
        fee = Decimal(18)
        order = assign_order(
            actor=manager,
            order=placed,
            writer=writer.membership,
            fee=fee,
            now=began,
            override="The class stays with two writers.",
        )
        order = start_work(actor=writer, order=order, now=began + HOUR)
        if at < 6:
            order = _deliver(crew, writer, order, now - 6 * DAY + at * HOUR)
        if at < 2:
            accept_order(actor=crew.clients[0], order=order, now=now - 4 * DAY)


def _deliver(crew: Crew, writer: Member, order: Order, at: dt.datetime) -> Order:
    topic = order.brief.partition("speciality is ")[2].partition(".")[0]
    name = order.title.removeprefix("Biography of ")
    text = TEXT.format(name=name, topic=topic)
    made = deliver(actor=writer, order=order, text=text, note="", uploads=[], now=at)
    editor = crew.editors[0]
    held = Order.objects.get(pk=order.pk)
    return approve_delivery(actor=editor, order=held, number=made.number, note="", now=at + 2 * HOUR)
