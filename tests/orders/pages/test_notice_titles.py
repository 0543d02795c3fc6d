"""The bell names an order by its title only to who may read it now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Notice
from orders.actions import offers
from orders.pages.notice_titles import titles
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.order_acts import assign, reassign
from tests.orders.helpers.post import JOBS, Post
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIST = "/account/notices/"
SECRET = "The merger of Alpha and Beta"


def test_a_writer_who_declined_reads_no_title(cast: Cast, sign_in: SignIn, post: Post, monday: None) -> None:
    story = Story(cast, title=SECRET).offered()
    order = story.order
    post.empty()
    client = sign_in(cast.wendell)
    assert f"{order.number} Offered to you: {SECRET}" in words_of(client.get(LIST))

    offers.decline_offer(actor=cast.wendell, order=order, reason="", now=story.now)

    page = words_of(client.get(LIST))
    assert f"{order.number} Offered to you" in page and SECRET not in page


def test_a_former_writer_reads_no_title(cast: Cast, sign_in: SignIn, post: Post) -> None:
    story = Story(cast, title=SECRET)
    assign(story)
    post.empty()
    reassign(story)
    post.empty()

    page = words_of(sign_in(cast.wendell).get(LIST))
    assert "No longer assigned to you" in page and SECRET not in page
    assert SECRET in words_of(sign_in(cast.wanda).get(LIST))


def test_no_notice_keeps_a_title(cast: Cast, post: Post) -> None:
    Story(cast, title=SECRET).answered()
    for job in post.waiting():
        JOBS[job.task_name](**job.args)

    found = list(Notice.objects.all())
    assert found
    assert [row for row in found if SECRET in f"{row.detail} {row.about} {row.path}"] == []


def test_the_title_is_the_one_of_now(cast: Cast) -> None:
    order = make_order(cast, "offered")
    mine = titles(cast.clara, [order.number, "INK-Q-2026-00001", "nothing"])

    assert mine == {order.number: order.title}
    assert titles(cast.wanda, [order.number]) == titles(cast.nick, [order.number]) == {}


def test_queries_do_not_grow(cast: Cast, sign_in: SignIn, post: Post) -> None:
    make_order(cast, "placed")
    post.empty()
    client = sign_in(cast.max)
    one = queries_of(client, LIST)
    for _more in range(3):
        make_order(cast, "placed")
        post.empty()

    assert queries_of(client, LIST) == one == 4
