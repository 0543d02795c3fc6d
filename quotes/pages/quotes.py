"""What the pages of a quote print: for the client's side, the desk, and whoever holds its link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.pages.price import changes, printed
from catalog.pricing.price_comparison import compare
from drafts.pages.commission_words import words_of
from drafts.pages.drafts import brief_rows, files_context
from orders.pages.compared_text import compared
from project.base import formatting, markdown
from project.base.components import Happening, happening
from project.base.readable import of_markdown
from project.base.states import Choice
from project.base.viewer import LinkHolder, Viewer
from quotes.actions.moving import QUOTES
from quotes.models import OrderQuote, QuoteEvent, QuoteVersion
from quotes.pricing.quote_terms import as_price
from quotes.rules import quotes
from quotes.states import QUOTE_TONES, WITH_DESK, QuoteState

from .timeline_words import sentence

#: What the addressee of a sent quote can say.
ANSWERS = ("accept", "decline", "ask_change")
ICONS = {
    "send": "send",
    "accept": "circle-check",
    "decline": "x",
    "ask_change": "edit",
    "expire": "clock",
    "remind": "bell",
    "withdraw": "x",
    "call_back": "x",
    "rework": "edit",
}


def badge_of(quote: OrderQuote) -> dict[str, str]:
    """The state for the badge component."""
    state = QuoteState(quote.state)
    return {"label": str(state.label), "tone": QUOTE_TONES[state]}


def turn_of(viewer: Viewer, quote: OrderQuote) -> str:
    """Whose move it is, in the words of whoever looks."""
    if quote.state == QuoteState.SENT:
        mine = isinstance(viewer, LinkHolder) or quotes.can_answer(viewer, quote)
        return _("Your answer") if mine else _("Waiting for %(name)s") % {"name": quote.addressee.public_name}
    if quote.state in WITH_DESK:
        return (
            _("The desk is preparing the quote")
            if quotes.can_quote(viewer)
            else _("The agency is preparing the quote")
        )
    return ""


def page_context(viewer: Viewer, quote: OrderQuote, now: dt.datetime, wanted: int = 0) -> dict[str, Any]:
    """Everything that the page of a quote prints. `wanted` is the version to show, 0 for the newest."""
    quotes.judged(quote, now)
    versions = list(
        quote.versions.select_related(
            "service", "subject", "quality", "preferred_writer", "addressee", "sent_by"
        )
        .prefetch_related("lines")
        .order_by("number")
    )
    at = next((row for row in versions if row.number == wanted), versions[-1] if versions else None)
    before = next((row for row in versions if at and row.number == at.number - 1), None)
    choices = choices_of(viewer, quote, now)
    verbs = {choice.transition.verb: choice.transition for choice in choices if choice.allowed}
    return {
        "quote": quote,
        "badge": badge_of(quote),
        "turn": turn_of(viewer, quote),
        "to_do": _to_do(verbs),
        "version": at,
        "newest": at is None or at is versions[-1],
        "versions": [
            {"number": row.number, "sent_at": row.sent_at, "now": row is at} for row in reversed(versions)
        ],
        "ended": bool(quote.valid_until and quote.valid_until <= now),
        "changed": changed(viewer.agency, before, at) if before and at else None,
        "verbs": verbs,
        **document(viewer, quote, at),
    }


def _to_do(verbs: Mapping[str, Any]) -> str:
    """What the viewer can do next, after "Your turn:"; "" when it is somebody else's."""
    if "accept" in verbs:
        return _("respond to this quote")
    return _("prepare and send this quote") if "save" in verbs else ""


def is_private(viewer: Viewer, quote: OrderQuote) -> bool:
    """Whether what it was about is the client's alone: the desk reads a draft
    only while it is asked for a price of it."""
    return not quote.version and not quote.live and quote.draft.released and quotes.can_prepare(viewer, quote)


def title_of(viewer: Viewer, quote: Any) -> str:
    """The title that the viewer may read, of a quote that came with `sent_title`; "" for a private one."""
    return quote.sent_title or ("" if is_private(viewer, quote) else quote.draft.title)


