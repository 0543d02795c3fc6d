"""Who writes, reads, edits and is concerned: the conversation and the internal notes of an order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction

from agencies.models import Membership
from orders.actions import messages
from orders.actions.messages import EDIT_WINDOW, OPEN_AFTER, edit_message, mark_read, post_message
from orders.models import Attachment, Message, MessageMention, MessageRead, MessageText, Order
from orders.models.messages import MESSAGE_LIMIT
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, account_of
from tests.helpers.races import kinds, race
from tests.helpers.story import Story, make_order
from tests.orders.helpers.support import colleague, upload

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def story(cast: Cast) -> Story:
    """Delivered: Clara's, written by Wendell, reviewed by Edith."""
    return Story(cast).delivered()


def post(
    story: Story, name: str | Member, text: str = "Hello", *, internal: bool = False, **facts: Any
) -> Message:
    actor = getattr(story.cast, name) if isinstance(name, str) else name
    options = {"now": story.now, **facts}
    return post_message(actor=actor, order=story.order, internal=internal, text=text, **options)


def seen_by(cast: Cast) -> set[str]:
    """Who of everybody sees the one message there is."""
    return {name for name, viewer in cast.everybody.items() if Message.objects.visible_to(viewer).exists()}


DESK = {"sam", "max", "otto"}


def test_the_conversation_is_for_client_writer_and_desk(cast: Cast, story: Story) -> None:
    post(story, "clara")

    assert seen_by(cast) == {"clara", "wendell"} | DESK


def test_notes_are_for_the_editor_and_the_desk(cast: Cast, story: Story) -> None:
    post(story, "edith", internal=True)

    assert seen_by(cast) == {"edith"} | DESK


@pytest.mark.parametrize("internal", [False, True])
def test_who_writes(cast: Cast, story: Story, internal: bool) -> None:
    wrote = set()
    for name, viewer in cast.everybody.items():
        try:
            post(story, viewer, internal=internal)  # type: ignore[arg-type]
            wrote.add(name)
        except (NotAllowed, NotVisible):
            pass

    assert wrote == ({"edith"} if internal else {"clara", "wendell"}) | DESK


def test_a_reader_of_the_account_reads_only(cast: Cast, story: Story) -> None:
    reader = colleague(cast, "reader")
    post(story, "clara")

    assert Message.objects.visible_to(reader).count() == 1
    with pytest.raises(NotAllowed):
        post(story, reader)


def test_whoever_is_only_offered_the_order_sees_nothing(cast: Cast) -> None:
    story = Story(cast).offered()
    post(story, "clara")

    assert not Message.objects.visible_to(cast.wendell).exists()
    with pytest.raises(NotAllowed):
        post(story, "wendell")


def test_a_former_writer_keeps_what_was_sent_in_their_time(cast: Cast) -> None:
    story = Story(cast).assigned()
    mine = post(story, "clara", "For Wendell")
    Order.objects.filter(pk=story.order.pk).update(writer=cast.wanda.membership)
    story.reread()
    post(story, "clara", "For Wanda")

    assert list(Message.objects.visible_to(cast.wendell)) == [mine]
    assert Message.objects.visible_to(cast.wanda).count() == 2
    with pytest.raises(NotAllowed):
        post(story, "wendell")


@pytest.mark.parametrize("column", ["writer", "requested_by"])
def test_no_note_reaches_staff_on_another_side(cast: Cast, column: str) -> None:
    """Max once wrote, or ordered, this very order: what the others say
    of it among themselves is not for him."""
    story = Story(cast).delivered()
    post(story, "sam", internal=True)
    Order.objects.filter(pk=story.order.pk).update(**{column: cast.max.membership})
    story.reread()

    assert not Message.objects.visible_to(cast.max).filter(internal=True).exists()
    with pytest.raises(NotAllowed):
        post(story, "max", internal=True)


def test_staff_of_the_client_account_share_no_notes(cast: Cast, story: Story) -> None:
    account_of(cast.clara).people.create(agency=cast.inkwell, membership=cast.sam.membership, role="reader")
    post(story, "max", internal=True)
    sam = load_cast().sam

    assert not Message.objects.visible_to(sam).filter(internal=True).exists()
    with pytest.raises(NotAllowed):
        post(story, sam, internal=True)


