"""What a writer sees from the very second on at which a time has ended, whether or not the sweep has been
there: an offer that can no longer be answered gives no way to its order; the pool is everybody's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.actions.files import attach_all
from agencies.models import Membership
from orders.actions import holding
from orders.actions.sweeps import expire_offers
from orders.models import Attachment, Offer, Order
from project.base import clock
from project.base.menu import count_columns
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.pool import put_for_wendell

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def ways_in(story: Story, file: Attachment) -> dict[str, bool]:
    """Where Wendell finds the order that was offered to him, or something of it."""
    person, order = story.cast.wendell, story.order
    writer, api = browser(person), Api(person)
    counted = Membership.objects.annotate(**count_columns(clock.now())).get(pk=person.member_id)
    return {
        "page": writer.get(f"/orders/{order.number}/").status_code == 200,
        "file": writer.get(f"/files/{file.public_id}/").status_code == 200,
        "search": bool(writer.get("/search/?q=Lighthouse").context["orders"]),
        "offers": order.title in writer.get("/studio/offers/").text,
        "menu": bool(counted.menu_count_open_offers),  # type: ignore[attr-defined]
        "api": api.get(f"orders/orders/{order.number}/").status == 200,
        "api offers": bool(api.get("writer-management/offers/").results),
        "api file": api.get(f"orders/attachments/{file.public_id}/").status == 200,
        "rows": Order.objects.visible_to(person).filter(pk=order.pk).exists(),
    }


def offered(cast: Cast) -> tuple[Story, Attachment]:
    story = Story(cast, title="Lighthouse").offered()
    upload = SimpleUploadedFile("brief.txt", b"About the light.")
    order = story.order
    (file,) = attach_all(order.attachments, actor=cast.clara, uploads=[upload], now=story.now)
    return story, file


def ends(story: Story) -> dt.datetime:
    return Offer.objects.get(order=story.order).answer_by


@pytest.mark.parametrize(("late", "seen"), [(-SECOND, True), (0 * SECOND, False)])
def test_an_offer_that_has_ended_leads_nowhere(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, seen: bool
) -> None:
    story, file = offered(cast)
    stop_clock(monkeypatch, ends(story) + late)

    assert set(ways_in(story, file).values()) == {seen}, ways_in(story, file)
    assert browser(cast.max).get(f"/orders/{story.order.number}/").status_code == 200
    if not seen:
        assert expire_offers(agency=cast.inkwell, now=ends(story)) == 1
        assert set(ways_in(story, file).values()) == {False}


def test_while_its_order_is_on_hold_nobody_reads_it_and_afterwards_its_time_goes_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, file = offered(cast)
    before = ends(story)
    holding.hold_order(actor=cast.max, order=story.order, reason="Wait", now=before - SECOND)
    stop_clock(monkeypatch, before + 60 * SECOND)
    assert not any(ways_in(story, file).values())
    holding.resume_order(actor=cast.max, order=story.order, now=before + 60 * SECOND)

    assert ends(story) > before + 60 * SECOND
    assert all(ways_in(story, file).values())


@pytest.mark.parametrize(("late", "alone"), [(-SECOND, True), (0 * SECOND, False)])
def test_an_order_of_the_pool_is_everybodys(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, alone: bool
) -> None:
    entry = put_for_wendell(cast, hours=4)
    assert entry.preferred_until is not None
    stop_clock(monkeypatch, entry.preferred_until + late)
    path = f"/studio/pool/{entry.public_id}/"

    assert browser(cast.wendell).get(path).context["preferred"] is alone
    shown = Api(cast.wendell).get(f"writer-management/pool/{entry.public_id}/").json
    desk = Api(cast.max).get(f"writer-management/pool-entries/{entry.public_id}/").json
    assert [bool(one["preferred_until"]) for one in (shown, desk)] == [alone, alone]
    assert browser(cast.wanda).get(path).status_code == (404 if alone else 200)
