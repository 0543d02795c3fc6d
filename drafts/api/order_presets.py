"""`/api/v1/orders/order-presets/`: one's own presets and those that an account shares. Filling a draft or an
order with one is orders/api/preset_application.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.response import Response

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.actions import presets
from drafts.forms.presets import NAME, VALUE, PresetForm
from drafts.models import OrderDraft, OrderPreset
from drafts.pages.drafts import writers_of
from drafts.views.presets import preset_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

from .order_drafts import account_named
from .order_preset_rows import add_styles, columns, preset_row, rows_of, said_by
from .order_preset_shapes import NewPreset, PresetFields, PresetFilters, PresetOut

ORDER, KINDS = ("-updated_at", "-id"), (dt.datetime, int)
PLAIN = (
    "name",
    "description",
    "shared",
    "quantity",
    "locale",
    "format",
    "citation_style",
    "tone",
    "audience",
)
LONG = ("references", "house_notes")
THINGS = ("service", "subject", "quality")
CLIENTS = only(is_client)


class OrderPresetViewSet(Resource):
    """Presets of the caller."""

    def thing(self, key: str) -> OrderPreset:
        return preset_or_404(self.http, key)

    def shown(self, thing: OrderPreset) -> dict[str, Any]:
        return next(
            iter(rows_of(self.viewer, OrderPreset.objects.visible_to(self.viewer).filter(pk=thing.pk)))
        )

    @endpoint(CLIENTS, PresetOut, listed=True, query=PresetFilters)
    def list(self, request: Any) -> Response:
        """List your presets, and those shared in your accounts. Archived ones only when asked for."""
        rows = _filtered(OrderPreset.objects.visible_to(self.viewer), self.asked)
        return page(
            self, columns(self.viewer, rows), preset_row, order=ORDER, kinds=KINDS, prepare=add_styles
        )

    @endpoint(CLIENTS, PresetOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a preset."""
        return self.ok(self.thing(public_id))

    @endpoint(CLIENTS, PresetOut, status=201, body=NewPreset, creates=True)
    def create(self, request: Any) -> Response:
        """Create a preset."""
        account = account_named(self.http, self.body.get("account"))
        form = self._form(account, self.body)
        made = presets.create_preset(
            actor=self.viewer, account=account, fields=form.preset_fields, styles=form.styles, now=self.now
        )
        return self.created(made, f"/api/v1/orders/order-presets/{made.public_id}/")

    @endpoint(CLIENTS, PresetOut, body=PresetFields, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace a preset. What is not sent becomes empty."""
        return self._save(self.thing(public_id), self.body)

    @endpoint(CLIENTS, PresetOut, body=PresetFields, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a preset."""
        preset = self.thing(public_id)
        return self._save(preset, {**said_by(self.shown(preset)), **self.body})

    @endpoint(CLIENTS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Archive a preset. It is offered no more; `restore` brings it back."""
        presets.archive_preset(actor=self.viewer, preset=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("restore", CLIENTS, PresetOut)
    def restore(self, request: Any, public_id: str) -> Response:
        """Bring an archived preset back."""
        return self.ok(presets.restore_preset(actor=self.viewer, preset=self.thing(public_id)))

    @verb("duplicate", CLIENTS, PresetOut, status=201, creates=True)
    def duplicate(self, request: Any, public_id: str) -> Response:
        """Copy a preset, for yourself."""
        made = presets.duplicate_preset(actor=self.viewer, preset=self.thing(public_id), now=self.now)
        return self.created(made, f"/api/v1/orders/order-presets/{made.public_id}/")

    @verb("make-default", CLIENTS, PresetOut)
    def make_default(self, request: Any, public_id: str) -> Response:
        """Begin your new drafts with this preset."""
        preset = self.thing(public_id)
        presets.choose_default(actor=self.viewer, preset=preset, chosen=True)
        return self.ok(preset)

    @make_default.mapping.delete
    @endpoint(CLIENTS, PresetOut)
    def remove(self, request: Any, public_id: str) -> Response:
        """Begin your new drafts without this preset."""
        preset = self.thing(public_id)
        presets.choose_default(actor=self.viewer, preset=preset, chosen=False)
        return self.ok(preset)

    @verb("default", CLIENTS, PresetOut, method="get", detail=False, refusals=(404,))
    def default(self, request: Any) -> Response:
        """Read your default preset. 404 when there is none."""
        rows = (
            OrderPreset.objects.visible_to(self.viewer)
            .in_use()
            .filter(defaults__member_id=self.viewer.member_id)
        )
        found = rows.order_by(*ORDER).first()
        if found is None:
            raise NotVisible()
        return self.ok(found)

    def _form(self, account: ClientAccount, said: Mapping[str, Any], kept: Sequence[str] = ()) -> PresetForm:
        styles = said.get("style_preferences", ())
        data = {
            name: value
            for name, value in said.items()
            if name not in ("style_preferences", "account", "version")
        }
        for at, style in enumerate(styles):
            data |= {NAME.format(at): style["name"], VALUE.format(at): style["value"]}
        return bound(
            PresetForm,
            data,
            offering=current_offering(self.http.agency),
            writers=writers_of(self.http, OrderDraft(account=account)),
            kept=kept,
            rows=len(styles),
        )

    def _save(self, preset: OrderPreset, said: Mapping[str, Any]) -> Response:
        form = self._form(preset.account, said, (preset.locale, preset.source_locale))
        stored = presets.save_preset(
            actor=self.viewer,
            preset=preset,
            version=self.version(),
            fields=form.preset_fields,
            styles=form.styles,
            now=self.now,
        )
        return self.ok(stored)


def _filtered(rows: Any, asked: Mapping[str, Any]) -> Any:
    if asked["is_active"] != "all":
        rows = rows.filter(archived_at__isnull=asked["is_active"] == "true")
    for word in asked.get("search", "").split():
        rows = rows.containing(word)
    return rows
