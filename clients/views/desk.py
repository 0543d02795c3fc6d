"""Client accounts on the desk: the list, one account, making and renaming it, inviting people into it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.actions.security_log import session_only
from clients.actions.colleagues import invite_colleague
from clients.actions.desk import change_account, make_account
from clients.forms.desk import AccountForm, InvitePeopleForm, NoteForm
from clients.models import ClientAccount
from clients.models.accounts import AccountRole
from clients.pages import desk_client, desk_list
from clients.rules.accounts import account_role
from clients.rules.desk import is_desk
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of

from .colleagues import account_or_404, invitation_rows, people_rows

desk_only = area(is_desk)
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@desk_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Every client account of the agency, searched, narrowed and sorted."""
    tab = query.choice(request.GET, "tab", desk_list.TABS)
    sort = query.choice(request.GET, "sort", desk_list.SORTS, "name")
    words = query.words(request.GET)
    order, kinds = desk_list.ORDERS[sort]
    page = page_of(desk_list.accounts_of(request.viewer, tab, words, sort), request, order=order, kinds=kinds)
    asked = {"q": " ".join(words), "sort": sort if sort != "name" else ""}
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "page": page.with_rows(desk_list.rows_of(request.viewer, page.rows)),
        "tabs": [_tab(key, label, tab, kept) for key, label in desk_list.TABS.items()],
        "tab": tab,
        "words": " ".join(words),
        "sort": sort,
        "sorts": desk_list.SORTS.items(),
    }
    return render(request, "clients/desk/list.html", context)


def _tab(key: str, label: Any, chosen: str, kept: dict[str, str]) -> dict[str, Any]:
    url = f"?{urlencode({**({'tab': key} if key else {}), **kept})}"
    return {"label": label, "url": url, "active": key == chosen, "count": None}


@desk_only
@page_methods
@takes(AccountForm)
def new(request: MemberRequest) -> HttpResponse:
    """Make an account that nobody belongs to yet."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = make_account(actor=request.viewer, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Client account created. Invite its people next."))
            return redirect("clients:desk_client", account.public_id)
    return render(request, "clients/desk/edit.html", {"form": form}, status=422 if form.errors else 200)


@desk_only
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One account with everything the desk knows about it."""
    return client_page(request, account_or_404(request, public_id), NoteForm())


def client_page(
    request: MemberRequest, account: ClientAccount, note_form: NoteForm, *, status: int = 200
) -> HttpResponse:
    """The page of an account, with the form of a note as it was typed."""
    context = {
        **desk_client.page_context(request.viewer, account),
        "people": people_rows(request.viewer, account),
        "invitations": invitation_rows(account),
        "roles": AccountRole.choices,
        "note_form": note_form,
        "own": bool(account_role(request.viewer, account.pk)),
        "breadcrumbs": breadcrumbs(account),
    }
    return render(request, "clients/desk/page.html", context, status=status)


def breadcrumbs(account: ClientAccount, last: str = "") -> list[dict[str, str]]:
    """The way to an account's page, and to one beneath it."""
    own = reverse("clients:desk_client", args=[account.public_id]) if last else ""
    crumbs = [
        {"label": _("Clients"), "url": reverse("clients:desk_clients")},
        {"label": account.name, "url": own},
    ]
    return [*crumbs, {"label": last, "url": ""}] if last else crumbs


@desk_only
@page_methods
@takes(AccountForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Give an account another name or kind."""
    account = account_or_404(request, public_id)
    initial = {"name": account.name, "kind": account.kind}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            change_account(actor=request.viewer, account=account, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved. Documents issued before keep the name they had."))
            return redirect("clients:desk_client", account.public_id)
    context = {"form": form, "account": account, "breadcrumbs": breadcrumbs(account, _("Edit"))}
    return render(request, "clients/desk/edit.html", context, status=422 if form.errors else 200)


@desk_only
@page_methods
@takes(InvitePeopleForm)
def invite(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask several people into an account by mail. Who cannot be asked is said; the others are."""
    account = account_or_404(request, public_id)
    form = InvitePeopleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        refused = _invited(request, account, form)
        if not refused:
            return redirect("clients:desk_client", account.public_id)
        form = InvitePeopleForm({"emails": "\n".join(refused), "role": form.cleaned_data["role"]})
        form.is_valid()
        form.add_refusal(Invalid({"emails": list(refused.values())}))
    context = {"form": form, "account": account, "breadcrumbs": breadcrumbs(account, _("Invite people"))}
    return render(request, "clients/desk/invite.html", context, status=422 if form.errors else 200)


def _invited(request: MemberRequest, account: ClientAccount, form: InvitePeopleForm) -> dict[str, str]:
    """Invite each address; what was refused, with the reason."""
    refused = {}
    for email in form.cleaned_data["emails"]:
        wanted = {"email": email, "role": form.cleaned_data["role"], "browser": session_only(request)}
        try:
            invite_colleague(actor=request.viewer, account=account, now=clock.now(), **wanted)
        except Invalid as refusal:
            words = " ".join(str(text) for texts in refusal.errors.values() for text in texts)
            refused[email] = f"{email}: {words}"
        else:
            messages.success(request, _("Invitation sent to %s.") % email)
    return refused
