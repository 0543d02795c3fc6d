"""By when a commission could be done: from what writers have in hand, naming nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import Membership
from drafts.hooks import Room
from drafts.models import OrderDraft
from drafts.rules.capacity import room_for
from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, make_draft, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def room(cast: Cast, **fields: Any) -> Room | None:
    draft = make_draft(cast.clara)
    OrderDraft.objects.filter(pk=draft.pk).update(**fields)
    return room_for(
        cast.clara, OrderDraft.objects.select_related("service", "agency").get(pk=draft.pk), START
    )


def of(cast: Cast, **fields: Any) -> Room:
    found = room(cast, **fields)
    assert found is not None
    return found


def test_more_work_takes_longer(cast: Cast) -> None:
    assert of(cast, quantity=800).earliest < of(cast, quantity=3000).earliest


def test_two_writers_are_free(cast: Cast) -> None:
    assert of(cast).free == 2
    capacity(cast.wanda, accepting=False)
    assert of(cast).free == 1


def test_whoever_is_away_is_free_later(cast: Cast) -> None:
    """Nobody is, so the earliest deadline lies behind the first who returns."""
    before = of(cast).earliest
    for writer, days in ((cast.wendell, 14), (cast.wanda, 30)):
        away(writer, START.date(), days=days)

    found = of(cast)

    assert found.free == 1 and found.earliest > max(before, START + 14 * DAY)
    assert of(cast, deadline=START + 90 * DAY).free == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"accepting": False},
        {"max_hours": 1},
        {"only_subjects": True},
        {"only_services": True},
    ],
)
def test_what_a_writer_set_counts(cast: Cast, fields: dict[str, Any]) -> None:
    for writer in (cast.wendell, cast.wanda):
        capacity(writer, **fields)
    assert room(cast) is None


def test_a_buffer_moves_it(cast: Cast) -> None:
    for writer in (cast.wendell, cast.wanda):
        capacity(writer, buffer_days=20)
    assert of(cast).earliest >= START + 20 * DAY


def test_the_work_in_hand_comes_first(cast: Cast) -> None:
    before = of(cast).earliest
    for writer in (cast.wendell, cast.wanda):
        order = place_order(cast.clara)
        facts = {"writer": writer.membership, "writer_fee": 9, "state": "assigned", "quantity": 30_000}
        Order.objects.filter(pk=order.pk).update(**facts)

    assert of(cast).earliest > before + 10 * DAY


def test_it_ends_at_a_working_day_of_the_agency(cast: Cast) -> None:
    local = of(cast).earliest.astimezone(cast.inkwell.zone)
    assert local.weekday() < 5 and local.time() == dt.time(17, 0)


def test_no_more_than_three_are_told_of(cast: Cast) -> None:
    people = [cast.edith, cast.sam, cast.max]
    for each in people:
        Membership.objects.filter(pk=each.member_id).update(roles=["writer"])
    assert of(cast).free == 3


def test_an_empty_draft_says_nothing(cast: Cast) -> None:
    assert room(cast, service=None) is None


def test_the_page_and_its_fragment(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    draft, clara = make_draft(cast.clara), sign_in(cast.clara)
    url = f"/orders/drafts/{draft.public_id}/capacity/"
    assert url in clara.get(f"/orders/drafts/{draft.public_id}/").content.decode()

    page, part = clara.get(url), clara.get(url, headers={"HX-Request": "true"})

    assert b"<html" in page.content and b"<html" not in part.content
    for answer in (page, part):
        assert "writers are free" in words_of(answer) or "Earliest deadline" in words_of(answer)
        assert not {"Wendell", "Wanda"} & set(words_of(answer).split())
    assert queries_of(clara, url, **{"HX-Request": "true"}) <= 9
    assert sign_in(cast.nick).get(url).status_code == 404
    assert sign_in(cast.wendell).get(url).status_code == 403


def test_by_the_api(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    found = Api(cast.clara).get(f"orders/order-drafts/{draft.public_id}/earliest-deadline/").json

    assert found["writers_free"] >= 1 and found["earliest_deadline"]


def test_nobody_can_is_not_nothing_chosen(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, START)
    for writer in (cast.wendell, cast.wanda):
        capacity(writer, accepting=False)
    draft, clara = make_draft(cast.clara), sign_in(cast.clara)
    page, call = f"/orders/drafts/{draft.public_id}/capacity/", f"orders/order-drafts/{draft.public_id}/"

    assert "No writer is available" in words_of(clara.get(page))
    assert "No writer is available" in words_of(clara.get(page, headers={"HX-Request": "true"}))
    assert Api(cast.clara).get(f"{call}earliest-deadline/").json["complete"] is True
    OrderDraft.objects.filter(pk=draft.pk).update(quantity=None)
    assert "With a service and a quantity" in words_of(clara.get(page))
    assert Api(cast.clara).get(f"{call}earliest-deadline/").json["complete"] is False


def test_the_page_is_counted(cast: Cast, sign_in: SignIn) -> None:
    clara, draft = sign_in(cast.clara), make_draft(cast.clara)
    url = f"/orders/drafts/{draft.public_id}/capacity/"
    answers = {clara.get(url, headers={"HX-Request": "true"}).status_code for _time in range(122)}
    assert answers == {200, 429}
