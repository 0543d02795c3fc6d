"""Fetching one draft in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafts.models import OrderDraft
from drafts.rules.held_drafts import Holder, with_holder
from project.base.errors import NotVisible
from project.base.http import MemberRequest

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def draft_or_404(request: MemberRequest, public_id: str) -> WithAnnotations[OrderDraft, Holder]:
    """The draft of that id if the viewer may see it, with what holds it
    (`held_by`, "" for nothing). One query."""
    rows = with_holder(OrderDraft.objects.visible_to(request.viewer).select_related("account", "order"))
    draft = rows.filter(public_id=public_id).first()
    if draft is None:
        raise NotVisible()
    draft.agency = request.agency
    return draft
