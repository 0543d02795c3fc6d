"""`writer-management/feedback/`: what it takes, and what each reader gets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account, shown_point
from writers.actions.feedback_sweeps import release_anonymous
from writers.models import Feedback
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
FEEDBACK = "writer-management/feedback/"


def body(order: Any, **facts: Any) -> dict[str, Any]:
    return {"order": order.number, "feedback_type": "client_to_writer", "overall_rating": 4, **facts}


def released(cast: Cast, **facts: Any) -> Feedback:
    return give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY, **facts)


def test_given_by_the_names_of_the_contract(cast: Cast) -> None:
    order = completed(cast)
    sent = body(order, quality_rating=None, specific_feedback="Thanks.", is_public=True)
    answer = Api(cast.clara).post(FEEDBACK, sent)

    assert answer.status == 201
    assert answer.json["order"] == order.number
    assert answer.json["specific_feedback"] == "Thanks."
    assert (answer.json["is_public"], answer.json["mine"]) == (True, True)
    again = Api(cast.clara).post(FEEDBACK, sent)
    assert (again.status, again.json["id"]) == (201, answer.json["id"])
    assert Api(cast.clara).post(FEEDBACK, {**sent, "overall_rating": 2}).status == 409
    assert Api(cast.clara).post(FEEDBACK, {**sent, "receiver": 2}).status == 404
    assert Api(cast.wendell).post(FEEDBACK, sent).status == 403


@pytest.mark.parametrize("value", [0, 6, "4", None, 4.5, True])
def test_a_rating_that_cannot_be(cast: Cast, value: Any) -> None:
    answer = Api(cast.clara).post(FEEDBACK, body(completed(cast), overall_rating=value))
    assert answer.status == 400
    assert "overall_rating" in answer.json["errors"]


def test_edits_with_their_history(cast: Cast) -> None:
    row = released(cast)
    path, clara = f"{FEEDBACK}{row.public_id}/", Api(cast.clara)
    edited = clara.patch(path, {"overall_rating": 3, "version": 1})
    assert (edited.status, edited.json["overall_rating"], edited.json["quality_rating"]) == (200, 3, 5)
    assert clara.patch(path, {"overall_rating": 2, "version": 1}).status == 409
    assert clara.patch(path, {"overall_rating": 2}).status == 400
    (change,) = clara.get(f"{path}history/").json["changes"]
    assert (change["field"], change["before"], change["after"]) == ("overall_rating", "4", "3")
    assert Api(cast.wanda).get(f"{path}history/").status == 404


def test_leave_to_publish_at_any_time(cast: Cast) -> None:
    row = released(cast)
    path = f"{FEEDBACK}{row.public_id}/"
    Api(cast.wendell).post(f"{path}contest/", {"reason": "No."})
    assert Api(cast.clara).patch(path, {"is_public": True}).json["is_public"] is True


def test_reply_contest_decision(cast: Cast) -> None:
    path = f"{FEEDBACK}{released(cast).public_id}/"
    wendell, max_ = Api(cast.wendell), Api(cast.max)
    assert wendell.post(f"{path}reply/", {"text": "Thanks."}).json["reply"] == "Thanks."
    assert wendell.post(f"{path}contest/", {"reason": "No."}).json["contest"]["outcome"] is None
    decision = {"outcome": "dismissed", "explanation": "It is true."}
    assert Api(cast.sam).post(f"{path}decide-contest/", decision).status == 403
    decided = max_.post(f"{path}decide-contest/", decision).json
    assert decided["contest"] == {"reason": "No.", **decision}
    assert wendell.post(f"{path}withdraw-contest/").status == 409


def test_received_with_statistics(cast: Cast) -> None:
    released(cast)
    shown_point(give(cast, Direction.EDITOR_TO_WRITER, completed(cast)))
    found = Api(cast.wendell).get(f"{FEEDBACK}received/").json
    assert len(found["results"]) == 2
    assert found["statistics"] == {"n": 2, "average": "4.00", "raw_average": "4.00"}
    assert [point["done"] for row in found["results"] for point in row["points"]] == [False]


def test_filters(cast: Cast) -> None:
    row = released(cast)
    wendell = Api(cast.wendell)
    for query, n in {
        "feedback_type=client_to_writer": 1,
        "feedback_type=editor_to_writer": 0,
        "min_rating=5": 0,
        f"order={row.order.number}": 1,
        "order=INK-2026-99999": 0,
    }.items():
        assert len(wendell.get(f"{FEEDBACK}?{query}").json["results"]) == n, query
    assert wendell.get(f"{FEEDBACK}?min_rating=9").status == 400


def test_an_anonymous_one_is_not_found_by_its_order(cast: Cast) -> None:
    """Nor does any field of it tell whose it is."""
    rows = [
        give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True, strengths=f"Number {n}.")
        for n in range(3)
    ]
    of_other_account(rows[2])
    assert Api(cast.edith).get(FEEDBACK).json["results"] == []
    assert Api(cast.max).get(FEEDBACK).json["results"] == []
    release_anonymous(agency=cast.inkwell, now=LATER)
    for reader in (cast.edith, cast.sam, cast.max):
        found = Api(reader).get(FEEDBACK).json["results"]
        assert len(found) == 3
        assert {(row["order"], row["from_user"], row["created_at"]) for row in found} == {(None, None, None)}
        assert Api(reader).get(f"{FEEDBACK}?order={rows[0].order.number}").json["results"] == []
    assert len(Api(cast.clara).get(f"{FEEDBACK}?order={rows[0].order.number}").json["results"]) == 1
