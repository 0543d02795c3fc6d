"""More time for a writer: asked once at a time, answered by the desk, over
when the writer no longer has the work."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Membership
from orders.actions import deadlines, deliveries, extensions, holding, reassigning
from orders.models import ExtensionAsk, Order
from orders.rules.live_revision import owed_by
from orders.states.orders import IN_WORK
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story, make_order

pytestmark = pytest.mark.django_db
STATES = (
    "placed",
    "offered",
    "assigned",
    "in_progress",
    "in_review",
    "delivered",
    "revision_requested",
    "completed",
    "on_hold",
    "cancelled",
)
PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")


def ask(cast: Cast, story: Story, **given: Any) -> ExtensionAsk:
    facts = {
        "actor": cast.wendell,
        "wanted": owed_by(story.order) + 2 * DAY,
        "reason": "Archive",
        "now": story.now,
    }
    return extensions.ask_extension(order=story.order, **{**facts, **given})


def grant(cast: Cast, story: Story, **given: Any) -> Order:
    row = story.order.extension_asks.last()
    times = {"writer_deadline": row.wanted, "client_deadline": max(story.order.client_deadline, row.wanted)}
    facts = {"actor": cast.max, "ask": row.public_id, "now": story.now, **times}
    return extensions.grant_extension(order=story.order, **{**facts, **given})


def refuse(cast: Cast, story: Story, **given: Any) -> Order:
    row = story.order.extension_asks.last()
    facts = {"actor": cast.max, "ask": row.public_id, "refusal": "It goes to print", "now": story.now}
    return extensions.refuse_extension(order=story.order, **{**facts, **given})


def withdraw(cast: Cast, story: Story, **given: Any) -> None:
    extensions.withdraw_extension(order=story.order, **{"actor": cast.wendell, "now": story.now, **given})


def verbs(order: Order) -> list[str]:
    return list(order.events.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize("at", STATES)
def test_who_asks_when(cast: Cast, at: str) -> None:
    story = Story(cast)
    story.order = make_order(cast, at)
    has_it = story.order.writer_id is not None

    for name in PEOPLE:
        if name != "wendell" or not has_it:
            with pytest.raises(NotAllowed):
                ask(cast, story, actor=getattr(cast, name))
    if has_it and at not in IN_WORK:
        with pytest.raises(WrongState, match="This is only possible while the state is"):
            ask(cast, story)
    elif has_it:
        row = ask(cast, story)
        assert (row.state, row.asked_by, row.deadline) == (
            "open",
            cast.wendell.membership,
            owed_by(story.order),
        )
        assert Order.objects.get(pk=story.order.pk).state == at


@pytest.mark.parametrize("at", ["assigned", "in_progress", "revision_requested"])
@pytest.mark.parametrize("name", PEOPLE)
def test_who_answers_and_who_withdraws(cast: Cast, at: str, name: str) -> None:
    story = getattr(Story(cast), at)().ask_for_time()
    actor, desk = getattr(cast, name), name in ("sam", "max", "otto")
    times = {"due_at": story.now + 9 * DAY} if at == "revision_requested" else None

    acts = {"grant": partial(_grant, cast, story, times), "refuse": partial(refuse, cast, story)}
    acts |= {"withdraw": partial(withdraw, cast, story)}
    done = set()
    for verb, act in acts.items():
        with transaction.atomic():
            try:
                act(actor=actor)
                done.add(verb)
            except NotAllowed:
                pass
            transaction.set_rollback(True)

    assert done == ({"grant", "refuse"} if desk else {"withdraw"} if name == "wendell" else set())


def _grant(cast: Cast, story: Story, times: dict[str, dt.datetime] | None, **given: Any) -> Order:
    if times is None:
        return grant(cast, story, **given)
    row = story.order.extension_asks.last()
    return extensions.grant_extension(order=story.order, ask=row.public_id, now=story.now, **times, **given)


def test_nobody_answers_who_has_another_side(cast: Cast) -> None:
    story = Story(cast).asked()
    for name, roles in (("wendell", ["writer", "manager"]), ("clara", ["client", "support"])):
        Membership.objects.filter(pk=getattr(cast, name).member_id).update(roles=roles)
        actor = getattr(load_cast(), name)
        with pytest.raises(NotAllowed):
            grant(cast, story, actor=actor)
        with pytest.raises(NotAllowed):
            refuse(cast, story, actor=actor)


def test_another_agency_has_no_hand_in_it(cast: Cast) -> None:
    story = Story(cast).asked()

    with pytest.raises((NotAllowed, NotVisible)):
        refuse(cast, story, actor=cast.mara)
    assert not ExtensionAsk.objects.visible_to(cast.mara).exists()


def test_whose_business_an_ask_is(cast: Cast) -> None:
    Story(cast).asked()

    found = {name for name in PEOPLE if ExtensionAsk.objects.visible_to(getattr(cast, name)).exists()}

    assert found == {"wendell", "sam", "max", "otto"}


def test_one_ask_at_a_time(cast: Cast) -> None:
    story = Story(cast).in_progress()
    first, again = ask(cast, story), ask(cast, story)

    assert first == again and verbs(story.order).count("ask_extension") == 1
    with pytest.raises(
        WrongState, match=r"You have already requested an extension. The agency has not answered yet."
    ):
        ask(cast, story, reason="Another reason")
    withdraw(cast, story)
    assert ask(cast, story).pk != first.pk


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"wanted": -DAY}, {"wanted"}),
        ({"wanted": 4000 * DAY}, {"wanted"}),
        ({"wanted": HOUR}, {"wanted"}),
        ({"reason": ""}, {"reason"}),
        ({"reason": "", "wanted": -DAY}, {"reason", "wanted"}),
    ],
)
def test_asks_that_make_no_sense(cast: Cast, given: dict[str, Any], fields: set[str]) -> None:
    story = Story(cast).in_progress()
    if "wanted" in given:
        given = {**given, "wanted": story.now + given["wanted"]}

    with pytest.raises(Invalid) as refusal:
        ask(cast, story, **given)

    assert set(refusal.value.errors) == fields and not ExtensionAsk.objects.exists()


def test_granting_moves_the_deadlines_with_their_history(cast: Cast) -> None:
    story = Story(cast).asked()
    until, client = story.now + 30 * DAY, story.now + 31 * DAY

    order = grant(cast, story, writer_deadline=until, client_deadline=client)
    grant(cast, story, writer_deadline=until, client_deadline=client)

    row = order.extension_asks.get()
    assert (order.writer_deadline, order.client_deadline, order.state) == (until, client, "in_progress")
    assert (row.state, row.granted, row.answered_by) == ("granted", until, cast.max.membership)
    granted, moved = order.events.order_by("-id")[:2][::-1]
    assert (granted.verb, granted.until, granted.person) == (
        "grant_extension",
        until,
        cast.wendell.membership,
    )
    assert (moved.verb, moved.until, moved.extension) == ("change_deadlines", client, row)
    assert verbs(order).count("change_deadlines") == 1


def test_granting_in_a_revision_moves_its_time(cast: Cast) -> None:
    story = Story(cast).revision_requested().ask_for_time()
    due = story.order.revisions.get().due_at + DAY

    order = _grant(cast, story, {"due_at": due}, actor=cast.sam)

    assert order.revisions.get().due_at == due == order.extension_asks.get().granted
    assert order.client_deadline == story.order.client_deadline


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"writer_deadline": HOUR}, "writer_deadline"),
        ({"writer_deadline": 30 * DAY, "client_deadline": 29 * DAY}, "writer_deadline"),
        ({"writer_deadline": 30 * DAY, "client_deadline": 4000 * DAY}, "client_deadline"),
    ],
)
def test_a_grant_that_makes_no_sense_leaves_the_ask_open(
    cast: Cast, given: dict[str, dt.timedelta], field: str
) -> None:
    story = Story(cast).asked()

    with pytest.raises(Invalid) as refusal:
        grant(cast, story, **{name: story.now + span for name, span in given.items()})

    assert set(refusal.value.errors) == {field}
    assert story.order.extension_asks.get().state == "open"
    assert "grant_extension" not in verbs(story.order)


def test_refusing_says_why_and_moves_nothing(cast: Cast) -> None:
    story = Story(cast).asked()
    with pytest.raises(Invalid):
        refuse(cast, story, refusal="")

    order = refuse(cast, story)
    refuse(cast, story)

    row = order.extension_asks.get()
    assert (row.state, row.refusal, row.answered_by) == ("refused", "It goes to print", cast.max.membership)
    assert order.writer_deadline == story.order.writer_deadline
    assert verbs(order)[-1] == "refuse_extension" and verbs(order).count("refuse_extension") == 1


def test_an_answer_to_what_was_taken_back_is_none_to_what_is_asked_now(cast: Cast) -> None:
    story = Story(cast).asked()
    old = story.order.extension_asks.get().public_id
    withdraw(cast, story)
    ask(cast, story, reason="Another reason")

    for act in (grant, refuse):
        with pytest.raises(WrongState, match="withdrawn"):
            act(cast, story, ask=old)
    assert story.order.extension_asks.last().state == "open"


def test_withdrawing_twice_is_once(cast: Cast) -> None:
    story = Story(cast).asked()

    withdraw(cast, story)
    withdraw(cast, story)

    assert verbs(story.order).count("withdraw_extension") == 1
    with pytest.raises(WrongState, match=r"There is no open extension request."):
        refuse(cast, story)


LEAVING = {
    "deliver": lambda story: story.deliver(),
    "hold": lambda story: holding.hold_order(actor=story.cast.sam, reason="x", **story.tick()),
    "reassign": lambda story: reassigning.reassign_order(
        actor=story.cast.max, writer=story.cast.wanda.membership, fee=FEE, **story.tick()
    ),
}


@pytest.mark.parametrize("how", LEAVING)
def test_an_ask_ends_with_the_work(cast: Cast, how: str) -> None:
    story = Story(cast).asked()

    LEAVING[how](story)

    row, event = story.order.extension_asks.get(), story.order.events.latest("id")
    assert (row.state, row.ended_at, row.answered_by) == ("closed", story.now, None)
    assert (event.verb, event.actor, event.person, event.extension) == (
        "close_extension",
        None,
        cast.wendell.membership,
        row,
    )


def test_an_ask_ends_with_a_cancelled_order(cast: Cast) -> None:
    story = Story(cast).assigned().ask_for_time().cancelled()

    assert story.order.extension_asks.get().state == "closed"


def test_an_ask_stays_while_the_writer_has_the_work(cast: Cast) -> None:
    story = Story(cast).assigned().ask_for_time()
    deliveries.start_work(actor=cast.wendell, **story.tick())
    later = {"client_deadline": story.now + 20 * DAY, "writer_deadline": story.now + 19 * DAY}
    deadlines.change_deadlines(actor=cast.sam, **later, **story.tick())

    assert story.order.extension_asks.get().state == "open"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "somewhere"},
        {"reason": ""},
        {"state": "granted"},
        {"state": "refused"},
        {"state": "withdrawn"},
        {"ended_at": dt.datetime(2026, 3, 3, tzinfo=dt.UTC)},
        {"refusal": "No"},
        {"wanted": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"granted": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)},
        {"agency": "northwind"},
    ],
)
def test_the_database_refuses_impossible_asks(cast: Cast, change: dict[str, Any]) -> None:
    story = Story(cast).asked()
    change = {name: cast.northwind if value == "northwind" else value for name, value in change.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        story.order.extension_asks.update(**change)
        _check_now()


def test_the_database_refuses_a_second_open_ask_and_an_answer_to_oneself(cast: Cast) -> None:
    row = Story(cast).asked().order.extension_asks.get()

    row.pk, row.public_id, row._state.adding = None, "second", True
    with pytest.raises(IntegrityError, match="extensionask_one_open"), transaction.atomic():
        row.save()
    own = {
        "state": "refused",
        "refusal": "x",
        "ended_at": row.asked_at,
        "answered_by": cast.wendell.membership,
    }
    with pytest.raises(IntegrityError, match="extensionask_not_by_oneself"), transaction.atomic():
        ExtensionAsk.objects.update(**own)


def _check_now() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_two_asks_at_once(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).in_progress()

        found = kinds(race([partial(ask, cast, story, reason=f"Reason {at}") for at in range(4)]))

        assert found == {"ExtensionAsk": 1, "WrongState": 3}
        assert story.order.extension_asks.waiting().count() == 1
        assert verbs(story.order).count("ask_extension") == 1


@pytest.mark.django_db(transaction=True)
def test_grant_against_withdraw(rounds: int) -> None:
    """Whichever comes first stands; the deadline has moved exactly when it was granted."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).asked()

        found = kinds(race([partial(grant, cast, story), partial(withdraw, cast, story)]))

        row, order = story.order.extension_asks.get(), Order.objects.get(pk=story.order.pk)
        moved = order.writer_deadline != story.order.writer_deadline
        told = [verb for verb in verbs(order) if verb.endswith("_extension") or verb == "change_deadlines"]
        if row.state == "granted":
            assert (found, moved) == ({"Order": 1, "WrongState": 1}, True)
            assert told == ["ask_extension", "grant_extension", "change_deadlines"]
        else:
            assert (row.state, found, moved) == ("withdrawn", {"WrongState": 1, "NoneType": 1}, False)
            assert told == ["ask_extension", "withdraw_extension"]


@pytest.mark.django_db(transaction=True)
def test_grant_against_deliver(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).asked()
        deliver = partial(
            deliveries.deliver,
            actor=cast.wendell,
            order=story.order,
            text="Text",
            note="",
            uploads=[],
            now=story.now,
        )

        found = kinds(race([partial(grant, cast, story), deliver]))

        row = story.order.extension_asks.get()
        granted = {"Order": 1, "Delivery": 1} if row.state == "granted" else {"WrongState": 1, "Delivery": 1}
        assert row.state in ("granted", "closed") and found == granted
