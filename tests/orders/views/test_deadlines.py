"""The desk's pages for other hands and other deadlines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).in_progress()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


def test_the_page_says_who_has_it_and_what_is_paid(cast: Cast, sign_in: SignIn, story: Story) -> None:
    page = sign_in(cast.max).get(url_of(story.order, "writer/"))

    assert "Wendell H. loses this order and can still read everything up to the reassignment" in words_of(
        page
    )
    assert "Already has this order." in words_of(page)
    assert 'value="90.00"' in page.content.decode()


def test_another_writer_by_the_form(cast: Cast, sign_in: SignIn, story: Story) -> None:
    sent = {"writers": cast.wanda.membership.public_id, "fee": "75"}

    answer = sign_in(cast.max).post(url_of(story.order, "writer/"), sent, follow=True)

    assert "Wanda K." in words_of(answer)
    assert Order.objects.get(pk=story.order.pk).writer == cast.wanda.membership
    past = sign_in(cast.wendell).get(url_of(story.order))
    assert past.status_code == 200 and "Handed over" in words_of(past)


def test_a_refused_form_keeps_what_was_typed(cast: Cast, sign_in: SignIn, story: Story) -> None:
    client = sign_in(cast.sam)
    sent = {"client_deadline": "2026-03-20T12:00", "writer_deadline": "2026-03-21T12:00"}

    page = client.post(url_of(story.order, "deadlines/"), sent)

    assert page.status_code == 422
    assert "The writer’s deadline can’t be later than the client’s." in words_of(page)
    assert 'value="2026-03-20T12:00"' in page.content.decode()


def test_deadlines_by_the_form(cast: Cast, sign_in: SignIn, story: Story) -> None:
    sent = {"client_deadline": "2026-03-20T12:00", "writer_deadline": "2026-03-19T12:00"}

    page = sign_in(cast.sam).post(url_of(story.order, "deadlines/"), sent, follow=True)

    assert "You moved the deadline to Fri 20 Mar, 12:00" in words_of(page)
    assert f"{Order.objects.get(pk=story.order.pk).client_deadline:%d %H:%M}" == "20 12:00"


def test_in_a_revision_its_own_time_is_asked(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Story(cast).revision_requested()
    stop_clock(monkeypatch, told.now)
    client = sign_in(cast.sam)

    page = client.get(url_of(told.order, "deadlines/")).content.decode()
    client.post(url_of(told.order, "deadlines/"), {"due_at": "2026-03-28T12:00"})

    assert "id_due_at" in page and "id_client_deadline" not in page
    assert f"{told.order.revisions.get().due_at:%d %H:%M}" == "28 12:00"


def test_an_old_page_is_told(cast: Cast, sign_in: SignIn, story: Story) -> None:
    story.deliver()
    client = sign_in(cast.max)

    answer = client.post(
        url_of(story.order, "writer/"), {"writers": cast.wanda.membership.public_id, "fee": "75"}
    )

    assert answer.status_code == 409
    assert (
        "This is only possible while the state is “Assigned”, “In progress” or “Revision requested”"
        in words_of(answer)
    )
