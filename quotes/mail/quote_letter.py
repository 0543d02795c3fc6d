"""Who is told of an event of a quote, and what stands in the mail: the templates emails/order.* print it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.absolute_urls import agency_url
from agencies.states.roles import MANAGEMENT
from clients.models import AccountPerson
from orders.mail.audience import MOST
from orders.mail.letter import SUBJECT_TITLE, moment, quoted, read_by, zone_of
from orders.states.mail_parts import CLIENT, DESK
from project.base.money import format_money
from project.base.text import excerpt
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteEvent
from quotes.rules import quote_links, quotes

from .quote_words import QUOTE_BECAUSE, QUOTE_WORDS

#: Verbs whose mail opens the quote without signing in.
BY_LINK = ("send", "remind")


def readers_of(event: QuoteEvent, quote: OrderQuote) -> list[tuple[str, Membership]]:
    """(part, person) of whom an event concerns, its actor never: nobody once the quote has moved on, and only
    people who may see it now. Who accepted by the mailed link is told, too: it was done without signing
    in."""
    if (quote.state, quote.version) != (event.to_state, event.version):
        return []
    found: dict[int, tuple[str, Membership]] = {}
    for part in QUOTE_WORDS[event.verb]:
        for person in _people(quote, part, event):
            silent = person.pk == event.actor_id and not event.by_link and event.verb != "accept"
            if person.pk not in found and not silent and _may(quote, part, person):
                found[person.pk] = (part, person)
    return list(found.values())[:MOST]


def of_event(
    quote: OrderQuote, event: QuoteEvent, part: str, person: Membership, now: dt.datetime
) -> dict[str, Any]:
    """What emails/order.* print, for one reader in their own zone."""
    words = QUOTE_WORDS[event.verb][part]
    viewer = Member(quote.agency, membership=person)
    zone = zone_of(viewer)
    title = _title(quote)
    with read_by(viewer):
        return {
            "number": quote.number,
            "title": title,
            "subject": str(words.subject),
            "subject_title": excerpt(title, SUBJECT_TITLE),
            "zone_name": str(zone),
            "happened": _happened(quote, event, part),
            "quote": quoted(_said(quote, event, part)),
            "more": str(words.more),
            "dues": _dues(quote, now) if event.verb in BY_LINK else [],
            "button": str(words.button),
            "url": _url(quote, event, part),
            "because": str(QUOTE_BECAUSE[part]).format(agency=quote.agency.name),
        }


def _people(quote: OrderQuote, part: str, event: QuoteEvent) -> Any:
    rows = Membership.objects.live().filter(agency_id=quote.agency_id, user__is_active=True)
    if part == CLIENT:
        rows = rows.filter(pk=quote.addressee_id)
    elif event.verb in ("expire", "accept", "decline"):
        rows = rows.filter(pk=quote.prepared_by_id or 0)
    else:
        rows = rows.with_role(*MANAGEMENT)
    own = AccountPerson.objects.filter(account_id=quote.account_id)
    return rows.select_related("user").prefetch_related(Prefetch("account_people", own)).order_by("id")[:MOST]


def _may(quote: OrderQuote, part: str, person: Membership) -> bool:
    viewer = Member(quote.agency, membership=person)
    right = quotes.can_prepare if part == DESK else quotes.can_answer
    return right(viewer, quote) and OrderQuote.objects.visible_to(viewer).filter(pk=quote.pk).exists()


def _title(quote: OrderQuote) -> str:
    newest = quote.versions.last()
    return (newest.title if newest else quote.draft.title) or _("Untitled draft")


def _happened(quote: OrderQuote, event: QuoteEvent, part: str) -> list[str]:
    if part == DESK:
        return [_("Client: %(account)s.") % {"account": quote.account.name}]
    newest = quote.versions.prefetch_related("lines").last()
    if newest is None:
        return []
    said = [_("Price: %(total)s.") % {"total": format_money(newest.total, newest.currency)}]
    if event.verb == "accept" and quote.order:
        said.append(_("Order: %(number)s.") % {"number": quote.order.number})
    if event.verb == "send" and event.version > 1:
        said.append(
            _("This is version %(number)s. The quote page shows what has changed.")
            % {"number": event.version}
        )
    return said


def _said(quote: OrderQuote, event: QuoteEvent, part: str) -> str:
    """The words that go with it."""
    if event.verb == "withdraw":
        return quote.reason
    if event.verb == "ask":
        return quote.wish
    answer = quote.answers.filter(version=event.version, verb=event.verb).last() if part == DESK else None
    return answer.words if answer else ""


def _dues(quote: OrderQuote, now: dt.datetime) -> list[tuple[str, str]]:
    newest = quote.versions.last()
    if newest is None:
        return []
    return [
        (_("Valid until"), moment(newest.valid_until, now)),
        (_("Delivery due"), moment(newest.deadline, now)),
    ]


def _url(quote: OrderQuote, event: QuoteEvent, part: str) -> str:
    if part == CLIENT and event.verb in BY_LINK:
        return quote_links.link_of(quote)
    if part == CLIENT and quote.order:
        return agency_url(quote.agency, reverse("orders:order", args=[quote.order.number]))
    waits = part == DESK and event.verb in ("ask", "ask_again", "ask_change")
    return agency_url(
        quote.agency, reverse("quotes:quote_prepare" if waits else "quotes:quote", args=[quote.number])
    )
