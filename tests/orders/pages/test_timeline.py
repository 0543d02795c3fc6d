"""The timeline: for each act a sentence for each reader who should have
one, with the names that reader may know."""

from __future__ import annotations

import re
from typing import Any

import pytest

from agencies.models import Agency, Membership
from orders.actions import acceptance, deliveries, holding, offers, reviews, revision_requests, sweeps
from orders.models import Order, OrderEvent
from orders.pages import timeline
from orders.rules.sides import sides_of
from project.base.components import Happening
from project.base.viewer import Viewer
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def told(story: Story, viewer: Viewer) -> list[Happening]:
    """The sentences that a viewer reads, the oldest first."""
    order = Order.objects.get(pk=story.order.pk)
    rows = timeline.sentences(
        order, sides_of(viewer, order), timeline.events_of(order, 200), story.now + HOUR
    )
    return rows[::-1]


def lines(story: Story, viewer: Viewer) -> list[str]:
    return [f"{row.who} {row.text}".strip() for row in told(story, viewer)]


@pytest.fixture
def long_way(cast: Cast) -> Story:
    """Offered to both writers and declined by Wanda, sent back once, revised, held and resumed, accepted."""
    story = Story(cast).offered(cast.wendell, cast.wanda)
    offers.decline_offer(actor=cast.wanda, reason="", **story.tick())
    offers.accept_offer(actor=cast.wendell, **story.tick())
    deliveries.start_work(actor=cast.wendell, **story.tick())
    story.deliver("One")
    reviews.claim_review(actor=cast.edith, **story.tick())
    reviews.send_back(actor=cast.edith, number=1, note="Check", **story.tick())
    story.deliver("Two").approve()
    point = revision_requests.Point(issue="Short")
    revision_requests.request_revision(
        actor=cast.clara, summary="x", severity="minor", points=[point], **story.tick()
    )
    deliveries.start_work(actor=cast.wendell, **story.tick())
    answer = {1: revision_requests.PointAnswer("done")}
    revision_requests.answer_points(
        actor=cast.wendell, revision=story.order.revisions.get(), answers=answer, now=story.tick()["now"]
    )
    holding.hold_order(actor=cast.sam, reason="x", **story.tick())
    holding.resume_order(actor=cast.max, **story.tick())
    story.deliver("Three").approve()
    acceptance.accept_order(actor=cast.clara, **story.tick())
    return story.reread()


CLIENT = [
    "You placed the order",
    "Wendell H. accepted the order",
    "Wendell H. started work",
    "The agency delivered version 2 to you",
    "You requested revision 1, due {due}",
    "Wendell H. started revision 1",
    "Wendell H. answered points in revision 1",
    "The agency put the order on hold",
    "The agency resumed the order",
    "The agency delivered version 3 to you",
    "You accepted the delivery",
]
WRITER = [
    "The client placed the order",
    "The agency offered the order to you for €90.00, answer due {until}",
    "You accepted the offer for €90.00",
    "You started work",
    "You delivered version 1",
    "Edith M. claimed the review",
    "Edith M. sent version 1 back",
    "You delivered version 2",
    "Edith M. approved version 2, which is now with the client",
    "The client requested revision 1, due {due}",
    "You started revision 1",
    "You answered points in revision 1",
    "The agency put the order on hold",
    "The agency resumed the order",
    "You delivered version 3",
    "Edith M. approved version 3, which is now with the client",
    "The client accepted the delivery",
]
EDITOR = [
    "The client placed the order",
    "Wendell H. accepted the order",
    "Wendell H. started work",
    "Wendell H. delivered version 1",
    "You claimed the review",
    "You sent version 1 back",
    "Wendell H. delivered version 2",
    "You approved version 2, which is now with the client",
    "The client requested revision 1, due {due}",
    "Wendell H. started revision 1",
    "Wendell H. answered points in revision 1",
    "The agency put the order on hold",
    "The agency resumed the order",
    "Wendell H. delivered version 3",
    "You approved version 3, which is now with the client",
    "The client accepted the delivery",
]
DESK = [
    "Clara B. placed the order",
    "Max O. offered the order to Wendell H. for €90.00, answer due {until}",
    "Max O. offered the order to Wanda K. for €90.00, answer due {until}",
    "Wanda K. declined the offer",
    "Wendell H. accepted the offer for €90.00",
    "Wendell H. started work",
    "Wendell H. delivered version 1",
    "Edith M. claimed the review",
    "Edith M. sent version 1 back",
    "Wendell H. delivered version 2",
    "Edith M. approved version 2, which is now with the client",
    "Clara B. requested revision 1, due {due}",
    "Wendell H. started revision 1",
    "Wendell H. answered points in revision 1",
    "Sam P. put the order on hold",
    "Max O. resumed the order",
    "Wendell H. delivered version 3",
    "Edith M. approved version 3, which is now with the client",
    "Clara B. accepted the delivery",
]


