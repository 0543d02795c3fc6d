"""The pages about one's data: a copy, and the way out."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.actions.exports import make_export
from accounts.actions.sweeps import close_due
from accounts.models import AccountClosing, DataExport, User
from accounts.own_data.keeper import path_of
from agencies.models import Membership, SecurityEvent
from project.base.clock import now
from tests.accounts.helpers.factors import known, prove
from tests.helpers.cast import PASSWORD, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import markup
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
DATA, CLOSE = "/account/data/", "/account/close/"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def ready(browser: Any) -> DataExport:
    """A copy, asked for on the page and made by the job."""
    browser.post(f"{DATA}export/")
    export = DataExport.objects.latest("id")
    make_export(export_id=export.pk, now=now())
    return DataExport.objects.get(pk=export.pk)


def url_of(export: DataExport, verb: str = "") -> str:
    return f"{DATA}export/{export.public_id}/{verb}"


def test_asked_for_made_and_downloaded(cast: Cast, sign_in: Any):
    browser = sign_in(cast.clara)
    assert "Create copy" in browser.get(DATA).content.decode()

    export = ready(browser)

    assert url_of(export) in browser.get(DATA).content.decode()
    answer = prove(browser, cast.clara).get(url_of(export))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ink-data-')
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "no-store, private",
        "nosniff",
    )
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as pack:
        assert "profile.json" in pack.namelist()
    assert (
        SecurityEvent.objects.filter(kind="data_export_taken", user=cast.clara.membership.user).count() == 1
    )


def test_while_it_is_made_the_page_says_so_and_asks_again_by_itself(cast: Cast, sign_in: Any):
    browser = sign_in(cast.clara)
    browser.post(f"{DATA}export/")

    page = browser.get(DATA).content.decode()
    part = markup(browser.get(DATA, headers={"hx-request": "true"}))

    assert (
        "We are preparing your copy" in page
        and 'hx-trigger="load delay:5s"' in page
        and "Create copy" not in page
    )
    assert part.startswith('<div id="copies"') and "<html" not in part
    make_export(export_id=DataExport.objects.get().pk, now=now())
    assert "hx-trigger" not in browser.get(DATA, headers={"hx-request": "true"}).content.decode()


def test_a_download_asks_who_it_is_and_comes_back_to_the_page(cast: Cast, sign_in: Any):
    browser = known(sign_in(cast.clara))
    export = ready(browser)

    answer = browser.get(url_of(export))
    back = browser.post(answer.url, {"password": PASSWORD}, follow=True)

    assert answer.url == "/account/sign-in/confirm/?next=%2Faccount%2Fdata%2F"
    assert (
        "Identity confirmed. You can download your copy now." in back.content.decode()
        and url_of(export) in back.content.decode()
    )
    assert not SecurityEvent.objects.filter(kind="data_export_taken").exists()
    assert browser.get(url_of(export)).status_code == 200


@pytest.mark.parametrize("who", ["wendell", "otto"])
def test_nobody_elses_is_there(cast: Cast, sign_in: Any, who: str):
    export = ready(sign_in(cast.clara))
    other = prove(sign_in(getattr(cast, who)), getattr(cast, who))

    assert other.get(url_of(export)).status_code == 404
    assert other.post(url_of(export, "delete/")).status_code == 404
    assert url_of(export) not in other.get(DATA).content.decode()


def test_the_other_agencys_door_does_not_give_it_out(cast: Cast, sign_in: Any):
    export = ready(sign_in(cast.wanda))
    elsewhere = prove(sign_in(cast.wanda_northwind), cast.wanda_northwind)

    assert elsewhere.get(url_of(export)).status_code == 404


@pytest.mark.parametrize("how", ["deleted", "too old", "no bytes"])
def test_the_link_dies(cast: Cast, sign_in: Any, how: str):
    browser = prove(sign_in(cast.clara), cast.clara)
    export = ready(browser)
    assert browser.get(url_of(export)).status_code == 200

    if how == "deleted":
        browser.post(url_of(export, "delete/"))
    elif how == "too old":
        made = now() - dt.timedelta(days=7, seconds=1)
        DataExport.objects.update(ready_at=made, expires_at=made + dt.timedelta(days=7))
    else:
        path_of(export.key).unlink()

    assert browser.get(url_of(export)).status_code == 404


def test_closing_says_what_holds_what_goes_and_what_stays(cast: Cast, sign_in: Any):
    browser = prove(sign_in(cast.clara), cast.clara)
    page = browser.get(CLOSE).content.decode()
    assert "Data we keep, and why" in page and "Close account" in page

    order = place_order(cast.clara)

    page = browser.get(CLOSE).content.decode()
    assert order.number in page and f'href="/orders/{order.number}/"' in page and "Close account" not in page


def test_closing_needs_the_tick_and_the_person(cast: Cast, sign_in: Any):
    browser = sign_in(cast.clara)
    assert browser.post(CLOSE, {"understood": "on"}).status_code == 302
    assert not AccountClosing.objects.exists()

    proved = prove(browser, cast.clara)
    answer = proved.post(CLOSE)

    assert answer.status_code == 422 and "Tick this box to continue." in answer.content.decode()
    assert not AccountClosing.objects.exists()


def test_asked_kept_and_asked_again(cast: Cast, sign_in: Any):
    browser = prove(sign_in(cast.clara), cast.clara)

    browser.post(CLOSE, {"understood": "on"})
    assert "This account will be closed" in browser.get(DATA).content.decode()
    browser.post(f"{CLOSE}keep/")
    assert "This account will be closed" not in browser.get(DATA).content.decode()
    browser.post(CLOSE, {"understood": "on"})

    assert [row.end for row in AccountClosing.objects.order_by("id")] == ["kept", ""]


def test_what_came_between_the_page_and_the_button_is_told(cast: Cast, sign_in: Any):
    browser = prove(sign_in(cast.clara), cast.clara)
    order = place_order(cast.clara)

    answer = browser.post(CLOSE, {"understood": "on"}, follow=True)

    assert order.number in answer.content.decode() and not AccountClosing.objects.exists()


def test_on_its_day_the_open_page_leads_to_the_door(cast: Cast, sign_in: Any):
    browser = prove(sign_in(cast.clara), cast.clara)
    browser.post(CLOSE, {"understood": "on"})
    close_due(now=now() + dt.timedelta(days=7, seconds=1))

    answer = browser.get(DATA)

    assert answer.status_code == 302 and "/accounts/sign-in/" in answer.url


def test_the_command_writes_all_agencies_or_one(cast: Cast, tmp_path: Path):
    email = cast.wanda.membership.user.email
    call_command("export_person", email, to=str(tmp_path / "all.zip"), stdout=io.StringIO())
    call_command("export_person", email, agency="nor", to=str(tmp_path / "one.zip"), stdout=io.StringIO())

    folders = [
        {name.split("/")[0] for name in zipfile.ZipFile(tmp_path / f"{name}.zip").namelist() if "/" in name}
        for name in ("all", "one")
    ]
    assert folders == [{"INK", "NOR"}, {"NOR"}]
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="already exists"):
        call_command("export_person", email, to=str(tmp_path / "all.zip"), stdout=io.StringIO())
    with pytest.raises(CommandError, match="No one has this address"):
        call_command("export_person", "nobody@inkwell.example", stdout=io.StringIO())
    with pytest.raises(CommandError, match="never belonged to NOR"):
        call_command("export_person", cast.clara.membership.user.email, agency="NOR", stdout=io.StringIO())


def test_the_command_erases_after_yes_and_names_what_holds(cast: Cast):
    out = io.StringIO()
    call_command("erase_person", "clara@inkwell.example", stdout=out)
    assert "Would erase" in out.getvalue() and User.objects.filter(email="clara@inkwell.example").exists()

    order = place_order(cast.nick)
    with pytest.raises(CommandError, match=order.number):
        call_command("erase_person", cast.nick.membership.user.email, yes=True, stdout=out)

    call_command("erase_person", "clara@inkwell.example", yes=True, stdout=out)
    call_command("erase_person", cast.wanda.membership.user.email, agency="INK", yes=True, stdout=out)
    assert not User.objects.filter(email="clara@inkwell.example").exists()
    assert Membership.objects.get(pk=cast.wanda_northwind.membership.pk).erased_at is None
    with pytest.raises(CommandError, match="No one has this address"):
        call_command("erase_person", "clara@inkwell.example", yes=True, stdout=out)


def test_the_pages_cost_the_same_with_one_copy_and_three(cast: Cast, sign_in: Any):
    browser = prove(sign_in(cast.clara), cast.clara)
    ready(browser)
    assert [queries_of(browser, DATA), queries_of(browser, CLOSE)] == [5, 13]
    ready(browser)
    ready(browser)
    assert [queries_of(browser, DATA), queries_of(browser, CLOSE)] == [5, 13]
