"""The measurement itself, on a filled database; bin/bench starts it with the settings of the floor."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from functools import partial
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import __main__ as command  # noqa: E402
from bench.cluster import Cluster  # noqa: E402
from bench.filling.houses import CREW, HOUSES, PASSWORD, House  # noqa: E402
from bench.floor.models import User  # noqa: E402
from bench.measuring import Rounds, Target  # noqa: E402
from bench.pages import BARE, LIST, ONE, PAGES, Page  # noqa: E402
from bench.processes import IDLE_SECONDS, Postgres, Web, serving  # noqa: E402
from bench.scene import scene  # noqa: E402
from bench.visiting import Visitor  # noqa: E402
from bench.watched import HEADER  # noqa: E402
from project.launcher.say import Refusal, refuse, step  # noqa: E402

FLOOR_PAGES = {ONE: "/floor/one/", LIST: "/floor/list/", BARE: "/floor/bare/"}
APPLICATIONS = ("project.wsgi", "bench.floor.wsgi", "bench.watched_wsgi")


class Bench:
    """The servers, the people who visit, and what they look at."""

    def __init__(self, program: Web, floor: Web, watched: Web) -> None:
        self.program, self.floor, self.watched = program, floor, watched
        self.visitors: dict[tuple[int, str, str], Visitor] = {}

    def visitor(self, web: Web, house: House, who: str) -> Visitor:
        """Somebody of a house, signed in; a stranger without a name."""
        key = web.port, house.name, who
        if key not in self.visitors:
            visitor = Visitor(web.port, house.host)
            self.visitors[key] = visitor.sign_in(house.email(who)) if who else visitor
        return self.visitors[key]

    def target(self, page: Page, house: House, arguments: dict[str, Any]) -> Target:
        path = reverse(page.door, kwargs=arguments) + page.query
        ask = partial(self.visitor(self.program, house, page.who).ask, path, None, page.headers)
        target = Target(page.label, house.name, self.program, ask)
        target.queries = self._queries(page, house, path)
        return target

    def _queries(self, page: Page, house: House, path: str) -> int:
        visitor = self.visitor(self.watched, house, page.who)
        return [int(visitor.ask(path, None, page.headers).headers[HEADER.lower()]) for _time in range(3)][-1]


def floor_visitor(web: Web) -> Visitor:
    """Somebody with a session at the floor as Django's own sign-in makes it."""
    user, session = User.objects.get(pk=17), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Visitor(web.port, "floor.localhost", {"floor": str(session.session_key)})


def main() -> int:
    told = command.arguments()
    data = settings.DATA_DIR
    (data / "logs").mkdir(parents=True, exist_ok=True)
    houses = [house for house in HOUSES if house.name in command.houses(told)]
    call_command("collectstatic", verbosity=0, interactive=False)
    cluster = Cluster(data, {})
    with ExitStack() as stack:
        with step("Starting the web servers"):
            webs = [
                stack.enter_context(serving(name, os.environ, data / "logs" / f"{name}.log"))
                for name in APPLICATIONS
            ]
        if told.serve:
            return serve(webs[0], houses)
        postgres = Postgres(cluster.connect(os.environ["BENCH_DATABASE"]), cluster.server.data)
        targets = prepared(Bench(*webs), houses, told.pages)
        measure(Rounds(postgres, webs), targets, told.rounds)
        report(targets)
    return 0


def serve(web: Web, houses: list[House]) -> int:
    for house in houses:
        print(f"http://127.0.0.1:{web.port}/ with Host: {house.host} and X-Forwarded-Proto: https")
        print(f"  {', '.join(house.email(first) for first, _role in CREW)}; password {PASSWORD}")
    while True:
        time.sleep(60)


def prepared(bench: Bench, houses: list[House], wanted: list[str]) -> list[Target]:
    """The pages of the floor, then those of the program that are wanted, for every house."""
    stranger = floor_visitor(bench.floor)
    targets = [
        Target(label, "", bench.floor, partial(stranger.ask, path)) for label, path in FLOOR_PAGES.items()
    ]
    with step("Looking at every page"):
        for house in houses:
            with connection.cursor() as cursor:
                found = scene(cursor, house)
            for page in PAGES:
                if not wanted or any(word in page.label for word in wanted):
                    targets.append(bench.target(page, house, found[page.scene]))
    connection.close()
    return targets


def measure(rounds: Rounds, targets: list[Target], count: int) -> None:
    with step("Warming up"):
        rounds.warm(targets)
        rounds.rest(IDLE_SECONDS)
    for number in range(count):
        with step(f"Round {number + 1} of {count}"):
            rounds.go(targets)


def report(targets: list[Target]) -> None:
    floor = {target.label: target for target in targets if not target.house}
    print(f"{'page':34}{'house':8}  web ms   pg ms   /list    /one     spread    queries     kB   sent")
    for target in targets:
        pairs = zip(target.samples, floor[LIST].samples, floor[ONE].samples, strict=True)
        costs = [(mine.cost / rows.cost, mine.cost / one.cost) for mine, rows, one in pairs]
        ratios, ones = sorted(list_ for list_, _one in costs), sorted(one for _list, one in costs)
        middle = len(ratios) // 2
        web, database = target.median(lambda each: each.web), target.median(lambda each: each.postgres)
        print(
            f"{target.label:34}{target.house:8}{web:8.2f}{database:8.2f}{ratios[middle]:8.2f}{ones[middle]:8.2f}"
            f"{ratios[0]:7.2f}-{ratios[-1]:<6.2f}{target.queries:7}"
            f"{target.raw / 1000:7.1f}{target.sent / 1000:7.1f}"
        )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(refuse(str(refusal)))
    except KeyboardInterrupt:
        sys.exit(130)
