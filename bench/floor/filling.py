"""The tables and rows of the floor."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from django.apps import apps
from django.db import connection, transaction

from bench.filling.words import VOCABULARY

from .models import Client, Order, Service, State, User, Writer

#: Few words, as in the titles and names of one trade.
WORDS = VOCABULARY[::90]
ORDERS, CLIENTS, WRITERS, SERVICES = 10_000, 400, 40, 8


def ensure(version: str, now: dt.datetime) -> None:
    """Have the floor's tables in the connected database as this version of them is, with their rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('floor_order'))")
        if cursor.fetchone() == (version,):
            return
    with transaction.atomic():
        _make()
        _fill(now)
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON TABLE floor_order IS '{version}'")


def _make() -> None:
    models = list(apps.get_app_config("floor").get_models())
    tables = ", ".join(f'"{model._meta.db_table}"' for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {tables} CASCADE")
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)


def _fill(now: dt.datetime) -> None:
    User.objects.bulk_create(User(email=f"person{number}@floor.example") for number in range(100))
    rng = random.Random(5)
    named = {
        model: model.objects.bulk_create(model(name=_words(rng, 2)) for _row in range(count))
        for model, count in ((Client, CLIENTS), (Writer, WRITERS), (Service, SERVICES))
    }
    Order.objects.bulk_create(
        (
            _order(
                number,
                now - dt.timedelta(hours=number),
                rng,
                client=rng.choice(named[Client]),
                writer=rng.choice(named[Writer]),
                service=rng.choice(named[Service]),
            )
            for number in range(ORDERS, 0, -1)
        ),
        batch_size=1_000,
    )


def _order(number: int, placed: dt.datetime, rng: random.Random, **parties: object) -> Order:
    return Order(
        number=f"FLO-2026-{number:05}",
        title=_words(rng, 3),
        state=rng.choice(State.values),
        price=Decimal(rng.randrange(5_000, 90_000)) / 100,
        placed_at=placed,
        deadline=placed + dt.timedelta(days=7),
        delivered_at=placed + dt.timedelta(days=5),
        **parties,
    )


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count)).capitalize()
