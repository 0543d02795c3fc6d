"""`/api/v1/orders/order-presets/`: one's own presets and those that an account shares. Filling a draft or an
order with one is orders/api/preset_application.py."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from rest_framework.response import Response

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.actions import presets
from drafts.forms.presets import MOST_ROWS, NAME, VALUE, PresetForm
from drafts.models import OrderDraft, OrderPreset, PresetAddOn, PresetDefault, PresetStyle
from drafts.models.commission import LOCALES, NOTES_LIMIT
from drafts.pages.drafts import writers_of
from drafts.views.presets import preset_or_404
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

from .order_drafts import account_named

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


class Preference(Body):
    """One preference of style, in the client's own words."""

    name = fields.Text(max_length=60)
    value = fields.Text(max_length=240)


class PresetFields(Versioned):
    """What a preset says. A field that is empty says nothing."""

    name = fields.Text(max_length=80)
    description = fields.Text(max_length=240, required=False)
    shared = fields.Flag(required=False, help_text="Everyone in the account may use it.")
    service = fields.Slug(required=False, allow_null=True)
    subject = fields.Slug(required=False, allow_null=True)
    quality = fields.Slug(required=False, allow_null=True)
    quantity = fields.Whole(least=1, required=False, allow_null=True)
    locale = fields.Choice(choices=LOCALES, required=False, allow_blank=True)
    format = fields.Text(max_length=80, required=False)
    citation_style = fields.Text(max_length=40, required=False)
    tone = fields.Text(max_length=120, required=False)
    audience = fields.Text(max_length=200, required=False)
    references = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False)
    house_notes = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False)
    addons = fields.Items(child=fields.Slug(), max_length=50, required=False)
    preferred_writer = fields.Id(required=False, allow_null=True)
    style_preferences = fields.Items(child=Preference(), max_length=MOST_ROWS, required=False)

    example = {"name": "Blog post", "service": "blog-post", "quantity": 900, "tone": "warm", "version": 1}


class NewPreset(PresetFields):
    """A new preset, in the client account `account`, which may be left out by who orders for one alone."""

    version = None  # type: ignore[assignment]  # a new record has none
    account = fields.Id(required=False)

    example = {
        "name": "Blog post",
        "service": "blog-post",
        "quantity": 900,
        "tone": "warm",
        "style_preferences": [{"name": "numbers", "value": "in words up to twelve"}],
    }


class PresetFilters(Paged):
    is_active = fields.Choice(
        choices=["true", "false", "all"], default="true", help_text="Archived ones are not active."
    )
    search = fields.Text(max_length=80, required=False, help_text="Part of the name or the description.")


class PreferenceOut(Out):
    name = fields.Text()
    value = fields.Text()


class PresetOut(Out):
    """A preset. `usage_count` and `last_used_at` are counted from the drafts that it filled."""

    id = fields.Id()
    account = fields.Id()
    owner = fields.Id()
    name = fields.Text()
    description = fields.Text()
    shared = fields.Flag()
    service = fields.Text(allow_null=True)
    subject = fields.Text(allow_null=True)
    quality = fields.Text(allow_null=True)
    quantity = fields.Whole(allow_null=True)
    locale = fields.Text()
    format = fields.Text()
    citation_style = fields.Text()
    tone = fields.Text()
    audience = fields.Text()
    references = fields.Text()
    house_notes = fields.Text()
    addons = fields.Items(child=fields.Text())
    preferred_writer = fields.Id(allow_null=True)
    style_preferences = PreferenceOut(many=True)
    is_default = fields.Flag()
    is_active = fields.Flag()
    usage_count = fields.Whole()
    last_used_at = fields.Moment(allow_null=True)
    version = fields.Whole()
    created_at = fields.Moment()
    updated_at = fields.Moment()


class OrderPresetViewSet(Resource):
    """Presets of the caller."""

    def thing(self, key: str) -> OrderPreset:
        return preset_or_404(self.http, key)

    def shown(self, thing: OrderPreset) -> dict[str, Any]:
        return next(
            iter(_rows_of(self.viewer, OrderPreset.objects.visible_to(self.viewer).filter(pk=thing.pk)))
        )

    @endpoint(CLIENTS, PresetOut, listed=True, query=PresetFilters)
    def list(self, request: Any) -> Response:
        """List your presets, and those shared in your accounts. Archived ones only when asked for."""
        rows = _filtered(OrderPreset.objects.visible_to(self.viewer), self.asked)
        return page(
            self, _columns(self.viewer, rows), preset_row, order=ORDER, kinds=KINDS, prepare=_add_styles
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
        return self._save(preset, {**_said(self.shown(preset)), **self.body})

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

    def _form(self, account: ClientAccount, said: Mapping[str, Any]) -> PresetForm:
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
            rows=len(styles),
        )

    def _save(self, preset: OrderPreset, said: Mapping[str, Any]) -> Response:
        form = self._form(preset.account, said)
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


def _columns(viewer: Any, rows: Any) -> QuerySet[Any, Any]:
    addons = PresetAddOn.objects.filter(preset=OuterRef("pk"), agency_id=OuterRef("agency_id"))
    own = PresetDefault.objects.filter(
        agency_id=viewer.agency_id, preset=OuterRef("pk"), member_id=viewer.member_id
    )
    return rows.with_uses().values(
        *("pk", "id", "public_id", "version", "created_at", "updated_at", "archived_at", "uses", "last_use"),
        *(*PLAIN, *LONG, "account__public_id", "owner__public_id", "preferred_writer__public_id"),
        *(f"{name}__key" for name in THINGS),
        addon_keys=ArraySubquery(addons.order_by("addon__position", "id").values("addon__key")),
        is_default=Exists(own),
    )


def _add_styles(rows: list[dict[str, Any]]) -> None:
    found = defaultdict(list)
    mine = PresetStyle.objects.filter(preset_id__in=[row["pk"] for row in rows])
    for preset, name, value in mine.order_by("position").values_list("preset_id", "name", "value"):
        found[preset].append({"name": name, "value": value})
    for row in rows:
        row["styles"] = found[row["pk"]]


def _rows_of(viewer: Any, rows: Any) -> list[dict[str, Any]]:
    found = list(_columns(viewer, rows))
    _add_styles(found)
    return [preset_row(row) for row in found]


def preset_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A preset as the API shows it, of `_columns` with its `styles`."""
    return {
        "id": row["public_id"],
        "account": row["account__public_id"],
        "owner": row["owner__public_id"],
        **{name: row[name] for name in (*PLAIN, *LONG)},
        **{name: row[f"{name}__key"] for name in THINGS},
        "addons": row["addon_keys"],
        "preferred_writer": row["preferred_writer__public_id"],
        "style_preferences": row["styles"],
        "is_default": row["is_default"],
        "is_active": row["archived_at"] is None,
        "usage_count": row["uses"],
        "last_used_at": moment_text(row["last_use"]),
        "version": row["version"],
        "created_at": moment_text(row["created_at"]),
        "updated_at": moment_text(row["updated_at"]),
    }


def _said(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What a preset says, as a body would."""
    return {name: shown[name] for name in PresetFields().fields if name in shown and name != "version"}
