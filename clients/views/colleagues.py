"""Client accounts and their people: for those who belong to them, and for the desk to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.security_log import session_only
from agencies.models import Membership
from agencies.rules.agencies import is_staff
from clients.actions import colleagues
from clients.forms.colleagues import ColleagueForm
from clients.hooks import account_work
from clients.models import AccountInvitation, ClientAccount
from clients.models.accounts import AccountRole
from clients.rules.accounts import (
    account_role,
    can_edit_billing,
    is_client,
    know_account_role,
    manages_account,
    reads_addresses,
    sees_accounts,
)
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import count_words

#: People of one account on its page.
MOST = 200
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@area(is_client)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """My account; a choice where I belong to several, a word where I belong to none."""
    rows = ClientAccount.objects.current().filter(agency=request.agency)
    rows = rows.filter(people__membership_id=request.viewer.member_id)
    accounts = list(rows.order_by("name", "pk")[:MOST])
    if len(accounts) == 1:
        return redirect("clients:account", accounts[0].public_id)
    return render(request, "clients/colleagues/list.html", {"accounts": accounts})


@area(sees_accounts)
@page_methods
@takes(ColleagueForm)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One account: its people and open invitations; a POST of a payer invites a colleague."""
    account = account_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, account, ColleagueForm())
    require(manages_account(request.viewer, account.pk))
    form = ColleagueForm(request.POST)
    if form.is_valid():
        try:
            colleagues.invite_colleague(**_who(request), account=account, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Invitation sent to %s.") % form.cleaned_data["email"])
            return redirect("clients:account", account.public_id)
    return _page(request, account, form, status=422)


@area(sees_accounts)
@require_POST
def again(request: MemberRequest, public_id: str, invitation: str) -> HttpResponse:
    """Send an open invitation again, with a new link and a new week."""
    account = account_or_404(request, public_id)
    row = invitation_or_404(account, invitation)
    email = row.invitation.email
    try:
        colleagues.invite_colleague(**_who(request), account=account, email=email, role=row.role)
    except Invalid as refusal:
        for text in (text for texts in refusal.errors.values() for text in texts):
            messages.error(request, str(text))
    else:
        messages.success(
            request, _("A new link is on its way to %s. The previous one no longer works.") % email
        )
    return back_to(request, account)


@area(sees_accounts)
@require_POST
def withdraw(request: MemberRequest, public_id: str, invitation: str) -> HttpResponse:
    """Make an invitation worthless."""
    account = account_or_404(request, public_id)
    row = invitation_or_404(account, invitation)
    colleagues.withdraw_colleague(actor=request.viewer, account=account, invitation=row, now=clock.now())
    messages.success(request, _("Invitation to %s withdrawn.") % row.invitation.email)
    return back_to(request, account)


@area(sees_accounts)
@require_POST
@takes("role")
def change(request: MemberRequest, public_id: str, person: str) -> HttpResponse:
    """Give a colleague another role."""
    account = account_or_404(request, public_id)
    member = person_or_404(account, person)
    role = query.choice(request.POST, "role", AccountRole.values)
    colleagues.change_colleague(**_who(request), account=account, membership=member, role=role)
    messages.success(request, _("The role of %s has been changed.") % member.public_name)
    return back_to(request, account)


@area(sees_accounts)
@require_POST
def remove(request: MemberRequest, public_id: str, person: str) -> HttpResponse:
    """Take a colleague out of the account, or leave it oneself."""
    account = account_or_404(request, public_id)
    member = person_or_404(account, person)
    colleagues.remove_colleague(**_who(request), account=account, membership=member)
    if member.pk == request.viewer.member_id:
        messages.success(request, _("You have left %s.") % account.name)
        return redirect("clients:accounts")
    messages.success(request, _("%s no longer belongs to the account.") % member.public_name)
    return back_to(request, account)


def back_to(request: MemberRequest, account: ClientAccount) -> HttpResponse:
    """To the account's page: its people's own, or the desk's."""
    own = account_role(request.viewer, account.pk) or not is_staff(request.viewer)
    return redirect("clients:account" if own else "clients:desk_client", account.public_id)


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "now": clock.now(), "browser": session_only(request)}


def account_or_404(request: MemberRequest, public_id: str) -> ClientAccount:
    """The account of that id if the viewer may see it, with their role in it. Raises Http404."""
    viewer = request.viewer
    rows = ClientAccount.objects.visible_to(viewer).with_role_of(viewer)
    account: Any = get_object_or_404(rows, public_id=public_id)
    know_account_role(viewer, account.pk, account.own_role)
    found: ClientAccount = account
    return found


def person_or_404(account: ClientAccount, person: str) -> Membership:
    """Who belongs to the account under that id. Raises Http404."""
    return get_object_or_404(
        Membership, agency_id=account.agency_id, account_people__account=account, public_id=person
    )


def invitation_or_404(account: ClientAccount, public_id: str) -> AccountInvitation:
    """The invitation into the account of that id, open or not. Raises NotVisible."""
    rows = account.invitations.select_related("invitation").filter(invitation__public_id=public_id)
    if (row := rows.first()) is None:
        raise NotVisible()
    return row


def _page(
    request: MemberRequest, account: ClientAccount, form: ColleagueForm, *, status: int = 200
) -> HttpResponse:
    viewer = request.viewer
    manages = manages_account(viewer, account.pk)
    context = {
        "account": account,
        "people": people_rows(viewer, account),
        "invitations": invitation_rows(account) if reads_addresses(viewer, account.pk) else [],
        "form": form if manages else None,
        "manages": manages,
        "roles": AccountRole.choices,
        "open_orders": count_words(account_work().open_orders(viewer, account)),
        "orders_url": _orders_url(viewer, account),
        "can_edit_billing": can_edit_billing(viewer, account.pk),
        "own": bool(account_role(viewer, account.pk)),
        "desk": is_staff(viewer),
    }
    return render(request, "clients/colleagues/page.html", context, status=status)


def _orders_url(viewer: Any, account: ClientAccount) -> str:
    if is_staff(viewer):
        return f"{reverse('orders:desk')}?{urlencode({'client': account.name})}"
    return reverse("orders:list")


def people_rows(viewer: Any, account: ClientAccount) -> list[dict[str, Any]]:
    """The people of an account for printing, by name."""
    rows = account.people.present().select_related("membership__user")
    mails = reads_addresses(viewer, account.pk)
    return [
        {
            "name": row.membership.public_name,
            "photo_url": row.membership.user.photo_url,
            "email": row.membership.user.email if mails else "",
            "role": row.role,
            "role_label": row.get_role_display(),
            "since": row.joined_at or row.membership.created_at,
            "self": row.membership_id == viewer.member_id,
            "role_url": reverse("clients:account_role", args=[account.public_id, row.membership.public_id]),
            "remove_url": reverse(
                "clients:account_remove", args=[account.public_id, row.membership.public_id]
            ),
        }
        for row in rows.order_by("membership__public_name", "pk")[:MOST]
    ]


def invitation_rows(account: ClientAccount) -> list[dict[str, Any]]:
    """The open invitations into an account for printing, the newest first."""
    found = colleagues.open_invitations_of(account, clock.now()).select_related("account_invitation")
    return [
        {
            "email": row.email,
            "role": row.account_invitation.get_role_display(),
            "expires": row.expires_at,
            "again_url": reverse("clients:account_again", args=[account.public_id, row.public_id]),
            "withdraw_url": reverse("clients:account_withdraw", args=[account.public_id, row.public_id]),
        }
        for row in found.order_by("-created_at", "-pk")
    ]
