"""The ladder of a ticket: on its page, in the queue, in mails and webhooks, and for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Mail
from agencies.states.sla import Target
from support.actions import ticket_moves
from support.actions.escalation import acknowledge_escalation, take_steps
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.mail import write_about_ticket
from support.models import Ticket
from support.rules.sla_policies import Step
from support.states.sla_policies import StepAct, Whom
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.pages import words_of
from tests.orders.helpers.support import stop_clock
from tests.support.helpers.sla_policies import policy
from tests.support.helpers.tickets import MINUTE, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
FIRST = Target.FIRST_REPLY
HOUR = 60 * MINUTE


def tell(percent: int, whom: str = Whom.MANAGERS, person_id: int | None = None) -> Step:
    return Step(percent, StepAct.NOTIFY, FIRST, whom, person_id)


def escalated(cast: Cast, *steps: Step, minutes: int = 30) -> Ticket:
    policy(cast, steps=steps or (tell(50), tell(100)))
    ticket = opened(cast)
    take_steps(agency=cast.inkwell, now=START + minutes * MINUTE)
    return ticket


def told(ticket: Ticket) -> set[str]:
    """Who gets mail of the steps that were taken."""
    for event in ticket.events.filter(verb="escalate"):
        write_about_ticket(event_id=event.pk, now=START + HOUR)
        write_about_ticket(event_id=event.pk, now=START + HOUR)
    mails = list(Mail.objects.values_list("recipient", flat=True))
    assert len(mails) == len(set(mails))
    return {address.split("@")[0] for address in mails}


def test_the_desk_reads_what_was_done_and_what_comes_next(cast: Cast, sign_in: SignIn) -> None:
    ticket, client = escalated(cast), sign_in(cast.sam)
    url = f"/support/{ticket.number}/"

    words = words_of(client.get(url))
    assert "First reply: 50%" in words and "not acknowledged yet" in words and "Next step" in words
    assert "Escalation" not in words_of(sign_in(cast.clara).get(url))
    assert client.post(f"{url}acknowledge/").url == url
    words = words_of(client.get(url))
    assert f"acknowledged by {cast.sam.membership.public_name}" in words
    assert f"{url}acknowledge/" not in client.get(url).content.decode()
    assert sign_in(cast.clara).post(f"{url}acknowledge/").status_code == 403
    press_ticket(actor=cast.sam, ticket=ticket, verb="close", now=START + HOUR)
    assert client.post(f"{url}acknowledge/").status_code == 409


def test_the_queue_lists_what_nobody_has_seen(cast: Cast, sign_in: SignIn) -> None:
    ticket, other, client = escalated(cast), opened(cast), sign_in(cast.sam)
    view = "/desk/support/?view=escalated"

    listed = words_of(client.get(view))
    assert ticket.number in listed and other.number not in listed
    assert "Escalated" not in words_of(sign_in(cast.clara).get("/support/"))
    client.post(f"/support/{ticket.number}/acknowledge/")
    assert ticket.number not in words_of(client.get(view))


@pytest.mark.parametrize(
    ("step", "people"),
    [
        (tell(50), {"max", "otto"}),
        (tell(50, Whom.SUPPORT), {"sam"}),
        (tell(50, Whom.ASSIGNEE), {"sam"}),
        (Step(50, StepAct.RAISE, FIRST, priority="high"), set()),
    ],
)
def test_whom_a_step_tells(cast: Cast, step: Step, people: set[str]) -> None:
    assert told(escalated(cast, step)) == people


def test_a_step_tells_one_person_or_whoever_has_it(cast: Cast) -> None:
    policy(cast, steps=(tell(50, Whom.ASSIGNEE), tell(50, Whom.PERSON, cast.otto.member_id)))
    ticket = opened(cast)
    handle_ticket(actor=cast.max, ticket=ticket, assignee=cast.max.membership, priority="normal", now=START)
    take_steps(agency=cast.inkwell, now=START + HOUR)

    assert told(ticket) == {"max", "otto"}


def test_the_management_is_told_of_a_step_that_could_not_be_taken(cast: Cast) -> None:
    policy(cast, steps=(Step(50, StepAct.REASSIGN, FIRST, Whom.PERSON, cast.sam.member_id),))
    ticket = opened(cast, by=cast.sam)
    take_steps(agency=cast.inkwell, now=START + HOUR)

    assert told(ticket) == {"max", "otto"}


def test_the_ladder_for_programs(cast: Cast) -> None:
    ticket, sam = escalated(cast), Api(cast.sam)
    address = f"support/tickets/{ticket.number}/"

    rows = sam.get(f"{address}escalations/").json["results"]
    assert [(row["target"], row["percent"], row["acknowledged_by"]) for row in rows] == [
        ("first_reply", 50, None)
    ]
    assert sam.get("support/tickets/?view=escalated").json["results"][0]["number"] == ticket.number
    assert sam.post(f"{address}acknowledge/").status == 200
    assert sam.get(f"{address}escalations/").json["results"][0]["acknowledged_by"]["name"]
    assert Api(cast.clara).get(f"{address}escalations/").status == 403
    assert Api(cast.clara).post(f"{address}acknowledge/").status == 403


def test_webhooks_are_told_which_step_was_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(
        ticket_moves, "announce", lambda **facts: said.append((facts["kind"], dict(facts["data"])))
    )
    ticket = escalated(cast)
    acknowledge_escalation(actor=cast.sam, ticket=ticket, now=START + HOUR)

    step = {"target": "first_reply", "percent": 50, "act": "notify", "result": "done"}
    known = {"number": ticket.number, "state": "open", "priority": "normal"}
    assert said[1:] == [
        ("ticket.escalated", {"verb": "escalate", **known, **step}),
        ("ticket.acknowledged", {"verb": "acknowledge", **known}),
    ]


def test_the_page_asks_a_constant_number_of_queries(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, counts = sign_in(cast.sam), []
    policy(cast, steps=tuple(tell(percent) for percent in (10, 20, 30, 40, 90)))
    ticket = opened(cast)
    for minutes in (7, 25):
        take_steps(agency=cast.inkwell, now=START + minutes * MINUTE)
        stop_clock(monkeypatch, START + minutes * MINUTE)
        client.get(f"/support/{ticket.number}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/support/{ticket.number}/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 18
