"""Legal pages: the desk's, where owners write them, and the public ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.legal import publish_legal, restore_legal, save_legal_draft, withdraw_legal
from agencies.forms.legal import LegalForm
from agencies.models.legal import LegalKind
from agencies.pages import legal as printed
from agencies.rules.agencies import sets_branding
from project.base import query
from project.base.access import area, public
from project.base.clock import now
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from project.base.markdown import render as as_html
from project.base.public_pages import same_for_everybody

owners = area(sets_branding)


@public
@same_for_everybody()
@require_safe
def legal_page(request: AgencyRequest, kind: str, number: int | None = None) -> HttpResponse:
    """The version in force, or an earlier one. 404 for what there is not."""
    text = printed.text_of(request.agency, kind, number)
    if text is None:
        raise NotVisible
    return render(request, "agencies/legal/public.html", printed.public_facts(request.agency, text))


@owners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(LegalForm, "version")
def legal(request: MemberRequest, kind: str) -> HttpResponse:
    """The draft of a page beside what it would look like, and its published versions."""
    _require_known(kind)
    draft = printed.draft_of(request.agency, kind)
    shown = draft or printed.text_of(request.agency, kind)
    version = draft.version if draft else 0
    typed = request.POST if request.method == "POST" else None
    form = LegalForm(typed, initial={"text": shown.text if shown else ""})
    if request.method == "POST" and form.is_valid():
        try:
            sent = query.number(request.POST, "version")
            text = form.cleaned_data["text"]
            save_legal_draft(actor=request.viewer, kind=kind, text=text, version=sent, now=now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version if stale.current else 0
            form.add_error(None, _("%s Save again to keep your version.") % stale.message)
        else:
            messages.success(request, _("Draft saved."))
            return redirect("agencies:legal", kind)
    return _page(request, kind, form, {"draft": draft, "version": version})


@owners
@require_POST
@takes("version")
def legal_publish(request: MemberRequest, kind: str) -> HttpResponse:
    """Put the draft in force."""
    version = query.number(request.POST, "version")
    text = publish_legal(actor=request.viewer, kind=kind, version=version, now=now())
    messages.success(request, _("Published as version %s.") % text.number)
    return redirect("agencies:legal", kind)


@owners
@require_POST
def legal_withdraw(request: MemberRequest, kind: str) -> HttpResponse:
    """Have no such page any longer."""
    withdraw_legal(actor=request.viewer, kind=kind)
    messages.success(request, _("Page withdrawn."))
    return redirect("agencies:legal", kind)


@owners
@require_POST
def legal_restore(request: MemberRequest, kind: str, number: int) -> HttpResponse:
    """Put an earlier version in force again."""
    restore_legal(actor=request.viewer, kind=kind, number=number)
    messages.success(request, _("Version %s is in force again.") % number)
    return redirect("agencies:legal", kind)


def _page(request: MemberRequest, kind: str, form: LegalForm, facts: dict[str, Any]) -> HttpResponse:
    draft = facts["draft"]
    context = {
        **facts,
        "form": form,
        "kind": kind,
        "title": printed.TITLES[kind],
        "tabs": printed.tabs_of(request.agency, kind),
        "in_force": getattr(request.agency.brand, f"{kind}_id") is not None,
        "html": as_html(draft.text) if draft else "",
        "page": printed.versions(request, kind),
    }
    return render(request, "agencies/legal/desk.html", context, status=422 if form.errors else 200)


def _require_known(kind: str) -> None:
    if kind not in LegalKind.values:
        raise NotVisible
