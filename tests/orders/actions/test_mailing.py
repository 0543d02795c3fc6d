"""Mail about orders: who is told of what, once, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, transaction

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.actions.people import admit
from agencies.models import Agency, Membership
from orders.actions import (
    acceptance,
    deadlines,
    holding,
    messages,
    offers,
    reassigning,
    review,
    revisions,
    work,
)
from orders.models import SentMail
from orders.notices import audience
from orders.notices.words import WORDS
from orders.states import OTHER_VERBS, TRANSITIONS
from orders.tasks import tell_of_event, tell_of_message
from orders.telling import quietly
from project.base.viewer import Member
from tests.cast import START, Cast
from tests.factories import DAY, FEE, HOUR, Story
from tests.orders.post import Post, phrases
from tests.orders.support import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast: Cast) -> Post:
    return Post(cast)


def expire(story: Story) -> None:
    offers.expire_offers(agency=story.cast.inkwell, now=story.now + 30 * DAY)


def lapse(story: Story) -> None:
    acceptance.complete_due_reviews(agency=story.cast.inkwell, now=story.now + 90 * DAY)


def straight(story: Story) -> None:
    Agency.objects.filter(pk=story.cast.inkwell.pk).update(editorial_review=False)
    story.deliver()


def withdraw(story: Story) -> None:
    offers.withdraw_offer(actor=story.cast.max, writer=story.cast.wendell.membership, **story._tick())


def assign(story: Story) -> None:
    offers.assign_order(actor=story.cast.max, writer=story.cast.wendell.membership, fee=FEE, **story._tick())


def reassign(story: Story) -> None:
    writer = story.cast.wanda.membership
    reassigning.reassign_order(actor=story.cast.max, writer=writer, fee=Decimal(70), **story._tick())


def move_deadlines(story: Story, *, client: int) -> None:
    order = story.order
    later = {"client_deadline": order.client_deadline + client * DAY, "writer_deadline": order.writer_deadline + HOUR}
    deadlines.change_deadlines(actor=story.cast.sam, **later, **story._tick())


def send_back(story: Story) -> None:
    review.send_back(actor=story.cast.edith, number=1, note="Shorter, please", **story._tick())


def ask(story: Story) -> None:
    points = [revisions.Point(issue="Too short")]
    revisions.request_revision(actor=story.cast.clara, summary="More", severity="minor", points=points, **story._tick())


def cancel(story: Story, who: str) -> None:
    holding.cancel_order(actor=getattr(story.cast, who), reason="No longer needed", **story._tick())


def decline(story: Story) -> None:
    offers.decline_offer(actor=story.cast.wendell, reason="Away", **story._tick())


def redeliver(story: Story) -> None:
    send_back(story)
    Post(story.cast).skip()
    story.deliver()


Act = Callable[[Story], object]
#: What -> (how the order stands before, the act, who is told what).
TABLE: dict[str, tuple[str, Act, dict[str, str]]] = {
    "offer": ("", lambda told: told.offered(), {"wendell": "Offered to you"}),
    "offer to two": (
        "", lambda told: told.offered(told.cast.wendell, told.cast.wanda),
        {"wendell": "Offered to you", "wanda": "Offered to you"},
    ),
    "withdraw": (
        "offered", withdraw, {"wendell": "No longer offered to you", "otto": "Needs a writer"},
    ),
    "expire": (
        "offered", expire, {"wendell": "The offer has ended", "max": "Needs a writer", "otto": "Needs a writer"},
    ),
    "decline": ("offered", decline, {"max": "Needs a writer", "otto": "Needs a writer"}),
    "accept offer": (
        "offered",
        lambda told: offers.accept_offer(actor=told.cast.wendell, **told._tick()), {},
    ),
    "assign": ("", assign, {"wendell": "Yours to write"}),
    "assign who was asked": ("offered", assign, {"wendell": "Yours to write"}),
    "reassign": ("assigned", reassign, {"wanda": "Yours to write", "wendell": "No longer yours"}),
    "start": ("assigned", lambda told: work.start_work(actor=told.cast.wendell, **told._tick()), {}),
    "deliver": ("in_progress", lambda told: told.deliver(), {"edith": "A review waits"}),
    "deliver straight": ("in_progress", straight, {"clara": "Ready for you"}),
    "claim": ("in_review", lambda told: review.claim_review(actor=told.cast.edith, **told._tick()), {}),
    "release": ("claimed", lambda told: reassigning.release_review(actor=told.cast.max, **told._tick()), {}),
    "approve": ("claimed", lambda told: told.approve(), {"clara": "Ready for you"}),
    "send back": ("claimed", send_back, {"wendell": "Sent back by the editor"}),
    "deliver again": ("claimed", redeliver, {"edith": "A new version to review"}),
    "ask for a revision": ("delivered", ask, {"wendell": "A revision is asked for"}),
    "accept": (
        "delivered",
        lambda told: acceptance.accept_order(actor=told.cast.clara, **told._tick()), {"wendell": "Complete"},
    ),
    "lapse": ("delivered", lapse, {"clara": "Complete", "wendell": "Complete"}),
    "hold": (
        "claimed",
        lambda told: holding.hold_order(actor=told.cast.sam, reason="Photographs", **told._tick()),
        {"clara": "On hold", "wendell": "On hold", "edith": "On hold"},
    ),
    "resume": (
        "on_hold",
        lambda told: holding.resume_order(actor=told.cast.sam, **told._tick()),
        {"clara": "Goes on", "wendell": "Goes on"},
    ),
    "move deadlines": (
        "in_progress", lambda told: move_deadlines(told, client=2),
        {"clara": "New deadline", "wendell": "New deadline"},
    ),
    "move the writer's deadline": (
        "in_progress", lambda told: move_deadlines(told, client=0), {"wendell": "New deadline"},
    ),
    "client cancels": (
        "assigned", lambda told: cancel(told, "clara"),
        {"wendell": "Cancelled", "max": "Cancelled", "otto": "Cancelled"},
    ),
    "client cancels what is offered": (
        "offered", lambda told: cancel(told, "clara"),
        {"wendell": "No longer offered to you", "max": "Cancelled", "otto": "Cancelled"},
    ),
    "desk cancels": ("assigned", lambda told: cancel(told, "max"), {"clara": "Cancelled", "wendell": "Cancelled"}),
}  # fmt: skip


def play(cast: Cast, state: str) -> Story:
    story = Story(cast)
    return getattr(story, state)() if state else story


@pytest.mark.parametrize("what", TABLE)
def test_who_is_told(cast: Cast, post: Post, what: str) -> None:
    before, act, expected = TABLE[what]
    story = play(cast, before)
    post.skip()

    act(story)

    assert phrases(post.empty()) == expected


def test_a_placed_order_is_told_to_who_gives_out_work(cast: Cast, post: Post) -> None:
    Story(cast)

    assert phrases(post.empty()) == {"max": "New order", "otto": "New order"}


def test_every_verb_has_words_or_needs_none() -> None:
    """Whoever adds a verb decides here whether a mail tells of it."""
    silent = {"accept_offer", "start", "claim_review", "answer_points"}
    known = {transition.verb for transition in TRANSITIONS} | set(OTHER_VERBS)

    assert known - set(WORDS) == silent
    assert set(WORDS) <= known


def test_no_job_for_what_no_mail_tells(cast: Cast, post: Post) -> None:
    story = Story(cast).assigned()
    post.skip()
    work.start_work(actor=cast.wendell, **story._tick())

    assert post.waiting() == []


def test_an_act_that_never_was_tells_nobody(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    with transaction.atomic():
        story.offered()
        transaction.set_rollback(True)

    assert post.waiting() == []


def test_quietly_tells_nobody(cast: Cast, post: Post) -> None:
    with quietly():
        story = Story(cast).delivered()
        messages.post_message(actor=cast.clara, order=story.order, internal=False, text="Hello", now=story.now)
    assert post.waiting() == []

    story.order.refresh_from_db()
    acceptance.accept_order(actor=cast.clara, **story._tick())
    assert len(post.waiting()) == 1


# --- who no longer may, who never may ------------------------------------------------------------


def test_a_job_that_comes_late_asks_for_the_rights_of_now(cast: Cast, post: Post) -> None:
    """Assigned to Wendell, given to Wanda before the post went: Wendell reads only that it is not his."""
    story = Story(cast)
    assign(story)
    reassign(story)

    assert phrases(post.empty()) == {"wanda": "Yours to write", "wendell": "No longer yours"}


def test_what_has_moved_on_is_not_asked_for(cast: Cast, post: Post) -> None:
    Story(cast).in_progress()

    assert post.empty() == {}


def test_an_ended_membership_gets_nothing(cast: Cast, post: Post) -> None:
    Story(cast).offered()
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=START)

    assert set(post.empty()) == set()


def test_a_person_who_may_not_sign_in_gets_nothing(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    story.offered()
    cast.wendell.membership.user.is_active = False
    cast.wendell.membership.user.save()

    assert post.empty() == {}


def test_a_writer_who_has_become_something_else_gets_no_farewell(cast: Cast, post: Post) -> None:
    story = Story(cast).assigned()
    post.skip()
    reassign(story)
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["editor"])

    assert set(post.empty()) == {"wanda"}


def test_a_mail_that_waited_for_its_server_is_kept_back(cast: Cast, post: Post) -> None:
    """Written while the order was Wendell's, given to Wanda before it left."""
    story = Story(cast)
    post.skip()
    assign(story)
    written = post.empty()["wendell"]
    reassign(story)
    farewell = post.empty()["wendell"]

    assert not deliver(mail_id=written.pk, now=story.now)
    assert not Mail.objects.filter(pk=written.pk).exists()
    assert deliver(mail_id=farewell.pk, now=story.now)
    assert [sent.subject for sent in outbox.outbox] == [farewell.subject]


