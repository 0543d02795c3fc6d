"""The desk's list of waiting reviews, and the button that picks an editor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import Order
from tests.helpers.capacity import workload
from tests.helpers.cast import Cast
from tests.helpers.many import copies
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, url_of
from writers.models import EligibilityOverride

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIST = "/desk/reviews/"


def test_one_press_assigns_it(cast: Cast, sign_in: SignIn) -> None:
    order, otto = Story(cast).in_review().order, sign_in(cast.max)
    assert "Assign automatically" in words_of(otto.get(url_of(order, "review/editor/")))

    answer = otto.post(url_of(order, "review/pick/"))

    assert (answer.status_code, answer.url) == (302, url_of(order))
    assert Order.objects.get().editor == cast.edith.membership


def test_nobody_has_room_and_an_override_is_asked_for(cast: Cast, sign_in: SignIn) -> None:
    workload(cast.edith, accepting=False, message="At a fair")
    order, manager = Story(cast).in_review().order, sign_in(cast.max)

    refused = manager.post(url_of(order, "review/pick/"))
    assert refused.status_code == 422 and "At a fair" in words_of(refused)

    form = url_of(order, "review/editor/")
    page = manager.get(form)
    assert "At a fair" in words_of(page) and "Reason to assign it anyway" in words_of(page)
    assert "Assign automatically" not in words_of(page)
    chosen = {"editor": cast.edith.membership.public_id}
    again = manager.post(form, chosen)
    assert again.status_code == 422 and not Order.objects.get().editor_id
    assert manager.post(form, {**chosen, "override": "Agreed by phone"}).status_code == 302
    assert EligibilityOverride.objects.get().reason == "Agreed by phone"


def test_several_are_assigned_and_the_rest_says_why(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast).in_review().order
    numbers = [order.number, *(twin.number for twin in copies(order, 2))]
    workload(cast.edith, max_active=2)
    manager = sign_in(cast.max)
    assert all(number in words_of(manager.get(LIST)) for number in numbers)

    answer = manager.post(LIST, {"n": numbers})

    assert answer.status_code == 409 and "limit is 2" in words_of(answer)
    assert Order.objects.filter(editor=cast.edith.membership).count() == 2
    Order.objects.update(editor=None)
    assert manager.post(LIST, {"n": numbers[:2]})["Location"] == LIST
    assert manager.post(LIST, {}).status_code == 422


def test_support_reads_the_list(cast: Cast, sign_in: SignIn) -> None:
    order, sam = Story(cast).in_review().order, sign_in(cast.sam)

    assert order.number in words_of(sam.get(LIST))
    assert "Assign automatically" not in words_of(sam.get(LIST))
    assert sam.post(LIST, {"n": [order.number]}).status_code == 403
    assert sign_in(cast.edith).get(LIST).status_code == 403


def test_as_many_queries_for_three_rows_as_for_one(cast: Cast, sign_in: SignIn) -> None:
    order, manager = Story(cast).in_review().order, sign_in(cast.max)
    manager.get(LIST)
    one = queries_of(manager, LIST)
    copies(order, 2)

    assert queries_of(manager, LIST) == one <= 4
