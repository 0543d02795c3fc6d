"""What the draft of a look would make of a page, a mail and a document, for its owners: the home page as it
is, and samples with made up words."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp, csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.actions.mail_logo import logo_facts
from agencies.files.brand_pictures import content_of
from agencies.models import BrandDraft
from agencies.pages.branding import draft_or_fresh
from agencies.pages.look import draft_look
from agencies.pages.pdf import in_one_language, new_sheet
from agencies.rules.agencies import sets_branding
from catalog.pages.catalog import services_context
from catalog.pricing.offering import current_offering
from project.base import clock
from project.base.access import area
from project.base.brand import mail_colours
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.money import format_money
from project.mail_page import FRAMED, as_data

#: Of the samples: what was ordered, and what it comes to. They are calculated from nothing.
NET, TAX = Decimal("540.00"), Decimal("113.40")
DOCUMENTS = ("quote", "invoice")


@area(sets_branding)
@require_safe
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]  # its types forget views with arguments
@xframe_options_sameorigin
def preview(request: MemberRequest, kind: str) -> HttpResponse:
    """The draft on a page, a quote or an invoice. 404 for another `kind`."""
    draft = draft_or_fresh(request.agency)
    if kind == "page":
        return _home(request, draft)
    if kind not in DOCUMENTS:
        raise NotVisible
    context = {
        "look": draft_look(request.agency, draft),
        "draft": draft,
        **_sample(kind, request.agency.currency),
    }
    return render(request, "agencies/branding/paper.html", context)


@area(sets_branding)
@require_safe
def as_pdf(request: MemberRequest, kind: str) -> HttpResponse:
    """A sample of a document on the paper of the draft."""
    if kind not in DOCUMENTS:
        raise NotVisible
    body = _drawn(draft_or_fresh(request.agency), kind, request.agency.currency)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sample-{kind}.pdf"'
    return answer


def _home(request: MemberRequest, draft: BrandDraft) -> HttpResponse:
    """The front page as visitors see it, also before the agency is open."""
    services = services_context(current_offering(request.agency))["services"]
    context = {
        "services": services,
        "welcome": draft.welcome,
        "look": draft_look(request.agency, draft),
        "user": AnonymousUser(),
        "demo": False,
    }
    return render(request, "home.html", context)


@area(sets_branding)
@require_safe
@csp(FRAMED)  # type: ignore[arg-type]  # its types forget our requests
@xframe_options_sameorigin
def mail(request: MemberRequest) -> HttpResponse:
    """The draft in a mail: it can load nothing, run nothing and lead nowhere."""
    draft = draft_or_fresh(request.agency)
    context = {
        "agency": SimpleNamespace(name=draft.name),
        "brand": draft,
        "logo": _mail_logo(draft),
        "colours": mail_colours(draft.primary, draft.primary_dark, draft.accent),
        "home_url": "/",
        "recipient": request.user.email,
    }
    return render(request, "agencies/branding/sample_mail.html", context)


def _mail_logo(draft: BrandDraft) -> dict[str, Any] | None:
    """As large as in a mail; None where there is none, or its bytes are gone."""
    if (facts := logo_facts(draft)) is None or draft.logo is None:
        return None
    try:
        return {**facts, "src": as_data(content_of(draft.logo))}
    except NotVisible:  # logged there
        return None


def _sample(kind: str, currency: str) -> dict[str, Any]:
    title = _("Quote") if kind == "quote" else _("Invoice")
    amounts = {"net": NET, "tax": TAX, "total": NET + TAX}
    return {
        "title": title,
        "number": f"2026-00001 · {_('Sample')}",
        "facts": [(_("Date"), _sample_day()), (_("Order"), "2026-00001")],
        "lines": [(_("Article"), _("1,200 words"), format_money(NET, currency, "en"))],
        **{name: format_money(amount, currency, "en") for name, amount in amounts.items()},
    }


def _sample_day() -> str:
    return f"{clock.now():%Y-%m-%d}"


@in_one_language()
def _drawn(draft: BrandDraft, kind: str, currency: str) -> bytes:
    sample = _sample(kind, currency)
    sheet = new_sheet(
        title=sample["title"],
        author=draft.name,
        foot=f"{draft.name} · {sample['number']}",
        colour=draft.accent or draft.primary,
        head=draft.paper_head,
        logo=content_of(draft.logo) if draft.logo else b"",
        currency=currency,
        made=clock.now(),
    )
    sheet.add_page()
    sheet.heading(draft.name, "", sample["title"], sample["number"])
    sheet.parties(_("A client"), sample["facts"])
    sheet.priced(_("Article"), [(_("Article"), _("1,200 words"), NET)])
    sheet.sums(NET, TAX, _("Tax"), NET + TAX)
    return sheet.as_bytes()
