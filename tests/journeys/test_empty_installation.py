"""The first day of an empty installation, in production settings: a command, a link, a second factor, prices,
and the first client's first order. Everything that people do they do in a browser."""

from __future__ import annotations

import faulthandler
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from project.embedded_postgres.server import Server
from tests.accounts.helpers.support import STRONG
from tests.helpers.installation import Installation

from .conftest import DESK, LONGEST, Person
from .test_one_order import BRIEF, in_days
from .test_second_factor import fresh_code

pytestmark = pytest.mark.browser
HOST = "words.localhost"
OLGA, CLEA = "olga@words.example", "clea@client.example"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def house(no_journey_without_end: None, tmp_path: Path) -> Iterator[Installation]:
    """Started, with nothing in its database."""
    # A database server is made and migrated first.
    faulthandler.cancel_dump_traceback_later()
    faulthandler.dump_traceback_later(4 * LONGEST, exit=True)
    # Started by root, the database server runs as an ordinary user, who must be able to reach the folder.
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    house = Installation(tmp_path / "house", HOST)
    try:
        house.start()
        yield house
    finally:
        house.stop()
        Server(house.folder / "var" / "pg").stop()


@pytest.fixture
def comes(chromium: Browser, house: Installation) -> Iterator[Callable[[], Person]]:
    """Somebody at a browser of their own, in front of the installation."""
    people: list[Person] = []
    with ExitStack() as stack:

        def come() -> Person:
            context = chromium.new_context(
                viewport=DESK, locale="en-GB", reduced_motion="reduce", ignore_https_errors=True
            )
            stack.callback(context.close)
            person = Person(context.new_page(), house.base)
            person.page.set_default_timeout(20_000)
            person.page.on("pageerror", lambda error: person.problems.append(str(error)))
            people.append(person)
            return person

        yield come
    assert [problem for person in people for problem in person.problems] == []


def test_from_nothing_to_the_first_order(house: Installation, comes: Callable[[], Person]) -> None:
    house.says("create_agency")  # what is missing is said at the start
    olga = comes()
    told = house.manage("create_agency", "Words", HOST, OLGA, "--timezone", "Europe/Vienna")
    link = told.split()[-1]
    assert link.startswith(f"{house.base}/"), told

    olga.page.goto(link)
    _choose(olga, "Olga")
    olga.press("Create account and join")
    olga.page.wait_for_url(f"{house.base}/desk/setup/")
    olga.look()
    _comes_in_by_two_steps(olga)
    _opens(olga)

    clea = comes()
    _signs_up(clea, house)
    number = _orders(clea)
    olga.page.goto(f"{house.base}/desk/")
    olga.sees(number)
    olga.look()

    said = house.stop()
    assert "Traceback" not in said, said
    assert house.process and house.process.returncode == 0, "asked to stop, it stops"
    assert not Server(house.folder / "var" / "pg").is_up(), "nor does its database stay behind"
    logs = "".join(path.read_text() for path in (house.folder / "var").rglob("*.log"))
    assert "Traceback" not in logs, logs[-9000:]


def _choose(person: Person, name: str) -> None:
    person.page.get_by_label("Name").fill(name)
    for field in person.page.locator("input[type=password]").all():
        field.fill(STRONG)


def _comes_in_by_two_steps(olga: Person) -> None:
    """An authenticator app, recovery codes, and the next sign-in with both."""
    spent: list[str] = []
    olga.page.goto(f"{olga.base}/account/sign-in/")
    olga.press("Set up an authenticator app")
    secret = olga.page.locator("#code-app-secret").inner_text().replace(" ", "")
    olga.page.get_by_label("Code").fill(fresh_code(secret, spent))
    olga.press("Turn on")
    olga.sees("Authenticator app set up.")
    olga.press("Create recovery codes")
    olga.press("I have saved my codes")
    olga.sees("10 codes left")
    olga.page.goto(f"{olga.base}/accounts/sign-out/")
    olga.press("Sign out", exact=True)
    olga.page.wait_for_url(lambda url: "sign-out" not in url)

    olga.page.goto(olga.base + SIGN_IN)
    olga.page.get_by_label("Email address").fill(OLGA)
    olga.page.get_by_label("Password").fill(STRONG)
    olga.page.get_by_role("button", name="Sign in", exact=True).click()
    olga.page.wait_for_url(re.compile("second-factor"))
    olga.page.get_by_label("Code").fill(fresh_code(secret, spent))
    olga.press("Continue", exact=True)
    olga.page.wait_for_url(re.compile("/desk/"))


def _opens(olga: Person) -> None:
    """The list of steps leads to the prices, and from there to the clients."""
    olga.go("/desk/setup/")
    main = olga.page.locator("main")
    main.get_by_role("link", name="Publish your prices and open").click()
    olga.page.get_by_label("Contact email address").fill("hello@words.example")
    olga.press("Publish prices and open")
    olga.sees("Prices published. Your agency is open.")
    olga.look()


def _signs_up(clea: Person, house: Installation) -> None:
    """A visitor makes an account, and confirms the address by the link that is mailed."""
    clea.go("/")
    clea.press("Create account")
    _choose(clea, "Clea")
    clea.page.get_by_label("Email address").fill(CLEA)
    clea.page.locator("main").get_by_role("button", name=re.compile("Create account")).click()
    clea.sees("Check your email")
    found = re.search(r"https://\S+", house.mail_to(CLEA))
    assert found and found[0].startswith(house.base), found
    clea.page.goto(found[0].rstrip(">."))
    clea.look()
    clea.press("Confirm email address")
    clea.page.wait_for_load_state()


def _orders(clea: Person) -> str:
    clea.go("/orders/")
    clea.press("New order")
    page = clea.page
    page.locator("#id_title").fill("Our harbour")
    page.locator("#id_service").select_option("article")
    page.locator("#id_quality").select_option("standard")
    page.locator("#id_quantity").fill("900")
    page.locator("#id_brief").fill(BRIEF)
    page.locator("#id_deadline").fill(in_days(20))
    expect(page.get_by_role("button", name=re.compile("Place order for"))).to_be_visible(timeout=20_000)
    page.get_by_role("button", name=re.compile("Place order for")).click()
    page.wait_for_url(re.compile("/orders/WOR-20"))
    clea.look()
    return page.url.rstrip("/").rsplit("/", 1)[1]
