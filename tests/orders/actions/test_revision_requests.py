"""What a request carries, and what the agency's policy makes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.models import Agency
from agencies.rules import working_hours
from orders.actions import acceptance, deliveries, revision_requests, revision_scope
from orders.actions.revision_policy import save_policy
from orders.actions.revision_requests import Point
from orders.models import LedgerEntry, RevisionRequest, SeverityRule
from orders.rules import revision_policy
from orders.rules.revision_policy import Rule, rounds_used
from orders.rules.revisions import reads_staff_note
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story
from tests.orders.helpers.revision_acts import verdict
from tests.orders.helpers.support import upload

pytestmark = pytest.mark.django_db


def ask(story: Story, *points: Point, **options: Any) -> RevisionRequest:
    given = {
        "actor": story.cast.clara,
        "summary": "Shorter",
        "severity": "moderate",
        "now": story.now,
        **options,
    }
    return revision_requests.request_revision(
        order=story.order, points=points or [Point(issue="Too long")], **given
    )


def again(story: Story) -> Story:
    """The client accepts nothing, the answered revision stays; time for the next request."""
    story.now += HOUR
    return story.reread()


def test_a_request_carries_everything(cast: Cast) -> None:
    story = Story(cast).delivered()

    revision = ask(
        story,
        Point(issue="Wrong year", place="The market", wish="1854", category="facts"),
        urgent=True,
        priority=9,
        staff_note="For Friday",
        uploads=[upload()],
    )

    revision.refresh_from_db()
    assert (revision.urgent, revision.priority, revision.staff_note) == (True, 9, "For Friday")
    assert (revision.about.number, revision.asked_from) == (1, "delivered")
    assert revision.points.get().category == "facts"
    assert revision.attachments.count() == 1
    assert (revision.scope, revision.scope_rule, revision.uses_round) == ("within", "included", True)


def test_it_is_due_after_the_working_hours_of_its_severity(cast: Cast) -> None:
    story = Story(cast).delivered()
    calendar = working_hours.calendar_of(cast.inkwell)

    revision = ask(story, Point(issue="Wrong", place="All", wish="Right"), severity="critical")

    assert working_hours.between(calendar, story.now, revision.due_at) == dt.timedelta(hours=8)


@pytest.mark.parametrize(
    ("severity", "point", "field"),
    [
        ("major", Point(issue="x"), "point-1-wish"),
        ("critical", Point(issue="x", wish="y"), "point-1-place"),
        ("critical", Point(issue="x", place="y"), "point-1-wish"),
    ],
)
def test_the_severity_decides_what_a_point_must_say(
    cast: Cast, severity: str, point: Point, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(Story(cast).delivered(), point, severity=severity)

    assert set(refusal.value.errors) == {field}


def test_an_unknown_severity(cast: Cast) -> None:
    with pytest.raises(Invalid):
        ask(Story(cast).delivered(), severity="dreadful")


def test_a_later_time_holds_at_once_and_an_earlier_one_is_a_proposal(cast: Cast) -> None:
    late, early = Story(cast).delivered(), Story(cast).delivered()

    later = ask(late, wanted_by=late.now + 20 * DAY)
    sooner = ask(early, wanted_by=early.now + 4 * HOUR)

    assert later.due_at == late.now + 20 * DAY and later.proposals.get().state == "accepted"
    assert sooner.due_at > early.now + 4 * HOUR and sooner.proposals.get().state == "open"


@pytest.mark.parametrize("off", [-HOUR, 800 * DAY])
def test_a_time_that_cannot_be(cast: Cast, off: dt.timedelta) -> None:
    story = Story(cast).delivered()

    with pytest.raises(Invalid) as refusal:
        ask(story, wanted_by=story.now + off)

    assert set(refusal.value.errors) == {"wanted_by"}


def test_used_up_rounds_are_for_the_desk_to_judge(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=1)
    story = Story(load_cast()).answered()

    revision = ask(again(story))

    assert (revision.scope, revision.scope_rule) == ("pending", "used_up")
    with pytest.raises(
        WrongState, match=r"The agency has not yet decided whether this revision is part of the order."
    ):
        deliveries.start_work(actor=cast.wendell, order=story.reread().order, now=story.now)


def test_a_severity_that_uses_no_round_is_always_within(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=0)
    story = Story(load_cast()).delivered()

    revision = ask(story, severity="minor")

    assert (revision.scope, revision.scope_rule, revision.uses_round) == ("within", "no_round", False)


def test_after_completion_within_the_days_of_grace(cast: Cast) -> None:
    """The desk decides; the order is open again, and completing it a
    second time owes the writer nothing more."""
    story = Story(cast).completed()
    story.now += 6 * DAY
    revision = ask(story)

    assert (revision.scope, revision.scope_rule, revision.asked_from) == ("pending", "grace", "completed")
    order = story.reread().order
    assert (order.state, order.closed_at, order.review_left) == ("revision_requested", None, dt.timedelta(0))
    assert LedgerEntry.objects.filter(order=order, kind="writer_fee").count() == 1


def test_completing_again_books_no_second_fee(cast: Cast) -> None:
    story = Story(cast).completed()
    ask(story)
    revision_scope.judge_scope(actor=cast.max, revision=story.revision, now=story.now, **verdict())
    deliveries.start_work(actor=cast.wendell, **story.tick())
    given = {1: revision_requests.PointAnswer("done", "Shorter.")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)
    story.deliver("Short.").approve()
    acceptance.accept_order(actor=cast.clara, **story.tick())

    assert story.reread().order.state == "completed"
    assert LedgerEntry.objects.filter(order=story.order, kind="writer_fee").count() == 1


def test_after_the_days_of_grace(cast: Cast) -> None:
    story = Story(cast).completed()
    story.now += 8 * DAY

    with pytest.raises(WrongState, match=r"The period for requesting a revision on this order has ended."):
        ask(story)


def test_the_private_note_is_the_desks_and_the_clients(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    readers = {name for name, person in cast.of_inkwell.items() if reads_staff_note(person, story.revision)}

    assert readers == {"clara", "sam", "max", "otto"}


RULES = [
    Rule("minor", 4, True, True, False),
    Rule("moderate", 24, True, False, False),
    Rule("major", 32, True, False, True),
    Rule("critical", 8, True, True, True),
]


def save(actor: Any, **changed: Any) -> Agency:
    given = {"included_rounds": 3, "review_days": 10, "grace_days": 0, "length_tolerance": 5, **changed}
    given = {"severities": RULES, **given}
    return save_policy(actor=actor, **given)


def test_a_policy_is_obeyed(cast: Cast) -> None:
    save(cast.max)
    story = Story(load_cast()).delivered()

    with pytest.raises(Invalid):
        ask(story, Point(issue="Comma"), severity="minor")
    revision = ask(story, Point(issue="Comma", place="Line 2"), severity="minor")

    calendar = working_hours.calendar_of(cast.inkwell)
    assert revision.uses_round
    assert working_hours.between(calendar, story.now, revision.due_at) == dt.timedelta(hours=4)
    assert story.order.review_ends_at is not None
    assert SeverityRule.objects.filter(agency=cast.inkwell).count() == 4


def test_no_days_of_grace(cast: Cast) -> None:
    save(cast.otto)
    story = Story(load_cast()).completed()

    with pytest.raises(WrongState):
        ask(story)


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_only_management_sets_the_policy(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        save(getattr(cast, name))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"included_rounds": 21}, "included_rounds"),
        ({"review_days": 0}, "review_days"),
        ({"grace_days": 366}, "grace_days"),
        ({"severities": [Rule("minor", 401, True, True, False)]}, "minor-hours"),
        ({"severities": [Rule("awful", 4, True, True, False)]}, "severity"),
    ],
)
def test_a_policy_has_bounds(cast: Cast, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save(cast.max, **changed)

    assert set(refusal.value.errors) == {field}


def test_an_agencys_policy_is_its_own(cast: Cast) -> None:
    save(cast.max)

    assert revision_policy.rules_of(cast.northwind)["minor"] == revision_policy.DEFAULTS["minor"]


def test_rounds_used_are_never_more_than_requests(cast: Cast) -> None:
    story = Story(cast).answered()
    ask(again(story))
    found = list(story.order.revisions.all())

    assert rounds_used(found) == 2 <= len(found)
