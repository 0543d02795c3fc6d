"""What the desk keeps about a client: contacts and notes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients.actions import contacts, notes
from clients.forms.desk import ContactForm, NoteForm
from clients.models import AccountContact, AccountNote, ClientAccount
from project.base import clock
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .colleagues import account_or_404
from .desk import breadcrumbs, client_page, desk_only, page_methods


def contact_or_404(account: ClientAccount, public_id: str) -> AccountContact:
    """The contact of that id of the account, or of one that was merged into it. Raises Http404."""
    rows = AccountContact.objects.of(account).select_related("account")
    return get_object_or_404(rows, public_id=public_id)


def note_or_404(account: ClientAccount, public_id: str) -> AccountNote:
    """The note of that id about the account, or about one that was merged into it. Raises Http404."""
    rows = AccountNote.objects.about(account).select_related("account")
    return get_object_or_404(rows, public_id=public_id)


@desk_only
@page_methods
@takes(ContactForm)
def add(request: MemberRequest, public_id: str) -> HttpResponse:
    """Write a contact down."""
    account = account_or_404(request, public_id)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            contacts.add_contact(
                actor=request.viewer, account=account, fields=form.cleaned_data, now=clock.now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Contact added."))
            return redirect("clients:desk_client", account.public_id)
    return _contact_page(request, account, form)


@desk_only
@page_methods
@takes(ContactForm)
def edit(request: MemberRequest, public_id: str, contact: str) -> HttpResponse:
    """Change a contact."""
    account = account_or_404(request, public_id)
    row = contact_or_404(account, contact)
    initial = {name: getattr(row, name) for name in contacts.FIELDS}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            contacts.edit_contact(
                actor=request.viewer, contact=row, fields=form.cleaned_data, now=clock.now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("clients:desk_client", account.public_id)
    return _contact_page(request, account, form)


def _contact_page(request: MemberRequest, account: ClientAccount, form: ContactForm) -> HttpResponse:
    context = {"form": form, "account": account, "breadcrumbs": breadcrumbs(account, _("Contact"))}
    return render(request, "clients/desk/contact.html", context, status=422 if form.errors else 200)


@desk_only
@require_POST
def remove(request: MemberRequest, public_id: str, contact: str) -> HttpResponse:
    """Forget a contact."""
    account = account_or_404(request, public_id)
    row = contact_or_404(account, contact)
    contacts.remove_contact(actor=request.viewer, contact=row, now=clock.now())
    messages.success(request, _("Contact removed."))
    return redirect("clients:desk_client", account.public_id)


@desk_only
@require_POST
@takes(NoteForm)
def write(request: MemberRequest, public_id: str) -> HttpResponse:
    """Write a note about the client."""
    account = account_or_404(request, public_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            notes.write_note(actor=request.viewer, account=account, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Note added."))
            return redirect("clients:desk_client", account.public_id)
    return client_page(request, account, form, status=422)


@desk_only
@require_POST
def forget(request: MemberRequest, public_id: str, note: str) -> HttpResponse:
    """Take the words of a note away."""
    account = account_or_404(request, public_id)
    notes.remove_note(actor=request.viewer, note=note_or_404(account, note), now=clock.now())
    messages.success(request, _("Note removed."))
    return redirect("clients:desk_client", account.public_id)
