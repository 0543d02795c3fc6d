"""Faults that reading the code of feedback found, each under its name."""

from __future__ import annotations

import pytest

from agencies.states.roles import Role
from clients.models import AccountPerson
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague, url_of
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account, said
from tests.writers.helpers.feedback_rows import FeedbackRows
from tests.writers.helpers.reviews import level, shown_point, stored_rubric
from writers.actions.feedback import Said
from writers.actions.feedback_contests import contest_feedback, reply_to_feedback
from writers.actions.feedback_edits import edit_feedback
from writers.actions.feedback_sweeps import release_anonymous
from writers.actions.feedback_verdict import judge_with_feedback
from writers.models import Feedback, FeedbackLevel, FeedbackPoint
from writers.own_data.feedback import parts
from writers.pages.feedback_detail import changes_of
from writers.pages.feedback_history import person_panel
from writers.rules.feedback import possible
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
API = "writer-management/feedback/"


def test_a_corrected_text_still_has_its_writer_and_its_editor(cast: Cast) -> None:
    order = Story(cast).claimed().correct().approve().order
    given = {
        name: [(each.direction, each.receiver_id) for each in possible(getattr(cast, name), order)]
        for name in ("clara", "wendell", "edith")
    }
    assert given == {
        "clara": [
            (Direction.CLIENT_TO_WRITER, cast.wendell.member_id),
            (Direction.CLIENT_TO_EDITOR, cast.edith.member_id),
        ],
        "wendell": [(Direction.WRITER_TO_CLIENT, None)],
        "edith": [(Direction.EDITOR_TO_WRITER, cast.wendell.member_id)],
    }


def test_a_receiver_who_manages_does_not_unmask_by_contesting(cast: Cast) -> None:
    rows = [give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True) for _each in range(3)]
    of_other_account(rows[2])
    release_anonymous(agency=cast.inkwell, now=LATER)
    member = cast.edith.membership
    member.roles = [*member.roles, Role.MANAGER]
    member.save()
    row = Feedback.objects.get(pk=rows[0].pk)
    contest_feedback(actor=cast.edith, feedback=row, reason="Not so.", now=LATER + DAY)

    html = browser(cast.edith).get(f"/feedback/{row.public_id}/").content.decode()
    listed = browser(cast.edith).get("/desk/feedback/?state=contested").content.decode()
    answer = Api(cast.edith).get(f"{API}{row.public_id}/").json
    for text in (html, listed):
        assert row.order.number not in text and cast.clara.membership.public_name not in text
    assert (answer["order"], answer["from_user"], answer["created_at"]) == (None, None, None)
    assert row.order.number in browser(cast.max).get(f"/feedback/{row.public_id}/").content.decode()


def test_a_flag_that_is_left_out_unmasks_nobody(cast: Cast) -> None:
    row = give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True)

    body = {"overall_rating": 3, "version": 1}
    answer = Api(cast.clara).put(f"{API}{row.public_id}/", body)

    row.refresh_from_db()
    assert answer.status == 200
    assert (row.overall, row.anonymous, row.released_at) == (3, True, None)


def test_an_edit_that_releases_shows_no_words_from_before(cast: Cast) -> None:
    order = completed(cast)
    row = give(cast, Direction.CLIENT_TO_WRITER, order, anonymous=True, strengths="HERON-BEFORE")
    give(cast, Direction.WRITER_TO_CLIENT, order)

    new = said(strengths="Otherwise.")
    row = edit_feedback(actor=cast.clara, feedback=row, said=new, version=1, now=LATER + DAY)

    assert row.released_at == LATER + DAY
    assert changes_of(cast.wendell, row) == []
    assert "HERON-BEFORE" not in browser(cast.wendell).get(f"/feedback/{row.public_id}/").content.decode()
    assert len(changes_of(cast.clara, row)) == 2


def test_staff_of_the_client_s_account_read_no_points_of_editors(cast: Cast) -> None:
    order = completed(cast)
    point = shown_point(cast, order)
    assert FeedbackPoint.objects.visible_to(cast.sam).filter(pk=point.pk).exists()

    AccountPerson.objects.create(agency=cast.inkwell, account=order.account, membership=cast.sam.membership)

    assert not FeedbackPoint.objects.visible_to(cast.sam).filter(pk=point.pk).exists()
    assert Api(cast.sam).get(f"writer-management/feedback-points/{point.public_id}/").status == 404


def test_the_next_editor_reads_the_former_editor_s_points(cast: Cast) -> None:
    story = Story(cast).claimed().returned()
    point = shown_point(cast, story.order)
    member = cast.wanda.membership
    member.roles = [Role.EDITOR]
    member.save()
    assert not FeedbackPoint.objects.visible_to(cast.wanda).filter(pk=point.pk).exists()

    story.order.editor = member
    story.order.save()

    assert FeedbackPoint.objects.visible_to(cast.wanda).filter(pk=point.pk).exists()


