"""From the very second on until which a change order was valid it has expired: on its page, in lists, tabs
and the API, for everybody. The next verb of its revision notes that, and the desk can offer another."""

from __future__ import annotations

import datetime as dt

import pytest

from orders.actions import change_orders
from orders.actions.lost_time import give_time_back
from orders.models import ChangeOrder
from project.base.errors import Conflict
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns as asking
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def story(cast: Cast) -> Story:
    """A completed order whose client is offered a change."""
    return asking.offer(asking.judge(asking.pending(Story(cast).completed()), False))


def reach(story: Story, patch: pytest.MonkeyPatch, more: dt.timedelta = dt.timedelta(0)) -> dt.datetime:
    story.now = ChangeOrder.objects.get().valid_until + more
    stop_clock(patch, story.now)
    return story.now


def listed(member: Member, path: str, tab: str) -> int:
    page = browser(member).get(path, {"tab": tab})
    assert page.status_code == 200
    return len(page.context["page"].rows)


def seen(story: Story) -> tuple[int, int, str, str, bool]:
    """The tabs of what waits for the client, whose turn the API says it is, the state there, the button."""
    cast, number = story.cast, story.order.number
    key = story.revision.public_id
    api = Api(cast.clara).get(f"orders/revision-requests/{key}/").json
    (row,) = Api(cast.max).get("orders/revision-requests/").json["results"]
    page = browser(cast.clara).get(f"/orders/{number}/revisions/{story.revision.number}/").text
    return (
        listed(cast.clara, "/orders/", "answer"),
        listed(cast.clara, "/orders/revisions/", "mine"),
        row["turn"],
        api["changes"][0]["state"],
        "Accept for" in page,
    )


def test_a_second_before_it_waits_for_the_client(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch, -SECOND)

    assert seen(story) == (1, 1, "client", "offered", True)
    assert "change order" in words_of(browser(story.cast.clara).get(f"/orders/{story.order.number}/"))


def test_from_then_on_it_waits_for_nobody(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)

    assert seen(story) == (0, 0, "nobody", "expired", False)
    page = words_of(browser(story.cast.max).get(f"/orders/{story.order.number}/"))
    assert "Waiting for the client to accept or decline a change order" not in page


@pytest.mark.parametrize("verb", ["accept_change", "drop_change", "withdraw_change"])
def test_nobody_answers_it_any_more(story: Story, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    now = reach(story, monkeypatch)
    who = story.cast.max if verb == "withdraw_change" else story.cast.clara

    with pytest.raises(Conflict, match="This change order has expired"):
        getattr(change_orders, verb)(actor=who, revision=story.revision, number=1, now=now)


def test_the_desk_offers_another(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    end = reach(story, monkeypatch)
    page = words_of(browser(story.cast.max).get(f"/orders/{story.order.number}/revisions/1/"))
    assert "Offer change order" in page

    asking.offer(story)

    old, new = ChangeOrder.objects.order_by("number")
    assert (old.state, old.answered_at, old.answered_by) == ("expired", end, None)
    assert (new.state, new.number) == ("offered", 2)


def test_a_suspension_revives_none(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those that still ran when the agency was suspended get their time back."""
    end = reach(story, monkeypatch)

    give_time_back(agency=story.cast.inkwell, since=end + DAY, now=end + 3 * DAY)
    assert ChangeOrder.objects.get().valid_until == end
    give_time_back(agency=story.cast.inkwell, since=end - DAY, now=end + DAY)
    assert ChangeOrder.objects.get().valid_until == end + 2 * DAY
