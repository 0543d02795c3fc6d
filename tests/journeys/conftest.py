"""Journeys: a real Chromium against a real server, with the people of the cast."""

from __future__ import annotations

import faulthandler
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, sync_playwright

from project.demo.people import INKWELL, NORTHWIND
from tests.helpers.cast import PASSWORD, load_cast
from tests.journeys.helpers.looking import WIDE, grave_problems

#: Playwright runs an event loop in this thread; Django would refuse to be called beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM", "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIGN_IN = "/accounts/sign-in/"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
#: A journey that takes longer waits for something that will never come. Playwright bounds most of what it
#: waits for, but not a script in a page (axe is one), nor the end of a context.
LONGEST = 300


@pytest.fixture(autouse=True)
def no_journey_without_end() -> Iterator[None]:
    """End this process, with the tracebacks of its threads, when a journey hangs: xdist then names the
    journey as failed and goes on, instead of waiting for ever."""
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys. Without any it is a notice on a
    developer's machine, and an error in CI."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM or None, args=FLAGS)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody at a browser. `problems` collects what the console complains about
    (the content policy, failed scripts)."""

    page: Page
    base: str
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open an address and look at it with axe."""
        self.page.goto(self.base + path)
        self.look()
        return self.page

    def look(self) -> None:
        """Fails when axe finds anything grave, or the page is wider
        than the screen, a phone's or a desk's."""
        self.page.wait_for_load_state()
        grave, wide = grave_problems(self.page)
        assert grave == []
        size = self.page.viewport_size
        assert not wide, f"{self.page.url} scrolls sideways at {size} px: {wide}"
        for other in (PHONE, DESK):
            if other != self.page.viewport_size:
                self.page.set_viewport_size(other)
            if other != size:
                wide = self.page.evaluate(WIDE)
                assert not wide, f"{self.page.url} scrolls sideways at {other['width']} px: {wide}"

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press the button or link of that name."""
        target = self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        )
        target.filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        """Waits until the text stands on the page."""
        self.page.get_by_text(text).filter(visible=True).first.wait_for(timeout=8000)

    def until(self, script: str) -> None:
        """Waits until the expression is true in the page. It is asked from here, again and again: a script
        that waits inside the page would need `eval`, which the content policy forbids."""
        end = time.monotonic() + 8
        while not self.page.evaluate(script):
            assert time.monotonic() < end, f"never true on {self.page.url}: {script}"
            self.page.wait_for_timeout(50)


@pytest.fixture
def people(
    chromium: Browser, live_server: Any, transactional_db: None, settings: Any
) -> Iterator[Callable[..., Person]]:
    """`people("clara")`: that person, signed in by the sign-in form at the own agency; options go to the
    browser context. `people("")` is a stranger at Inkwell."""
    settings.PUBLIC_PORT = live_server.thread.port
    load_cast()
    opened: list[tuple[BrowserContext, Person]] = []

    def come(name: str = "", house: Any = None, **options: Any) -> Person:
        house = house or (NORTHWIND if name in ("mara", "nick", "nora") else INKWELL)
        base = f"http://{house.host}:{live_server.thread.port}"
        context = chromium.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce", **options)
        person = Person(context.new_page(), base)
        person.page.set_default_timeout(8000)
        person.page.on("console", lambda message: _note(person, message))
        opened.append((context, person))
        if name:
            _arrive(person, (INKWELL if name == "wanda" else house).email(name))
        return person

    yield come
    problems = [text for _context, person in opened for text in person.problems]
    for context, _person in opened:
        context.close()
    assert problems == []


#: What is no problem: a request that a journey has refused on purpose, and a poll that ends because its page
#: was left. (A request that fails for any other reason also says htmx:sendError, htmx:timeout or
#: htmx:responseError.) And that the page within a preview runs nothing.
EXPECTED = (
    *("Failed to load resource", "htmx:sendAbort,", "htmx:afterRequest,"),
    "frame is sandboxed and the 'allow-scripts' permission is not set",
)


def _note(person: Person, message: Any) -> None:
    """Errors of the console, but for the expected."""
    if message.type == "error" and not any(text in message.text for text in EXPECTED):
        person.problems.append(message.text)


def sign_in(person: Person, email: str) -> None:
    """Sign in by typing into the form; works without scripts too, which axe does not."""
    person.page.goto(person.base + SIGN_IN)
    person.page.get_by_label("Email address").fill(email)
    person.page.get_by_label("Password").fill(PASSWORD)
    person.page.get_by_role("button", name="Sign in", exact=True).click()
    person.page.wait_for_load_state()


def _arrive(person: Person, email: str) -> None:
    """Sign in as the browser would, by what its form sends, without drawing the form; open the page that
    follows."""
    host, agent = urlsplit(person.base).netloc, person.page.evaluate("navigator.userAgent")
    asks = Client(headers={"host": host, "user-agent": agent})
    answer = asks.post(SIGN_IN, {"login": email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    person.page.context.add_cookies(
        [{"name": each.key, "value": each.value, "url": person.base} for each in asks.cookies.values()]
    )
    person.page.goto(urljoin(person.base, answer["Location"]))