def document(viewer: Viewer, quote: OrderQuote, version: QuoteVersion | None) -> dict[str, Any]:
    """What was sent, or before that what was asked for. `price` is None until there
    is one, `source` where it is private."""
    source: Any = version or quote.draft
    if is_private(viewer, quote):
        return {"source": None, "price": None}
    return {
        "source": source,
        "brief": markdown.render(source.brief, top=3),
        "facts": brief_rows(viewer.agency, source),
        "words": words_of(source, desk=True),
        "price": printed(version.lines.all(), version.currency) if version else None,
        **files_context(quote.draft, version.sent_at if version else None),
    }


def choices_of(viewer: Viewer, quote: OrderQuote, now: dt.datetime) -> list[Choice]:
    """The verbs to which the viewer has a right. What is beyond its time cannot be answered, noted or not."""
    ended = quotes.judged(quote, now).state == QuoteState.EXPIRED
    return [
        Choice(choice.transition, str(quotes.OVER)) if ended and choice.transition.verb in ANSWERS else choice
        for choice in QUOTES.choices(viewer, quote)
    ]


def changed(agency: Agency, before: QuoteVersion, after: QuoteVersion) -> dict[str, Any]:
    """What is different from the version before: lines of the price, facts, and the brief by words."""
    old, new = (
        {row["label"]: row["value"] for row in [*brief_rows(agency, version), *_more_facts(version)]}
        for version in (before, after)
    )
    facts = [
        {"label": label, "old": old.get(label, ""), "new": new.get(label, "")}
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]
    lines = compare(as_price(before), as_price(after))
    brief = (
        compared(of_markdown(before.brief), of_markdown(after.brief)) if before.brief != after.brief else None
    )
    return {
        "number": before.number,
        "lines": changes(lines, after.currency),
        "facts": facts,
        "brief": brief,
        "nothing": not (lines or facts or brief),
    }


def _more_facts(version: QuoteVersion) -> list[dict[str, Any]]:
    named = [
        (_("Title"), version.title),
        (_("Delivery due"), _moment(version.deadline)),
        (_("Valid until"), _moment(version.valid_until)),
        (_("Price assumptions"), version.assumptions),
        (_("References"), version.references),
        (_("House style"), version.house_style),
        (_("Style preferences"), version.style_preferences),
        (_("Notes to the agency"), version.notes),
    ]
    return [{"label": label, "value": value} for label, value in named if value]


def _moment(when: dt.datetime) -> str:
    return formatting.stamp(timezone.localtime(when), "j M Y, H:i")


@dataclass(frozen=True)
class Told:
    """An act on a quote as its reader is told of it; `note` are the words that came with it."""

    event: QuoteEvent
    said: str
    note: str


def told(viewer: Viewer, quote: OrderQuote) -> list[Told]:
    """What happened, newest first as on orders, with the client's words. Two queries."""
    words = {(row.version, row.verb): row.words for row in quote.answers.all()}
    desk = quotes.can_quote(viewer)
    rows = quote.events.select_related("actor").order_by("-id")
    if not desk:
        rows = rows.exclude(verb="prepare")
    return [
        Told(
            row,
            sentence(row, desk=desk, own=bool(row.actor_id) and row.actor_id == viewer.member_id),
            words.get((row.version, row.verb), "") or _note(row, quote),
        )
        for row in rows
    ]


def timeline_of(viewer: Viewer, quote: OrderQuote) -> list[Happening]:
    """What happened, for ui/timeline.html."""
    return [
        happening(
            row.event.at,
            row.said,
            icon=ICONS.get(row.event.verb, "circle"),
            tone=QUOTE_TONES.get(QuoteState(row.event.to_state), "neutral"),
            note=row.note,
        )
        for row in told(viewer, quote)
    ]


def _note(event: Any, quote: OrderQuote) -> str:
    if event.verb == "ask" and quote.wish:
        return quote.wish
    return quote.reason if event.verb == "withdraw" and quote.state == QuoteState.WITHDRAWN else ""
