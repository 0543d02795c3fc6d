"""The tables and rows of the floor."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from django.apps import apps
from django.db import connection

from bench.filling.words import VOCABULARY

from .models import Client, Order, Service, User, Writer

ORDERS, CLIENTS, WRITERS, SERVICES = 10_000, 400, 40, 8
STATES = ("placed", "in progress", "in review", "delivered", "completed")


def fill(now: dt.datetime) -> None:
    """Make the floor's tables in the connected database, and its orders."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("floor").get_models():
            editor.create_model(model)
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
        title=_words(rng, 4),
        state=rng.choice(STATES),
        price=Decimal(rng.randrange(5_000, 90_000)) / 100,
        placed_at=placed,
        deadline=placed + dt.timedelta(days=7),
        delivered_at=placed + dt.timedelta(days=5),
        **parties,
    )


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(VOCABULARY, k=count)).capitalize()
