"""Quotes as dicts: rows of a list, and one with its versions and what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet

from catalog.api.prices import lines_shown
from clients.rules.accounts import account_role
from drafts.api.order_draft_shapes import TEXTS
from drafts.pages.drafts import files_context
from project.base import clock
from project.base.api.fields import moment_text, money_text
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteVersion
from quotes.pages.quotes import is_private, title_of, told, turn_of
from quotes.rules.quotes import judged
from quotes.states import LIVE

THINGS = ("service", "subject", "quality")
Row = dict[str, Any]


def columns(rows: Any) -> QuerySet[Any, Any]:
    """These quotes (with_sent) with everything that a row is made of."""
    return rows.values(
        *("id", "number", "state", "version", "valid_until", "created_at", "updated_at", "total"),
        *("asked_by_id", "account_id", "addressee_id", "sent_title", "draft__title", "draft__released"),
        *("account__public_id", "account__name", "addressee__public_id", "addressee__public_name"),
        "order__number",
    )


def quote_row(viewer: Member, row: Mapping[str, Any]) -> Row:
    """A quote as QuoteRowOut, of `columns`."""
    quote: Any = judged(_as_quote(row), clock.now())
    return {
        "number": row["number"],
        "state": quote.state,
        "turn": turn_of(viewer, quote),
        "title": title_of(viewer, quote),
        "account": {"id": row["account__public_id"], "name": row["account__name"]},
        "addressee": {"id": row["addressee__public_id"], "name": row["addressee__public_name"]},
        "version": row["version"],
        "valid_until": moment_text(row["valid_until"]),
        "total": money_text(row["total"]),
        "currency": viewer.agency.currency,
        "order": row["order__number"],
        "created_at": moment_text(row["created_at"]),
        "updated_at": moment_text(row["updated_at"]),
    }


def _as_quote(row: Mapping[str, Any]) -> Any:
    """What rules and words ask of a quote."""
    names = ("number", "state", "version", "valid_until", "asked_by_id", "account_id", "addressee_id")
    return SimpleNamespace(
        **{name: row[name] for name in (*names, "sent_title")},
        live=row["state"] in LIVE,
        addressee=SimpleNamespace(public_name=row["addressee__public_name"]),
        draft=SimpleNamespace(title=row["draft__title"], released=row["draft__released"]),
    )


def quote_shown(viewer: Member, quote: OrderQuote, verbs: Mapping[str, Any]) -> Row:
    """A visible quote as QuoteOut."""
    row = columns(OrderQuote.objects.filter(pk=quote.pk).with_sent()).get()
    versions = versions_of(quote)
    private = is_private(viewer, quote)
    newest = versions[0].sent_at if versions else None
    return {
        **quote_row(viewer, row),
        "draft": quote.draft.public_id if account_role(viewer, quote.account_id) else None,
        "asked": None if private or versions else commission_shown(quote.draft),
        "versions": [version_shown(version) for version in versions],
        "files": [] if private else files_shown(quote, newest),
        "history": [
            {
                "verb": act.event.verb,
                "at": moment_text(act.event.at),
                "version": act.event.version,
                "text": act.said,
                "note": act.note,
            }
            for act in told(viewer, quote)
        ],
        **verbs,
    }


def versions_of(quote: OrderQuote) -> list[QuoteVersion]:
    """What was sent, newest first, with all that a version says. Three queries."""
    rows = quote.versions.select_related(*THINGS, "preferred_writer", "addressee", "price_book")
    return list(rows.prefetch_related("lines", "addon_rows__addon").order_by("-number"))


def version_shown(version: QuoteVersion) -> Row:
    """A version as QuoteVersionOut."""
    return {
        "number": version.number,
        "sent_at": moment_text(version.sent_at),
        "valid_until": moment_text(version.valid_until),
        "addressee": {"id": version.addressee.public_id, "name": version.addressee.public_name},
        "assumptions": version.assumptions,
        "commission": commission_shown(version),
        "price": lines_shown(version.lines.all(), version.currency, version.price_book.version),
    }


def commission_shown(source: Any) -> Row:
    """A draft, or a version, as CommissionOut."""
    addons = sorted((row.addon for row in source.addon_rows.all()), key=lambda row: (row.position, row.pk))
    things = {name: getattr(source, name) for name in THINGS}
    return {
        **{name: getattr(source, name) for name in TEXTS},
        "source_locale": source.source_locale or None,
        **{name: thing.key if thing else None for name, thing in things.items()},
        "quantity": source.quantity,
        "deadline": moment_text(source.deadline),
        "addons": [row.key for row in addons],
        "preferred_writer": source.preferred_writer.public_id if source.preferred_writer else None,
    }


def files_shown(quote: OrderQuote, until: dt.datetime | None) -> list[Row]:
    """The files of its draft, as they were when the newest version was sent."""
    return [
        {
            "id": file["public_id"],
            "name": file["name"],
            "content_type": file["content_type"],
            "size": file["size"],
        }
        for file in files_context(quote.draft, until)["files"]
    ]
