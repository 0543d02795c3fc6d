"""The load of everybody, counted once more in another way, to prove the one that eligibility reads."""

from __future__ import annotations

from collections import defaultdict

from django.apps import apps

from agencies.models import Agency, Membership
from orders.models import Order, RevisionRequest
from orders.states.orders import LOADS, State

#: What the name of a stored count would begin with.
COUNTS = ("active_", "current_", "load", "open_", "reviews_")


def counted_one_by_one(agency: Agency) -> dict[int, tuple[int, int]]:
    """Orders (with revisions of other people's orders) and reviews in hand, by member, row by row."""
    orders: dict[int, int] = defaultdict(int)
    reviews: dict[int, int] = defaultdict(int)
    loads = Order.objects.filter(agency=agency, state__in=LOADS)
    for _pk, writer, editor, state in loads.values_list("pk", "writer_id", "editor_id", "state").iterator():
        orders[writer] += 1
        reviews[editor] += state == State.IN_REVIEW
    live = RevisionRequest.objects.live().filter(agency=agency).select_related("order")
    for request in live.iterator():
        if request.assignee_id and request.order.state in LOADS:
            orders[request.assignee_id] += 1
    people = Membership.objects.filter(agency=agency).values_list("pk", flat=True)
    return {pk: (orders[pk], reviews[pk]) for pk in people}


def stored_counts() -> list[str]:
    """Columns of this app that look like a stored count."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("writers").get_models()
        for field in model._meta.concrete_fields
        if field.name.startswith(COUNTS)
    ]
