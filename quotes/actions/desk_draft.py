"""What the desk writes into a quote before sending it: apart from the draft, which
the client may search, copy or get back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from drafts.actions.drafts import EDITABLE, changed_fields, write_draft
from drafts.models import OrderDraft
from drafts.models.commission import COPIED_FIELDS
from quotes.models import OrderQuote


def write_work(quote: OrderQuote, fields: Mapping[str, Any], now: dt.datetime) -> None:
    """Store `fields` where only the desk reads them. The version of the draft counts
    the save, as it does for the client's."""
    if not quote.draft.released:
        write_draft(quote.draft, fields, now)
        return
    if quote.work is None and changed_fields(quote.draft, fields):
        quote.work = _copy(quote.draft, now)
        quote.save(update_fields=["work"])
    if quote.work is not None:
        write_draft(quote.work, fields, now)
    quote.draft.version += 1
    quote.draft.save(update_fields=["version"])


def publish_work(quote: OrderQuote, now: dt.datetime) -> None:
    """Let the draft say what is sent."""
    if quote.work is not None:
        write_draft(quote.draft, _words_of(quote.work), now)
        drop_work(quote)


def drop_work(quote: OrderQuote) -> None:
    """Forget what was written and not sent: the draft is as the client knows it."""
    if (work := quote.work) is not None:
        quote.work = None
        quote.save(update_fields=["work"])
        work.delete()


def _copy(draft: OrderDraft, now: dt.datetime) -> OrderDraft:
    made = OrderDraft.objects.create(
        agency_id=draft.agency_id,
        account_id=draft.account_id,
        created_by_id=draft.created_by_id,
        created_at=now,
        updated_at=now,
        released=False,
        deadline=draft.deadline,
        volume=draft.volume,
        **{name: getattr(draft, name) for name in COPIED_FIELDS},
    )
    write_draft(made, {"addons": list(draft.addons.all())}, now)
    return made


def _words_of(draft: OrderDraft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in EDITABLE - {"addons"}},
        "addons": list(draft.addons.all()),
    }
