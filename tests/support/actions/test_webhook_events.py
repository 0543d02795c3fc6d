"""What webhooks are told of tickets."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from agencies.actions.webhook_events import known_kinds
from agencies.models import WebhookDelivery
from agencies.states.sla import Target
from support.actions.breaches import explain_breach, keep_overdue
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_moves import TICKETS
from support.actions.tickets import write_note
from support.models import TicketEvent
from support.states.tickets import MISSED_KIND, WEBHOOK_KIND_OF, WEBHOOK_KINDS
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast
from tests.support.helpers.tickets import MINUTE, asked, opened, replied

pytestmark = pytest.mark.django_db
#: Verbs that leave an event without being a row of the table; what is done to a ticket leaves no "handle".
OTHERS = {"open", "assign", "prioritise", "policy", "escalate", "unwatch"}


def told() -> list[tuple[str, dict[str, Any]]]:
    bodies = [json.loads(row.body) for row in WebhookDelivery.objects.order_by("pk")]
    return [(body["type"], body["data"]) for body in bodies]


def test_every_event_has_a_kind_and_every_kind_something() -> None:
    verbs = {row.verb for row in TICKETS.transitions} - {"handle"} | OTHERS
    assert set(WEBHOOK_KIND_OF) == verbs
    assert {*WEBHOOK_KIND_OF.values(), MISSED_KIND} == set(WEBHOOK_KINDS) <= set(known_kinds())


def test_whoever_listens_knows_the_state_of_each_ticket(cast: Cast) -> None:
    """Each event is told, so that a copy of the states never goes astray; what was written is not."""
    make_webhook(cast.max, "https://hooks.example.com/in", *WEBHOOK_KINDS)
    ticket, other = opened(cast, subject="Secret words"), opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    press_ticket(actor=cast.sam, ticket=ticket, verb="resume", now=START + 2 * MINUTE)
    write_note(actor=cast.sam, ticket=ticket, text="Secret words.", now=START + 3 * MINUTE)
    press_ticket(actor=cast.sam, ticket=ticket, verb="wait", now=START + 4 * MINUTE)
    merge_ticket(actor=cast.sam, ticket=other, into=ticket, now=START + 5 * MINUTE)

    events = TicketEvent.objects.order_by("pk").select_related("ticket")
    expected = [(WEBHOOK_KIND_OF[one.verb], one.ticket.number, one.to_state) for one in events]
    assert [(kind, data["number"], data["state"]) for kind, data in told()] == expected
    assert expected[-1] == ("ticket.absorbed", ticket.number, "open")
    assert "Secret" not in str(told())


def test_a_missed_target_is_told_once(cast: Cast) -> None:
    """By the sweep while it is overdue, and by nobody again: not when it ends, not when somebody says why."""
    make_webhook(cast.max, "https://hooks.example.com/in", MISSED_KIND)
    ticket, late = opened(cast), START + dt.timedelta(days=20)
    for _run in range(2):
        keep_overdue(agency=cast.inkwell, now=late)
    replied(cast, ticket, now=late + MINUTE)
    facts = {"target": Target.FIRST_REPLY, "run": 1, "cause": "volume", "note": "", "now": late + MINUTE}
    explain_breach(actor=cast.sam, ticket=ticket, **facts)  # type: ignore[arg-type]
    assert sorted((data["number"], data["target"], data["run"]) for _kind, data in told()) == [
        (ticket.number, "first_reply", 1),
        (ticket.number, "resolution", 1),
    ]

    asked(cast, ticket, now=late + 2 * MINUTE)
    replied(cast, ticket, now=late + dt.timedelta(days=20))
    assert told()[-1][1] | {"priority": ""} == {
        "number": ticket.number,
        "state": told()[-1][1]["state"],
        "priority": "",
        "target": "next_reply",
        "run": 1,
    }
