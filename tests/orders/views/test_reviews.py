"""The page on which a manager gives a review to an editor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import Membership
from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def edits(member: object, *roles: str) -> None:
    Membership.objects.filter(pk=member.member_id).update(roles=[*roles, "editor"])  # type: ignore[attr-defined]


def test_the_least_loaded_is_suggested(cast: Cast, sign_in: SignIn) -> None:
    edits(cast.wanda, "writer")
    Story(cast).claimed()
    story = Story(cast).in_review()

    answer = sign_in(cast.max).get(url_of(story.order, "review/editor/"))

    rows = [(row["name"], row["in_hand"], row["ticked"]) for row in answer.context["editors"]]
    assert rows == [("Wanda K.", 0, True), ("Edith M.", 1, False)]
    assert "1 of 5 reviews" in words_of(answer)


def test_who_wrote_it_is_not_on_the_list(cast: Cast, sign_in: SignIn) -> None:
    edits(cast.wendell, "writer")
    edits(cast.clara, "client")

    answer = sign_in(cast.max).get(url_of(Story(cast).in_review().order, "review/editor/"))

    assert [row["name"] for row in answer.context["editors"]] == ["Edith M."]


def test_nobody_can(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(pk=cast.edith.member_id).update(roles=["support"])

    answer = sign_in(cast.max).get(url_of(Story(cast).in_review().order, "review/editor/"))

    assert "No editor can review this order" in words_of(answer)


def test_it_is_given(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast).in_review().order
    client, url = sign_in(cast.max), url_of(order, "review/editor/")
    assert url in client.get(url_of(order)).content.decode()

    answer = client.post(url, {"editor": cast.edith.membership.public_id}, follow=True)

    assert "Edith M. has been assigned the review." in words_of(answer)
    assert Order.objects.get(pk=order.pk).editor == cast.edith.membership


@pytest.mark.parametrize("typed", ["", "zzz", "wendell"])
def test_a_wrong_choice_comes_back(cast: Cast, sign_in: SignIn, typed: str) -> None:
    order = Story(cast).in_review().order
    chosen = cast.wendell.membership.public_id if typed == "wendell" else typed

    answer = sign_in(cast.max).post(url_of(order, "review/editor/"), {"editor": chosen})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["editor"]


def test_the_same_queries_for_one_editor_and_for_more(cast: Cast, sign_in: SignIn) -> None:
    url, client = url_of(Story(cast).in_review().order, "review/editor/"), sign_in(cast.max)
    client.get(url)
    few = queries_of(client, url)
    edits(cast.wanda, "writer")
    edits(cast.otto, "owner")

    assert few == queries_of(client, url) == 8
