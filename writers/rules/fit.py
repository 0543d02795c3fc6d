"""What speaks for giving somebody an order: a score that shows its parts. Apart from the reasons against,
which writers.rules.eligibility gives: a high score lets nobody take what they cannot, a low one keeps nobody
out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.hooks.fit import Fit, Part
from project.base import formatting
from writers.querysets.fit import Record, records
from writers.querysets.people import Facts, people_facts
from writers.rules.feedback_averages import Average
from writers.rules.feedback_ratings import overall_averages
from writers.states.assignment import FitPart

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order

#: What each part weighs, in points of 100. Subject and free capacity first: a text is best where it is known
#: and where there is time for it. What somebody ticked (services, clients) counts beside it. Reliability is
#: what was delivered in time, and how clients rated it. Having worked for the client, and having been offered
#: little lately, decide between writers who are alike.
WEIGHTS = {
    FitPart.SUBJECT: 20,
    FitPart.LOAD: 20,
    FitPart.ON_TIME: 15,
    FitPart.RATING: 10,
    FitPart.SERVICE: 10,
    FitPart.CLIENT: 10,
    FitPart.FAIRNESS: 10,
    FitPart.WORKED_FOR: 5,
}
#: What counts of somebody's punctuality and rating while there is nothing to judge them by.
UNKNOWN = 0.5
#: So far from the agency's mean a rating counts in full, or not at all. In between it is the shrunk mean that
#: counts, so that one rating hardly moves anybody.
SPREAD = Decimal(2)


@dataclass(frozen=True)
class Asked:
    """One writer, one order, and what the score is made of. `rating`: by clients, of all time. `most_offers`:
    of all who are compared."""

    order: Order
    facts: Facts
    record: Record
    rating: Average
    most_offers: int


def fits(
    people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
) -> dict[tuple[int, int], Fit]:
    """The fit of each of these people for each of these orders of one agency, by both ids. Seven queries,
    however many there are."""
    if not people or not orders:
        return {}
    agency, ids = orders[0].agency, [person.pk for person in people]
    facts = people_facts(agency, ids, now)
    found = records(agency, ids, {order.account_id for order in orders}, now)
    ratings = overall_averages(agency, ids)
    most = max(record.offers for record in found.values())
    return {
        (pk, order.pk): fit_of(Asked(order, facts[pk], found[pk], ratings[pk], most))
        for pk in facts
        for order in orders
    }


def fit_of(asked: Asked) -> Fit:
    """The parts of one score, in the order of their weights. Pure."""
    shares = {
        FitPart.SUBJECT: _preferred(asked.order.subject_id, asked.facts.subjects),
        FitPart.LOAD: _load(asked.facts),
        FitPart.ON_TIME: _on_time(asked.record),
        FitPart.RATING: _rating(asked.rating),
        FitPart.SERVICE: _preferred(asked.order.service_id, asked.facts.services),
        FitPart.CLIENT: _preferred(asked.order.account_id, asked.facts.clients),
        FitPart.FAIRNESS: _fairness(asked),
        FitPart.WORKED_FOR: _worked_for(asked),
    }
    known = {FitPart.ON_TIME: asked.record.judged, FitPart.RATING: asked.rating.n}
    return Fit(
        tuple(
            Part(
                code.value,
                str(code.label),
                round(WEIGHTS[code] * share),
                WEIGHTS[code],
                words,
                known.get(code),
            )
            for code, (share, words) in shares.items()
        )
    )


def _preferred(wanted: int | None, ticked: frozenset[int]) -> tuple[float, str]:
    return (1, _("Preferred")) if wanted in ticked else (0, _("Not among their preferences"))


def _load(facts: Facts) -> tuple[float, str]:
    active, most = facts.active, facts.capacity.max_active
    words = _("%(active)s of %(most)s orders") % {"active": active, "most": most}
    return max(0, 1 - active / most), words


def _on_time(record: Record) -> tuple[float, str]:
    if not record.judged:
        return UNKNOWN, _("No deliveries yet")
    rate = record.in_time / record.judged
    return rate, ngettext(
        "%(rate)s%% of %(n)s order in time", "%(rate)s%% of %(n)s orders in time", record.judged
    ) % {"rate": round(100 * rate), "n": record.judged}


def _rating(rating: Average) -> tuple[float, str]:
    if rating.shrunk is None or rating.mean is None:
        return UNKNOWN, _("No ratings yet")
    share = UNKNOWN + float((rating.shrunk - rating.mean) / SPREAD)
    words = ngettext("%(mean)s from %(n)s rating", "%(mean)s from %(n)s ratings", rating.n)
    return min(1, max(0, share)), words % {"mean": number_format(rating.shrunk), "n": rating.n}


def _fairness(asked: Asked) -> tuple[float, str]:
    n = asked.record.offers
    words = ngettext("%(n)s offer in 30 days", "%(n)s offers in 30 days", n) % {"n": n}
    return (1 - n / asked.most_offers if asked.most_offers else 1), words


def _worked_for(asked: Asked) -> tuple[float, str]:
    last = asked.record.last_worked.get(asked.order.account_id)
    if last is None:
        return 0, _("Not for this client yet")
    return 1, _("For this client on %(day)s") % {"day": formatting.day(last)}
