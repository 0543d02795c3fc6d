"""The file of a dispute as a PDF on the agency's sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.pdf import new_sheet, paper_of
from project.base.errors import Conflict
from project.base.print_fonts import named, unprintable
from support.models import Dispute

from .disputes_file import Section, moment

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet


def render_file(dispute: Dispute, sections: Sequence[Section], agency: Agency, now: dt.datetime) -> bytes:
    """The file as PDF bytes. Raises Conflict for letters that no font shows."""
    texts = [text for section in sections for item in section.items for text in (item.label, item.text)]
    if letters := unprintable("\n".join(texts)):
        words = _("A PDF can’t show these characters: %(letters)s. Print the page instead.")
        raise Conflict(words % {"letters": named(letters)})
    order = dispute.order
    sheet = new_sheet(
        title=_("Dispute file %(number)s") % {"number": order.number},
        author=agency.name,
        foot=f"{agency.name} · {order.number}",
        **paper_of(agency),
        currency=order.currency,
        made=now,
    )
    sheet.add_page()
    sheet.heading(agency.name, "", _("Dispute file"), f"{order.number} · {dispute.public_id}")
    facts = [(_("As of"), moment(now)), (_("State"), dispute.get_state_display())]
    sheet.parties(order.title, facts, _("Order"))
    for section in sections:
        _draw(sheet, section)
    return bytes(sheet.output())


def _draw(sheet: Sheet, section: Section) -> None:
    sheet.keep_together(24)
    sheet.ln(6)
    sheet.pen(13, bold=True)
    sheet.words(section.title, height=7)
    sheet.rule()
    for item in section.items:
        sheet.note(" · ".join(part for part in (item.label, item.when) if part), item.text or "–")
