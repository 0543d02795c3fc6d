"""Fetching one draft, or whom a draft is for, in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from clients.models import ClientAccount
from clients.rules.accounts import can_order, know_account_role
from drafts.models import OrderDraft
from drafts.rules.held_drafts import Holder, with_holder
from project.base import clock, query
from project.base.compiled import Slot, compiled_key
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.viewer import Viewer

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@compiled_key
def _drafts(viewer: Viewer, public_id: Slot, now: Slot) -> Any:
    rows = with_holder(OrderDraft.objects.visible_to(viewer).select_related("account", "order"), now)
    return rows.annotate(own_role=F("account__people__role")).filter(public_id=public_id)


@compiled_key
def _price_columns(viewer: Viewer, public_id: Slot) -> Any:
    rows = OrderDraft.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.values_list("account__reverse_charge", "volume")


def draft_or_404(request: MemberRequest, public_id: str) -> WithAnnotations[OrderDraft, Holder]:
    """The draft of that id if the viewer may see it, with what holds it (`held_by`, "" for nothing), and
    the viewer's role in the client account for the rules. One query."""
    draft = next(iter(_drafts(request.viewer, public_id=public_id, now=clock.now())), None)
    if draft is None:
        raise NotVisible()
    know_account_role(request.viewer, draft.account_id, draft.own_role)
    draft.agency = request.agency
    found: WithAnnotations[OrderDraft, Holder] = draft
    return found


def require_draft(request: MemberRequest, public_id: str) -> tuple[bool, int]:
    """What of its price no form says: whether the client of that draft accounts for the tax, and its volume.
    Raises NotVisible unless the viewer may see it. One query."""
    found = next(iter(_price_columns(request.viewer, public_id=public_id)), None)
    if found is None:
        raise NotVisible()
    reverse_charge, volume = found
    return bool(reverse_charge), int(volume)


def accounts_to_order_for(viewer: Viewer) -> list[ClientAccount]:
    """The client accounts that the viewer may begin a draft for, by name. Two queries."""
    rows = ClientAccount.objects.visible_to(viewer).order_by("name", "id")
    return [account for account in rows if can_order(viewer, account.pk)]


def chosen_account(request: MemberRequest, accounts: list[ClientAccount]) -> ClientAccount | None:
    """The one of `accounts` that was sent as who pays, or the only one; None when that is left open."""
    wanted = query.public_id(request.POST, "account")
    return next((row for row in accounts if row.public_id == wanted or len(accounts) == 1), None)