@pytest.mark.parametrize(
    ("name", "wanted"), [("clara", CLIENT), ("wendell", WRITER), ("edith", EDITOR), ("otto", DESK)]
)
def test_the_long_way_as_each_side_reads_it(
    cast: Cast, long_way: Story, name: str, wanted: list[str]
) -> None:
    events = {
        event.verb: timeline._facts(long_way.order, event, long_way.now + HOUR)
        for event in events_of(long_way)
    }
    until, due = events["offer"]["until"], events["request_revision"]["until"]

    found = lines(long_way, getattr(cast, name))

    assert found == [text.format(until=until, due=due) for text in wanted]
    assert until and due


def events_of(story: Story) -> list[OrderEvent]:
    return timeline.events_of(story.order, timeline.MOST)


def test_an_asked_writer_reads_of_the_own_offer_alone(cast: Cast) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)

    found = lines(story, cast.wanda)

    assert found[0] == "The client placed the order" and len(found) == 2
    assert found[1].startswith("The agency offered the order to you for €90.00")


def test_who_cancelled(cast: Cast) -> None:
    """The one verb of two sides: a client reads "The agency" when the desk did it, the
    charge taken back beside it; a writer none."""
    own, desks = Story(cast).assigned().cancelled(), Story(cast).assigned()
    holding.cancel_order(actor=cast.sam, order=desks.order, reason="x", now=desks.now)

    found = {
        (
            name,
            told(story, getattr(cast, name))[-1].who,
            bool(told(story, getattr(cast, name))[-1].note),
        )
        for story in (own, desks)
        for name in ("clara", "wendell", "max")
    }

    assert found == {
        ("clara", "You", True),
        ("clara", "The agency", True),
        ("wendell", "The client", False),
        ("wendell", "The agency", False),
        ("max", "Clara B.", True),
        ("max", "Sam P.", True),
    }
    # Nothing was paid, so nothing is said to be on its way back.
    assert re.fullmatch(r"The charge of €[0-9.]+ was reversed\.", told(own, cast.clara)[-1].note)


def test_what_is_delivered_without_an_editor(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-editorial_review"])
    story = Story(load_cast()).in_progress().deliver()

    assert lines(story, cast.clara)[-1] == "Wendell H. delivered version 1 to you"
    assert lines(story, cast.sam)[-1] == "Wendell H. delivered version 1"


def test_the_end_of_the_review_window(cast: Cast) -> None:
    story = Story(cast).delivered()
    sweeps.complete_due_reviews(agency=cast.inkwell, now=story.now + 60 * DAY)

    assert {lines(story, viewer)[-1] for viewer in (cast.clara, cast.wendell, cast.edith, cast.max)} == {
        "The review window ended and the order was completed"
    }


def test_links_lead_to_versions_that_the_reader_has(cast: Cast, long_way: Story, sign_in: Any) -> None:
    for name in ("clara", "wendell", "edith", "max"):
        viewer = getattr(cast, name)
        urls = {row.url for row in told(long_way, viewer) if row.url}
        assert urls and {sign_in(viewer).get(url).status_code for url in urls} == {200}, name


def test_a_client_who_works_here_reads_as_the_client(cast: Cast, long_way: Story) -> None:
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "support"])

    assert [line.split(", due")[0] for line in lines(long_way, load_cast().clara)] == [
        line.split(", due")[0] for line in CLIENT
    ]


def test_the_newest_events_stand_on_the_order_page_and_all_on_their_own(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, long_way: Story, sign_in: Any
) -> None:
    monkeypatch.setattr(timeline, "NEWEST", 3)
    client, address = sign_in(cast.max), f"/orders/{long_way.order.number}/"

    page = client.get(address).context["page"]
    history = client.get(page.history_url)

    assert len(page.events) == 3 and page.history_url == f"{address}history/"
    assert page.events == history.context["page"].rows[:3]
    said = [f"{row.who} {row.text}".strip() for row in history.context["page"].rows]
    assert said[::-1] == lines(long_way, cast.max)


def test_all_events_are_read_page_by_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, long_way: Story, sign_in: Any
) -> None:
    monkeypatch.setattr("orders.views.history.PAGE_SIZE", 4)
    client, url, seen = sign_in(cast.clara), f"/orders/{long_way.order.number}/history/", []

    pages = 0
    while url:
        found = client.get(url).context["page"]
        seen += [f"{row.who} {row.text}".strip() for row in found.rows]
        url, pages = found.next_url, pages + 1

    assert seen[::-1] == lines(long_way, cast.clara) and pages > 3


def test_nobody_reads_the_history_of_an_order_that_is_not_theirs(
    cast: Cast, long_way: Story, sign_in: Any
) -> None:
    for name, status in (("wanda", 404), ("nick", 404), ("wendell", 200), ("sam", 200)):
        client = sign_in(getattr(cast, name))
        assert client.get(f"/orders/{long_way.order.number}/history/").status_code == status, name