@pytest.mark.parametrize("change", ["ended", "address", "inactive"])
def test_a_mail_is_kept_back_from_who_is_gone(cast: Cast, post: Post, change: str) -> None:
    Story(cast)
    written = post.empty()["max"]
    person = cast.max.membership
    if change == "ended":
        Membership.objects.filter(pk=person.pk).update(ended_at=START)
    else:
        person.user.email, person.user.is_active = ("other@inkwell.example", True) if change == "address" else (
            person.user.email, False,
        )  # fmt: skip
        person.user.save()

    assert not deliver(mail_id=written.pk, now=START)
    assert outbox.outbox == []


def test_nobody_of_the_other_house(cast: Cast, post: Post) -> None:
    """Wanda works in both: what Inkwell tells her names Inkwell's host, and Northwind's people read nothing of it."""
    story = Story(cast).offered(cast.wanda)
    mails = post.empty()

    assert set(mails) == {"wanda"}
    assert "northwind" not in mails["wanda"].text + mails["wanda"].html
    assert mails["wanda"].message_id.endswith("@inkwell.localhost>")
    with pytest.raises(DatabaseError), transaction.atomic():
        SentMail.objects.create(
            agency=cast.inkwell, membership=cast.nora.membership, event=story.order.events.last(), mail_id="x", at=START
        )
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_agency_of_an_event_alone_is_told(cast: Cast, post: Post) -> None:
    from tests.factories import place_order

    place_order(cast.nick)

    assert set(post.empty()) == {"mara"}


