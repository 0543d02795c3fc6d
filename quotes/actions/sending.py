"""What the desk does with a quote: prepare, send, take back to change, withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Letterhead, Membership
from agencies.rules.printable import check_prints
from catalog.pricing.formula import Price, PricingProblem
from catalog.pricing.offering import current_offering
from catalog.pricing.paces import SHORTEST as SHORTEST_WORK
from catalog.pricing.terms import Terms, beyond_limit, price_agreed, wrong_terms
from drafts.actions.drafts import changed_fields
from drafts.models.commission import COPIED_FIELDS
from drafts.pricing.draft_price import facts_of_draft, missing_fields, urgency_key
from orders.actions.placing import held_book
from project.base.errors import Invalid, Stale, require
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteAddOn, QuoteLine, QuoteVersion
from quotes.models.quote_versions import ASSUMPTIONS_LIMIT
from quotes.pricing.quote_terms import MOST_CUSTOMS, rows_of, settings_of, terms_of
from quotes.rules import quotes

from .asking import check_addressee
from .desk_draft import drop_work, publish_work, write_work
from .moving import QUOTES, locked_quote, move_quote

#: The shortest and the longest time that a quote holds.
SHORTEST, LONGEST = dt.timedelta(hours=1), dt.timedelta(days=180)
REASON_LIMIT = 500
SAVED_SINCE = gettext_lazy("A colleague saved this quote while you were editing it.")
#: What the document of a quote says beside the brief, in the words that somebody typed.
PRINTED_SCOPE = ("audience", "purpose", "tone", "format", "citation_style")


def save_quote(
    *,
    actor: Member,
    quote: OrderQuote,
    version: int,
    fields: Mapping[str, Any],
    terms: Terms,
    assumptions: str,
    addressee: Membership,
    now: dt.datetime,
) -> OrderQuote:
    """Store what the desk prepares: the commission (`fields` as for drafts.save_draft), the terms, the
    assumptions, and to whom it is addressed. Nothing of it is the client's to see before it is sent.

    `version` is that of the draft as it was read. Raises Stale when a colleague has saved since, and Invalid.
    """
    require(quotes.can_prepare(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        QUOTES.check("save", actor, stored)
        if not _changed(stored, fields, terms, assumptions, addressee):
            return stored
        if stored.draft.version != version:
            raise Stale(SAVED_SINCE, current=stored)
        _check(stored, terms, assumptions, addressee)
        write_work(stored, fields, now)
        stored.terms.all().delete()
        stored.terms.bulk_create(rows_of(stored, terms))
        stored.assumptions, stored.addressee, stored.updated_at = assumptions, addressee, now
        stored.save(update_fields=["assumptions", "addressee", "updated_at"])
    return stored


def send_quote(
    *, actor: Member, quote: OrderQuote, version: int, valid_until: dt.datetime, now: dt.datetime
) -> QuoteVersion:
    """Send what is prepared, as the next version: a copy of the commission
    with its lines, and mail to the addressee.

    `version` is that of the draft as it was read: Stale when a colleague has saved since. Raises Invalid with
    what is missing, for a validity out of bounds or beyond the deadline ("valid_until"), for terms that do
    not fit the lines any more ("adjustments", "customs", "discount"), and for more off than the actor may
    give ("discount"); CannotPrint when its document could not show all that it says.
    """
    require(quotes.can_prepare(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        QUOTES.check("send", actor, stored)
        if stored.draft.version != version:
            raise Stale(SAVED_SINCE, current=stored)
        check_addressee(stored.account_id, stored.addressee)
        publish_work(stored, now)
        _check_validity(stored, valid_until, now)
        price = agreed_price(actor, stored, now)
        _check_prints(stored, price)
        made = write_version(actor, stored, price, valid_until, now)
        stored.version, stored.valid_until, stored.reason = made.number, valid_until, ""
        stored.prepared_by_id = actor.member_id
        move_quote(stored, "send", actor=actor, now=now)
        if not stored.draft.released:
            stored.draft.released = True
            stored.draft.save(update_fields=["released"])
    return made


def rework_quote(*, actor: Member, quote: OrderQuote, now: dt.datetime) -> OrderQuote:
    """Take a sent quote back to change it: until it is sent again
    nobody can accept it. Twice does nothing."""
    require(quotes.can_prepare(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if QUOTES.check("rework", actor, stored):
            move_quote(stored, "rework", actor=actor, now=now)
    return stored


def withdraw_quote(*, actor: Member, quote: OrderQuote, reason: str, now: dt.datetime) -> OrderQuote:
    """Give a quote up, with a reason that the client reads when they know of it. Twice does nothing. The
    draft is the client's again; one that the client has never seen stays with the desk."""
    require(quotes.can_prepare(actor, quote))
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise Invalid(
            {"reason": _("Enter a reason of at most %(most)s characters.") % {"most": REASON_LIMIT}}
        )
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if QUOTES.check("withdraw", actor, stored):
            drop_work(stored)
            stored.reason = reason
            move_quote(stored, "withdraw", actor=actor, now=now)
    return stored


