"""Sweeps: what the clock does to all rows that are due, one slice after the other.

A slice is a job that deals with a bounded number of rows and then defers the next one, so that other jobs get
their turn between two slices, and a kill loses nothing but the slice that ran: its job is begun anew. A sweep
is declared in an app's tasks.py:

    sweep = declare_sweep("orders.sweep", [expire_offers, …], every="*/5 * * * *", each=Agency.objects)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Manager
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from . import clock
from .features import runs
from .jobs import Urgency, task

#: One kind of work: takes `now`, `most`, and in a sweep over agencies `agency`. It deals with about `most` of
#: the rows that are due at most, and returns with how many. It is asked again until it says 0, so what it has
#: dealt with must not be due any more.
Step = Callable[..., int]

#: Rows that one slice deals with, and steps that it takes (one that finds nothing costs its look).
ROWS, LOOKS = 100, 200
#: All that were declared, by name.
SWEEPS: dict[str, Sweep] = {}


@dataclass(frozen=True)
class Place:
    """Where a sweep goes on: with this step at the agency of this key, or at the first one behind it."""

    agency: int = 0
    step: int = 0


@dataclass(frozen=True)
class Sweep:
    """A declared sweep: steps, taken in turn at each agency where it is one over agencies."""

    name: str
    steps: Sequence[Step]
    each: Manager[Any] | None
    rows: int

    def run(self, timestamp: int = 0, agency: int = 0, step: int = 0) -> None:
        """Do the slice that begins at this place, and defer the next one unless all is done. Of a step that
        raises the rest waits for the next tick, and the next slice goes on behind it, so that the trouble of
        one agency keeps no other one waiting."""
        piece = Slice(self, Place(agency, step))
        try:
            piece.do(now=clock.now())
        finally:
            if piece.following:
                self._defer(timestamp, piece.following)

    def after(self, place: Place) -> Place:
        """The place behind a step."""
        if self.each is not None and place.step + 1 == len(self.steps):
            return Place(place.agency + 1)
        return Place(place.agency, place.step + 1)

    def _defer(self, timestamp: int, place: Place) -> None:
        """One next slice waits at a time. If there is one, it belongs to a run that began at an earlier tick
        and is further on: that one goes on to the end, and this one stops."""
        following = app.configure_task(self.name, queueing_lock=f"{self.name}, next slice")
        try:
            with transaction.atomic():
                following.defer(timestamp=timestamp, agency=place.agency, step=place.step)
        except AlreadyEnqueued:
            return


class Slice:
    """The part of a sweep that one job does, from `start` on."""

    def __init__(self, sweep: Sweep, start: Place) -> None:
        self.sweep, self.start = sweep, start
        #: Where the next slice begins, once this one has ended; None: all is done.
        self.following: Place | None = None

    def do(self, *, now: dt.datetime) -> None:
        """Take step after step until there is none, or the rows or looks of a slice are used up."""
        rows, looks = self.sweep.rows, LOOKS
        for place, work in self._steps():
            done = 1
            while done:
                if rows <= 0 or looks <= 0:
                    self.following = place
                    return
                self.following = self.sweep.after(place)  # should it raise
                done = work(now=now, most=rows)
                rows, looks = rows - done, looks - 1
        self.following = None

    def _steps(self) -> Iterator[tuple[Place, Step]]:
        if self.sweep.each is None:
            yield from self._steps_at(0, {})
            return
        # One more than it can look at: behind them, others may wait.
        rows = self.sweep.each.filter(pk__gte=self.start.agency).order_by("pk")[: LOOKS + 1]
        for agency in rows:
            yield from self._steps_at(agency.pk, {"agency": agency})

    def _steps_at(self, agency: int, about: dict[str, Any]) -> Iterator[tuple[Place, Step]]:
        """The steps from the start on, but those of features that the agency has switched off."""
        first = self.start.step if agency == self.start.agency else 0
        for number in range(first, len(self.sweep.steps)):
            step = self.sweep.steps[number]
            if not about or runs(about["agency"], step):
                yield Place(agency, number), partial(step, **about)


def declare_sweep(
    name: str, steps: Sequence[Step], *, every: str, each: Manager[Any] | None = None, rows: int = ROWS
) -> Sweep:
    """Declare a sweep, a periodic task whose jobs are its slices. Two of them never run side by side.

    Args:
        name: of the task.
        steps: what is done, in this order.
        every: a cron line, when it begins anew.
        each: the agencies, when each step is one of an agency.
        rows: what one slice deals with.
    """
    sweep = SWEEPS[name] = Sweep(name, steps, each, rows)
    task(name, urgency=Urgency.BULK, every=every, lock=name)(sweep.run)
    return sweep
