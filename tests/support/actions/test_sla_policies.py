"""What an agency promises: published version by version, chosen for each ticket, and what ended stays as it
was judged. Tests are named after the fault that they stand for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agencies.models import WorkingHours
from agencies.states.sla import ClockState, Target
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale
from support.actions.sla_policies import planned, remove_policy, save_policy
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_timers import wrong_timers
from support.models import SlaPolicy, SlaTarget, SlaVersion, TicketTimer
from support.pages.sla_effects import effects_of
from support.rules.sla_policies import Book, book_of
from support.rules.tickets import policy_now, readings_of
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.support.helpers.sla_policies import follow, policy, terms
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, timer, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
FIRST, NEXT, SOLVED = Target.FIRST_REPLY, Target.NEXT_REPLY, Target.RESOLUTION
HOUR = 60 * MINUTE


def test_without_a_policy_the_defaults_hold(cast: Cast) -> None:
    assert book_of(cast.inkwell) == Book()
    ticket = opened(cast)
    assert policy_now(list(ticket.events.all())) is None
    assert follow(cast, START) == 0


def test_the_first_policy_that_fits_holds(cast: Cast) -> None:
    story = Story(cast)
    account = story.order.account
    policy(cast, "Rest", times={FIRST: 50})
    policy(cast, "Orders", position=1, about="order", times={FIRST: 40})
    policy(cast, "Client", position=1, account_id=account.pk, times={FIRST: 30})
    policy(cast, "Urgent", position=1, priority="critical", times={FIRST: 10})

    of_client, of_writer = opened(cast), opened(cast, by=cast.wendell)
    assert timer(of_client, FIRST).due_at == START + 30 * MINUTE
    assert timer(of_writer, FIRST).due_at == START + 50 * MINUTE
    handle_ticket(actor=cast.sam, ticket=of_writer, assignee=None, priority="critical", now=START + MINUTE)
    assert timer(of_writer, FIRST).due_at == START + 10 * MINUTE
    about = opened(cast, order=story.order)
    assert timer(about, FIRST).due_at == START + 30 * MINUTE
    assert policy_now(list(about.events.all())).name == "Client"


def test_a_ticket_about_an_order_is_of_the_orders_client(cast: Cast) -> None:
    story = Story(cast)
    policy(cast, "Client", account_id=story.order.account_id, times={FIRST: 30})
    policy(cast, "Orders", about="order", times={FIRST: 40})

    assert timer(opened(cast, order=story.order), FIRST).due_at == START + 30 * MINUTE


def test_a_change_reaches_open_tickets_and_says_so(cast: Cast) -> None:
    ticket = opened(cast)
    policy(cast)

    assert follow(cast, START + HOUR) == 1
    assert follow(cast, START + HOUR) == 0

    assert timer(ticket, FIRST).due_at == START + HOUR
    assert verbs(ticket) == ["open", "policy"]
    assert wrong_timers(cast.inkwell, START + HOUR) == []


def test_a_change_that_promises_the_same_leaves_no_event(cast: Cast) -> None:
    stored = policy(cast)
    ticket = opened(cast)
    save_policy(actor=cast.max, terms=replace(stored, name="Everybody"), now=START)

    assert follow(cast, START + MINUTE) == 1
    assert verbs(ticket) == ["open"]
    assert fresh(ticket).policies == 2


def test_pause_lost_on_policy_change(cast: Cast) -> None:
    policy(cast)
    ticket = opened(cast)
    replied(cast, ticket, now=START + 10 * MINUTE)
    stored = book_of(cast.inkwell).policies[0]
    save_policy(actor=cast.max, terms=replace(terms(times={SOLVED: 300}), key=stored.key), now=START + HOUR)
    follow(cast, START + HOUR)
    asked(cast, ticket, now=START + 2 * HOUR)

    assert timer(ticket, SOLVED).due_at == START + 2 * HOUR + 290 * MINUTE


def test_new_policy_overrules_a_first_reply_that_was_in_time(cast: Cast) -> None:
    policy(cast)
    ticket = opened(cast)
    replied(cast, ticket, now=START + 50 * MINUTE)
    stored = book_of(cast.inkwell).policies[0]
    save_policy(actor=cast.max, terms=replace(terms(times={FIRST: 5}), key=stored.key), now=START + HOUR)
    follow(cast, START + HOUR)

    assert timer(ticket, FIRST).outcome == ClockState.MET
    reading = readings_of(cast.inkwell, list(ticket.events.order_by("pk")), START + 2 * HOUR)[FIRST]
    assert (reading.state, reading.due) == (ClockState.MET, START + HOUR)


def test_timer_stays_after_its_promise_was_removed(cast: Cast) -> None:
    ticket = opened(cast)
    policy(cast, times={FIRST: 0})
    follow(cast, START + MINUTE)

    assert not TicketTimer.objects.filter(ticket=ticket, target=FIRST).exists()
    assert wrong_timers(cast.inkwell, START + MINUTE) == []
    policy(cast, "Again", position=1)
    follow(cast, START + 2 * MINUTE)
    assert timer(ticket, FIRST).due_at == START + HOUR


def test_a_ticket_without_any_timer_is_followed_too(cast: Cast) -> None:
    """Only the first reply was promised, and it was given."""
    stored = policy(cast, times={NEXT: 0, SOLVED: 0})
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE, then="open")
    save_policy(actor=cast.max, terms=replace(terms(), key=stored.key), now=START + HOUR)

    assert follow(cast, START + HOUR) == 1
    assert timer(ticket, SOLVED).due_at == START + 600 * MINUTE


def test_a_solved_ticket_is_followed_once_it_is_open_again(cast: Cast) -> None:
    ticket = opened(cast)
    press_ticket(actor=cast.sam, ticket=ticket, verb="solve", now=START + MINUTE)
    policy(cast)
    assert follow(cast, START + 2 * MINUTE) == 0
    press_ticket(actor=cast.sam, ticket=ticket, verb="reopen", now=START + HOUR)

    assert follow(cast, START + HOUR) == 1
    assert timer(ticket, SOLVED).due_at == START + HOUR - MINUTE + 600 * MINUTE


def test_critical_target_of_zero(cast: Cast) -> None:
    """Half of one hour in whole hours is none: critical tickets were late at birth."""
    with pytest.raises(Invalid) as refused:
        save_policy(actor=cast.max, terms=terms(times={FIRST: -1}), now=START)
    assert "targets" in refused.value.errors
    made = policy(cast)
    target = SlaTarget.objects.filter(policy=made.policy_id).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SlaTarget.objects.create(
            agency=cast.inkwell, policy_id=made.policy_id, target="x", minutes=0, working=True
        )
    assert target is not None


def test_no_working_hours_is_round_the_clock(cast: Cast) -> None:
    WorkingHours.objects.filter(agency=cast.inkwell).delete()
    policy(cast, working=True)

    assert timer(opened(cast), FIRST).due_at == START + HOUR


def test_the_management_alone_says_what_is_promised(cast: Cast) -> None:
    for person in (cast.sam, cast.edith, cast.wendell, cast.clara):
        with pytest.raises(NotAllowed):
            save_policy(actor=person, terms=terms(), now=START)
        with pytest.raises(NotAllowed):
            remove_policy(actor=person, key="x", now=START)
    assert policy(cast).version == 1
    assert save_policy(actor=cast.otto, terms=terms("More"), now=START).version == 2
    assert (
        SlaPolicy.objects.visible_to(cast.sam).count() == SlaVersion.objects.visible_to(cast.sam).count() == 0
    )


def test_the_same_again_publishes_nothing(cast: Cast) -> None:
    stored = policy(cast)
    again = save_policy(actor=cast.max, terms=replace(terms(), key=stored.key), now=START, base=0)

    assert (again.version, SlaVersion.objects.count()) == (1, 1)


def test_two_managers_at_once_lose_nothing(cast: Cast) -> None:
    stored = policy(cast)
    save_policy(actor=cast.otto, terms=replace(terms("Theirs"), key=stored.key), now=START, base=1)

    with pytest.raises(Stale):
        save_policy(actor=cast.max, terms=replace(terms("Mine"), key=stored.key), now=START, base=1)
    with pytest.raises(Stale):
        remove_policy(actor=cast.max, key=stored.key, now=START, base=1)
    assert [one.name for one in book_of(cast.inkwell).policies] == ["Theirs"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "all"}, "name"),
        ({"about": "x"}, "about"),
        ({"priority": "x"}, "priority"),
        ({"account_id": 0}, "account"),
        ({"promises": ()}, "targets"),
    ],
)
def test_what_no_policy_can_be(cast: Cast, facts: dict[str, Any], field: str) -> None:
    policy(cast)
    with pytest.raises(Invalid) as refused:
        save_policy(actor=cast.max, terms=replace(terms("Another"), **facts), now=START)
    assert set(refused.value.errors) == {field}


def test_the_place_is_in_the_list(cast: Cast) -> None:
    first = policy(cast)
    with pytest.raises(Invalid):
        policy(cast, "Another", position=3)
    policy(cast, "Another", position=1)
    assert [one.name for one in book_of(cast.inkwell).policies] == ["Another", "All"]
    moved = replace(terms(), key=first.key)
    save_policy(actor=cast.max, terms=moved, position=1, now=START)
    assert [one.position for one in book_of(cast.inkwell).policies] == [1, 2]
    with pytest.raises(NotVisible):
        save_policy(actor=cast.max, terms=replace(moved, key="nothing000"), now=START)


def test_another_agencys_client_is_no_condition(cast: Cast) -> None:
    story = Story(cast)
    with pytest.raises(Invalid):
        save_policy(actor=cast.mara, terms=terms(account_id=story.order.account_id), now=START)


def test_a_published_version_never_changes(cast: Cast) -> None:
    policy(cast)
    for model in (SlaVersion, SlaPolicy, SlaTarget):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(agency=cast.inkwell)


def test_removed_and_the_next_one_holds(cast: Cast) -> None:
    stored = policy(cast, "First", times={FIRST: 10})
    policy(cast, "Second", times={FIRST: 20})
    ticket = opened(cast)
    remove_policy(actor=cast.max, key=stored.key, now=START)
    remove_policy(actor=cast.max, key=stored.key, now=START)
    follow(cast, START + MINUTE)

    assert timer(ticket, FIRST).due_at == START + 20 * MINUTE
    assert SlaVersion.objects.count() == 3


def test_what_would_change_is_known_before(cast: Cast) -> None:
    mine, other = opened(cast), opened(cast, by=cast.wendell)
    replied(cast, other, now=START + MINUTE)
    opened(cast, by=cast.nick)
    book = book_of(cast.inkwell)

    found = effects_of(cast.max, planned(cast.max, book, terms()), START + 2 * MINUTE)

    # The other one waits, so that nothing is due before and after.
    assert (found.looked, found.changed, found.more) == (2, 1, False)
    assert {(row[0], row[1], row[3]) for row in found.rows} == {
        (mine, FIRST, START + HOUR),
        (mine, SOLVED, START + 10 * HOUR),
    }
    assert found.words == "1 open ticket gets new due times."
    assert SlaVersion.objects.count() == 0 and verbs(mine) == ["open"]


def test_the_preview_tells_what_the_sweep_then_does(cast: Cast) -> None:
    tickets = [opened(cast) for _number in range(3)]
    policies = planned(cast.max, book_of(cast.inkwell), terms(times={NEXT: 0, SOLVED: 0}))
    found = effects_of(cast.max, policies, START + MINUTE)
    policy(cast, times={NEXT: 0, SOLVED: 0})
    follow(cast, START + MINUTE)

    kept = {(row.ticket_id, row.target): row.due_at for row in TicketTimer.objects.all()}
    for ticket, target, _before, after in found.rows:
        assert kept.get((ticket.pk, target)) == after
    assert found.changed == len(tickets) == len({ticket for ticket, *_rest in found.rows})
