"""A sent version of a quote as a PDF: the same lines and the same total
as on the page, in the agency's colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agencies.models import Agency, Letterhead
from agencies.pages.pdf import in_one_language, new_sheet, paper_of, zoned
from catalog.pricing.taxes import INCLUDED, NOT_CHARGED, net_of, tax_in
from drafts.pages.drafts import brief_rows
from project.base import query
from project.base.errors import NotVisible
from project.base.http import AgencyRequest
from quotes.models import OrderQuote, QuoteVersion

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet


def response(request: AgencyRequest, quote: OrderQuote) -> HttpResponse:
    """The PDF of the newest version, or of `?version=`. Raises NotVisible when there is none."""
    wanted = query.number(request.GET, "version", most=9999, otherwise=quote.version)
    rows = quote.versions.select_related("service", "subject", "quality", "preferred_writer", "addressee")
    version = rows.prefetch_related("lines").filter(number=wanted).first()
    if version is None:
        raise NotVisible()
    body = render_quote(quote, version, agency=request.agency)
    answer = HttpResponse(body, content_type="application/pdf")
    name = f"{quote.number}-{version.number}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@in_one_language()
def render_quote(quote: OrderQuote, version: QuoteVersion, *, agency: Agency) -> bytes:
    """The document as PDF bytes, the same for whoever fetches it, with its times in the agency's zone. Two
    queries: who writes, the add-ons."""
    letterhead = Letterhead.objects.filter(agency=agency).first()
    name = letterhead.name if letterhead and letterhead.name else agency.name
    number = f"{quote.number} · {_('Version %(number)s') % {'number': version.number}}"
    sheet = new_sheet(
        title=f"{_('Quote')} {quote.number}",
        author=name,
        foot=f"{name} · {quote.number}",
        **paper_of(agency),
        currency=version.currency,
        made=version.sent_at,
    )
    sheet.add_page()
    sheet.heading(name, letterhead.address if letterhead else "", _("Quote"), number)
    facts = [
        (_("Date"), sheet.day(version.sent_at.astimezone(agency.zone).date())),
        (_("Valid until"), zoned(version.valid_until, agency.zone)),
        (_("Delivery due"), zoned(version.deadline, agency.zone)),
    ]
    buyer = dict.fromkeys((quote.account.name, version.addressee.public_name))
    sheet.parties("\n".join(buyer), facts)
    _price(sheet, version)
    sheet.note(_("Price assumptions"), version.assumptions)
    scope = brief_rows(agency, version)
    sheet.note(_("Scope"), "\n".join(f"{fact['label']}: {fact['value']}" for fact in scope))
    sheet.note(_("Brief"), version.brief)
    return sheet.as_bytes()


def _price(sheet: Sheet, version: QuoteVersion) -> None:
    lines = list(version.lines.all())
    shown = [line for line in lines if line.kind != "tax" or line.key in NOT_CHARGED]
    sheet.priced(version.title, [(line.label, line.rule, line.amount) for line in shown])
    taxes = [line for line in lines if line.kind == "tax"]
    included = any(line.key == INCLUDED for line in taxes)
    label = taxes[0].label if taxes else ""
    sheet.sums(net_of(lines), tax_in(lines), label, version.total, included=included)