@pytest.mark.parametrize("state", ["placed", "offered", "in_progress", "on_hold", "completed", "cancelled"])
def test_every_state_takes_messages(cast: Cast, state: str) -> None:
    order = make_order(cast, "placed") if state == "cancelled" else make_order(cast, state)
    if state == "cancelled":
        Order.objects.filter(pk=order.pk).update(state="cancelled", closed_at=order.placed_at)
        order.refresh_from_db()

    assert post_message(actor=cast.clara, order=order, internal=False, text="A", now=order.placed_at + DAY).pk


@pytest.mark.parametrize("internal", [False, True])
def test_thirty_days_after_closing_it_ends(cast: Cast, internal: bool) -> None:
    story = Story(cast).completed()
    ends = story.order.closed_at + OPEN_AFTER

    post(story, "sam", internal=internal, now=ends - SECOND)
    with pytest.raises(WrongState):
        post(story, "sam", internal=internal, now=ends)


def test_what_is_refused(cast: Cast, story: Story) -> None:
    with pytest.raises(Invalid):
        post(story, "clara", "")
    with pytest.raises(Invalid):
        post(story, "clara", "x" * (MESSAGE_LIMIT + 1))
    with pytest.raises(Invalid) as refusal:
        post(story, "clara", uploads=[upload("a.exe", b"MZ\x90\x00")])

    assert set(refusal.value.errors) == {"files"} and not Message.objects.exists()


def test_files_go_where_the_message_goes(cast: Cast, story: Story) -> None:
    post(story, "clara", "", uploads=[upload()])
    (file,) = Attachment.objects.filter(message__isnull=False)
    note = post(story, "sam", "", internal=True, uploads=[upload("b.txt", b"Inside")]).attachments.get()

    people = cast.everybody.items()
    assert {name for name, viewer in people if file in Attachment.objects.visible_to(viewer)} == {
        "clara",
        "wendell",
    } | DESK
    assert {name for name, viewer in people if note in Attachment.objects.visible_to(viewer)} == {
        "edith"
    } | DESK


def test_a_second_click_sends_nothing(cast: Cast, story: Story) -> None:
    first = post(story, "clara", key="abcdefghjk")

    assert post(story, "clara", key="abcdefghjk") == first
    assert post(story, "wendell", key="abcdefghjk") != first and Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_send_one_message() -> None:
    story = Story(load_cast()).in_progress()

    found = race([lambda: post(story, "clara", key="abcdefghjk") for _each in range(20)])

    assert kinds(found) == {"Message": 20} and len({row.pk for row in found}) == 1
    assert Message.objects.count() == MessageText.objects.count() == 1


def test_only_readers_can_be_mentioned(cast: Cast, story: Story) -> None:
    post(story, "clara", mentions=[cast.wendell.membership, cast.sam.membership])
    post(story, "max", internal=True, mentions=[cast.edith.membership])

    assert MessageMention.objects.count() == 3
    for internal, stranger in (
        (False, cast.edith),
        (False, cast.wanda),
        (False, cast.mara),
        (True, cast.wendell),
    ):
        with pytest.raises(Invalid) as refusal:
            post(story, "max", internal=internal, mentions=[stranger.membership])
        assert set(refusal.value.errors) == {"mentions"}


def test_whom_a_message_concerns(cast: Cast, story: Story) -> None:
    def told(message: Message) -> dict[str, bool]:
        names = {member.member_id: name for name, member in cast.of_inkwell.items()}
        return {names[row.person.pk]: row.mentioned for row in messages.concerned(message)}

    assert told(post(story, "clara")) == {"wendell": False}
    assert told(post(story, "sam")) == {"clara": False, "wendell": False}
    assert told(post(story, "wendell", mentions=[cast.otto.membership])) == {
        "clara": False,
        "sam": False,
        "otto": True,
    }
    assert told(post(story, "max", internal=True)) == {"edith": False}
    assert told(post(story, "edith", internal=True, mentions=[cast.sam.membership])) == {
        "max": False,
        "sam": True,
    }


def test_the_ended_are_not_concerned(cast: Cast, story: Story) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=story.now)

    assert messages.concerned(post(story, "clara")) == []


