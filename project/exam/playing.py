"""Two agencies that have worked for months, played by the stories of the demo."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from accounts.models.user import hashed_before
from agencies.models import Agency
from orders.actions.mail_jobs import quietly
from project.base import clock
from project.demo import capacity, classes, feedback, presets, quotes, rates, seeding, tickets

from . import houses, manifest

#: Plays quotes whose prices bear the discounts of their stories.
QUOTES = 200


def play_exam(hosts: Sequence[str], seed: int, password: str, told: Callable[[str], Any]) -> dict[str, Any]:
    """Found an agency at each of two hosts, let them work, and return the manifest. `told` hears of each that
    is done. Raises IntegrityError for hosts or codes that are taken."""
    now = clock.now()
    with hashed_before(password), quietly():
        begun = now - 200 * seeding.DAY
        founded = [
            houses.found(host, house, password=password, now=begun)
            for host, house in zip(hosts, houses.HOUSES, strict=True)
        ]
        for agency in founded:
            _play(agency, random.Random(seed))  # noqa: S311  (stories, not secrets)
            told(agency.name)
    return manifest.manifest_of(founded, password, now)


def _play(agency: Agency, rng: random.Random) -> None:
    """One story with each fate, drafts, quotes in each state, feedback, tickets, presets."""
    now, crew = clock.now(), seeding.crew_of(agency)
    begun = now - 200 * seeding.DAY
    rates.keep(crew.managers[0], begun + 7 * seeding.DAY, now)
    capacity.make_room(crew, begun)
    list(seeding.play(crew, len(seeding.FATES), rng, now))
    seeding.begin_drafts(crew, 4, rng, now)
    quotes.play(crew, random.Random(QUOTES), now)  # noqa: S311
    capacity.keep(crew, now)
    feedback.keep(crew, rng, now)
    tickets.keep(crew, now)
    classes.keep(crew, now)
    presets.keep(crew.clients[0], now - 30 * seeding.DAY)
