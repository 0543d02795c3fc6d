"""Files that wait on an order for a verb that uses them."""

from __future__ import annotations

import pytest

from agencies.actions.files import MAX_FILES
from agencies.models import StoredFile
from orders.actions import deliveries, messages
from orders.actions.waiting_files import delete_waiting, upload_for_order, use_waiting
from orders.models import Attachment, WaitingFile
from orders.own_data.keeper import OrdersKeeper
from project.base.errors import Invalid, NotAllowed
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.story import TEXT, Story
from tests.orders.helpers.support import upload

pytestmark = pytest.mark.django_db


def waits(story: Story, member: Member, name: str = "notes.txt", content: bytes = b"Notes") -> WaitingFile:
    file = upload(name, content)
    return upload_for_order(actor=member, order=story.order, upload=file, now=story.now)


def test_a_delivery_takes_it_under_its_id(cast: Cast) -> None:
    story = Story(cast).in_progress()
    file = waits(story, cast.wendell)

    made = deliveries.deliver(
        actor=cast.wendell, text=TEXT, note="", uploads=[], waiting=[file.public_id] * 2, **story.tick()
    )

    use = made.attachments.get()
    assert (use.public_id, use.file_id, use.name) == (file.public_id, file.file_id, "notes.txt")
    assert use.added_by_id == cast.wendell.member_id and not WaitingFile.objects.exists()
    assert StoredFile.objects.filter(pk=use.file_id).count() == 1


def test_the_same_delivery_again_is_the_first(cast: Cast) -> None:
    story = Story(cast).in_progress()
    said = {"text": TEXT, "note": "", "waiting": [waits(story, cast.wendell).public_id]}

    def hand_over() -> object:
        files = [upload("Map.txt", b"Map")]
        return deliveries.deliver(actor=cast.wendell, uploads=files, **said, **story.tick())

    assert hand_over() == hand_over() and story.order.deliveries.count() == 1


def test_a_message_takes_it_once(cast: Cast) -> None:
    story = Story(cast).in_progress()
    said = {"internal": False, "text": "", "waiting": [waits(story, cast.clara).public_id]}

    sent = messages.post_message(actor=cast.clara, **said, **story.tick())

    assert sent.attachments.count() == 1
    with pytest.raises(Invalid) as refused:
        messages.post_message(actor=cast.clara, **said, **story.tick())
    assert list(refused.value.errors) == ["attachments"]


def test_of_others_and_of_other_orders_nothing_is_taken(cast: Cast) -> None:
    story, other = Story(cast).in_progress(), Story(cast).in_progress()
    delivery = Story(cast).in_review().order.deliveries.get()
    for file in (waits(story, cast.clara), waits(other, cast.wendell)):
        with pytest.raises(Invalid):
            use_waiting(
                delivery.attachments,
                actor=cast.wendell,
                order=story.order,
                waiting=[file.public_id],
                now=story.now,
            )
    assert WaitingFile.objects.count() == 2 and not Attachment.objects.exists()


def test_who_may_upload(cast: Cast) -> None:
    story = Story(cast).in_progress()
    for member in (cast.wanda, cast.edith, cast.nick):
        with pytest.raises(NotAllowed):
            waits(story, member)
    mine = waits(story, cast.clara)
    with pytest.raises(NotAllowed):
        delete_waiting(actor=cast.sam, file=mine)
    for _n in range(2):
        delete_waiting(actor=cast.clara, file=mine)
    assert not WaitingFile.objects.exists()


def test_not_more_than_fit_into_one_place(cast: Cast) -> None:
    story = Story(cast).in_progress()
    for n in range(MAX_FILES):
        waits(story, cast.clara, f"{n}.txt")
    with pytest.raises(Invalid) as refused:
        waits(story, cast.clara)
    assert list(refused.value.errors) == ["files"]
    with pytest.raises(Invalid):
        waits(story, cast.sam, "bad.exe", b"MZ\x00\x01")


def test_its_person_takes_it_along_and_is_forgotten(cast: Cast) -> None:
    story = Story(cast).in_progress()
    file = waits(story, cast.wendell)

    paths = [
        getattr(part, "name", "") or getattr(part, "path", "") for part in OrdersKeeper().parts(cast.wendell)
    ]

    assert any(file.public_id in str(path) for path in paths)
    OrdersKeeper().erase(cast.wendell.membership, story.now)
    assert not WaitingFile.objects.exists()
