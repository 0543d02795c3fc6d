"""The statement of what somebody earned in a month, as a PDF: drawn from booked fees alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Agency, Letterhead, Membership
from agencies.pages.pdf import in_one_language, new_sheet, paper_of
from orders.models import LedgerEntry
from writers.pages.earnings import ZERO, cause_words, month_words, rows_of
from writers.rules.earnings import Month

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet

#: More fees than anybody earns in a month; what goes beyond is in the CSV file.
MOST_LINES = 2_000


@in_one_language()
def render_statement(agency: Agency, person: Membership, month: Month) -> bytes:
    """The document as PDF bytes. Two queries."""
    paper = Letterhead.objects.filter(agency=agency).first()
    name = (paper.name if paper else "") or agency.name
    entries = list(rows_of(agency, person, month).order_by("at", "id")[:MOST_LINES])
    start, _end = month.span(agency.zone)
    sheet = new_sheet(
        title=f"{_('Statement of fees')} {month}",
        author=name,
        foot=" · ".join(part for part in (name, person.public_name, month_words(month)) if part),
        **paper_of(agency),
        currency=agency.currency,
        made=entries[-1].at if entries else start,
    )
    sheet.add_page()
    sheet.heading(name, paper.address if paper else "", _("Statement of fees"), month_words(month))
    facts = [
        (_("Month"), month_words(month)),
        (_("Time zone"), str(agency.zone)),
        (_("Fees"), f"{len(entries):,}"),
    ]
    sheet.parties(person.public_name, facts, label=_("For"))
    sheet.priced(_("Fees"), [_line(agency, sheet, entry) for entry in entries])
    total = sum((entry.amount for entry in entries), ZERO)
    sheet.sums(total, ZERO, "", total)
    return sheet.as_bytes()


def _line(agency: Agency, sheet: Sheet, entry: LedgerEntry) -> tuple[str, str, object]:
    day = sheet.day(entry.at.astimezone(agency.zone).date())
    return f"{entry.order.number} · {cause_words(entry)}", day, entry.amount
