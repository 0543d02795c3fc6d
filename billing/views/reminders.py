"""Reminders of invoices: the settings, and what the desk does with one invoice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.actions.invoice_marks import mark_invoice, unmark_invoice
from billing.actions.payment_reminders import send_reminder
from billing.actions.reminder_settings import exempt_account, save_reminders
from billing.forms.reminders import DeadlineHoursForm, MarkForm, RemindersForm, initial_of
from billing.models import Invoice
from billing.models.marks import MarkKind
from billing.pages import invoice_reminders
from billing.pages.reminder_words import preview_of
from billing.rules import can_edit_invoicing, reminds_automatically, sees_receivables, steps_of
from billing.states import PLACEHOLDERS
from clients.models import ClientAccount
from orders.actions.deadline_reminders import save_reminder_hours
from orders.rules.reminder_hours import can_edit_reminders, reminder_hours_of
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

from .invoices import invoice_or_404

desk = area(sees_receivables)


@area(can_edit_invoicing)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(RemindersForm, "preview")
def settings(request: MemberRequest) -> HttpResponse:
    """When the agency reminds of overdue invoices, and in which words; with a preview of them."""
    form = _settings_form(request)
    saves = request.method == "POST" and not query.has(request.POST, "preview")
    if saves and form.is_valid():
        try:
            said = form.cleaned_data
            save_reminders(actor=request.viewer, active=said["active"], steps=form.steps())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Reminders saved."))
            return redirect("billing:reminder_settings")
    return _settings_page(request, form)


def _settings_form(request: MemberRequest) -> RemindersForm:
    data = request.POST if request.method == "POST" else None
    initial = initial_of(reminds_automatically(request.agency), steps_of(request.agency))
    return RemindersForm(data, initial=initial)


def _settings_page(request: MemberRequest, form: RemindersForm) -> HttpResponse:
    typed = form.is_valid()
    steps = form.steps() if typed else steps_of(request.agency)
    context = {
        "form": form,
        "previews": [(step, preview_of(step, request.agency)) for step in steps],
        "placeholders": [f"{{{name}}}" for name in PLACEHOLDERS],
    }
    return render(request, "billing/reminder_settings.html", context, status=422 if form.errors else 200)


@area(can_edit_reminders)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(DeadlineHoursForm)
def deadlines(request: MemberRequest) -> HttpResponse:
    """How many hours before a deadline writers, and clients, are reminded."""
    hours = reminder_hours_of(request.agency)
    form = DeadlineHoursForm(
        request.POST if request.method == "POST" else None,
        initial={"deadline_hours": hours.deadline_hours, "review_hours": hours.review_hours},
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_reminder_hours(actor=request.viewer, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Reminders saved."))
            return redirect("billing:deadline_reminders")
    return render(
        request, "billing/deadline_reminders.html", {"form": form}, status=422 if form.errors else 200
    )


@desk
@require_safe
def show(request: MemberRequest, number: int) -> HttpResponse:
    """What was sent about an invoice, and what keeps reminders back."""
    return _page(request, invoice_or_404(request, number))


def _page(
    request: MemberRequest,
    invoice: Invoice,
    *,
    status: int = 200,
    problem: Conflict | None = None,
    form: MarkForm | None = None,
) -> HttpResponse:
    context = invoice_reminders.context(request.viewer, invoice, clock.now())
    forms = {kind: MarkForm(initial={"kind": kind}, auto_id=f"{kind}-%s") for kind in MarkKind.values}
    forms["disputed"].fields["reason"].required = True
    if form is not None and form.data.get("kind") in forms:
        forms[form.data["kind"]] = form
    shown: dict[str, Any] = {
        **context,
        "problem": problem,
        "disputing": forms["disputed"],
        "holding": forms["held"],
    }
    return render(request, "billing/invoice_reminders.html", shown, status=status)


@desk
@require_POST
def send(request: MemberRequest, number: int) -> HttpResponse:
    """Send the next reminder now."""
    invoice = invoice_or_404(request, number)
    try:
        send_reminder(actor=request.viewer, invoice=invoice, now=clock.now())
    except Conflict as refusal:
        return _page(request, invoice, status=409, problem=refusal)
    messages.success(request, _("Reminder sent."))
    return redirect("billing:reminders", number)


@desk
@require_POST
@takes(MarkForm)
def mark(request: MemberRequest, number: int) -> HttpResponse:
    """Mark an invoice as disputed, or put its reminders on hold."""
    invoice, form = invoice_or_404(request, number), MarkForm(request.POST)
    if form.is_valid():
        try:
            mark_invoice(actor=request.viewer, invoice=invoice, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return _page(request, invoice, status=409, problem=refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("billing:reminders", number)
    return _page(request, invoice, status=422, form=form)


@desk
@require_POST
@takes("kind")
def unmark(request: MemberRequest, number: int) -> HttpResponse:
    """Take a mark back."""
    invoice, kind = invoice_or_404(request, number), query.choice(request.POST, "kind", MarkKind.values)
    unmark_invoice(actor=request.viewer, invoice=invoice, kind=kind, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("billing:reminders", number)


@desk
@require_POST
@takes("exempt", "invoice")
def exempt(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say that a client account is never reminded automatically, or is again."""
    account = ClientAccount.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if account is None:
        raise NotVisible()
    wanted = query.choice(request.POST, "exempt", ("yes", "no"), "no") == "yes"
    exempt_account(actor=request.viewer, account=account, exempt=wanted, now=clock.now())
    messages.success(request, _("Saved."))
    back = query.number(request.POST, "invoice")
    return redirect("billing:reminders", back) if back else redirect("billing:invoices")
