"""`/api/v1/orders/order-drafts/`: the drafts of one's client accounts. Placing one as an order is
orders/api/draft_conversion.py, asking for a quote quotes/api/quote_requests.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.api.prices import PricedOut, price_shown
from catalog.pricing.offering import current_offering
from catalog.pricing.paces import SHORTEST
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.actions import drafts
from drafts.actions.draft_views import note_viewed
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft
from drafts.pages.draft_list import SORTS
from drafts.pages.draft_list_reading import is_ready, is_unfinished, with_order
from drafts.pages.drafts import writers_of
from drafts.pricing.draft_price import estimate_draft
from drafts.rules.capacity import can_say, room_for
from drafts.rules.held_drafts import held
from drafts.views.fetching import accounts_to_order_for, draft_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, NotAllowed
from project.base.http import MemberRequest

from .order_draft_rows import columns, draft_row, draft_shown
from .order_draft_shapes import DraftFields, DraftFilters, DraftOut, EarliestOut, NewDraft

CLIENTS = only(is_client)
PATH = "/api/v1/orders/order-drafts/"


class OrderDraftViewSet(Resource):
    """Drafts of the caller’s client accounts."""

    def thing(self, key: str) -> OrderDraft:
        return draft_or_404(self.http, key)

    def shown(self, thing: OrderDraft) -> dict[str, Any]:
        return draft_shown(self.viewer, thing, self.now)

    @endpoint(CLIENTS, DraftOut, listed=True, query=DraftFilters)
    def list(self, request: Any) -> Response:
        """List the drafts of your accounts. Those that became orders only when asked for."""
        _label, order, kinds = SORTS[self.asked["sort"]]
        rows = _filtered(OrderDraft.objects.visible_to(self.viewer), self.asked, self.now)
        found = columns(self.viewer, with_order(rows, order), self.now, order)
        return page(
            self, found, lambda row: draft_row(self.http.agency, row, self.now), order=order, kinds=kinds
        )

    @endpoint(CLIENTS, DraftOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a draft."""
        return self.ok(self.thing(public_id))

    @endpoint(CLIENTS, DraftOut, status=201, body=NewDraft, creates=True)
    def create(self, request: Any) -> Response:
        """Create a draft."""
        said = dict(self.body)
        account = account_named(self.http, said.pop("account", None))
        fields = draft_fields(self.http, OrderDraft(account=account), said)
        made = drafts.begin_draft(actor=self.viewer, account=account, now=self.now, fields=fields)
        return self.created(made, f"{PATH}{made.public_id}/")

    @endpoint(CLIENTS, DraftOut, body=DraftFields, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace what a draft says. What is not sent becomes empty."""
        draft = self.thing(public_id)
        return self._save(draft, draft_fields(self.http, draft, self.body))

    @endpoint(CLIENTS, DraftOut, body=DraftFields, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a draft."""
        draft = self.thing(public_id)
        fields = draft_fields(self.http, draft, self.body)
        return self._save(draft, {name: fields[name] for name in self.body if name != "version"})

    @endpoint(CLIENTS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a draft. Within an hour, `restore` brings it back."""
        drafts.discard_draft(actor=self.viewer, draft=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("restore", CLIENTS, DraftOut)
    def restore(self, request: Any, public_id: str) -> Response:
        """Bring a deleted draft back, within an hour."""
        return self.ok(drafts.restore_draft(actor=self.viewer, public_id=public_id, now=self.now))

    @verb("duplicate", CLIENTS, DraftOut, status=201, creates=True)
    def duplicate(self, request: Any, public_id: str) -> Response:
        """Copy a draft with its files, without its deadline. One that became an order can be copied, too."""
        made = drafts.duplicate_draft(actor=self.viewer, draft=self.thing(public_id), now=self.now)
        return self.created(made, f"{PATH}{made.public_id}/")

    @verb("calculate-price", CLIENTS, PricedOut, moves=True, throttle="price")
    def calculate_price(self, request: Any, public_id: str) -> Response:
        """Price a draft as it is stored, line by line. What is missing for a price stands in `errors`."""
        return Response(price_shown(estimate_draft(self.http.agency, self.thing(public_id), self.now)))

    @verb("earliest-deadline", CLIENTS, EarliestOut, method="get", throttle="price")
    def earliest_deadline(self, request: Any, public_id: str) -> Response:
        """Read by when a draft, as it is stored, could be done with what writers have in hand."""
        draft = self.thing(public_id)
        room = room_for(self.viewer, draft, self.now)
        earliest, free = (moment_text(room.earliest), room.free) if room else (None, 0)
        found = {"earliest_deadline": earliest, "writers_free": free, "complete": can_say(draft)}
        return Response(found)

    @verb("update-last-viewed", CLIENTS, DraftOut, method="patch")
    def update_last_viewed(self, request: Any, public_id: str) -> Response:
        """Note that you have looked at a draft, now. Others have a time of their own."""
        draft = self.thing(public_id)
        note_viewed(actor=self.viewer, draft=draft, now=self.now)
        return self.ok(draft)

    def _save(self, draft: OrderDraft, fields: Mapping[str, Any]) -> Response:
        return self.ok(
            drafts.save_draft(
                actor=self.viewer, draft=draft, version=self.version(), fields=fields, now=self.now
            )
        )


def draft_fields(http: MemberRequest, draft: OrderDraft, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent as an action takes it, by the form of the page: every field of a draft. Raises
    Invalid."""
    data = {name: value for name, value in said.items() if name != "version"}
    writers = writers_of(http, draft, named) if (named := data.get("preferred_writer")) else []
    kept = (draft.locale, draft.source_locale)
    offering = current_offering(http.agency)
    form = bound(DraftForm, data, offering=offering, writers=writers, kept=kept, shown=False)
    return form.saved_fields()


def account_named(http: MemberRequest, wanted: str | None) -> ClientAccount:
    """The account that was named, or the only one. Raises Invalid where that is left open, NotAllowed for who
    orders for nobody."""
    accounts = accounts_to_order_for(http.viewer)
    if not accounts:
        raise NotAllowed(_("There is no account that you can place orders for."))
    found = [row for row in accounts if wanted in (None, row.public_id)]
    if len(found) != 1:
        raise Invalid({"account": _("Choose one of the accounts that you can place orders for.")})
    return found[0]


def _filtered(rows: Any, asked: Mapping[str, Any], now: Any) -> Any:
    if asked["converted"] != "all":
        rows = rows.filter(converted_at__isnull=asked["converted"] == "false")
    if (is_quote := asked.get("is_quote")) is not None:
        rows = held(rows, is_quote, now)
    if (ready := asked.get("ready")) is not None:
        rows = rows.filter((is_ready if ready else is_unfinished)(now + SHORTEST))
    for word in asked.get("search", "").split():
        rows = rows.containing(word)
    return rows
