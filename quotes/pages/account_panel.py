"""The quotes of a client account, on the desk's page of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clients.hooks import AccountPanel, PanelRow
from clients.models import ClientAccount
from project.base import clock, formatting
from project.base.viewer import Viewer
from quotes.models import OrderQuote
from quotes.pages.quotes import title_of
from quotes.states import QUOTE_TONES, QuoteState

MOST = 10


def quotes_panel(viewer: Viewer, account: ClientAccount, family: list[int]) -> AccountPanel | None:
    """Answers clients.hooks.account_panels: open quotes, those that moved last first. One query."""
    rows = OrderQuote.objects.visible_to(viewer).open_at(clock.now()).filter(account_id__in=family)
    found = rows.with_sent().select_related("draft").order_by("-updated_at", "-id")[:MOST]
    shown = [_row(viewer, quote) for quote in found]
    return AccountPanel(_("Open quotes"), "scale", shown) if shown else None


def _row(viewer: Viewer, quote: OrderQuote) -> PanelRow:
    state = QuoteState(quote.state)
    return PanelRow(
        title=title_of(viewer, quote) or quote.number,
        url=f"/orders/quotes/{quote.number}/",
        note=quote.number,
        state=str(state.label),
        tone=QUOTE_TONES[state],
        amount=_("Until %(day)s") % {"day": formatting.day(quote.valid_until)} if quote.valid_until else "",
    )
