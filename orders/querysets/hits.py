"""Full-text search, hits first: which orders and messages hold all the words.

Beside other conditions, or in the order of a list, the database would rather walk all rows of the agency and
compare each with the words. So the ids of the hits are read from their own index first, and what the viewer
may see is asked of these few. Words that very many rows hold are sought in the viewer's newest orders alone.

The ids tell nobody anything: show what `visible_to` leaves of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, CharField, DateTimeField, F, Func, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from agencies.states.roles import Role, is_staff
from orders.models import MessageText, Order, OrderEvent
from orders.querysets.orders import GIVING, visible_parts
from project.base import search
from project.base.compiled import Among, Slot, compiled
from project.base.viewer import Member, Viewer

#: Words that more orders, or messages, of the agency hold are common.
MOST_HITS = 500
#: Common words are sought in so many orders of each part of what the viewer sees, the newest …
NEWEST = 1000
#: … and in the messages of so many, of which so many of the newest hits are read.
NEWEST_TALKS = 300
MOST_TEXTS = 200


@dataclass(frozen=True)
class Hits:
    """Ids of orders, and of messages' wordings, that fit. `orders_searched` and `talks_searched`: in how many
    of the viewer's orders, and in the messages of how many, common words are sought, where the viewer has
    more; else 0.

    For who sees everything they are 0 too where these words are not common. Others would learn from that how
    many orders of the agency hold a word: for them it depends on nothing but what they see."""

    orders: list[int]
    texts: list[int]
    orders_searched: int = 0
    talks_searched: int = 0


class _Asked(SearchQuery):
    """A query that the planner cannot look into: it takes any for rare, and asks the index of words."""

    template = "(SELECT %(function)s(%(expressions)s))"


class _Holds(Func):
    """That the words are in a row at hand: a comparison that no index answers."""

    template = "(%(expressions)s) IS TRUE"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, words: Slot) -> None:
        super().__init__(F("search"), SearchQuery(words, search_type="raw", config="simple"))


def hits_of(viewer: Member, text: str, *, messages: bool = False, most: int = NEWEST) -> Hits:
    """The orders with every word of `text` in number, title, brief or audience, each word the beginning of
    one, or with `text` as their number; with `messages` also the wordings that hold every word. Of common
    words the newest `most` orders for each part of what the viewer sees.

    One query; a few more where words are common. What it costs does not grow with the agency.
    """
    words = search.words_of(text)
    query = search.raw_query(viewer.agency_id, words) if words else None
    number, found = text.strip().upper()[:20], defaultdict(list)
    for kind, pk in _hits(
        viewer,
        number=number,
        words=query,
        messages=messages and bool(words),
        limits=(("orders_beyond", NEWEST), ("talks_beyond", NEWEST_TALKS)),
    ):
        found[kind].append(pk)
    orders, texts = list({*found["number"], *found["order"]}), found["text"]
    common_orders, common_texts = len(found["order"]) > MOST_HITS, len(texts) > MOST_HITS
    if common_orders:
        orders = [*found["number"], *_common_orders(viewer, words=query, most=most, among=NEWEST)]
    if common_texts:
        talks = _newest(viewer, most=NEWEST_TALKS)
        near = sorted(_common_texts(agency=viewer.agency_id, orders=talks, words=query), reverse=True)
        texts = [pk for _message, pk in near[:MOST_TEXTS]]
    sees_all = is_staff(viewer)
    return Hits(
        orders,
        texts,
        NEWEST if found["orders_beyond"] and (common_orders or not sees_all) else 0,
        NEWEST_TALKS if found["talks_beyond"] and (common_texts or not sees_all) else 0,
    )


@compiled
def _hits(
    viewer: Viewer, number: Slot, words: Slot | None, messages: bool, limits: tuple[tuple[str, int], ...]
) -> QuerySet[Any, Any]:
    """By kind; of `limits` one order for each part of what the viewer sees that holds more than so many."""
    orders = Order.objects.filter(agency_id=viewer.agency_id)
    parts = [_ids("number", orders.filter(number=number))]
    if words is not None:
        asked = _Asked(words, search_type="raw", config="simple")
        parts.append(_ids("order", orders.filter(search=asked))[: MOST_HITS + 1])
        if messages:
            texts = MessageText.objects.filter(agency_id=viewer.agency_id, search=asked)
            parts.append(_ids("text", texts)[: MOST_HITS + 1])
        for kind, most in limits if messages else limits[:1]:
            parts += [_ids(kind, part)[most : most + 1] for part in _parts(viewer)]
    return parts[0].union(*parts[1:], all=True)


def _ids(kind: str, rows: Any) -> Any:
    named = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return named.values_list("kind", "pk")


@compiled
def _common_orders(viewer: Viewer, words: Slot, most: int, among: int) -> QuerySet[Any, Any]:
    near = [part.filter(_among_newest(part, among)) for part in _parts(viewer)]
    few = [_newest_first(part.filter(_Holds(words)))[:most] for part in near]
    if viewer.has(Role.WRITER):
        few.append(_newest_first(_handed_over(viewer, among).filter(_Holds(words))))
    return few[0].union(*few[1:], all=True)


@compiled
def _newest(viewer: Viewer, most: int) -> QuerySet[Any, Any]:
    few = [_newest_first(part)[:most] for part in _parts(viewer)]
    return few[0].union(*few[1:], all=True)


@compiled
def _common_texts(agency: Slot, orders: Slot, words: Slot) -> QuerySet[Any, Any]:
    texts = MessageText.objects.filter(Among("message__order_id", orders), _Holds(words), agency_id=agency)
    return texts.filter(message__agency_id=agency).order_by().values_list("message_id", "pk")


def _parts(viewer: Viewer) -> list[Any]:
    """The orders that the viewer may see, in parts that indexes hold in the order of placing."""
    orders = Order.objects.filter(agency_id=viewer.agency_id)
    return [orders.filter(part) for part in visible_parts(viewer)] or [orders.none()]


def _newest_first(orders: Any) -> Any:
    return orders.order_by("-placed_at", "-id").values_list("pk", flat=True)


def _among_newest(orders: Any, most: int) -> Q:
    """Of orders: that they are as new as the newest `most` of these."""
    last = orders.order_by("-placed_at", "-id").values("placed_at")[most - 1 : most]
    first_of_all = Cast(Value("-infinity"), DateTimeField())
    return Q(placed_at__gte=Coalesce(Subquery(last), first_of_all))


def _handed_over(viewer: Viewer, most: int) -> Any:
    """The `most` orders that the viewer was given last, in which those are that others write now."""
    events = OrderEvent.objects.filter(agency_id=viewer.agency_id, verb__in=GIVING)
    given = events.filter(person_id=viewer.member_id).order_by("-id").values("order_id")[:most]
    return Order.objects.filter(agency_id=viewer.agency_id, pk__in=given).exclude(writer_id=viewer.member_id)
