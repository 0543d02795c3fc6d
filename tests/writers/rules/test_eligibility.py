"""May this writer take this order: every reason against, and all of them at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from orders.models import Order
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, account_of, place_order
from tests.helpers.many import copies
from tests.helpers.story import Story
from tests.orders.helpers.fees import given
from writers.rules import half_days
from writers.rules.eligibility import WriterEligibility

pytestmark = pytest.mark.django_db

Arrange = Callable[[Cast, Order], None]


def reasons(order: Order, name: str = "wendell", days: int = 0) -> list[str]:
    writer = getattr(load_cast(), name).membership
    found = WriterEligibility().explain(writer=writer, order=order, now=START + days * DAY)
    return [reason.words for reason in found]


def change(**fields: object) -> Arrange:
    """Wendell's membership, otherwise than it is."""
    return lambda cast, _order: Membership.objects.filter(pk=cast.wendell.member_id).update(**fields) and None


def as_client(cast: Cast, _order: Order) -> None:
    account_of(cast.clara).people.create(
        agency=cast.inkwell, membership=cast.wendell.membership, role="reader"
    )


def as_editor(cast: Cast, order: Order) -> None:
    order.editor = cast.wendell.membership


def as_asker(cast: Cast, order: Order) -> None:
    order.requested_by = cast.wendell.membership


def test_nothing_speaks_against_a_writer(cast: Cast) -> None:
    assert reasons(place_order(cast.clara)) == []


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (change(ended_at=START), "No longer a member of this agency."),
        (change(roles=["editor"]), "Does not have the writer role."),
        (as_client, "Belongs to this order’s client account."),
        (as_editor, "Is the editor of this order."),
        (as_asker, "Placed this order."),
    ],
)
def test_each_reason_by_itself(cast: Cast, arrange: Arrange, said: str) -> None:
    order = place_order(cast.clara)
    assert reasons(order) == []

    arrange(cast, order)

    assert reasons(order) == [said]


def test_the_deadline_is_the_last_moment(cast: Cast) -> None:
    order = place_order(cast.clara)

    assert reasons(order, days=9) == []
    assert reasons(order, days=10) == ["The order’s deadline has passed."]


def test_a_writer_of_another_agency(cast: Cast) -> None:
    assert reasons(place_order(cast.clara), "nora") == ["No longer a member of this agency."]


def test_all_reasons_come_at_once(cast: Cast) -> None:
    order = place_order(cast.clara)

    assert reasons(order, "clara", days=20) == [
        "Does not have the writer role.",
        "Placed this order.",
        "Belongs to this order’s client account.",
        "The order’s deadline has passed.",
    ]


def test_of_a_time_that_is_over_nothing_is_left() -> None:
    span = half_days.span(range(0), working_days=range(7), holidays=[], away=[(0, 4)])

    assert (span.working, span.free) == (0, 0)


def test_reviews_of_many_orders_cost_as_much_as_of_one(cast: Cast) -> None:
    order = given(Story(cast), cast.wanda).order
    Order.objects.filter(pk=order.pk).update(state="in_review")
    copies(Order.objects.get(pk=order.pk), 2)
    orders = list(Order.objects.select_related("agency").filter(state="in_review"))
    assert len(orders) == 3
    costs = []
    for some in (orders[:1], orders):
        with CaptureQueriesContext(connection) as queries:
            WriterEligibility().explain_reviews(editors=[cast.edith.membership], orders=some, now=START)
        costs.append(len(queries))

    assert costs == [4, 4]
