"""Coming in: sign-in, sign-up with the mailed link, and what stays closed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from accounts.models import Mail
from project.demo.people import INKWELL
from tests.helpers.cast import load_cast

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_PAGES = {
    "clara": "/orders/",
    "wendell": "/studio/",
    "edith": "/editing/",
    "sam": "/desk/",
    "max": "/desk/",
    "otto": "/desk/",
    "nora": "/studio/",
    "mara": "/desk/",
}


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_everybody_arrives_on_a_useful_first_page(people: Callable[..., Person], name: str) -> None:
    person = people(name)

    assert person.page.url == person.base + FIRST_PAGES[name]
    person.look()


def test_somebody_types_address_and_password(people: Callable[..., Person]) -> None:
    clara = people("")

    sign_in(clara, INKWELL.email("clara"))

    assert clara.page.url == clara.base + FIRST_PAGES["clara"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/services/",
        "/services/article/",
        "/accounts/sign-in/",
        "/accounts/sign-up/",
        "/accounts/password/reset/",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_on_a_phone(people: Callable[..., Person], path: str, scheme: str) -> None:
    person = people("", color_scheme=scheme)
    person.page.set_viewport_size({"width": 390, "height": 800})

    person.go(path)


def test_a_new_client_signs_up(people: Callable[..., Person]) -> None:
    person = people("")
    person.go("/accounts/sign-up/")
    person.page.get_by_label("Name").fill("Nadia Rahmani")
    person.page.get_by_label("Email address").fill("nadia@elsewhere.example")
    for field in person.page.locator("input[type=password]").all():
        field.fill("a long enough secret")
    person.page.get_by_role("button", name=re.compile("Create")).last.click()
    person.page.wait_for_load_state()
    person.look()
    mail = Mail.objects.get(recipient="nadia@elsewhere.example")
    link = re.search(r"http://\S+", mail.text)
    assert link is not None

    person.page.goto(link[0].rstrip(">."))
    person.look()
    person.page.get_by_role("button", name="Confirm email address").first.click()
    person.page.wait_for_load_state()

    cast = load_cast()
    assert cast.inkwell.memberships.filter(user__email="nadia@elsewhere.example", roles=["client"]).exists()


def test_a_member_of_another_agency_sees_the_join_page(people: Callable[..., Person]) -> None:
    person = people("")
    person.base = person.base.replace("inkwell", "northwind")
    person.go("/accounts/sign-in/")
    person.page.get_by_label("Email address").fill("clara@inkwell.example")
    person.page.get_by_label("Password").fill("demo-quillhouse")
    person.page.get_by_role("button", name="Sign in", exact=True).click()
    person.page.wait_for_load_state()

    assert person.page.url == person.base + "/join/"
    person.look()
