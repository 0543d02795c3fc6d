"""Taking one's data along, closing the account, thinking better of it, and being gone."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.actions.exports import make_export
from accounts.actions.sweeps import close_due
from accounts.models import DataExport, Mail
from project.base import clock
from tests.accounts.helpers.support import links, path_of
from tests.helpers.cast import PASSWORD

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLARA = "clara@inkwell.example"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_copy_and_the_way_out(people: Callable[..., Person], tmp_path: Path) -> None:
    clara = people("clara")
    clara.go("/account/")
    clara.press("Your data")
    clara.press("Create copy")
    clara.sees("We are preparing your copy")
    clara.look()
    make_export(export_id=DataExport.objects.get().pk, now=clock.now())

    # The page notices by itself.
    clara.page.get_by_role("link", name="Download").wait_for(timeout=15_000)
    clara.look()
    with clara.page.expect_download() as download:
        clara.press("Download")
    download.value.save_as(tmp_path / "mine.zip")
    assert "INK/orders.json" in zipfile.ZipFile(tmp_path / "mine.zip").namelist()

    clara.press("Close my account")
    clara.sees("Data we keep, and why")
    clara.look()
    clara.page.get_by_label(
        "I have read what will be deleted and what will be kept, and I have saved what I need."
    ).check()
    clara.press("Close my account", exact=True)
    clara.sees("Account closure requested")
    clara.look()

    # The mail leads back to where it is taken back.
    clara.go(path_of(links(Mail.objects.get(kind="closing_asked"))[0]))
    clara.press("Keep my account")
    clara.sees("Your account stays open.")

    clara.go("/account/close/")
    clara.page.get_by_label(
        "I have read what will be deleted and what will be kept, and I have saved what I need."
    ).check()
    clara.press("Close my account", exact=True)
    close_due(now=clock.now() + dt.timedelta(days=7, minutes=1))
    clara.page.reload()
    clara.page.wait_for_url("**/accounts/sign-in/**")
    clara.page.get_by_label("Email address").fill(CLARA)
    clara.page.get_by_label("Password", exact=True).fill(PASSWORD)
    clara.page.keyboard.press("Enter")
    clara.sees("The email address and password do not match. Check both.")


def test_without_scripts_too(people: Callable[..., Person]) -> None:
    wendell = people("", java_script_enabled=False)
    sign_in(wendell, "wendell@inkwell.example")
    wendell.page.goto(wendell.base + "/account/data/")
    wendell.page.get_by_role("button", name="Create copy").click()
    wendell.sees("We are preparing your copy")
    make_export(export_id=DataExport.objects.get().pk, now=clock.now())
    wendell.page.reload()
    with wendell.page.expect_download() as download:
        wendell.page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.startswith("ink-data-")
