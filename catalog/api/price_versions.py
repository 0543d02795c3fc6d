"""`/api/v1/orders/catalog/versions/`: every version of the price list, what each changed, and withdrawing the
newest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from rest_framework import serializers
from rest_framework.response import Response

from agencies.rules.agencies import edits_catalog, sees_catalog
from catalog.actions import price_versions
from catalog.models import PriceBook, PriceBookChange
from catalog.views.price_versions import book_or_404
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .catalog_rows import changes_shown
from .catalog_shapes import PriceChangeOut

ORDER, KINDS = ("-version",), (int,)
MANAGERS = only(sees_catalog)


class PriceVersionRowOut(Out):
    """A version of the price list. The first one, the starter price list, is nobody's."""

    version = fields.Whole(most=2_147_483_647)
    created_at = fields.Moment()
    created_by = fields.Text(allow_null=True, help_text="The public name.")
    is_current = fields.Flag()
    withdrawn_at = fields.Moment(allow_null=True)
    withdrawn_by = fields.Text(allow_null=True)
    part = fields.Text(allow_null=True, help_text="The part of the catalog that it changed.")
    changes_count = fields.Whole()

    example = {
        "version": 4,
        "created_at": "2026-03-02T09:00:00Z",
        "created_by": "Max",
        "is_current": True,
        "withdrawn_at": None,
        "withdrawn_by": None,
        "part": "services",
        "changes_count": 1,
    }


class PriceVersionOut(PriceVersionRowOut):
    """A version with all that it changed; `blocked` says why it cannot be withdrawn."""

    changes = PriceChangeOut(many=True)
    allowed = fields.Items(child=fields.Text())
    blocked = serializers.DictField(child=fields.Text())

    example = {
        **PriceVersionRowOut.example,
        "changes": [PriceChangeOut.example],
        "allowed": ["take_back"],
        "blocked": {},
    }


class PriceVersionViewSet(Resource):
    """Versions of the price list, which nothing changes."""

    lookup_field = "version_number"
    lookup_value_converter = "int"

    def thing(self, key: Any) -> PriceBook:
        """The version of that number."""
        return book_or_404(self.http, key)

    def shown(self, thing: PriceBook) -> dict[str, Any]:
        current = self._current()
        row = _columns(PriceBook.objects.visible_to(self.viewer).filter(pk=thing.pk)).get()
        reason = price_versions.why_not_take_back(thing, current) if not row["take_back__at"] else ""
        possible = not reason and not row["take_back__at"]
        return {
            **version_row(row, current.version),
            "changes": changes_shown(thing.changes.all()),
            "allowed": ["take_back"] if possible else [],
            "blocked": {"take_back": reason} if reason else {},
        }

    @endpoint(MANAGERS, PriceVersionRowOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the versions of the price list, the newest first."""
        current = self._current().version
        rows = _columns(PriceBook.objects.visible_to(self.viewer))
        return page(self, rows, lambda row: version_row(row, current), order=ORDER, kinds=KINDS)

    @endpoint(MANAGERS, PriceVersionOut)
    def retrieve(self, request: Any, version_number: int) -> Response:
        """Read a version with all that it changed."""
        return Response(self.shown(self.thing(version_number)))

    @verb("take-back", only(edits_catalog), PriceVersionOut, moves=True)
    def take_back(self, request: Any, version_number: int) -> Response:
        """Withdraw the newest version. The one before it is current again. Not possible once something was
        ordered or quoted by it."""
        book = self.thing(version_number)
        price_versions.take_back(actor=self.viewer, book=book, now=self.now)
        return Response(self.shown(book))

    def _current(self) -> PriceBook:
        return PriceBook.objects.visible_to(self.viewer).standing()[0]


def _columns(rows: Any) -> Any:
    parts = PriceBookChange.objects.filter(book=OuterRef("pk"), agency_id=OuterRef("agency_id"))
    return rows.values(
        *("version", "created_at", "created_by__public_name", "take_back__at", "take_back__by__public_name"),
        part=Subquery(parts.order_by("position").values("part")[:1]),
        changed=Count("changes"),
    )


def version_row(row: Mapping[str, Any], current: int) -> dict[str, Any]:
    """A version as the API shows it in a list."""
    return {
        "version": row["version"],
        "created_at": moment_text(row["created_at"]),
        "created_by": row["created_by__public_name"],
        "is_current": row["version"] == current,
        "withdrawn_at": moment_text(row["take_back__at"]),
        "withdrawn_by": row["take_back__by__public_name"],
        "part": row["part"],
        "changes_count": row["changed"],
    }