def _changed(
    quote: OrderQuote, fields: Mapping[str, Any], terms: Terms, assumptions: str, addressee: Membership
) -> bool:
    return (
        bool(changed_fields(quote.desk_draft, fields))
        or terms_of(quote.terms.all()) != terms
        or (quote.assumptions, quote.addressee_id) != (assumptions, addressee.pk)
    )


def _check(quote: OrderQuote, terms: Terms, assumptions: str, addressee: Membership) -> None:
    if len(assumptions) > ASSUMPTIONS_LIMIT:
        words = _("Enter at most %(most)s characters.")
        raise Invalid({"assumptions": words % {"most": ASSUMPTIONS_LIMIT}})
    if len(terms.customs) > MOST_CUSTOMS:
        raise Invalid(
            {"customs": _("A quote can have at most %(most)s custom lines.") % {"most": MOST_CUSTOMS}}
        )
    if wrong := wrong_terms(terms):
        raise Invalid(wrong)
    if addressee.pk != quote.addressee_id:
        check_addressee(quote.account_id, addressee)


def _check_validity(quote: OrderQuote, valid_until: dt.datetime, now: dt.datetime) -> None:
    missing = dict(missing_fields(quote.draft, now))
    deadline = quote.draft.deadline
    if not now + SHORTEST <= valid_until <= now + LONGEST:
        words = _("Choose a time between one hour and %(days)s days from now.")
        missing["valid_until"] = words % {"days": LONGEST.days}
    elif deadline and valid_until + SHORTEST_WORK > deadline:
        missing["valid_until"] = _(
            "Choose an earlier expiry to leave enough time for the work before the deadline."
        )
    if missing:
        raise Invalid(missing)


def _check_prints(quote: OrderQuote, price: Price) -> None:
    """Before a version is sent: the document can show all that it says."""
    draft, paper = quote.draft, Letterhead.objects.filter(agency_id=quote.agency_id).first()
    check_prints(
        {
            _("invoice details of the agency"): f"{paper.name} {paper.address}" if paper else "",
            _("name of the client"): f"{quote.account.name} {quote.addressee.public_name}",
            _("title"): draft.title,
            _("price assumptions"): quote.assumptions,
            _("brief"): draft.brief,
            _("scope"): " ".join(getattr(draft, name) for name in PRINTED_SCOPE),
            _("lines of the price"): " ".join(f"{line.label} {line.rule}" for line in price.lines),
        }
    )


def agreed_price(actor: Member, quote: OrderQuote, now: dt.datetime) -> Price:
    """The price of what is stored with its terms. Raises Invalid for what they do not fit, and for more off
    than the actor may give."""
    offering = current_offering(actor.agency)
    facts = facts_of_draft(actor.agency, quote.draft, now)
    try:
        price = price_agreed(offering.book, facts, terms_of(quote.terms.all()))
    except PricingProblem as problem:
        raise Invalid(problem.errors) from problem
    if refusal := beyond_limit(price, quotes.discount_limit(actor, settings_of(actor.agency))):
        raise Invalid({"discount": refusal})
    return price


def write_version(
    actor: Member, quote: OrderQuote, price: Price, valid_until: dt.datetime, now: dt.datetime
) -> QuoteVersion:
    """Keep what the quote's draft says now, at this price, as its next version."""
    draft, offering = quote.draft, current_offering(actor.agency)
    assert draft.deadline is not None  # missing_fields has asked for it
    tier = urgency_key(offering.book, now, draft.deadline)
    made = QuoteVersion.objects.create(
        agency_id=quote.agency_id,
        quote=quote,
        number=quote.version + 1,
        urgency_id=next((row.pk for row in offering.urgencies if row.key == tier), None),
        price_book=held_book(actor.agency, offering.book_id),
        currency=price.currency,
        deadline=draft.deadline,
        assumptions=quote.assumptions,
        addressee_id=quote.addressee_id,
        sent_by_id=actor.member_id,
        sent_at=now,
        valid_until=valid_until,
        **{name: getattr(draft, name) for name in COPIED_FIELDS},
    )
    addons = draft.addon_rows.order_by("addon__position", "id").values_list("addon_id", flat=True)
    QuoteAddOn.objects.bulk_create(
        QuoteAddOn(agency_id=quote.agency_id, version=made, addon_id=pk) for pk in addons
    )
    QuoteLine.write(price.lines, agency_id=quote.agency_id, version=made)
    return made
