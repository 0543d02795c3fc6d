"""The signed link that opens one quote to whoever holds it: to read, never
to accept (that takes a mailed code, too).

It names the quote and its addressee and is signed for the agency, so a quote that is readdressed has another
one, and the old one opens nothing.
"""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.errors import NotVisible
from project.base.viewer import LinkHolder
from quotes.models import OrderQuote
from quotes.models.quotes import LINK


def token_of(quote: OrderQuote) -> str:
    """The part of the address that opens this quote."""
    return _signer(quote.agency_id).sign(f"{quote.public_id}.{quote.addressee.public_id}")


def link_of(quote: OrderQuote) -> str:
    """The whole address, for the mail."""
    return agency_url(quote.agency, reverse("quotes:quote_link", args=[token_of(quote)]))


def opened(agency: Agency, token: str) -> tuple[LinkHolder, OrderQuote]:
    """Who holds this link, and what it opens. Raises NotVisible for a broken or foreign link, and for one
    whose quote was taken back or readdressed."""
    try:
        public_id, person = _signer(agency.pk).unsign(token).split(".")
    except (signing.BadSignature, ValueError) as broken:
        raise NotVisible() from broken
    holder = LinkHolder(agency, kind=LINK, public_id=public_id)
    rows = OrderQuote.objects.visible_to(holder).filter(addressee__public_id=person)
    quote = rows.select_related(
        "account",
        "addressee__user",
        "order",
        "draft__service",
        "draft__subject",
        "draft__quality",
        "draft__preferred_writer",
    ).first()
    if quote is None:
        raise NotVisible()
    quote.agency = agency
    return holder, quote


def _signer(agency_id: int) -> signing.Signer:
    return signing.Signer(sep="~", salt=f"orders.quote.{agency_id}")
