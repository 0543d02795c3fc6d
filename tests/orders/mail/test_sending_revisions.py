"""Mail about revisions: who is told of which act, and what nobody reads who may not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from agencies.models import Agency
from orders.actions import (
    calling_off,
    change_orders,
    revision_assignment,
    revision_deadlines,
    revision_requests,
    revision_scope,
    revision_verdicts,
)
from orders.actions.revision_requests import Point, PointAnswer
from orders.actions.revision_verdicts import Judged
from orders.actions.sweeps import remind_of_revisions
from orders.models import RevisionRequest
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import REVISION_FEE, Story
from tests.orders.helpers.post import Post, phrases, words
from tests.orders.helpers.revision_acts import OUT, out_of_scope, verdict, with_change, with_question

pytestmark = pytest.mark.django_db
Act = Callable[[Story], Any]
BOTH = ("max", "otto")


def facts(story: Story) -> dict[str, Any]:
    story.now += HOUR
    return {"revision": story.revision, "now": story.now}


def ask_beyond(story: Story) -> None:
    Agency.objects.filter(pk=story.cast.inkwell.pk).update(included_rounds=0)
    fresh = load_cast().clara
    revision_requests.request_revision(
        actor=fresh, summary="More", severity="moderate", points=[Point("x")], **story.tick()
    )


def beyond(cast: Cast) -> Story:
    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=0)
    return Story(load_cast()).revision_requested()


def propose(name: str) -> Act:
    return lambda told: revision_deadlines.propose_deadline(
        actor=getattr(told.cast, name), due_at=told.now + 9 * DAY, note="", **facts(told)
    )


def proposed(cast: Cast, name: str) -> Story:
    story = Story(cast).revision_requested()
    propose(name)(story)
    return story


def agree(name: str) -> Act:
    def act(told: Story) -> None:
        due = told.revision.proposals.get().due_at
        revision_deadlines.accept_deadline(actor=getattr(told.cast, name), due_at=due, **facts(told))

    return act


def judge(name: str, **changed: Any) -> Act:
    return lambda told: revision_scope.judge_scope(
        actor=getattr(told.cast, name), **facts(told), **verdict(**changed)
    )


def reopen(told: Story) -> None:
    revision_verdicts.judge_points(
        actor=told.cast.clara, verdicts={1: Judged("reopened", "Short")}, **facts(told)
    )


def accept_all(told: Story) -> None:
    both = {1: Judged("met"), 2: Judged("met")}
    revision_verdicts.judge_points(actor=told.cast.clara, verdicts=both, **facts(told))


def cancel(name: str) -> Act:
    return lambda told: revision_scope.cancel_revision(actor=getattr(told.cast, name), **facts(told))


def close(told: Story) -> None:
    RevisionRequest.objects.update(client_review=False)
    revision_verdicts.close_revision(actor=told.cast.sam, **facts(told))


def answer(told: Story) -> None:
    revision_verdicts.answer_question(actor=told.cast.clara, replies={1: "Both"}, **facts(told))


def give(told: Story) -> None:
    wanda = told.cast.wanda.membership
    revision_assignment.assign_revision(actor=told.cast.max, person=wanda, fee=REVISION_FEE, **facts(told))


def sweep(hours: int) -> Act:
    def act(told: Story) -> None:
        remind_of_revisions(agency=told.cast.inkwell, now=told.revision.due_at + hours * HOUR)

    return act


def offer(told: Story) -> None:
    items = [("Interview", Decimal(40))]
    change_orders.offer_change(actor=told.cast.max, items=items, note="Interview", hours=4, **facts(told))


def on_change(act: Callable[..., Any], name: str) -> Act:
    return lambda told: act(actor=getattr(told.cast, name), number=1, **facts(told))


def end(told: Story) -> None:
    money = {"refund": Decimal(0), "fee": Decimal(0)}
    calling_off.call_off_order(actor=told.cast.max, reason="Off", **money, **told.tick())


TOLD = "Revision requested"
TIME = "Different deadline proposed"
#: What -> (how it stands before, the act, who is told what).
TABLE: dict[str, tuple[Callable[[Cast], Story], Act, dict[str, str]]] = {
    "a request beyond the rounds": (
        lambda cast: Story(cast).delivered(),
        ask_beyond,
        dict.fromkeys(BOTH, "Revision awaiting your decision"),
    ),
    "within, says the desk": (
        beyond,
        judge("sam"),
        {"clara": "Decision on your revision request", "wendell": TOLD},
    ),
    "beyond, says the desk": (beyond, judge("max", **OUT), {"clara": "Decision on your revision request"}),
    "another writer": (
        lambda cast: Story(cast).revision_requested(),
        give,
        {"wanda": "Revision assigned to you"},
    ),
    "the client proposes": (
        lambda cast: Story(cast).revision_requested(),
        propose("clara"),
        {"wendell": TIME, **dict.fromkeys(BOTH, TIME)},
    ),
    "the writer proposes": (
        lambda cast: Story(cast).revision_requested(),
        propose("wendell"),
        {"clara": TIME},
    ),
    "the desk proposes": (
        lambda cast: Story(cast).revision_requested(),
        propose("sam"),
        {"clara": TIME},
    ),
    "the client agrees": (
        lambda cast: proposed(cast, "wendell"),
        agree("clara"),
        {"wendell": "Deadline agreed"},
    ),
    "the desk agrees": (
        lambda cast: proposed(cast, "clara"),
        agree("max"),
        {"clara": "Deadline agreed", "wendell": "Deadline agreed"},
    ),
    "a question": (
        lambda cast: Story(cast).revising(),
        lambda told: revision_requests.answer_points(
            actor=told.cast.wendell, answers={1: PointAnswer("question", "Which?")}, **facts(told)
        ),
        {"clara": "Question for you"},
    ),
    "its answer": (
        lambda cast: with_question(Story(cast).revising()),
        answer,
        {"wendell": "Your question has been answered"},
    ),
    "every point is met": (
        lambda cast: Story(cast).answered(),
        accept_all,
        {"wendell": "All points accepted"},
    ),
    "a point is reopened": (lambda cast: Story(cast).answered(), reopen, {"wendell": "Points reopened"}),
    "closed by the desk": (lambda cast: Story(cast).answered(), close, {"clara": "Revision closed"}),
    "taken back by the client": (
        lambda cast: Story(cast).revision_requested(),
        cancel("clara"),
        {"wendell": "Revision cancelled"},
    ),
    "cancelled by the desk": (
        lambda cast: Story(cast).revision_requested(),
        cancel("sam"),
        {"clara": "Revision cancelled", "wendell": "Revision cancelled"},
    ),
    "a day before it is due": (
        lambda cast: Story(cast).revising(),
        sweep(-24),
        {"wendell": "Revision due soon"},
    ),
    "when it is late": (
        lambda cast: Story(cast).revising(),
        sweep(1),
        {"wendell": "Revision overdue", **dict.fromkeys(BOTH, "Revision overdue")},
    ),
    "an offer": (
        lambda cast: out_of_scope(Story(cast).revision_requested()),
        offer,
        {"clara": "New change order"},
    ),
    "an offer accepted": (
        lambda cast: with_change(Story(cast).revision_requested()),
        on_change(change_orders.accept_change, "clara"),
        {"wendell": TOLD, **dict.fromkeys(BOTH, "Change order accepted")},
    ),
    "an offer dropped": (
        lambda cast: with_change(Story(cast).revision_requested()),
        on_change(change_orders.drop_change, "clara"),
        dict.fromkeys(BOTH, "Change order declined"),
    ),
    "an offer taken back": (
        lambda cast: with_change(Story(cast).revision_requested()),
        on_change(change_orders.withdraw_change, "max"),
        {"clara": "Change order withdrawn"},
    ),
    "called off": (
        lambda cast: Story(cast).revising(),
        end,
        {"clara": "Cancelled", "wendell": "Cancelled", "edith": "Cancelled"},
    ),
}


@pytest.mark.parametrize("what", TABLE)
def test_who_is_told(cast: Cast, post: Post, what: str) -> None:
    before, act, expected = TABLE[what]
    story = before(cast)
    post.skip()

    act(story)

    assert phrases(post.empty()) == expected


def test_the_price_of_more_work_is_told_to_client_and_desk_alone(cast: Cast, post: Post) -> None:
    story = with_change(Story(cast).revision_requested())
    post.skip()
    change_orders.accept_change(actor=cast.clara, number=1, **facts(story))

    mails = post.empty()

    assert {name for name, mail in mails.items() if "€48.00" in words(mail)} == {"max", "otto"}


def test_a_pending_scope_is_no_work_yet(cast: Cast, post: Post) -> None:
    """The writer hears of the request with the desk's yes, not before."""
    story = Story(cast).delivered()
    post.skip()
    ask_beyond(story)
    first = post.empty()
    revision_scope.judge_scope(actor=cast.max, **facts(story), **verdict())

    assert "wendell" not in first and "wendell" in post.empty()


def test_a_reminder_that_comes_too_late_is_not_sent(cast: Cast, post: Post) -> None:
    story = Story(cast).revising()
    post.skip()
    sweep(-24)(story)
    given = {1: PointAnswer("done", "x"), 2: PointAnswer("done", "y")}
    revision_requests.answer_points(actor=cast.wendell, answers=given, **facts(story))
    story.deliver("New")

    assert "wendell" not in post.empty()
