"""The invoices of a client account, on the desk's page of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.models import Invoice
from billing.pages.invoices import invoice_rows
from clients.hooks import AccountPanel, PanelRow
from clients.models import ClientAccount
from project.base import formatting
from project.base.viewer import Viewer

MOST = 10


def invoices_panel(viewer: Viewer, account: ClientAccount, family: list[int]) -> AccountPanel | None:
    """Answers clients.hooks.account_panels: the newest invoices and credit notes. One query."""
    rows = Invoice.objects.visible_to(viewer).filter(account_id__in=family).order_by("-number")[:MOST]
    shown = [
        PanelRow(row.number, row.url, note=formatting.date(row.issued_on), amount=row.total)
        for row in invoice_rows(rows, viewer.agency.code)
    ]
    return AccountPanel(_("Latest invoices"), "receipt", shown) if shown else None
