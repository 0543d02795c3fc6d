"""The legal pages of the demo's two agencies, published by their owners. Samples, not advice."""

from __future__ import annotations

import datetime as dt
import re

from agencies.actions.legal import publish_legal, save_legal_draft
from project.base.viewer import Member

TERMS = """## Orders

You order by placing a draft or by accepting a quote. The price on that page is the price you pay. Later
changes to our prices do not change it.

## Delivery and revisions

We deliver by the deadline of the order. You have {days} days to accept a text or to request changes.
{rounds} rounds of changes are part of the price as long as they keep to the brief.

## Rights

Once an order is paid, the text is yours to use wherever you like. Our writers may show it in their
portfolios only if you agree.

## Cancelling

You can cancel an order until a writer has accepted it. After that, we charge for the work that has been
done.
"""
PRIVACY = """## What we keep

- your name, your email address and how you sign in
- your orders with their briefs, texts and messages
- invoices, for as long as the law asks

## Who sees it

The writer and the editor of an order, and the people who run {name}. Writers never see your email
address or what you pay.

## Your rights

You can download a copy of your data, correct it, or close your account on the page *Your data*. Write to
us with any question.
"""
IMPRINT = """**{name}**

{address}

Email: desk@{host}
"""
ADDRESSES = {
    "INK": "Inkwell Ltd  \n14 Dock Street  \nLondon E1",
    "NOR": "Northwind AS  \nBryggen 7  \n5003 Bergen",
}
#: Where a line of this file ends within a paragraph: in Markdown of people, a line break is one.
_WRAPPED = re.compile(r"(?<!\n)\n(?![\n-])")


def publish(actor: Member, now: dt.datetime) -> None:
    """Publish terms, privacy policy and imprint of the actor's agency."""
    agency = actor.agency
    facts = {
        "name": agency.name,
        "days": agency.review_days,
        "rounds": agency.included_rounds,
        "address": ADDRESSES[agency.code],
        "host": f"{agency.name.lower()}.example",
    }
    for kind, text in (("terms", TERMS), ("privacy", PRIVACY), ("imprint", IMPRINT)):
        words = (text if kind == "imprint" else _WRAPPED.sub(" ", text)).format(**facts).strip()
        draft = save_legal_draft(actor=actor, kind=kind, text=words, version=0, now=now)
        publish_legal(actor=actor, kind=kind, version=draft.version, now=now)
