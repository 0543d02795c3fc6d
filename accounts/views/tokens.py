"""The page of personal access tokens: one's own at this agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from accounts.actions.tokens import MOST, make_token, revoke_all, revoke_token
from accounts.forms.tokens import TokenForm
from accounts.hooks import credentials
from accounts.models import AccessToken
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from project.base.access import member_only
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.secrecy import shows_secret

from .entrance import page

#: How many of the ended ones are shown.
ENDED = 10


@shows_secret
@member_only
@page
@sensitive_variables("made", "raw")
@takes(TokenForm)
def tokens(request: MemberRequest) -> HttpResponse:
    """The list with its form. The answer to a POST is the only page that ever holds the token; it is stored
    nowhere."""
    if request.method != "POST":
        return _page(request, TokenForm(request.typed))
    form = TokenForm(request.POST)
    if form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            token, raw = make_token(**_who(request), **form.facts)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return _page(request, TokenForm(), made={"token": token, "raw": raw})
    return _page(request, form)


@member_only
@require_POST
def token_revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make an access token worthless."""
    token = get_object_or_404(AccessToken.objects.visible_to(request.viewer), public_id=public_id)
    revoke_token(**_who(request), token=token)
    messages.success(request, _("Access token “%s” revoked.") % token.name)
    return redirect("account_tokens")


@member_only
@require_POST
def tokens_revoke_all(request: MemberRequest) -> HttpResponse:
    """Make all of one's access tokens worthless."""
    count = revoke_all(**_who(request))
    messages.success(
        request, ngettext("%(n)s access token revoked.", "%(n)s access tokens revoked.", count) % {"n": count}
    )
    return redirect("account_tokens")


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "browser": browser_facts(request), "now": now()}


@sensitive_variables("made", "context")
def _page(request: MemberRequest, form: TokenForm, made: dict[str, Any] | None = None) -> HttpResponse:
    moment = now()
    own = AccessToken.objects.visible_to(request.viewer).order_by("-created_at", "-pk")
    context = {
        "form": form,
        "made": made,
        "live": [_row(token, moment) for token in own.live(moment)[:MOST]],
        "ended": list(own.ended(moment)[:ENDED]),
        "most": MOST,
        "others": [row for kept in credentials for row in kept.live(request.viewer)],
    }
    status = 422 if form.errors else 200
    return security_centre.page(request, "tokens", "accounts/tokens/page.html", context, status=status)


def _row(token: AccessToken, moment: Any) -> dict[str, Any]:
    return {"token": token, "stale": token.is_stale(moment)}
