"""The pages on which managers keep rates and levels, and the form that proposes a fee by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from project.base.paging import PAGE_SIZE
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of, stop_clock, url_of
from tests.writers.helpers.rates import set_rate
from writers.actions import levels
from writers.models import FeeRate, HeldLevel, WriterLevel

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TODAY = START.date().isoformat()


@pytest.fixture
def max_at_start(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    stop_clock(monkeypatch, START)
    return sign_in(cast.max)


def test_a_rate_is_set_and_proposed(cast: Cast, max_at_start: Client) -> None:
    order = place_order(cast.clara)
    typed = {"service": order.service.key, "level": "", "amount": "0.085", "from_day": TODAY}
    assert "Half" not in words_of(max_at_start.get("/desk/rates/new/"))

    answer = max_at_start.post("/desk/rates/new/", typed, follow=True)

    assert "Rate saved." in words_of(answer) and "€0.085" in words_of(answer)
    form = words_of(max_at_start.get(url_of(order, "assignment/")))
    assert f"Suggested: {order.quantity:,} × €0.085." in form


def test_each_writer_s_fee_stands_beside_them(cast: Cast, max_at_start: Client) -> None:
    order = place_order(cast.clara)
    senior = levels.add_level(actor=cast.max, name="Senior")
    set_rate(cast, order.service, "0.05")
    set_rate(cast, order.service, "0.09", level=senior)
    levels.hold_level(
        actor=cast.max, person=cast.wanda.membership, level=senior, from_day=START.date(), now=START
    )

    page = words_of(max_at_start.get(url_of(order, "offers/")))

    quantity = order.quantity or 0
    for fee in (quantity * 9, quantity * 5):
        assert f"suggested fee €{fee / 100:,.2f}" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("service", "nothing"),
        ("level", "2222222222"),
        ("amount", "-1"),
        ("amount", "0.00001"),
        ("amount", "100001"),
        ("amount", ""),
        ("from_day", "2026-03-01"),
        ("from_day", "2027-03-04"),
        ("from_day", "2026-02-30"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(
    cast: Cast, max_at_start: Client, field: str, typed: str
) -> None:
    service = place_order(cast.clara).service.key
    good = {"service": service, "level": "", "amount": "0.0851", "from_day": TODAY}

    answer = max_at_start.post("/desk/rates/new/", {**good, field: typed})

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    kept = answer.content.decode()
    assert field == "amount" or 'value="0.0851"' in kept
    assert not FeeRate.objects.exists()


def test_levels_are_kept(cast: Cast, max_at_start: Client) -> None:
    assert max_at_start.post("/desk/levels/new/", {"name": "Senior", "position": "20"}).status_code == 302
    level = WriterLevel.objects.get()
    assert max_at_start.post("/desk/levels/new/", {"name": "senior", "position": "1"}).status_code == 422
    address = f"/desk/levels/{level.public_id}/"
    assert 'value="Senior"' in max_at_start.get(address).content.decode()
    assert max_at_start.post(address, {"name": "Principal", "position": "1"}).status_code == 302
    assert "archived" in words_of(max_at_start.post(f"{address}archive/", follow=True))
    assert "archived" not in words_of(max_at_start.post(f"{address}restoration/", follow=True))
    assert WriterLevel.objects.get().name == "Principal"


def test_somebody_holds_a_level(cast: Cast, max_at_start: Client) -> None:
    level = levels.add_level(actor=cast.max, name="Senior")
    address = f"/desk/levels/people/{cast.edith.membership.public_id}/"
    later = (START.date() + dt.timedelta(30)).isoformat()

    for day, key in ((TODAY, level.public_id), (later, "")):
        assert max_at_start.post(address, {"level": key, "from_day": day}).status_code == 302

    page = words_of(max_at_start.get(address))
    assert "Senior" in page and "No level" in page
    assert "Senior" in words_of(max_at_start.get("/desk/levels/people/"))
    coming = HeldLevel.objects.get(level=None)
    max_at_start.post(f"/desk/levels/held/{coming.public_id}/removal/")
    held = HeldLevel.objects.get()
    refused = max_at_start.post(f"/desk/levels/held/{held.public_id}/removal/", follow=True)
    assert "already held" in words_of(refused) and HeldLevel.objects.exists()
    clara = f"/desk/levels/people/{cast.clara.membership.public_id}/"
    assert max_at_start.get(clara).status_code == 404


def test_the_history_is_paged_and_costs_the_same(cast: Cast, max_at_start: Client) -> None:
    service = place_order(cast.clara).service
    set_rate(cast, service, "1")
    counted = [queries_of(max_at_start, "/desk/rates/history/")]
    for days in range(1, PAGE_SIZE + 1):
        set_rate(cast, service, f"1.{days:02}", days=days)
    page = max_at_start.get("/desk/rates/history/")
    counted.append(queries_of(max_at_start, "/desk/rates/history/"))

    assert counted[0] == counted[1]
    assert len(page.context["page"].rows) == PAGE_SIZE and page.context["page"].next_url
    second = max_at_start.get(page.context["page"].next_url)
    assert [row["rate"] for row in second.context["page"].rows] == ["€1.00"]
    coming = FeeRate.objects.latest("from_day")
    max_at_start.post(f"/desk/rates/{coming.public_id}/removal/")
    assert not FeeRate.objects.filter(pk=coming.pk).exists()


def test_the_pages_cost_the_same_for_many(cast: Cast, max_at_start: Client) -> None:
    service = place_order(cast.clara).service
    pages = ("/desk/rates/", "/desk/levels/people/")
    level = levels.add_level(actor=cast.max, name="Senior")
    set_rate(cast, service, "1", level=level)
    few = [queries_of(max_at_start, page) for page in pages]
    for name in ("Junior", "Principal"):
        set_rate(cast, service, "2", level=levels.add_level(actor=cast.max, name=name), days=3)
    for person in (cast.wendell, cast.wanda, cast.edith):
        levels.hold_level(
            actor=cast.max, person=person.membership, level=level, from_day=START.date(), now=START
        )

    assert [queries_of(max_at_start, page) for page in pages] == few


def test_the_offer_form_costs_the_same_with_and_without_rates(cast: Cast, max_at_start: Client) -> None:
    order = place_order(cast.clara)
    url = url_of(order, "offers/")
    without = queries_of(max_at_start, url)
    set_rate(cast, order.service, "1")

    assert queries_of(max_at_start, url) <= without
