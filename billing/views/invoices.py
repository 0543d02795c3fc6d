"""Invoices: making one, their list, the documents, to whom they are addressed, and what stands on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Letterhead
from agencies.models.letterhead import DAYS_TO_PAY
from agencies.pages.pdf import paper_of
from billing.actions import invoices, sending
from billing.forms.invoices import BillingForm, InvoicingForm
from billing.models import BillingDetails, Invoice
from billing.pages import invoice_list, invoice_pdf
from billing.rules import can_edit_invoicing, can_send_invoice
from clients.models import ClientAccount
from clients.rules.accounts import can_edit_billing
from clients.rules.desk import can_reverse_charge
from orders.models import Order
from orders.views import ledger
from project.base import clock
from project.base.access import area, member_only
from project.base.compiled import Slot, compiled_key
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.viewer import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The invoices that the viewer may see, newest first: all, those
    with money open, or those that are paid."""
    context = invoice_list.context(request, clock.now())
    return render(request, "billing/list.html", context)


@member_only
@require_POST
def issue(request: MemberRequest, number: str) -> HttpResponse:
    """Make an invoice of what no invoice of this order holds yet; else the ledger page says why not."""
    order = ledger.order_of_ledger(request, number)
    try:
        invoices.issue_invoice(actor=request.viewer, order=order, now=clock.now())
    except Conflict as refusal:
        return ledger.page(
            request, order, status=409, problem=refusal, way_out=_way_out(request.viewer, order)
        )
    messages.success(request, _("Invoice issued."))
    return redirect("orders:order_ledger", order.number)


def _way_out(viewer: Any, order: Order) -> dict[str, Any] | None:
    """Where to enter what no invoice goes without, for those who may, while this order has no invoice."""
    if not can_edit_invoicing(viewer) or order.invoices.exists():
        return None
    return {"label": _("Enter invoice details"), "url": reverse("billing:invoicing")}


@member_only
@require_safe
def document(request: MemberRequest, number: int) -> HttpResponse:
    """The PDF of one invoice."""
    return as_document(request, invoice_or_404(request, number))


@area(can_send_invoice)
@require_POST
def send(request: MemberRequest, number: int) -> HttpResponse:
    """Send an invoice by mail once more."""
    invoice = invoice_or_404(request, number)
    sending.send_invoice(actor=request.viewer, invoice=invoice, now=clock.now())
    messages.success(
        request, _("%(number)s sent.") % {"number": invoice_pdf.number_of(invoice, request.agency.code)}
    )
    return redirect("orders:order_ledger", invoice.order.number)


@compiled_key
def _invoices(viewer: Viewer, number: Slot) -> QuerySet[Invoice]:
    rows = Invoice.objects.visible_to(viewer).with_payment().filter(number=number)
    return rows.select_related("order", "account")


def invoice_or_404(request: MemberRequest, number: int) -> Invoice:
    """The invoice of that number if the viewer may see it, with its order, its account, `is_unpaid`, its
    lines and what was received for it. Three queries. Raises NotVisible."""
    invoice = _invoices.first(request.viewer, number=number)
    if invoice is None:
        raise NotVisible()
    prefetch_related_objects([invoice], "lines", "received")
    return invoice


def as_document(request: MemberRequest, invoice: Invoice) -> HttpResponse:
    """The answer that is an invoice as a PDF."""
    code = request.agency.code
    body = invoice_pdf.render_invoice(invoice, code=code, **paper_of(request.agency))
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{invoice_pdf.number_of(invoice, code)}.pdf"'
    return response


@member_only
@form_page
@takes(BillingForm)
def billing(request: MemberRequest, public_id: str) -> HttpResponse:
    """To whom the invoices of a client account are addressed."""
    account = billed_account_or_404(request, public_id)
    details = BillingDetails.objects.filter(account=account).values("name", "address", "tax_number", "email")
    said = details.first() or {"name": account.name}
    form = BillingForm(
        request.POST if request.method == "POST" else None,
        may_reverse=can_reverse_charge(request.viewer, account),
        initial={**said, "reverse_charge": account.reverse_charge},
    )
    save = lambda fields: invoices.save_billing_details(  # noqa: E731
        actor=request.viewer, account=account, fields=fields, now=clock.now()
    )
    return _saved(request, form, save, _("Billing details saved.")) or render(
        request,
        "billing/billing.html",
        {"form": form, "account": account},
        status=422 if form.errors else 200,
    )


def billed_account_or_404(request: MemberRequest, public_id: str) -> ClientAccount:
    """The account of that id if the viewer may say where its invoices go. Raises NotVisible."""
    account = ClientAccount.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if account is None or not can_edit_billing(request.viewer, account.pk):
        raise NotVisible()
    return account


@area(can_edit_invoicing)
@form_page
@takes(InvoicingForm)
def invoicing(request: MemberRequest) -> HttpResponse:
    """What stands on every invoice of the agency."""
    kept = Letterhead.objects.filter(agency=request.agency).values().first()
    form = InvoicingForm(
        request.POST if request.method == "POST" else None,
        initial=dict(kept or {"name": request.agency.name, "payment_days": DAYS_TO_PAY}),
    )
    save = lambda fields: invoices.save_letterhead(actor=request.viewer, fields=fields)  # noqa: E731
    return _saved(request, form, save, _("Saved. New invoices will show these details.")) or render(
        request, "billing/invoicing.html", {"form": form}, status=422 if form.errors else 200
    )


def _saved(
    request: MemberRequest, form: Any, save: Callable[[dict[str, Any]], Any], said: str
) -> HttpResponse | None:
    """Save a valid form and go back to the invoices; None when the form has to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        save(form.cleaned_data)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, said)
    return redirect("billing:invoices")
