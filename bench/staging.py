"""The pages made ready: people signed in, addresses filled in, statements counted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from bench.acts import ACTS
from bench.filling.houses import House
from bench.floor.models import User
from bench.measuring import Target
from bench.other_pages import OTHERS
from bench.pages import BARE, GOALS, LIST, ONE, Page
from bench.processes import Web
from bench.scene import first_name, scene
from bench.visiting import Answer, Visitor
from project.launcher.environment import PYTHON, ROOT

FLOOR_PAGES = {ONE: "/floor/one/", LIST: "/floor/list/", BARE: "/floor/bare/"}


class Stage:
    """Web servers (the program, the floor, and the program once more with its statements counted), and who
    visits them."""

    def __init__(self, program: Web, floor: Web, watched: Web, environment: Mapping[str, str]) -> None:
        self.program, self.floor, self.watched = program, floor, watched
        self.environment = environment
        self.visitors: dict[tuple[int, str, str], Visitor] = {}
        self.absent: list[str] = []

    def visitor(self, web: Web, house: House, who: str) -> Visitor:
        """Somebody of a house, signed in; a stranger without a name."""
        key = web.port, house.name, who
        if key not in self.visitors:
            visitor = Visitor(web.port, house.host)
            self.visitors[key] = visitor.sign_in(house.email(first_name(house, who))) if who else visitor
        return self.visitors[key]

    def targets(
        self, house: House, wanted: list[str], *, counted: bool = True, timed: bool = True
    ) -> Iterator[Target]:
        """The pages with these words in their names, all without any. What the house has nothing for is
        noted in `absent`. Pages without a goal are `counted` or left out, and `timed` or only counted."""
        self.visitor(self.program, house, "client")  # whose device is one of the scene
        with connection.cursor() as cursor:
            found = scene(cursor, house)
        connection.close()
        for page in (*GOALS, *(OTHERS if counted else ())):
            if wanted and not any(word in page.label for word in wanted):
                continue
            if page.scene not in found:
                self.absent.append(f"{page.label} in {house.name}: nothing that is {page.scene}")
                continue
            path = reverse(page.door, kwargs=found[page.scene]) + page.query
            target = self._target(page, house, path)
            target.timed = timed or page in GOALS
            yield target

    def _target(self, page: Page, house: House, path: str) -> Target:
        # Who counts a save saves: what is measured begins with the version after that.
        watched = self.ask(page, self.watched, house, path)
        target = Target(page, house.name, self.program, watched)
        target.count(watched)
        target.ask = self.ask(page, self.program, house, path)
        return target

    def ask(self, page: Page, web: Web, house: House, path: str) -> Callable[[], Answer]:
        """What sends one request for a page."""
        visitor = self.visitor(web, house, page.who)
        if page.act:
            return ACTS[page.act](visitor, path)
        return partial(visitor.ask, path, None, page.headers)

    def floor_targets(self) -> list[Target]:
        """The pages of the floor, for somebody with a session as Django's own sign-in makes it."""
        user, session = User.objects.get(pk=17), SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        key = str(session.session_key)
        visitor = Visitor(self.floor.port, "floor.localhost", {"floor": key})
        targets = [
            Target(Page(label, ""), "", self.floor, partial(visitor.ask, path))
            for label, path in FLOOR_PAGES.items()
        ]
        for target, queries in zip(targets, self._counted(key), strict=True):
            target.queries = queries
        return targets

    def _counted(self, session: str) -> list[int]:
        command = [PYTHON, "-m", "bench.floor.counting", session, *FLOOR_PAGES.values()]
        named = {**self.environment, "DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
        done = subprocess.run(command, cwd=ROOT, env=named, stdout=subprocess.PIPE, text=True, check=True)
        return [int(line) for line in done.stdout.split()]
