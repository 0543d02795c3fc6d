"""Two managers change the prices: one without JavaScript, one who is second; a slip is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from catalog.pricing import offering

from .conftest import Person
from .test_one_order import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SERVICES = "/desk/catalog/services/"


@pytest.fixture(autouse=True)
def fresh_offering() -> Iterator[None]:
    offering._offering.cache_clear()
    yield
    offering._offering.cache_clear()


def test_two_managers(people: Callable[..., Person]) -> None:
    max_, otto = people("max"), people("", java_script_enabled=False)
    sign_in(otto, "otto@inkwell.example")
    max_.go("/desk/catalog/")
    max_.go(SERVICES)
    max_.page.locator("#id_form-0-rate").fill("0.27")

    # Otto is quicker, with the keyboard alone and without JavaScript.
    otto.page.goto(otto.base + SERVICES)
    otto.page.locator("#id_form-1-rate").fill("150")
    otto.page.locator("#id_form-1-rate").press("Enter")
    expect(otto.page.get_by_role("heading", level=1)).to_have_text("Changes in version 2")
    otto.press("Publish version 2")
    otto.sees("Price list version 2 published.")

    # Max is told, keeps what he typed, and goes on.
    max_.press("Preview changes")
    max_.sees("The prices have changed since you started")
    max_.look()
    expect(max_.page.locator("#id_form-0-rate")).to_have_value("0.27")
    expect(max_.page.locator("#id_form-1-rate")).to_have_value("150")
    max_.press("Preview changes")
    max_.look()
    max_.press("Publish version 3")
    max_.sees("Price list version 3 published.")

    # What cannot be is refused beside its field, and the cursor stands there.
    max_.go("/desk/catalog/urgencies/")
    max_.page.locator("#id_form-0-multiplier").fill("99")
    max_.press("Preview changes")
    expect(max_.page.locator("#id_form-0-multiplier")).to_be_focused()
    max_.look()

    # The history, and back again.
    max_.go("/desk/catalog/versions/")
    max_.press("Version 3")
    max_.look()
    max_.page.locator("summary", has_text="Withdraw this version").click()
    max_.page.locator(".confirm-panel button[type=submit]").click()
    max_.sees("Version 3 withdrawn. Version 2 is current again.")
