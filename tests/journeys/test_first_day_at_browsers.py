"""An agency's first day at the browser, as docs/operating.md leads through it: from the command to the first
accepted text, with nothing but its link, the mails and the pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import Mail
from agencies.models import Agency
from catalog.pricing import offering
from orders.models import Order
from project.base import clock
from tests.accounts.helpers.factors import code_at
from tests.accounts.helpers.support import STRONG

from .conftest import Person
from .test_one_order import in_days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "# Opening day\n\n" + "The agency opens its door and the first client walks in. " * 46


@dataclass(frozen=True)
class House:
    host: str = "words.localhost"


@pytest.fixture(autouse=True)
def fresh_offering() -> Iterator[None]:
    offering._offering.cache_clear()
    yield
    offering._offering.cache_clear()


Come = Callable[[], Person]


@pytest.fixture
def come(people: Callable[..., Person]) -> Come:
    """Somebody new at a browser, a stranger at the new agency."""
    return lambda: people("", House())


def mailed_link(email: str) -> str:
    """The address that stands in the newest mail to somebody."""
    return re.findall(r"http://\S+", Mail.objects.filter(recipient=email).latest("pk").text)[0]


def join(person: Person, link: str, name: str, button: str) -> Person:
    """Open a link for the first time, with a name and a password."""
    person.page.goto(link)
    person.look()
    person.page.get_by_label("Name").fill(name)
    for field in person.page.locator("input[type=password]").all():
        field.fill(STRONG)
    person.press(button)
    return person


def test_from_the_command_to_the_first_accepted_text(come: Come) -> None:
    olga = owner(come)
    visitor = come()
    visitor.go("/")
    visitor.sees("isn’t open yet")

    prices(olga)
    will = invited(olga, come, "Will Hart", "writer")
    edna = invited(olga, come, "Edna Moor", "editor")
    opened(olga)
    visitor.page.reload()

    clea = signed_up(visitor)
    path = ordered(clea)
    offered(olga, path)
    delivered(will, path)
    approved(edna, path)
    clea.go(path)
    clea.page.locator("summary", has_text="Accept delivery").click()
    clea.press("Accept delivery")
    clea.sees("Completed")
    clea.look()
    assert Order.objects.get(agency__name="Words").state == "completed"


def owner(come: Come) -> Person:
    """The link of the command makes the owner, who signs in with a second factor from now on."""
    out, olga = StringIO(), come()
    options = {"timezone": "Europe/Vienna", "stdout": out}
    call_command("create_agency", "Words", House.host, "olga@words.example", **options)
    join(olga, out.getvalue().split()[-1], "Olga Brandt", "Create account and join")
    olga.sees("Your agency isn’t open yet")
    olga.page.goto(f"{olga.base}/account/sign-in/")
    olga.press("Set up an authenticator app")
    confirmed(olga)
    secret = olga.page.locator("#code-app-secret").inner_text().replace(" ", "")
    olga.page.get_by_label("Code").fill(code_at(clock.now(), secret))
    olga.press("Turn on")
    olga.press("Create recovery codes")
    olga.press("I have saved my codes")
    olga.page.goto(f"{olga.base}/accounts/sign-out/")
    olga.press("Sign out", exact=True)
    olga.page.goto(f"{olga.base}/accounts/sign-in/")
    olga.page.get_by_label("Email address").fill("olga@words.example")
    olga.page.get_by_label("Password").fill(STRONG)
    olga.page.get_by_role("button", name="Sign in", exact=True).click()
    olga.page.get_by_label("Code").fill(code_at(clock.now() + dt.timedelta(seconds=30), secret))
    olga.press("Continue", exact=True)
    olga.sees("Your agency isn’t open yet")
    olga.look()
    return olga


def confirmed(person: Person) -> None:
    """The password once more, before what could lock somebody out."""
    person.sees("Confirm your identity")
    person.look()
    person.page.get_by_label("Password", exact=True).fill(STRONG)
    person.press("Continue", exact=True)


def prices(olga: Person) -> None:
    """What is left to do leads to each page; the price list comes first."""
    olga.press("What is left to do")
    olga.sees("Before you open")
    olga.look()
    olga.page.goto(f"{olga.base}/desk/catalog/services/")
    olga.page.locator("#id_form-0-rate").fill("0.30")
    olga.press("Preview changes")
    olga.look()
    olga.press("Publish version 2")
    olga.sees("Price list version 2 published.")
    olga.go("/desk/invoicing/")
    olga.page.locator("#id_name").fill("Words Ltd")
    olga.page.locator("#id_address").fill("1 Main St\nVienna")
    olga.press("Save")


def invited(olga: Person, come: Come, name: str, role: str) -> Person:
    """No role is ticked beforehand; the mailed link makes them one of the team."""
    email = f"{name.split(maxsplit=1)[0].lower()}@words.example"
    olga.go("/desk/people/invite/")
    assert not olga.page.locator("input[name=roles]:checked").count()
    olga.page.get_by_label("Email address").fill(email)
    olga.page.locator(f"input[name=roles][value={role}]").check()
    olga.press("Send invitation")
    olga.sees(email)
    return join(come(), mailed_link(email), name, "Create account and join")


def opened(olga: Person) -> None:
    olga.go("/desk/agency/")
    olga.page.locator("input[name=sign_up][value=open]").check()
    olga.press("Publish prices and open")
    olga.sees("Your agency is open.")
    olga.look()
    assert Agency.objects.get(name="Words").is_open


def signed_up(clea: Person) -> Person:
    """Whoever was turned away in the morning makes an account, and confirms the address."""
    clea.press("Create account")
    clea.look()
    clea.page.get_by_label("Name").fill("Clea Marsh")
    clea.page.get_by_label("Email address").fill("clea@client.example")
    for field in clea.page.locator("input[type=password]").all():
        field.fill(STRONG)
    clea.page.get_by_role("button", name="Create account", exact=True).click()
    clea.sees("Check your email")
    clea.look()
    clea.page.goto(mailed_link("clea@client.example"))
    clea.press("Confirm email address")
    clea.look()
    return clea


def ordered(clea: Person) -> str:
    """The first order, at the owner's price and without a tax that nobody entered."""
    clea.page.goto(f"{clea.base}/orders/")
    clea.press("New order")
    clea.page.locator("#id_title").fill("Our first text")
    clea.page.locator("#id_service").select_option("article")
    clea.page.locator("#id_quality").select_option("standard")
    clea.page.locator("#id_quantity").fill("500")
    clea.page.locator("#id_brief").fill("Write about the first day of an agency, in full sentences.")
    clea.page.locator("#id_deadline").fill(in_days(14))
    place = clea.page.get_by_role("button", name=re.compile("Place order for"))
    expect(place).to_contain_text("150.00", timeout=10_000)
    expect(clea.page.locator("#save-status")).to_contain_text("Saved", timeout=10_000)
    clea.look()
    place.click()
    clea.page.wait_for_url(re.compile(r"/orders/WOR"))
    clea.look()
    return clea.page.url.removeprefix(clea.base)


def offered(olga: Person, path: str) -> None:
    olga.go(f"{path}offers/")
    olga.page.get_by_label(re.compile("Will")).check()
    olga.press("Send offer")
    olga.look()


def delivered(will: Person, path: str) -> None:
    will.go("/studio/offers/")
    will.press("Accept", exact=True)
    will.press("Start work")
    will.page.get_by_role("link", name="Deliver", exact=True).first.wait_for()
    will.page.goto(f"{will.base}{path}deliveries/new/")
    will.page.locator("#id_text").fill(TEXT)
    will.press("Deliver for review")
    will.sees("Waiting for the editor")


def approved(edna: Person, path: str) -> None:
    edna.page.goto(f"{edna.base}/editing/")
    edna.press("Claim")
    edna.page.goto(edna.base + path)
    edna.press("Approve", exact=True)
    edna.sees("Waiting for the client")
