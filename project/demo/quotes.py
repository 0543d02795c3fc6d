"""The demo's quotes: one in each state, the most telling of them Clara's."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Adjustment, CustomLine, Terms
from clients.models import ClientAccount
from drafts.actions import drafts
from orders.actions.mail_jobs import quietly
from project.base.viewer import Member
from quotes.actions import asking, quote_answers, sending, sweeps
from quotes.models import OrderQuote

from .library import Commission, draw
from .story import Crew, words_of

DAY = dt.timedelta(days=1)
WISH = "Please name a price with everything in it: our board decides next week. The photographs come from us."
ASSUMES = "One interview by telephone, up to half an hour. Photographs and captions come from you."
CHANGE = "Could you do the interview in our office? And we do not need the summary after all."
DECLINED = "The board has put the project off until spring."
REDUCED = Adjustment("work", "", Decimal("-40.00"), "The notes that you sent save us half a day of research")
VISIT = CustomLine("c1", "Interview in your office", "Half a day, travel included", Decimal("120.00"))


class Table:
    """Plays quotes between one desk and its clients."""

    def __init__(self, crew: Crew, rng: random.Random, now: dt.datetime) -> None:
        self.crew, self.rng, self.now = crew, rng, now
        self.desk = crew.managers[0]
        self.texts = iter(draw(rng, 12))

    def asked(self, client: Member, ago: float, wish: str = "") -> OrderQuote:
        """A client asks for a price, `ago` days before now."""
        at = self.now - DAY * ago
        commission = next(self.texts).vary(self.rng)
        draft = drafts.begin_draft(
            actor=client, account=_account(client), now=at, fields=_fields(client, commission, at)
        )
        return asking.ask_quote(actor=client, draft=draft, wish=wish, now=at)

    def sent(self, quote: OrderQuote, ago: float, days: float, terms: Terms | None = None) -> OrderQuote:
        """The desk sends it on these terms, valid for `days` from then."""
        at, desk = self.now - DAY * ago, self.desk
        quote = _again(quote)
        terms = _fitting(terms or Terms(), quote)
        quote = sending.save_quote(
            actor=desk,
            quote=quote,
            version=quote.draft.version,
            fields={},
            terms=terms,
            assumptions=ASSUMES,
            addressee=quote.addressee,
            now=at,
        )
        sending.send_quote(
            actor=desk, quote=quote, version=quote.draft.version, valid_until=at + DAY * days, now=at
        )
        return _again(quote)

    def begun(self, client: Member, ago: float) -> OrderQuote:
        """The desk begins one for a client."""
        at = self.now - DAY * ago
        quote = asking.prepare_quote(
            actor=self.desk, account=_account(client), addressee=client.membership, now=at
        )
        fields = _fields(client, next(self.texts).vary(self.rng), at)
        return sending.save_quote(
            actor=self.desk,
            quote=quote,
            version=quote.draft.version,
            fields=fields,
            terms=Terms(),
            assumptions="",
            addressee=client.membership,
            now=at,
        )


def play(crew: Crew, rng: random.Random, now: dt.datetime) -> None:
    """One quote in each state. Only the one that Clara may answer is told of
    by mail, so that its link can be tried."""
    table, clara, others = Table(crew, rng, now), crew.clients[0], crew.clients[1:] or crew.clients
    with quietly():
        table.asked(clara, 0.4, WISH)
        table.begun(others[0], 0.2)
        _declined(table, others[0])
        _accepted(table, others[-1])
        _expired(table, clara)
        answered = table.sent(table.asked(clara, 5, WISH), 4, 14)
        quote_answers.ask_change(actor=clara, quote=answered, version=1, words=CHANGE, now=now - DAY * 3)
    table.sent(answered, 1, 12, Terms(adjustments=(REDUCED,), customs=(VISIT,), discount_percent=Decimal(5)))


def _declined(table: Table, client: Member) -> None:
    quote = table.sent(table.asked(client, 20), 19, 14)
    quote_answers.decline_quote(
        actor=client, quote=quote, version=1, words=DECLINED, now=table.now - DAY * 17
    )


def _accepted(table: Table, client: Member) -> None:
    quote = table.sent(table.asked(client, 3), 2.5, 14)
    quote_answers.accept_quote(actor=client, quote=quote, version=1, now=table.now - DAY * 0.3)


def _expired(table: Table, client: Member) -> None:
    table.sent(table.asked(client, 30), 29, 10)
    sweeps.expire_quotes(agency=client.agency, now=table.now - DAY * 18)


def _account(client: Member) -> ClientAccount:
    return ClientAccount.objects.to_order_for(client).earliest("id")


def _again(quote: OrderQuote) -> OrderQuote:
    return OrderQuote.objects.select_related("draft", "addressee").get(pk=quote.pk)


def _fields(client: Member, commission: Commission, at: dt.datetime) -> dict[str, Any]:
    offering = current_offering(client.agency)
    found: dict[str, Any] = {
        name: next(row for row in rows if row.key == getattr(commission, name))
        for name, rows in (("service", offering.services), ("quality", offering.qualities))
    }
    deadline = (at + DAY * 40).replace(hour=16, minute=0, second=0, microsecond=0)
    return {**words_of(commission), **found, "quantity": commission.quantity, "deadline": deadline}


def _fitting(terms: Terms, quote: OrderQuote) -> Terms:
    """The terms with the change on this quote's own work line."""
    offering = current_offering(quote.agency)
    key = offering.key_of(offering.services, quote.draft.service_id)
    changes = tuple(Adjustment(row.kind, key, row.delta, row.reason) for row in terms.adjustments)
    return Terms(changes, terms.customs, terms.discount, terms.discount_percent)
