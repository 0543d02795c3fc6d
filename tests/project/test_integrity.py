"""The database says no by itself: foreign agencies, changed history, impossible rows."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from drafts.models import OrderDraft
from orders.models import Delivery, LedgerEntry, Offer, Order, OrderEvent, OrderLine
from tests.helpers.cast import Cast
from tests.helpers.factories import account_of, make_draft, place_order
from tests.helpers.story import Story, make_order

pytestmark = pytest.mark.django_db


def check_now() -> None:
    """Run the deferred checks that a commit would run."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def is_of_agency(model: type[models.Model]) -> bool:
    return any(field.name == "agency" for field in model._meta.fields)


def inner_keys() -> list[tuple[type[models.Model], models.ForeignKey]]:
    """Every foreign key from a row of an agency to another row of an agency."""
    return [
        (model, field)
        for label in settings.OUR_APPS
        for model in apps.get_app_config(label).get_models()
        if is_of_agency(model)
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.name != "agency"
        and is_of_agency(field.related_model)
    ]


@pytest.mark.parametrize(
    ("model", "field"), inner_keys(), ids=lambda part: getattr(part, "__name__", None) or part.name
)
def test_every_inner_foreign_key_names_the_agency_too(
    cast: Cast, model: type[models.Model], field: models.ForeignKey
) -> None:
    """A two-column key to (agency_id, id) stands behind each; a new model without it fails here."""
    query = """
        SELECT count(*) FROM pg_constraint c
        WHERE c.contype = 'f' AND c.conrelid = %s::regclass AND c.confrelid = %s::regclass
          AND (SELECT array_agg(a.attname::text ORDER BY k.place)
               FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
          ) = ARRAY['agency_id', %s]
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [model._meta.db_table, field.related_model._meta.db_table, field.column])
        assert cursor.fetchone() == (1,)


def test_a_draft_for_another_agencys_account(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    check_now()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrderDraft.objects.filter(pk=draft.pk).update(account=account_of(cast.nick))
        check_now()


def test_an_order_for_another_agencys_writer(cast: Cast) -> None:
    order = make_order(cast, "assigned")
    check_now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(writer=cast.nora.membership)
        check_now()


def test_a_row_cannot_move_to_another_agency(cast: Cast) -> None:
    order = make_order(cast, "offered")
    check_now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(order=order).update(agency=cast.northwind)
        check_now()


@pytest.mark.parametrize("model", [OrderEvent, OrderLine, LedgerEntry])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_history_cannot_be_rewritten(cast: Cast, model: type[models.Model], change: str) -> None:
    order = make_order(cast, "completed")
    rows = model.objects.filter(order=order)
    assert rows.exists()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(order=order) if change == "update" else rows._raw_delete(rows.db)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "somewhere"},
        {"state": "on_hold"},
        {"resumes_to": "placed"},
        {"writer_fee": None},
        {"quantity": 0},
        {"state": "placed"},
    ],
)
def test_impossible_orders(cast: Cast, change: dict[str, object]) -> None:
    order = make_order(cast, "assigned")

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(**change)


def test_nobody_takes_two_sides(cast: Cast) -> None:
    order = make_order(cast, "delivered")

    for change in ({"editor": order.writer}, {"editor": order.requested_by}, {"writer": order.requested_by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(**change)


def test_a_correction_names_its_editor_and_what_it_corrects(cast: Cast) -> None:
    story = Story(cast).claimed().correct()
    first, second = story.order.deliveries.order_by("number")

    wrong = [
        (second, {"made_by": None}),
        (second, {"corrects": None}),
        (second, {"made_by": cast.wendell.membership}),
        (first, {"made_by": cast.edith.membership}),
        (second, {"corrected": True}),
        (first, {"verdict": "approved"}),
    ]
    for delivery, change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.filter(pk=delivery.pk).update(**change)


def test_one_order_per_draft_and_one_pending_delivery(cast: Cast) -> None:
    first, second = place_order(cast.clara), place_order(cast.clara)
    story = Story(cast).in_review()

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=second.pk).update(draft=first.draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            agency=cast.inkwell,
            order=story.order,
            number=2,
            delivered_by=cast.wendell.membership,
            delivered_at=story.now,
        )