# --- the people of a client account ----------------------------------------------------------------


def test_payers_and_orderers_are_told_readers_are_not(cast: Cast, post: Post) -> None:
    for role in ("payer", "orderer", "reader"):
        colleague(cast, role)
    story = Story(cast).claimed()
    post.skip()
    story.approve()

    assert set(post.empty()) == {"clara", "payer", "orderer"}


def test_a_colleagues_act_is_told_to_the_others(cast: Cast, post: Post) -> None:
    payer = colleague(cast, "payer")
    story = Story(cast).delivered()
    post.skip()
    acceptance.accept_order(actor=payer, **story._tick())

    assert phrases(post.empty()) == {"clara": "Complete", "wendell": "Complete"}


def test_who_ordered_but_left_the_account_is_not_told(cast: Cast, post: Post) -> None:
    story = Story(cast).claimed()
    post.skip()
    story.approve()
    cast.clara.membership.account_people.all().delete()

    assert post.empty() == {}


def test_a_manager_who_orders_reads_as_the_client(cast: Cast, post: Post) -> None:
    """Somebody of the desk who is on the client's side of this order is not asked to give it out."""
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "manager"])
    clara = Member(
        cast.inkwell, membership=Membership.objects.select_related("user", "agency").get(pk=cast.clara.member_id)
    )
    story = Story(cast)
    assert set(post.empty()) == {"max", "otto"}
    story.claimed()
    post.skip()
    story.approve()
    mail = post.empty()["clara"]

    assert "because you order here" in mail.text
    assert clara.member_id == story.order.requested_by_id


