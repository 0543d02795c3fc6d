"""How many reviews an editor takes: their own page, the desk's, and what the queue says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.models import Order
from tests.helpers.capacity import workload
from tests.helpers.cast import Cast
from tests.helpers.pages import forms_of, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, url_of
from writers.models import EditorWorkload, PreferredService, PreferredSubject
from writers.rules.eligibility import WriterEligibility

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
OWN = "/editing/workload/"


def form(**fields: Any) -> dict[str, Any]:
    return {"version": 1, "max_active": 5, "accepting": "on", "message": "", "paused_until": "", **fields}


def of(cast: Cast) -> str:
    return f"/desk/people/{cast.edith.membership.public_id}/workload/"


def test_an_editor_sets_their_own(cast: Cast, sign_in: SignIn) -> None:
    edith = sign_in(cast.edith)
    assert "0 of 5 reviews" in words_of(edith.get(OWN))

    answer = edith.post(OWN, form(max_active=2, subjects=["travel"], services=["case-study"]))

    if answer.status_code != 302:
        raise AssertionError(answer.context["form"].errors)
    row = EditorWorkload.objects.get()
    assert (row.max_active, row.accepting, row.version) == (2, True, 2)
    assert PreferredSubject.objects.get().side == PreferredService.objects.get().side == "editor"
    page = edith.get(OWN)
    assert "0 of 2 reviews" in words_of(page) and 'value="travel"' in page.content.decode()


@pytest.mark.parametrize("name", ["max", "otto"])
def test_management_sets_it_for_an_editor(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(getattr(cast, name)).post(of(cast), form(max_active=3)).status_code == 302
    assert EditorWorkload.objects.get().member == cast.edith.membership


def test_support_reads_it(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    assert "0 of 5 reviews" in words_of(sam.get(of(cast)))
    assert "Save changes" not in words_of(sam.get(of(cast)))
    assert sam.post(of(cast), form()).status_code == 403


def test_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.wendell).get(OWN).status_code == 403
    assert sign_in(cast.edith).get(of(cast)).status_code == 403
    assert sign_in(cast.mara).get(of(cast)).status_code == 404
    assert (
        sign_in(cast.max)
        .get(of(cast).replace(cast.edith.membership.public_id, cast.wendell.membership.public_id))
        .status_code
        == 404
    )


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"max_active": "0"}, "max_active"),
        ({"max_active": "101"}, "max_active"),
        ({"accepting": "", "paused_until": "2020-01-01"}, "paused_until"),
        ({"accepting": "", "paused_until": "2099-01-01"}, "paused_until"),
        ({"paused_until": "2026-12-24"}, "paused_until"),
        ({"message": "x" * 201}, "message"),
        ({"subjects": ["nothing"]}, "subjects"),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    cast: Cast, sign_in: SignIn, fields: dict[str, Any], at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = sign_in(cast.edith).post(OWN, form(**{"message": "Back soon", **fields}))

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [at]
    assert not EditorWorkload.objects.exists()
    if at != "message":
        assert "Back soon" in answer.content.decode()


def test_a_stale_save_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    workload(cast.edith, max_active=7, version=4)

    answer = sign_in(cast.edith).post(OWN, form(max_active=3))

    assert answer.status_code == 422 and EditorWorkload.objects.get().max_active == 7
    assert "Save again to keep your version." in words_of(answer)
    assert sign_in(cast.edith).post(OWN, form(max_active=3, version=4)).status_code == 302


def test_the_queue_says_why_nothing_can_be_claimed(cast: Cast, sign_in: SignIn) -> None:
    """In the words of eligibility, instead of buttons that would refuse."""
    order, edith = Story(cast).in_review().order, sign_in(cast.edith)
    claim = url_of(order, "review/claim/")
    assert claim in {each.action for each in forms_of(edith.get("/editing/"))}
    workload(cast.edith, accepting=False, message="At a fair")

    page = edith.get("/editing/")

    assert not {claim, "/editing/next/"} & {each.action for each in forms_of(page)}
    (reason,) = WriterEligibility().explain_reviews(
        editors=[cast.edith.membership], orders=[Order.objects.get()], now=order.placed_at
    )[cast.edith.member_id, order.pk]
    assert reason.words in words_of(page) and "At a fair" in reason.words


def test_the_queue_costs_three_queries_more(cast: Cast, sign_in: SignIn) -> None:
    edith = sign_in(cast.edith)
    edith.get("/editing/")
    workload(cast.edith, max_active=3)
    assert queries_of(edith, "/editing/") <= 8
