"""An editor corrects a text: another version of the same hand-in, and nothing else moves."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from agencies.actions.files import attach_all
from orders.actions import corrections, reviews
from orders.models import Delivery, LedgerEntry
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import CORRECTED, TEXT, Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.support import upload
from tests.orders.helpers.verbs import play

pytestmark = pytest.mark.django_db
SAME_HAND_IN = ("note", "revision_id", "delivered_by_id")


def correct(
    story: Story, who: str = "edith", number: int = 1, text: str = CORRECTED, **more: Any
) -> Delivery:
    given = {"number": number, "text": text, "uploads": [], **more}
    return corrections.correct_delivery(
        actor=getattr(story.cast, who), order=story.order, now=story.now, **given
    )


def test_a_correction_is_a_version_of_the_same_hand_in(cast: Cast) -> None:
    story = Story(cast).claimed()
    before = {name: getattr(story.order, name) for name in ("writer_id", "writer_fee", "editor_id", "state")}

    made = correct(story)

    old = story.order.deliveries.get(number=1)
    assert (made.number, made.text, made.verdict, made.word_count) == (2, CORRECTED, "pending", 17)
    assert (made.made_by, made.corrects) == (cast.edith.membership, old)
    assert [getattr(made, name) for name in SAME_HAND_IN] == [getattr(old, name) for name in SAME_HAND_IN]
    assert (old.text, old.verdict, old.corrected) == (TEXT, "sent_back", True)
    order = story.reread().order
    assert {name: getattr(order, name) for name in before} == before
    assert not LedgerEntry.objects.filter(order=order, writer__isnull=False).exists()


def test_it_leaves_an_event_that_names_the_version(cast: Cast) -> None:
    story = Story(cast).claimed()

    made = correct(story)

    event = story.order.events.latest("id")
    assert (event.verb, event.actor, event.delivery) == ("correct", cast.edith.membership, made)
    assert (event.from_state, event.to_state) == ("in_review", "in_review")


def test_a_second_correction_corrects_what_the_writer_handed_in(cast: Cast) -> None:
    story = Story(cast).claimed().correct()

    made = correct(story, number=2, text="# Once more")

    assert (made.number, made.corrects.number, made.delivered_by) == (3, 1, cast.wendell.membership)
    assert list(story.order.deliveries.values_list("verdict", "corrected")) == [
        ("sent_back", True),
        ("sent_back", True),
        ("pending", False),
    ]


def test_the_client_gets_the_corrected_version_alone(cast: Cast) -> None:
    story = Story(cast).claimed().correct().approve()

    seen = Delivery.objects.visible_to(cast.clara).filter(order=story.order)

    assert [(row.number, row.text) for row in seen] == [(2, CORRECTED)]


def test_a_revision_is_answered_by_the_corrected_version(cast: Cast) -> None:
    story = revision_turns.reply(Story(cast).revising()).deliver()

    made = correct(story, number=2, text="# Corrected")

    assert made.revision == story.revision and story.revision.state == "answered"


def test_files_go_along_and_one_of_the_same_name_replaces(cast: Cast) -> None:
    story = Story(cast).claimed()
    old = story.order.deliveries.get()
    files = [upload("Harbour.txt", b"As written"), upload("Sources.txt", b"Sources")]
    attach_all(old.attachments, actor=cast.wendell, uploads=files, now=story.now)

    made = correct(story, text=TEXT, uploads=[upload("Harbour.txt", b"As corrected")])

    found = {row.name: row for row in made.attachments.select_related("file")}
    assert set(found) == {"Harbour.txt", "Sources.txt"} and made.attachments.count() == 2
    assert found["Harbour.txt"].added_by == cast.edith.membership
    assert found["Sources.txt"].added_by == cast.wendell.membership
    assert found["Sources.txt"].file_id == old.attachments.get(name="Sources.txt").file_id
    assert found["Harbour.txt"].file_id != old.attachments.get(name="Harbour.txt").file_id


@pytest.mark.parametrize("text", [TEXT, ""])
def test_nothing_changed_or_nothing_left_is_refused(cast: Cast, text: str) -> None:
    story = Story(cast).claimed()

    with pytest.raises(Invalid) as refused:
        correct(story, text=text)

    assert list(refused.value.errors) == ["text"] and story.order.deliveries.count() == 1


def test_another_version_than_the_one_that_was_read(cast: Cast) -> None:
    story = Story(cast).claimed().correct()

    with pytest.raises(Conflict):
        correct(story, number=1, text="# Something else")
    with pytest.raises(Conflict):
        reviews.approve_delivery(actor=cast.edith, order=story.order, number=1, note="", now=story.now)
    with pytest.raises(Conflict):
        reviews.send_back(actor=cast.edith, order=story.order, number=1, note="No", now=story.now)


def test_a_second_click_makes_no_second_version(cast: Cast) -> None:
    story = Story(cast).claimed()

    assert correct(story) == correct(story)
    assert story.order.deliveries.count() == 2 and story.order.events.filter(verb="correct").count() == 1


@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "sam", "max", "otto", "mara", "nora"])
def test_nobody_but_its_editor_corrects(cast: Cast, name: str) -> None:
    story = Story(cast).claimed()

    with pytest.raises((NotAllowed, NotVisible)):
        correct(story, name)

    assert story.order.deliveries.count() == 1


def test_a_review_that_nobody_claimed_is_not_corrected(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        correct(Story(cast).in_review())


@pytest.mark.parametrize("at", ["delivered", "revision_requested", "completed"])
def test_only_what_is_in_review_is_corrected(cast: Cast, at: str) -> None:
    with pytest.raises(WrongState):
        correct(play(cast, at))


def test_what_is_sent_back_after_a_correction_goes_on_from_it(cast: Cast) -> None:
    story = Story(cast).claimed().correct()

    reviews.send_back(actor=cast.edith, order=story.order, number=2, note="The tides.", now=story.now)

    latest = story.order.deliveries.latest("number")
    assert (latest.text, latest.verdict, latest.corrected) == (CORRECTED, "sent_back", False)


@pytest.mark.django_db(transaction=True)
def test_corrected_and_approved_at_once(rounds: int) -> None:
    """The client never gets a version that was corrected meanwhile."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).claimed()
        approve = {"actor": cast.edith, "order": story.order, "number": 1, "note": "", "now": story.now}

        results = race([partial(correct, story), partial(reviews.approve_delivery, **approve)])

        assert set(kinds(results)) in ({"Delivery", "Conflict"}, {"WrongState", "Order"})
        assert story.order.deliveries.exclude(verdict="sent_back").count() == 1
