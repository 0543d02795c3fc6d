"""Who is told of what happens in a dispute: people by mail, programs by webhook."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from agencies.models import WebhookDelivery
from support.actions import disputes, disputes_settling
from support.actions.disputes_sweeps import tell_of_silence
from support.actions.disputes_terms import Terms
from support.states.disputes_words import DISPUTE_KINDS
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.orders.helpers.post import Post, phrases, words
from tests.support.helpers.disputes import CLAIM, CLOSE, PART, Case, set_policy

pytestmark = pytest.mark.django_db
Step = Callable[[Case], object]
DESK, MANAGERS = ("sam", "max", "otto"), ("max", "otto")


def to(names: tuple[str, ...], said: str) -> dict[str, str]:
    return dict.fromkeys(names, said)


#: What -> (how the case stands before, the act, who is told what by mail). Who did it is not told.
TABLE: dict[str, tuple[Step, Step, dict[str, str]]] = {
    "answered": (
        lambda case: None,
        lambda case: case.answered(),
        to((*DESK, "clara"), "Response in the dispute"),
    ),
    "manager asked for": (
        lambda case: None,
        lambda case: disputes.escalate(actor=case.cast.clara, **case.tick()),
        to(MANAGERS, "A manager is asked for"),
    ),
    "proposed": (
        lambda case: case.answered(),
        lambda case: disputes_settling.propose(actor=case.cast.max, terms=CLOSE, **case.tick()),
        to(("clara", "wendell"), "Settlement proposed"),
    ),
    "accepted by one": (
        lambda case: case.proposed(CLOSE),
        lambda case: case.accept(case.cast.clara),
        to(DESK, "Proposal accepted"),
    ),
    "countered": (
        lambda case: case.proposed(CLOSE),
        lambda case: disputes_settling.counter(
            actor=case.cast.clara, number=1, terms=Terms("refund", "All.", percent=100), **case.tick()
        ),
        to((*DESK, "wendell"), "Counterproposal in the dispute"),
    ),
    "settled": (
        lambda case: case.countered(),
        lambda case: disputes_settling.decide(actor=case.cast.max, terms=CLOSE, **case.tick()),
        to(("sam", "otto", "clara", "wendell", "edith"), "Dispute settled"),
    ),
    "withdrawn": (
        lambda case: None,
        lambda case: disputes.withdraw(actor=case.cast.clara, **case.tick()),
        to((*DESK, "wendell", "edith"), "Dispute withdrawn"),
    ),
    "appealed": (
        lambda case: case.decided(),
        lambda case: disputes.appeal(actor=case.cast.clara, text="Once more.", **case.tick()),
        to((*MANAGERS, "wendell"), "Decision appealed"),
    ),
    "a decision that needs a second person": (
        lambda case: (set_policy(case.cast, support_limit="1.00"), case.countered()),
        lambda case: disputes_settling.decide(actor=case.cast.max, terms=PART, **case.tick()),
        to(("otto",), "A decision needs a second person"),
    ),
    "silence": (
        lambda case: None,
        lambda case: tell_of_silence(agency=case.cast.inkwell, now=case.tick(4 * DAY)["now"]),
        to(DESK, "No response in the dispute"),
    ),
}


@pytest.mark.parametrize("what", TABLE)
def test_each_act_is_told_to_whom_it_concerns_once(cast: Cast, what: str) -> None:
    before, act, told = TABLE[what]
    case = Case(cast)
    before(case)
    case.reread()
    post = Post(cast).skip()
    act(case)

    assert phrases(post.empty(times=2)) == told


def test_an_opened_dispute_is_told_without_its_words(cast: Cast) -> None:
    post = Post(cast)
    case = Case(cast)

    mails = post.empty(times=2)

    told = {name: phrase for name, phrase in phrases(mails).items() if phrase == "Dispute opened"}
    assert told.keys() == {*DESK, "wendell", "edith"}
    assert all(CLAIM not in words(mail) for mail in mails.values())
    assert case.story.order.number in mails["wendell"].subject


def test_webhooks_are_told_of_each_act(cast: Cast) -> None:
    make_webhook(cast.max, "https://hooks.example.com/in", *DISPUTE_KINDS)
    Case(cast).decided()

    bodies = [
        json.loads(body) for body in WebhookDelivery.objects.order_by("pk").values_list("body", flat=True)
    ]

    assert [body["type"] for body in bodies] == [
        *("dispute.opened", "dispute.answered", "dispute.proposed", "dispute.countered", "dispute.settled")
    ]
    assert CLAIM not in json.dumps(bodies)
