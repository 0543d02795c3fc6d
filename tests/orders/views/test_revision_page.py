"""The page of one revision and those of its verbs: who reads what,
what is kept, how many queries it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from orders.actions import revision_deadlines, revision_requests
from orders.actions.revision_requests import PointAnswer
from orders.models import ChangeOrder, DeadlineProposal, PointNote, RevisionPoint, RevisionRequest
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.revision_acts import out_of_scope, with_change, with_question
from tests.orders.helpers.support import queries_of, stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
SECRET = "Between us: the director reads it"


def page_url(story: Story, verb: str = "") -> str:
    return url_of(story.order, f"revisions/1/{verb}")


def asked(cast: Cast, **options: Any) -> Story:
    """A request with everything that a request can carry."""
    story = Story(cast).delivered()
    revision_requests.request_revision(
        actor=cast.clara,
        order=story.order,
        summary="More market",
        severity="moderate",
        points=[
            revision_requests.Point("Too short", "The market", "Longer"),
            revision_requests.Point("Dull title", need="nice"),
        ],
        staff_note=SECRET,
        uploads=[upload("Photo notes.txt")],
        urgent=True,
        now=story.now,
        **options,
    )
    return story.reread()


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam", "max"])
def test_the_private_note_is_for_the_client_and_the_desk(cast: Cast, sign_in: SignIn, name: str) -> None:
    page = words_of(sign_in(getattr(cast, name)).get(page_url(asked(cast))))

    assert (SECRET in page) is (name in ("clara", "sam", "max"))
    assert "More market" in page and "Photo notes.txt" in page and "urgent" in page


@pytest.mark.parametrize("name", ["clara", "wendell"])
def test_an_answer_stays_inside_until_the_version_is_handed_over(
    cast: Cast, sign_in: SignIn, name: str
) -> None:
    story = Story(cast).revising()
    given = {1: PointAnswer("declined", "The brief says no."), 2: PointAnswer("question", "How lively?")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)

    page = words_of(sign_in(getattr(cast, name)).get(page_url(story)))

    assert ("The brief says no." in page) is (name == "wendell")
    assert "How lively?" in page


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "max"])
def test_the_price_of_more_work_is_for_the_client_and_the_desk(
    cast: Cast, sign_in: SignIn, name: str
) -> None:
    story = with_change(Story(cast).revision_requested())

    page = words_of(sign_in(getattr(cast, name)).get(page_url(story)))

    assert ("€48.00" in page) is (name in ("clara", "max"))


def test_what_changed_stands_beside_the_point(cast: Cast, sign_in: SignIn) -> None:
    page = words_of(sign_in(cast.clara).get(page_url(Story(cast).answered())))

    assert "Changes in this passage" in page and "loud" in page


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "max"])
def test_the_page_costs_the_same_for_much_and_little(cast: Cast, sign_in: SignIn, name: str) -> None:
    story = with_question(Story(cast).revising())
    client, url, counted = sign_in(getattr(cast, name)), page_url(story), []
    for _more in range(2):
        grow(story)
        client.get(url)
        counted.append(queries_of(client, url))

    assert counted == [13, 13]


def grow(story: Story) -> None:
    """Three more of everything that a revision has several of."""
    revision, now = story.revision, story.now
    last = revision.points.count()
    for at in range(last + 1, last + 4):
        point = RevisionPoint.objects.create(
            agency=revision.agency, revision=revision, position=at, issue=f"x{at}"
        )
        for person in (story.cast.wendell, story.cast.clara):
            PointNote.objects.create(
                agency=revision.agency, point=point, kind="done", text="y", by=person.membership, at=now
            )
    for days in (20 + last, 30 + last, 40 + last):
        revision_deadlines.propose_deadline(
            actor=story.cast.clara, revision=story.revision, due_at=now + days * DAY, note="", now=now
        )
    for number in range(last + 1, last + 4):
        change = ChangeOrder.objects.create(
            agency=revision.agency,
            order=story.order,
            revision=revision,
            number=number,
            state="dropped",
            note="n",
            hours=1,
            valid_until=now,
            offered_by=story.cast.max.membership,
            offered_at=now,
            answered_at=now,
        )
        change.lines.create(
            agency=revision.agency, position=1, kind="custom", label="l", base=1, multiplier=1, amount=1
        )


#: Three of those of `person/` are what people have set and have in hand.
PAGES = [("questions/", "clara", 10), ("scope/", "max", 9), ("person/", "max", 13)]


@pytest.mark.parametrize(("verb", "name", "wanted"), PAGES)
def test_the_pages_of_verbs_cost_the_same_for_much_and_little(
    cast: Cast, sign_in: SignIn, verb: str, name: str, wanted: int
) -> None:
    story = with_question(Story(cast).revising())
    client, url, counted = sign_in(getattr(cast, name)), page_url(story, verb), []
    for _more in range(2):
        grow(story)
        client.get(url)
        counted.append(queries_of(client, url))

    assert counted == [wanted] * 2


REFUSED = [
    ("verdicts/", "clara", {"point-1-verdict": "reopened"}, "Describe what is still missing or wrong."),
    ("verdicts/", "clara", {"point-1-why": "Still short"}, "Choose “No, not met” or clear what you wrote."),
    ("verdicts/", "clara", {"point-1-verdict": "perhaps"}, "Select a valid choice"),
    ("verdicts/", "clara", {"point-1-verdict": "reopened", "point-1-why": "x" * 2001}, "at most 2000"),
    ("verdicts/", "clara", {}, "at least one point"),
]


@pytest.mark.parametrize(("verb", "name", "typed", "words"), REFUSED)
def test_a_refused_verdict_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn, verb: str, name: str, typed: dict[str, str], words: str
) -> None:
    story = Story(cast).answered()
    page = sign_in(getattr(cast, name)).post(page_url(story, verb), typed)

    assert page.status_code == 422 and words in words_of(page)
    assert all(value in page.content.decode() for value in typed.values() if value != "perhaps")
    assert story.reread().order.state == "delivered"


ODD = ["a\x00b", "x" * 100_000, "９９９", "0001-01-01T00:00", "9999-12-31T23:59", "-1", "1e9"]


def test_odd_input_is_never_an_error_of_ours(cast: Cast, sign_in: SignIn) -> None:
    story = with_question(Story(cast).revising())
    clara, max_ = sign_in(cast.clara), sign_in(cast.max)

    for odd in ODD:
        with transaction.atomic():  # what one of them stores, the next does not find
            pages = [
                clara.post(page_url(story, "questions/"), {"point-1-reply": odd}),
                clara.post(page_url(story, "deadline/"), {"due_at": odd, "note": odd}),
                clara.post(page_url(story, "deadline/agreement/"), {"due_at": odd}),
                clara.post(page_url(story, "change/acceptance/"), {"change": odd}),
                max_.post(
                    page_url(story, "scope/"), {"within": odd, "clause": odd, "severity": odd, "cause": odd}
                ),
                max_.post(page_url(story, "person/"), {"person": odd}),
                max_.post(
                    page_url(story, "change/"), {"note": odd, "hours": odd, "label_1": odd, "amount_1": odd}
                ),
            ]
            transaction.set_rollback(True)

        assert {page.status_code for page in pages} <= {302, 400, 409, 422}, odd[:20]


def test_an_offer_keeps_its_lines_when_it_is_refused(cast: Cast, sign_in: SignIn) -> None:
    story = out_of_scope(Story(cast).revision_requested())
    page = sign_in(cast.max).post(
        page_url(story, "change/"),
        {"label_1": "Interview", "amount_1": "12,5x", "label_2": "Photos", "note": "More"},
    )

    text = page.content.decode()
    assert page.status_code == 422 and all(word in text for word in ("Interview", "12,5x", "Photos", "More"))
    assert not ChangeOrder.objects.exists()


def test_two_clicks_on_an_offer(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    story = with_change(Story(cast).revision_requested())
    stop_clock(monkeypatch, story.now + HOUR)
    client = sign_in(cast.clara)

    answers = [client.post(page_url(story, "change/acceptance/"), {"change": "1"}) for _twice in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert story.reread().order.state == "revision_requested"


def test_a_time_that_changed_meanwhile(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clara agrees to what she read; Wendell has proposed another time since."""
    story = Story(cast).revision_requested()
    stop_clock(monkeypatch, story.now)
    for days in (8, 9):
        revision_deadlines.propose_deadline(
            actor=cast.wendell, revision=story.revision, due_at=story.now + days * DAY, note="", now=story.now
        )

    read = (story.now + 8 * DAY).isoformat()
    page = sign_in(cast.clara).post(page_url(story, "deadline/agreement/"), {"due_at": read})

    assert page.status_code == 409 and "A different deadline has since been proposed." in words_of(page)
    assert DeadlineProposal.objects.filter(state="open").count() == 1


def test_a_round_that_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).answered()
    client = sign_in(cast.clara)

    for number in ("0", "2", "99999999999999999999"):
        assert client.get(url_of(story.order, f"revisions/{number}/")).status_code == 404


def test_whoever_is_only_asked_to_write_reads_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).answered()
    assert sign_in(cast.wanda).get(page_url(story)).status_code == 404
    assert RevisionRequest.objects.visible_to(cast.wanda).count() == 0
