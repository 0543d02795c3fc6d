"""What quotes keeps about a person: quotes of their client accounts, and what they answered or did to any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import NAMED, Part, Tie, exported, slices
from agencies.models import Membership
from clients.own_data import accounts_alone
from clients.querysets import sees_as_client
from drafts.own_data import COMMISSION
from orders.own_data.client import LINE
from project.base import clock
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteAnswer, QuoteCode, QuoteEvent, QuoteVersion
from quotes.rules.quotes import judged


class QuotesKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part]:
        """Quotes for who is a client; everybody's own answers and acts, beside those to orders."""
        if sees_as_client(viewer):
            yield Part(
                "quotes", _("Quotes, including every version that was sent."), _quotes(viewer), place=30
            )
        yield Part("my_notes", "", _answers(viewer), place=90)
        yield Part("acts", "", _acts(viewer), place=110)

    def ties(self, viewer: Member) -> list[Tie]:
        """Open quotes for an account that nobody else belongs to."""
        seen = Q(asked_by__isnull=False) | Q(version__gt=0)  # not what the desk is only preparing
        quotes = OrderQuote.objects.open_at(clock.now()).filter(
            seen, account__in=accounts_alone(viewer.membership)
        )
        words = _("Quote %(number)s is open. Respond to it or withdraw the request.")
        return [
            Tie(words % {"number": quote.number}, reverse("quotes:quote", args=[quote.number]))
            for quote in quotes.order_by("pk")[:NAMED]
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Quotes that were sent are kept; codes to answer one are not."""
        QuoteCode.objects.filter(person=membership).delete()


def _quotes(viewer: Member) -> Iterator[dict[str, Any]]:
    versions = "versions__lines", "versions__service", "versions__subject", "versions__quality", "answers__by"
    rows = OrderQuote.objects.as_client(viewer).select_related("account", "order", "addressee")
    for row in slices(rows.prefetch_related(*versions, "versions__preferred_writer")):
        yield exported(
            judged(row, clock.now()),
            "number",
            "account__name",
            "addressee__public_name",
            "state",
            "wish",
            "created_at",
            "order__number",
        ) | {
            "versions": [_version(version) for version in row.versions.all()],
            "answers": [
                exported(a, "version", "verb", "words", "by__public_name", "at") for a in row.answers.all()
            ],
        }


def _version(row: QuoteVersion) -> dict[str, Any]:
    lines = [exported(line, *LINE) for line in row.lines.all()]
    names = (*COMMISSION, "deadline", "assumptions", "sent_at", "valid_until", "currency", "total")
    return exported(row, "number", *names) | {"lines": lines}


def _answers(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in (
        QuoteAnswer.objects.filter(by_id=viewer.member_id).select_related("quote").order_by("pk").iterator()
    ):
        yield exported(row, "at", kind=row.verb, text=row.words, quote=row.quote.number)


def _acts(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in (
        QuoteEvent.objects.filter(actor_id=viewer.member_id).select_related("quote").order_by("pk").iterator()
    ):
        yield exported(row, "at", "verb", quote=row.quote.number)
