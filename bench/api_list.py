"""What a list of 50 orders costs by the API, beside the same rows by a plain ModelSerializer of Django REST
framework: both in one process, turn by turn, on the database of the demo.

    bin/run                                                  # once, so that there is a demo; it may go on
    DATA_DIR=var .venv/bin/python -m bench.api_list          # with the same DATA_DIR

The plain one is what the framework's tutorial writes: a ListAPIView with CursorPagination behind Django's own
session and authentication, `select_related` for its names, one query for the totals of its rows. It knows no
agency, no rights and no unread messages.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
os.environ.setdefault("DEMO", "1")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.authentication import SessionAuthentication  # noqa: E402
from rest_framework.generics import ListAPIView  # noqa: E402
from rest_framework.pagination import CursorPagination  # noqa: E402
from rest_framework.permissions import IsAuthenticated  # noqa: E402
from rest_framework.renderers import JSONRenderer  # noqa: E402

from accounts.actions.tokens import make_token, revoke_token  # noqa: E402
from accounts.models import AccessToken  # noqa: E402
from agencies.models import Membership  # noqa: E402
from orders.models import Order  # noqa: E402
from project.base import clock  # noqa: E402
from project.base.viewer import Member  # noqa: E402

ROUNDS, CALLS = 9, 20
PLAIN = {
    "ROOT_URLCONF": __name__,
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
}


class OrderSerializer(serializers.ModelSerializer):
    """As many fields as a row of ours, those of other rows by `source`."""

    service = serializers.CharField(source="service.key")
    unit = serializers.CharField(source="service.unit")
    account = serializers.CharField(source="account.name")
    account_id = serializers.CharField(source="account.public_id")
    requested_by = serializers.CharField(source="requested_by.public_name")
    writer = serializers.CharField(source="writer.public_name", default=None)
    writer_id = serializers.CharField(source="writer.public_id", default=None)
    total = serializers.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        model = Order
        fields = (
            *("number", "title", "state", "service", "quantity", "unit", "placed_at", "client_deadline"),
            *("writer_deadline", "delivered_at", "review_ends_at", "account", "account_id", "requested_by"),
            *("writer", "writer_id", "currency", "total", "writer_fee"),
        )


class Pages(CursorPagination):
    page_size = 50
    ordering = ("-placed_at", "-id")


class PlainOrders(ListAPIView):
    """The newest orders of an agency."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsAuthenticated,)
    renderer_classes = (JSONRenderer,)
    serializer_class = OrderSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        rows = Order.objects.filter(agency__memberships__user=self.request.user.pk)
        named = rows.select_related("service", "account", "requested_by", "writer")
        return named.annotate(total=Sum("lines__amount"))


urlpatterns = [path("orders/", PlainOrders.as_view())]


def main() -> None:
    member = Membership.objects.select_related("user", "agency").get(
        agency__code="INK", roles__contains=["manager"]
    )
    token, raw = _token(member)
    try:
        _compare(_ours(raw), _plain(member))
    finally:
        revoke_token(actor=Member(member.agency, membership=member), token=token, now=clock.now())


def _compare(ours: Callable[[], int], plain: Callable[[], int]) -> None:
    found: dict[str, list[float]] = {"ours": [], "plain": []}
    for _round in range(ROUNDS):
        found["ours"].append(_cost(ours))
        with override_settings(**PLAIN):
            found["plain"].append(_cost(plain))
    ratios = [one / other for one, other in zip(found["ours"], found["plain"], strict=True)]
    for name, costs in found.items():
        print(f"{name}: {statistics.median(costs) * 1000:.2f} ms of this process for a list of 50 orders")
    print(f"ratio: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); goal 0.50")


def _token(member: Membership) -> tuple[AccessToken, str]:
    """A token for this run alone."""
    return make_token(
        actor=Member(member.agency, membership=member),
        name=f"Bench {time.time_ns()}",
        read_only=True,
        days=1,
        now=clock.now(),
    )


def _ours(raw: str) -> Callable[[], int]:
    settings.THROTTLE_SCALE = 1000.0
    client = Client(headers={"host": "inkwell.localhost", "authorization": f"Token {raw}"})
    return lambda: _rows(client.get("/api/v1/orders/orders/"))


def _plain(member: Membership) -> Callable[[], int]:
    with override_settings(**PLAIN):
        session = SessionStore()
        session[SESSION_KEY] = str(member.user_id)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
        session.create()
        client = Client(headers={"host": "inkwell.localhost"})
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return lambda: _rows(client.get("/orders/"))


def _rows(answer: Any) -> int:
    assert answer.status_code == 200, answer.content
    return len(answer.json()["results"])


def _cost(call: Callable[[], int]) -> float:
    """Seconds of this process for one call, after some that nobody counts. The database's share is not in
    it."""
    for _warm in range(5):
        assert call() == 50
    begin = time.process_time()
    for _call in range(CALLS):
        call()
    return (time.process_time() - begin) / CALLS


if __name__ == "__main__":
    main()
