"""By when the commission of a draft could be done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from drafts.hooks import Room, Wanted, capacity

if TYPE_CHECKING:
    from drafts.models import OrderDraft
    from project.base.viewer import Viewer


def can_say(draft: OrderDraft) -> bool:
    """Whether enough is chosen to ask: a service and a quantity."""
    return draft.service is not None and bool(draft.quantity)


def room_for(viewer: Viewer, draft: OrderDraft, now: dt.datetime) -> Room | None:
    """See drafts.hooks.capacity; None as well for a draft of which nothing can be said yet."""
    if draft.service is None or not draft.quantity:
        return None
    wanted = Wanted(
        account_id=draft.account_id,
        asker_id=viewer.member_id,
        service=draft.service,
        quantity=draft.quantity,
        subject_id=draft.subject_id,
        locale=draft.locale,
        source_locale=draft.source_locale,
        deadline=draft.deadline,
    )
    return capacity()(agency=draft.agency, wanted=wanted, now=now)