def test_an_editor_of_the_clients_side_is_not_asked_to_review(cast: Cast, post: Post) -> None:
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "editor"])
    story = Story(cast).in_progress()
    post.skip()
    story.deliver()

    assert set(post.empty()) == {"edith"}


# --- messages ---------------------------------------------------------------------------------------


def say(story: Story, who: str, *, internal: bool = False, names: str = "", text: str = "How long may it be?"):
    people = [getattr(story.cast, names).membership] if names else []
    actor = getattr(story.cast, who)
    return messages.post_message(
        actor=actor, order=story.order, internal=internal, text=text, mentions=people, now=story.now
    )


def test_a_message_is_told_to_whom_it_concerns(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "wendell")

    assert phrases(post.empty()) == {"clara": "New message"}


def test_the_named_are_told_first_and_so(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "clara", names="max")
    mails = post.empty()

    assert list(phrases(mails).items()) == [("max", "You are named in a message"), ("wendell", "New message")]


def test_a_note_stays_inside(cast: Cast, post: Post) -> None:
    story = Story(cast).claimed()
    post.skip()
    say(story, "sam", internal=True)

    assert phrases(post.empty()) == {"edith": "New internal note"}


def test_who_has_read_it_is_not_told(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    message = say(story, "wendell")
    messages.mark_read(actor=cast.clara, order=story.order, internal=False, upto=message)

    assert post.empty() == {}


def test_a_message_is_not_told_to_a_former_writer(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "clara")
    (job,) = post.waiting()
    reassign(story)
    post.skip()
    tell_of_message(**job.args)

    # Wendell keeps what was sent in his time; whoever writes the order now is told.
    assert [post.name(mail) for mail in Mail.objects.all()] == ["wanda"]


def test_an_edit_tells_the_words_of_now_and_nobody_twice(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    message = say(story, "wendell", text="Hello Clara")
    messages.edit_message(actor=cast.wendell, message=message, text="Good morning", now=story.now)
    mails = post.empty()

    assert set(mails) == {"clara"}
    assert "Good morning" in mails["clara"].text and "Hello Clara" not in mails["clara"].text


# --- once, and not too many ---------------------------------------------------------------------------


def test_a_job_that_runs_twice_writes_once(cast: Cast, post: Post) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)
    say(story, "sam", names="max")
    post.empty(times=3)

    assert Mail.objects.count() == SentMail.objects.count()
    for about in ("event", "message"):
        keys = list(SentMail.objects.exclude(**{about: None}).values_list(about, "membership"))
        assert len(keys) == len(set(keys))


def test_a_job_of_nothing_does_nothing(cast: Cast) -> None:
    tell_of_event(event_id=0)
    tell_of_message(message_id=0)

    assert not Mail.objects.exists()


def test_the_trace_cannot_be_rewritten(cast: Cast, post: Post) -> None:
    Story(cast)
    post.empty()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SentMail.objects.update(farewell=True)


def test_one_event_writes_to_no_more_than_the_most(cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from accounts.actions.people import make_person

    for at in range(6):
        person = make_person(email=f"editor{at}@inkwell.example", name=f"Editor{at} E", password="demo-quillhouse")
        admit(agency=cast.inkwell, user=person, roles=["editor"], public_name=f"Editor {at}", now=START)
    monkeypatch.setattr(audience, "MOST", 4)
    story = Story(cast).in_progress()
    post.skip()
    story.deliver()

    assert set(post.empty()) == {"edith", "editor0", "editor1", "editor2"}
