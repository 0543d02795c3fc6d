"""The API of histories: who reads whose, and what outsiders are told of few ratings."""

from __future__ import annotations

from typing import Any

import pytest

from project.base import clock
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.writers.helpers.feedback_rows import FeedbackRows
from tests.writers.helpers.portfolios import portfolio_of
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
LIST = "writer-management/feedback-history/"
MINE = f"{LIST}my-history/"


def of(member: Any) -> str:
    return f"{LIST}{member.membership.public_id}/"


def told(cast: Cast, ratings: int = 3) -> FeedbackRows:
    """Wendell: ratings of 5 by clients, one of 2 with a tag by an editor."""
    rows, at = FeedbackRows(cast), clock.now() - DAY
    for _number in range(ratings):
        rows.give(cast.wendell, 5, at=at, quality=4)
    for _number in range(2):
        rows.point(rows.give(cast.wendell, 2, at=at, direction=Direction.EDITOR_TO_WRITER), "canarytag")
    return rows


def test_a_writer_reads_all_of_their_own(cast: Cast) -> None:
    told(cast)

    found = Api(cast.wendell).get(MINE).json

    assert (found["average_rating"], found["raw_average"], found["total_feedbacks"]) == ("3.80", "3.80", 5)
    assert found["average_quality"] == "4.00" and found["average_timeliness"] is None
    assert {each["feedback_type"]: each["n"] for each in found["by_type"]} == {
        "editor_to_writer": 2,
        "client_to_writer": 3,
        "client_to_editor": 0,
    }
    assert {each["name"]: each["n"] for each in found["figures"]}["last_30_days"] == 5
    assert [(tag["name"], tag["orders"], tag["of"]) for tag in found["recurring_tags"]] == [
        ("canarytag", 2, 2)
    ]
    (listed,) = Api(cast.wendell).get(LIST).results
    assert {**listed, "as_of": found["as_of"]} == found


def test_the_desk_reads_everyones_and_nobody_else_does(cast: Cast) -> None:
    told(cast)

    for name in ("sam", "max", "otto"):
        names = [row["user"]["name"] for row in Api(getattr(cast, name)).get(LIST).results]
        assert len(names) == 3 and "Wendell H." in names, name
        assert Api(getattr(cast, name)).get(of(cast.wendell)).json["total_feedbacks"] == 5
    assert Api(cast.wanda).get(of(cast.wendell)).status == 404
    assert Api(cast.edith).get(f"{LIST}?user_id={cast.wendell.membership.public_id}").status == 404
    assert Api(cast.mara).get(of(cast.wendell)).status == 404
    assert Api(cast.clara).get(MINE).status == 403


def test_clients_read_what_clients_said_of_writers_who_show_themselves(cast: Cast) -> None:
    told(cast)
    asked = f"{LIST}?user_id={cast.wendell.membership.public_id}"
    assert (Api(cast.clara).get(asked).status, Api(cast.clara).get(LIST).results) == (404, [])
    portfolio_of(cast.wendell, visibility="clients", show_rating=True)

    answer = Api(cast.clara).get(asked)

    (found,) = answer.results
    assert (found["average_rating"], found["total_feedbacks"]) == ("5.00", 3)
    assert found["recurring_tags"] == found["criteria"] == [] and found["orders_with_points"] == 0
    assert "canarytag" not in answer.content.decode()
    assert {each["feedback_type"]: each["n"] for each in found["by_type"]}["editor_to_writer"] == 0
    assert Api(cast.clara).get(of(cast.wanda)).status == 404
    assert Api(cast.nick).get(of(cast.wendell)).status == 404


def test_average_of_one_rating_shown_like_two_hundred(cast: Cast) -> None:
    """Clients are told nothing of two ratings; whoever got them is told with n."""
    told(cast, ratings=2)
    portfolio_of(cast.wendell, visibility="public", show_rating=True)

    found = Api(cast.clara).get(of(cast.wendell)).json

    assert found["total_feedbacks"] == 0
    assert {each["n"] for each in (*found["figures"], *found["by_type"], *found["ratings"])} == {0}
    assert [name for name in found if "average" in name and found[name] is not None] == []
    assert Api(cast.wendell).get(MINE).json["by_type"][1]["n"] == 2


def test_a_rating_that_its_writer_shows_nobody_is_told_by_the_api(cast: Cast) -> None:
    told(cast)
    portfolio_of(cast.wendell, show_rating=False)

    found = Api(cast.clara).get(of(cast.wendell)).json

    assert (found["total_feedbacks"], found["average_rating"]) == (0, None)
    assert Api(cast.max).get(of(cast.wendell)).json["total_feedbacks"] == 5


def test_pages_of_the_list_are_by_name(cast: Cast) -> None:
    told(cast)

    first = Api(cast.max).get(f"{LIST}?page_size=2").json
    rest = Api(cast.max).get(first["next"]).json

    names = [row["user"]["name"] for row in (*first["results"], *rest["results"])]
    assert names == sorted(names) and len(names) == 3


def test_the_list_costs_the_same_for_many_rows(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows, desk = told(cast), Api(cast.max)
    desk.get(LIST)
    for _number in range(5):
        rows.give(cast.wanda, 3)

    with django_assert_max_num_queries(8):
        desk.get(LIST)
