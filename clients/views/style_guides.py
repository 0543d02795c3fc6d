"""The page of a client account's style guide: to read for all who see the account, to edit for those who
order for it and the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.actions.style_guides import save_style_guide
from clients.forms.style_guides import StyleGuideForm
from clients.models import ClientAccount
from clients.pages.style_guides import guide_page
from clients.rules.accounts import can_edit_style_guide, sees_accounts
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, Stale, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .colleagues import account_or_404, page_methods

#: A version is counted in this many digits at most.
MOST = 1_000_000


@area(sees_accounts)
@page_methods
@takes(StyleGuideForm, "number")
def style_guide(request: MemberRequest, public_id: str) -> HttpResponse:
    """The guide with its versions; `?version=` reads an earlier one. A POST saves a new version."""
    account = account_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, account, None)
    require(can_edit_style_guide(request.viewer, account.pk))
    form = StyleGuideForm(request.POST)
    if not form.is_valid():
        return _page(request, account, form, status=422)
    return _save(request, account, form)


def _save(request: MemberRequest, account: ClientAccount, form: StyleGuideForm) -> HttpResponse:
    number = query.number(request.POST, "number", most=MOST)
    try:
        save_style_guide(
            actor=request.viewer, account=account, number=number, now=clock.now(), **form.cleaned_data
        )
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _page(request, account, form, status=422)
    except Stale as refusal:
        form.add_error(None, str(refusal))
        return _page(request, account, form, status=409)
    messages.success(request, _("Style guide saved."))
    return redirect("clients:style_guide", account.public_id)


def _page(
    request: MemberRequest, account: ClientAccount, form: StyleGuideForm | None, *, status: int = 200
) -> HttpResponse:
    wanted = query.number(request.GET, "version", most=MOST)
    context: dict[str, Any] = guide_page(request.viewer, account, wanted)
    if form is None and context["edits"]:
        newest = context["newest"]
        form = StyleGuideForm(initial={"text": newest.text, "link": newest.link} if newest else None)
    context |= {"form": form if context["edits"] else None}
    return render(request, "clients/style_guides/page.html", context, status=status)