def test_an_edit_keeps_the_words_before(cast: Cast, story: Story) -> None:
    message = post(story, "clara", "One")
    edit_message(actor=cast.clara, message=message, text="Two", now=story.now + EDIT_WINDOW - SECOND)
    edit_message(actor=cast.clara, message=message, text="Two", now=story.now + SECOND)

    assert list(message.texts.values_list("number", "text")) == [(1, "One"), (2, "Two")]
    row = Message.objects.with_wording().get()
    assert (row.text, row.wording) == ("Two", 2)


def test_after_five_minutes_words_stand(cast: Cast, story: Story) -> None:
    message = post(story, "clara", "One")

    with pytest.raises(WrongState):
        edit_message(actor=cast.clara, message=message, text="Two", now=story.now + EDIT_WINDOW)


@pytest.mark.parametrize("name", ["wendell", "sam", "edith", "mara"])
def test_nobody_edits_what_another_wrote(cast: Cast, story: Story, name: str) -> None:
    message = post(story, "clara", "One")

    with pytest.raises(NotAllowed):
        edit_message(actor=getattr(cast, name), message=message, text="Two", now=story.now)


def test_an_edit_to_nothing(cast: Cast, story: Story) -> None:
    with pytest.raises(Invalid):
        edit_message(actor=cast.clara, message=post(story, "clara"), text="", now=story.now)

    with_file = post(story, "clara", uploads=[upload()])
    edit_message(actor=cast.clara, message=with_file, text="", now=story.now)
    assert with_file.texts.count() == 2


def test_unread_until_opened(cast: Cast, story: Story) -> None:
    first, second = post(story, "clara"), post(story, "sam")
    note = post(story, "sam", internal=True)

    def unread(member: Member) -> list[Message]:
        return list(Message.objects.unread_by(member))

    assert (
        unread(cast.wendell) == [first, second]
        and unread(cast.clara) == [second]
        and unread(cast.edith) == [note]
    )
    mark_read(actor=cast.wendell, order=story.order, internal=False, upto=second)
    mark_read(actor=cast.wendell, order=story.order, internal=False, upto=first)
    assert unread(cast.wendell) == [] and MessageRead.objects.get().upto == second
    assert unread(cast.max) == [first, second, note]
    mark_read(actor=cast.max, order=story.order, internal=False, upto=second)
    assert unread(cast.max) == [note]


def test_nobody_marks_what_they_cannot_read(cast: Cast, story: Story) -> None:
    note = post(story, "sam", internal=True)

    for actor in (cast.clara, cast.wendell, cast.mara):
        with pytest.raises(NotVisible):
            mark_read(actor=actor, order=story.order, internal=True, upto=note)


@pytest.mark.django_db(transaction=True)
def test_two_pages_mark_at_once_and_the_later_one_counts(rounds: int) -> None:
    story = Story(load_cast()).in_progress()
    rows = [post(story, "clara", str(number)) for number in range(8)]

    for _round in range(rounds):
        MessageRead.objects.all().delete()
        marks = [
            lambda row=row: mark_read(actor=story.cast.wendell, order=story.order, internal=False, upto=row)
            for row in rows
        ]
        assert kinds(race(marks)) == {"NoneType": 8}
        assert MessageRead.objects.get().upto == rows[-1]


@pytest.mark.parametrize("model", [Message, MessageText, MessageMention])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_nothing_is_rewritten_or_deleted(
    cast: Cast, story: Story, model: type[models.Model], change: str
) -> None:
    post(story, "clara", mentions=[cast.sam.membership])
    rows = model.objects.all()  # type: ignore[attr-defined]

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(agency=cast.inkwell) if change == "update" else rows._raw_delete(rows.db)


@pytest.mark.parametrize(
    ("internal", "side"), [(True, "client"), (True, "writer"), (False, "editor"), (False, "x")]
)
def test_a_side_that_does_not_write_there(cast: Cast, story: Story, internal: bool, side: str) -> None:
    facts = {
        "agency": cast.inkwell,
        "order": story.order,
        "author": cast.sam.membership,
        "sent_at": story.now,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(internal=internal, side=side, form_key="abcdefghjk", **facts)