def test_one_figure_has_one_value_wherever_it_is_read(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    rows.give(cast.wendell, 5)
    rows.give(cast.wendell, 4, direction=Direction.EDITOR_TO_WRITER)
    rows.give(cast.wanda, 2)
    rows.give(cast.edith, 1, direction=Direction.CLIENT_TO_EDITOR)

    for member, address in ((cast.wendell, "/studio/feedback/"), (cast.edith, "/editing/feedback/")):
        api, key = Api(member), member.membership.public_id
        mine = api.get("writer-management/feedback-history/my-history/").json["average_rating"]
        stated = api.get(f"{API}received/").json["statistics"]["average"]
        of_desk = Api(cast.max).get(f"writer-management/feedback-history/{key}/").json["average_rating"]
        own = browser(member).get(f"{address}history/")
        desk = browser(cast.max).get(f"/desk/people/{key}/feedback/")
        panel = person_panel(cast.max, member.membership, LATER)
        assert panel is not None
        shown = {own.context["overall"].value, desk.context["overall"].value, panel.context["overall"].value}
        assert {mine, stated, of_desk} == {mine} and shown == {mine}


def test_a_criterion_leads_to_the_rows_it_counts(cast: Cast) -> None:
    rows, rubric = FeedbackRows(cast), stored_rubric(cast)
    by_rubric = rows.give(cast.wendell, 4, direction=Direction.EDITOR_TO_WRITER)
    without = rows.give(cast.wendell, 2, direction=Direction.EDITOR_TO_WRITER)
    step = level(rubric, 1, 2)
    FeedbackLevel.objects.create(
        agency=cast.inkwell, feedback=by_rubric, criterion=step.criterion, level=step, points=3
    )

    wendell = browser(cast.wendell)
    (figure,) = wendell.get("/studio/feedback/history/").context["criteria"]
    html = wendell.get(figure.url).content.decode()

    assert by_rubric.public_id in html and without.public_id not in html


def test_a_recurring_tag_leads_to_points_of_the_orders_it_counts(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    for number in range(12):
        facts = {"direction": Direction.EDITOR_TO_WRITER, "at": LATER + number * DAY}
        rows.point(rows.give(cast.wendell, 4, **facts), "tone", issue=f"Point {number:02}.")
    tag = rows.tag("tone").public_id

    page = browser(cast.wendell).get(f"/studio/feedback/history/?tag={tag}")

    assert [point.issue for point in page.context["points"]] == [f"Point {n:02}." for n in range(11, 1, -1)]
    assert page.context["tags"][0].words == "10 of 10 orders"


def test_ratings_are_called_the_same_for_all(cast: Cast) -> None:
    story = Story(cast).claimed()
    page = browser(cast.edith).get(f"/editing/{story.order.number}/").content.decode()
    assert "4 – Very good" in page and "Sound" not in page


def test_levels_that_an_editor_chose_are_shown_wherever_the_feedback_is(cast: Cast) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    facts = {"number": 1, "approve": True, "note": "", "said": Said({"overall": 4})}
    judge_with_feedback(actor=cast.edith, levels=[level(rubric, 1, 2)], **story.tick(), **facts)
    row = Feedback.objects.get()

    for address in (f"/feedback/{row.public_id}/", url_of(story.order)):
        assert '<dt dir="auto">Structure</dt>' in browser(cast.wendell).get(address).content.decode()
    answer = Api(cast.wendell).get(f"{API}{row.public_id}/").json
    chosen = [{"criterion": "Structure", "level": "Good", "points": 3}]
    assert (answer["levels"], answer["rubric"]) == (chosen, rubric.public_id)
    for member, name in ((cast.wendell, "feedback_received"), (cast.edith, "feedback_given")):
        (part,) = [each for each in parts(member) if each.name == name]
        assert [line["levels"] for line in part.rows] == [chosen]


def test_the_order_page_offers_what_can_be_given_and_nothing_else(cast: Cast) -> None:
    order = Story(cast).claimed().correct().approve().order
    give(cast, Direction.CLIENT_TO_EDITOR, order)
    other = colleague(cast, "payer")

    html = browser(other).get(url_of(order)).content.decode()
    assert "feedback/client_to_writer/" in html and "feedback/client_to_editor/" not in html
    reviewed = Story(cast).claimed().returned().order
    assert "feedback/editor_to_writer/" in browser(cast.edith).get(url_of(reviewed)).content.decode()
    ungiven = Story(cast).in_review().order
    assert "feedback/editor_to_writer/" not in browser(cast.edith).get(url_of(ungiven)).content.decode()


def test_a_reply_that_is_changed_is_told_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY)
    told: list[int] = []
    monkeypatch.setattr("writers.actions.feedback_moves.defer", lambda _name, event_id: told.append(event_id))

    for text in ("Thank you.", "Thank you!", "Thank you very much."):
        reply_to_feedback(actor=cast.wendell, feedback=row, text=text, now=LATER + 15 * DAY)

    assert len(told) == 1 and row.events.filter(verb="reply").count() == 3
