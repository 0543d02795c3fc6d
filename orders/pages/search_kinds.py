"""Further kinds of things that the search box finds: clients, presets, delivered texts, and what apps to the
right add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.models import OrderPreset
from orders.hooks.search import Found, each, search_kinds
from orders.models import Delivery
from orders.querysets.hits import Hits
from project.base.compiled import Among, Slot, compiled
from project.base.search import holds
from project.base.viewer import Member, Viewer


@dataclass(frozen=True)
class Kind:
    """Things of one kind that were found. `key` names the kind in the API."""

    key: str
    title: Any
    icon: str
    rows: Sequence[Found]


def more_kinds(viewer: Member, words: list[str], hits: Hits, most: int) -> list[Kind]:
    """Up to `most` of each kind; kinds without anything are left out."""
    found = [(key, kind, kind.find(viewer, words, most, hits.orders)) for key, kind in search_kinds.items()]
    return [
        *_accounts(viewer, words, most),
        *_presets(viewer, words, most),
        *_delivered(viewer, hits.deliveries, most),
        *(Kind(key, kind.title, kind.icon, rows) for key, kind, rows in found if rows),
    ]


def _accounts(viewer: Member, words: list[str], most: int) -> list[Kind]:
    """Client accounts, for the desk."""
    if not is_staff(viewer):
        return []
    rows = _account_rows(viewer, most=most, **each(words))
    url = "clients:desk_client"
    found = [Found(name, reverse(url, args=[public_id]), id=public_id) for name, public_id in rows]
    return [Kind("clients", _("Clients"), "building", found)] if found else []


@compiled
def _account_rows(viewer: Viewer, most: int, **words: Slot) -> QuerySet[Any, Any]:
    rows = ClientAccount.objects.visible_to(viewer)
    for word in words.values():
        rows = rows.filter(holds(word, "name"))
    return rows.order_by("name", "id").values_list("name", "public_id")[:most]


def _presets(viewer: Member, words: list[str], most: int) -> list[Kind]:
    """The viewer's own presets, and those shared with them."""
    if not is_client(viewer):
        return []
    rows = _preset_rows(viewer, most=most, **each(words))
    found = [
        Found(row.name, reverse("drafts:preset", args=[row.public_id]), row.description, id=row.public_id)
        for row in rows
    ]
    return [Kind("presets", _("Presets"), "template", found)] if found else []


@compiled
def _preset_rows(viewer: Viewer, most: int, **words: Slot) -> QuerySet[OrderPreset, OrderPreset]:
    rows = OrderPreset.objects.visible_to(viewer).in_use()
    for word in words.values():
        rows = rows.containing(word)
    return rows.order_by("name", "id")[:most]


def _delivered(viewer: Member, ids: list[int], most: int) -> list[Kind]:
    """Versions whose text holds the words, of those that the viewer may read; the newest few."""
    found = [
        Found(
            row.order.title,
            reverse("orders:order_delivery", args=[row.order.number, row.number]),
            _("%(number)s, version %(version)s") % {"number": row.order.number, "version": row.number},
            id=str(row.number),
            order=row.order.number,
        )
        for row in (_versions(viewer, most=most, ids=ids) if ids else [])
    ]
    return [Kind("deliveries", _("Delivered texts"), "file-text", found)] if found else []


@compiled
def _versions(viewer: Viewer, most: int, ids: Slot) -> QuerySet[Delivery, Delivery]:
    rows = Delivery.objects.visible_to(viewer).filter(Among("pk", ids)).select_related("order")
    columns = ("number", "order__number", "order__title")
    return rows.order_by("-delivered_at", "-id").only(*columns)[:most]
