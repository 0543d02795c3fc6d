"""manage.py seed_demo [--orders 200] [--seed 7]"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.demo import history
from accounts.demo.people import PASSWORD
from accounts.models.user import hashed_before
from agencies.models import Agency, Membership
from orders.actions.mail_jobs import quietly
from project.base import clock
from project.base.viewer import Member
from project.demo import (
    branding,
    capacity,
    classes,
    clients,
    domains,
    feedback,
    moving,
    people,
    portfolios,
    post,
    presets,
    prices,
    quotes,
    rates,
    reports,
    seeding,
    style_guides,
    tickets,
)

MOST = 2_000
TOLD_EVERY = 50


@contextmanager
def _unlogged() -> Iterator[None]:
    """Until the block ends no security event writes a log line: these sign-ins are stories."""
    logger = logging.getLogger("quillhouse.security")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


class Command(BaseCommand):
    help = "Fills an empty database with the demo: two agencies, their people, and orders in every state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--orders", type=int, default=200, help="orders at Inkwell (default 200; Northwind gets a tenth)"
        )
        parser.add_argument(
            "--seed", type=int, default=7, help="the same seed gives the same demo (default 7)"
        )

    def handle(self, *args: Any, orders: int, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has well-known passwords. It is loaded only in demo mode (DEMO=1).")
        if Agency.objects.exists():
            raise CommandError(
                "The database is not empty. The demo needs an empty one, so that nothing gets mixed up."
            )
        if not 1 <= orders <= MOST:
            raise CommandError(f"--orders takes a number from 1 to {MOST}.")
        # Everybody has the same password, and hashing it takes as long as playing an order.
        with _unlogged(), hashed_before(PASSWORD):
            self._seed(orders, random.Random(seed))  # noqa: S311  (stories, not secrets)

    def _seed(self, orders: int, rng: random.Random) -> None:
        with connection.cursor() as cursor:
            # What a crash could lose here is told anew; waiting for the disk after each of thousands of acts
            # is not.
            cursor.execute("SET synchronous_commit TO off")
        now = clock.now()
        begun = now - 200 * seeding.DAY
        members = people.found(password=PASSWORD, now=begun)
        inkwell, northwind = (
            Agency.objects.get(code=house.code) for house in (people.INKWELL, people.NORTHWIND)
        )
        people.admit_extras(inkwell, begun)
        prices.revise(seeding.crew_of(inkwell).managers[0], begun)
        prices.speak(seeding.crew_of(northwind).managers[0], people.NORTHWIND_SPEAKS, begun + 2 * seeding.DAY)
        prices.include_tax(seeding.crew_of(northwind).managers[0], begun + 3 * seeding.DAY)
        for agency in (inkwell, northwind):
            rates.keep(seeding.crew_of(agency).managers[0], begun + 7 * seeding.DAY, now)
        people.keep_hours(seeding.crew_of(inkwell).managers[0], now)
        people.set_rules(now)
        for agency in (inkwell, northwind):
            branding.publish(agency, begun + seeding.DAY)
            agency.refresh_from_db()
        domains.connect(inkwell, begun + seeding.DAY, now)
        for agency, count in ((inkwell, orders), (northwind, max(orders // 10, 1))):
            crew = seeding.crew_of(agency)
            capacity.make_room(crew, begun)
            with quietly():
                for played, _number in enumerate(seeding.play(crew, count, rng, now), start=1):
                    if played % TOLD_EVERY == 0 or played == count:
                        self.stdout.write(f"  {agency.name}: {played} of {count} orders")
            seeding.begin_drafts(crew, max(count // 8, 1), rng, now)
            quotes.play(crew, random.Random(count), now)  # noqa: S311
            capacity.keep(crew, now)
            with quietly():
                feedback.keep(crew, random.Random(count), now)  # noqa: S311
            tickets.keep(crew, now)
            if agency == inkwell:
                classes.keep(crew, now)
            post.tell_the_newest(agency)
        with quietly():
            portfolios.keep(inkwell, begun, now)
        for membership in members.values():
            history.tell(membership, now, asked=membership == members["Inkwell/Clara"])
        for name in ("Inkwell/Clara", "Inkwell/Max"):
            history.forget_a_token(members[name], now)
        lost = Membership.objects.select_related("agency", "user").get(user__email="tobias@writers.test")
        history.lose_a_telephone(lost, members["Inkwell/Max"], now)
        presets.keep(Member(inkwell, membership=members["Inkwell/Clara"]), now - 30 * seeding.DAY)
        style_guides.keep(Member(inkwell, membership=members["Inkwell/Clara"]), now)
        # After the stories: who only reads plays no part in them.
        people.admit_reader(inkwell, clara=members["Inkwell/Clara"], password=PASSWORD, now=begun)
        with quietly():
            clients.keep(seeding.crew_of(inkwell), begun, now)
            moving.move_in(seeding.crew_of(inkwell).managers[0], now)
            reports.keep(seeding.crew_of(inkwell), now)
