"""The invoices of a client account, on the desk's page of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from billing.models import Invoice
from billing.pages import invoice_pdf
from billing.pages.invoice_list import PAYMENTS, payment_of
from clients.hooks import AccountPanel, PanelRow
from clients.models import ClientAccount
from project.base import clock, formatting
from project.base.viewer import Viewer

MOST = 10


def invoices_panel(viewer: Viewer, account: ClientAccount, family: list[int]) -> AccountPanel | None:
    """Answers clients.hooks.account_panels: the newest invoices and credit notes. One query."""
    rows = Invoice.objects.visible_to(viewer).with_payment().filter(account_id__in=family)
    today = clock.now().astimezone(viewer.agency.zone).date()
    shown = [_row(viewer, invoice, today) for invoice in rows.order_by("-number")[:MOST]]
    more = f"{reverse('billing:invoices')}?{urlencode({'account': account.public_id})}"
    return AccountPanel(_("Latest invoices"), "receipt", shown, more) if shown else None


def _row(viewer: Viewer, invoice: Any, today: dt.date) -> PanelRow:
    words, tone = PAYMENTS.get(payment_of(invoice, today), ("", "neutral"))
    return PanelRow(
        title=invoice_pdf.number_of(invoice, viewer.agency.code),
        url=reverse("billing:invoice", args=[invoice.number]),
        note=formatting.date(invoice.issued_on),
        state=str(words),
        tone=tone,
        amount=formatting.money(invoice.total, invoice.currency),
    )
