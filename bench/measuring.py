"""Rounds: every page in turn, a bounded number of requests each, with what they cost the processors."""

from __future__ import annotations

import gzip
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from project.launcher.say import Refusal

from .pages import Page
from .processes import Postgres, Web
from .visiting import Answer
from .watched import HEADER

#: Requests of one page in one round: as many as take about so many seconds of processor time, within bounds.
SECONDS, QUICK_SECONDS, LEAST, MOST = 0.2, 0.1, 4, 60
#: After so many pages the floor's are measured again.
EVERY = 10
#: Requests before the first round, to each page: what a process does once belongs to none of them.
WARMING = 2
#: Of so many visits the one with the fewest statements counts: the first of a process asks for more.
LOOKS = 2


@dataclass
class Sample:
    """What one page cost in one round, in milliseconds of processor time for each request."""

    web: float
    postgres: float

    @property
    def cost(self) -> float:
        return self.web + self.postgres


@dataclass
class Target:
    """One page of one house, ready to be asked for. `ask` sends one request."""

    page: Page
    house: str
    web: Web
    ask: Callable[[], Answer]
    samples: list[Sample] = field(default_factory=list)
    queries: int = -1
    timed: bool = True
    raw: int = 0
    sent: int = 0
    status: int = 0

    @property
    def label(self) -> str:
        return self.page.label

    def expect(self, answer: Answer) -> Answer:
        """The answer, if its status is the one that the row of the page promises: what a refusal costs is no
        cost of a page.

        Raises:
            Refusal: it is another.
        """
        if answer.status != self.page.status:
            where = f" in {self.house}" if self.house else ""
            raise Refusal(f"{self.label}{where} answered {answer.status} instead of {self.page.status}.")
        return answer

    def count(self, watched: Callable[[], Answer]) -> None:
        """Count the statements of the page, by what sends one request to the server that counts them."""
        answers = [self.expect(watched()) for _look in range(LOOKS)]
        self.queries = min(int(answer.headers.get(HEADER.lower(), -1)) for answer in answers)

    def median(self, of: Callable[[Sample], float]) -> float:
        return statistics.median(map(of, self.samples))


def mean(samples: Sequence[Sample]) -> Sample:
    """The cost of all of them together."""
    return Sample(
        statistics.fmean(each.web for each in samples), statistics.fmean(each.postgres for each in samples)
    )


class Rounds:
    """Measures targets side by side."""

    def __init__(self, postgres: Postgres, webs: Sequence[Web], seconds: float = SECONDS) -> None:
        self.postgres, self.webs, self.wanted = postgres, webs, seconds
        self.counts: dict[int, int] = defaultdict(lambda: LEAST)

    def warm(self, targets: Sequence[Target]) -> None:
        """Ask for each page a few times; notes its size, and how many requests a round takes."""
        for target in targets:
            for _time in range(WARMING):
                begun = target.web.seconds()
                answer = target.expect(target.ask())
                took = max(target.web.seconds() - begun, 0.0005)
            target.status, target.sent = answer.status, len(answer.body)
            packed = answer.headers.get("content-encoding") == "gzip"
            target.raw = len(gzip.decompress(answer.body)) if packed else len(answer.body)
            self.counts[id(target)] = max(LEAST, min(MOST, round(self.wanted / took)))

    def rest(self, seconds: float) -> None:
        """Find out what each server costs while nobody asks, to take that off: they look after themselves now
        and then."""
        before = [(web.seconds(), self.postgres.seconds()) for web in self.webs]
        time.sleep(seconds)
        for web, (own, _database) in zip(self.webs, before, strict=True):
            web.idle = (web.seconds() - own) / seconds
        self.idle = (self.postgres.seconds() - before[0][1]) / seconds

    def go(self, floor: Sequence[Target], targets: Sequence[Target]) -> None:
        """One round. The floor is measured again and again in between: its sample is the mean of those."""
        found: list[list[Sample]] = [[] for _target in floor]
        for place, target in enumerate(targets):
            if place % EVERY == 0:
                for samples, each in zip(found, floor, strict=True):
                    samples.append(self._sample(each))
            target.samples.append(self._sample(target))
        for samples, each in zip(found, floor, strict=True):
            each.samples.append(mean(samples))

    def _sample(self, target: Target) -> Sample:
        count = self.counts[id(target)]
        target.ask()  # by which a connection that has rested is made anew
        web, postgres, begun = target.web.seconds(), self.postgres.seconds(), time.monotonic()
        for _request in range(count):
            target.ask()
        took = time.monotonic() - begun
        postgres = self.postgres.seconds() - postgres - self.idle * took
        web = target.web.seconds() - web - target.web.idle * took
        return Sample(1000 * max(web, 0.0) / count, 1000 * max(postgres, 0.0) / count)
