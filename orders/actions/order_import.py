"""Orders that an agency brings along from another program: what was done there, and what still is to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import FollowUp, ImportField, ImportRecord, RowFault
from agencies.models import Agency, Mark
from agencies.rules.import_records import written
from catalog.models import PriceBook
from catalog.pricing.formula import Line, tax_lines
from catalog.pricing.taxes import Tax, key_of
from clients.actions.placeholders import stand_ins
from clients.models import ClientAccount
from orders.models import MarkedOrder, Order, OrderLine
from orders.rules.order_import import OPEN_FIELDS, PAST_FIELDS, read_open, read_past, reading_of
from orders.rules.writer_deadline import writer_deadline
from orders.states.orders import State
from project.base.viewer import Member

from .ledger import charge_imported
from .moving import record_imported
from .numbering import next_import_numbers
from .placing import held_book

Facts = dict[str, Any]
Reader = Callable[..., tuple[Facts, list[RowFault]]]


class _OrdersImport:
    """Of agencies.hooks.imports.import_kinds: what past and open orders share. They have one kind of ids: an
    order that was brought as open is not brought again as past."""

    fields: Sequence[ImportField]
    offered = True
    reader: Reader
    follow_up = FollowUp(gettext_lazy("Open orders"), "orders:desk")

    def identity(self, text: str) -> str:
        """See ImportKind."""
        return text

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """See ImportKind."""
        rows = MarkedOrder.objects.filter(agency=agency, external_id__in=list(ids))
        return set(rows.values_list("external_id", flat=True))

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """See ImportKind."""
        return [fault for _facts, faults in self._read(actor, records, customs, now) for fault in faults]

    def _read(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[tuple[Facts, list[RowFault]]]:
        reading = reading_of(actor, records, offered=self.offered)
        read = type(self).reader
        return [read(actor, record, reading, customs, now) for record in records]

    def _stored(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[tuple[Order, Decimal]]:
        """The orders of these rows with their lines and marks, each with its total. A constant number of
        queries for each thousand."""
        facts = [found for found, _faults in self._read(actor, records, customs, now)]
        reading = reading_of(actor, (), offered=self.offered)
        book = held_book(actor.agency, reading.offering.book_id)
        people = stand_ins(agency=actor.agency, accounts=[each["account"] for each in facts], now=now)
        numbers = next_import_numbers(actor.agency, len(facts), now)
        orders = written(
            Order(
                agency=actor.agency,
                number=number,
                account_id=each["account"],
                requested_by_id=people[each["account"]],
                price_book=book,
                currency=actor.agency.currency,
                quality=reading.offering.qualities[0],
                title=each["title"],
                brief=each["brief"],
                service=each["service"],
                quantity=each["quantity"],
                locale=each["language"],
                **self.times(actor.agency, each, now),
            )
            for number, each in zip(numbers, facts, strict=True)
        )
        own = {"agency": actor.agency}
        written(
            MarkedOrder(**own, order=order, mark=mark, external_id=row.external_id)
            for order, row in zip(orders, records, strict=True)
        )
        taxed = ClientAccount.objects.filter(agency=actor.agency, pk__in=people, reverse_charge=True)
        reverse = set(taxed.values_list("pk", flat=True))
        priced = [
            (order, self.lines(each["price"], book, each["account"] in reverse))
            for order, each in zip(orders, facts, strict=True)
        ]
        written(
            row
            for order, lines in priced
            for row in OrderLine.made(lines, agency_id=order.agency_id, order=order)
        )
        return [(order, sum((line.amount for line in lines), Decimal(0))) for order, lines in priced]

    def times(self, agency: Agency, facts: Facts, now: dt.datetime) -> Facts:
        """When it was placed and is due, and its state."""
        raise NotImplementedError

    def lines(self, price: Decimal, book: PriceBook, reverse: bool) -> list[Line]:
        """What it costs: one line. `reverse`: the client accounts for the tax."""
        return [Line("custom", "", _("As agreed before"), _("Imported"), price, Decimal(1), price)]


class PastOrdersImport(_OrdersImport):
    """Orders that are over: kept for reference, without money."""

    title = gettext_lazy("Past orders")
    help = gettext_lazy(
        "Completed or cancelled orders, to look things up. They are not charged or invoiced. Nobody is told."
    )
    fields = PAST_FIELDS
    offered = False
    reader = read_past

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """See ImportKind."""
        record_imported(self._stored(actor, mark, records, customs, now), actor=actor, now=now)

    def times(self, agency: Agency, facts: Facts, now: dt.datetime) -> Facts:
        """See _OrdersImport."""
        closed = facts["closed"]
        return {
            "state": facts["state"],
            "placed_at": facts["ordered"],
            "client_deadline": closed,
            "writer_deadline": closed,
            "closed_at": closed,
        }


class OpenOrdersImport(_OrdersImport):
    """Orders still to be done: placed in the client's name, and charged."""

    title = gettext_lazy("Open orders")
    help = gettext_lazy(
        "Orders still to be done. Each is placed in its client’s name and charged; then offer it to your "
        "writers. Nobody is told."
    )
    fields = OPEN_FIELDS
    reader = read_open

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """See ImportKind."""
        orders = self._stored(actor, mark, records, customs, now)
        charge_imported(record_imported(orders, actor=actor, now=now), now=now)

    def times(self, agency: Agency, facts: Facts, now: dt.datetime) -> Facts:
        """See _OrdersImport."""
        placed = facts["ordered"] or now
        return {
            "state": State.PLACED,
            "placed_at": placed,
            "client_deadline": facts["deadline"],
            "writer_deadline": writer_deadline(agency, now, facts["deadline"]),
        }

    def lines(self, price: Decimal, book: PriceBook, reverse: bool) -> list[Line]:
        """The agreed price, and the tax: on it or within it, as the price list has it; none for a client who
        accounts for it."""
        key = key_of(included=book.prices_include_tax, reverse=reverse)
        tax = Tax(book.tax_label, book.tax_rate, key)
        return [*super().lines(price, book, reverse), *tax_lines(tax, book.agency.currency, price)]
