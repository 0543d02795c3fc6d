"""Full-text search, hits first: which orders and messages hold all the words.

Beside other conditions, or in the order of a list, the database would rather walk all rows of the agency and
compare each with the words. So the ids of the hits are read from their own index first, and what the viewer
may see is asked of these few. Words that very many rows hold are sought in the viewer's newest orders alone.

The ids tell nobody anything: show what `visible_to` leaves of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from agencies.states.roles import Role, is_staff
from orders.models import Order, OrderEvent, SearchText
from orders.querysets.orders import GIVING, visible_parts
from project.base import search
from project.base.compiled import Among, Slot, compiled_by_values
from project.base.viewer import Member, Viewer

#: Words that more orders, or messages, of the agency hold are common.
MOST_HITS = 500
#: Common words are sought in so many orders of each part of what the viewer sees, the newest …
NEWEST = 1000
#: … and in the messages of so many, of which so many of the newest hits are read.
NEWEST_TALKS = 300
MOST_TEXTS = 200
#: What is found: its name, its key in the words (SearchText), and the column of its id.
ORDER, MESSAGE, DELIVERY = "o", "m", "d"
KINDS = (("order", ORDER, "order_id"), ("text", MESSAGE, "message_id"), ("delivery", DELIVERY, "delivery_id"))
_DIGITS = re.compile(r"#?\s*0*([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Hits:
    """Ids of orders, of messages and of deliveries that fit; `numbered` are the orders whose number was
    typed, or its last digits. `orders_searched` and `talks_searched`: in how many of the viewer's orders, and
    in the messages of how many, common words are sought, where the viewer has more; else 0.

    For who sees everything they are 0 too where these words are not common. Others would learn from that how
    many orders of the agency hold a word: for them it depends on nothing but what they see."""

    orders: list[int]
    texts: list[int]
    orders_searched: int = 0
    talks_searched: int = 0
    numbered: list[int] = field(default_factory=list)
    deliveries: list[int] = field(default_factory=list)


class _Asked(Func):
    """Every word of what was typed, within one agency and of one kind. A query that the planner cannot look
    into: it takes any for rare, and asks the index of words."""

    function = "quillhouse_asked"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = SearchQueryField()

    def __init__(self, agency: Any, kind: str, typed: Slot) -> None:
        super().__init__(Concat(Value("a"), Cast(agency, CharField()), Value(kind)), typed)


class _Number(Func):
    """The query for the order whose number ends in these digits."""

    template = "(SELECT %(expressions)s::tsquery)"
    output_field = SearchQueryField()


class _Fits(Func):
    """That a query finds the words, by their index."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, asked: Func) -> None:
        super().__init__(F("words"), asked)


class _Holds(Func):
    """That the words are in a row at hand: a comparison that no index answers."""

    template = "(%(expressions)s) IS TRUE"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, asked: _Asked) -> None:
        super().__init__(F("words"), asked)


def hits_of(viewer: Member, text: str, *, messages: bool = False, most: int = NEWEST) -> Hits:
    """The orders with every word of `text` in number, title, brief or audience, each word the beginning of
    one, or with `text` as their number or its last digits; with `messages` also the messages and the texts of
    deliveries that hold every word. Of common words the newest `most` orders for each part of what the viewer
    sees.

    One query; a few more where words are common. What it costs does not grow with the agency.
    """
    words, found = text if search.words_of(text) else None, defaultdict(list)
    for kind, pk in _hits(
        viewer,
        number=search.folded(text.strip()).upper()[:20],
        ending=_ending(viewer.agency_id, text),
        words=words,
        messages=messages and bool(words),
        limits=(("orders_beyond", NEWEST), ("talks_beyond", NEWEST_TALKS)),
    ):
        found[kind].append(pk)
    orders, texts = list({*found["number"], *found["order"]}), found["text"]
    common_orders, common_texts = len(found["order"]) > MOST_HITS, len(texts) > MOST_HITS
    if common_orders:
        orders = [*found["number"], *_common_orders(viewer, words=words, most=most, among=NEWEST)]
    if common_texts:
        talks = _newest(viewer, most=NEWEST_TALKS)
        near = sorted(_common_texts(viewer, orders=talks, words=words), reverse=True)
        texts = near[:MOST_TEXTS]
    sees_all = is_staff(viewer)
    return Hits(
        orders,
        texts,
        NEWEST if found["orders_beyond"] and (common_orders or not sees_all) else 0,
        NEWEST_TALKS if found["talks_beyond"] and (common_texts or not sees_all) else 0,
        numbered=list(set(found["number"])),
        deliveries=found["delivery"],
    )


def _ending(agency_id: int, text: str) -> str | None:
    """The query for the last digits of a number, such as 159, 00159 and #159; None for other words."""
    digits = _DIGITS.fullmatch(search.folded(text).strip())
    return f"'a{agency_id}o' & '#{digits[1]}'" if digits else None


@compiled_by_values
def _hits(
    viewer: Viewer,
    number: Slot,
    ending: Slot | None,
    words: Slot | None,
    messages: bool,
    limits: tuple[tuple[str, int], ...],
) -> QuerySet[Any, Any]:
    """By kind; of `limits` one order for each part of what the viewer sees that holds more than so many."""
    orders = Order.objects.filter(agency_id=viewer.agency_id)
    parts = [_ids("number", orders.filter(number=number))]
    if ending is not None:
        parts.append(_found("number", _texts(viewer).filter(_Fits(_Number(ending))), "order_id")[:MOST_HITS])
    if words is not None:
        for kind, key, column in KINDS if messages else KINDS[:1]:
            asked = _Asked(viewer.agency_id, key, words)
            parts.append(_found(kind, _texts(viewer).filter(_Fits(asked)), column)[: MOST_HITS + 1])
        for kind, most in limits if messages else limits[:1]:
            parts += [_ids(kind, part)[most : most + 1] for part in _parts(viewer)]
    return parts[0].union(*parts[1:], all=True)


def _texts(viewer: Viewer) -> Any:
    return SearchText.objects.filter(agency_id=viewer.agency_id)


def _ids(kind: str, rows: Any) -> Any:
    return _found(kind, rows, "pk")


def _found(kind: str, rows: Any, column: str) -> Any:
    named = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return named.values_list("kind", column)


@compiled_by_values
def _common_orders(viewer: Viewer, words: Slot, most: int, among: int) -> QuerySet[Any, Any]:
    near = [part.filter(_among_newest(part, among)) for part in _parts(viewer)]
    few = [_newest_first(part.filter(_held(viewer, words)))[:most] for part in near]
    if viewer.has(Role.WRITER):
        few.append(_newest_first(_handed_over(viewer, among).filter(_held(viewer, words))))
    return few[0].union(*few[1:], all=True)


def _held(viewer: Viewer, words: Slot) -> Exists:
    """Of orders: that they hold the words."""
    own = _texts(viewer).filter(order=OuterRef("pk"), message=None, delivery=None)
    return Exists(own.filter(_Holds(_Asked(viewer.agency_id, ORDER, words))))


@compiled_by_values
def _newest(viewer: Viewer, most: int) -> QuerySet[Any, Any]:
    few = [_newest_first(part)[:most] for part in _parts(viewer)]
    return few[0].union(*few[1:], all=True)


@compiled_by_values
def _common_texts(viewer: Viewer, orders: Slot, words: Slot) -> QuerySet[Any, Any]:
    near = _texts(viewer).filter(Among("order_id", orders), message__isnull=False)
    held = near.filter(_Holds(_Asked(viewer.agency_id, MESSAGE, words)))
    return held.order_by().values_list("message_id", flat=True)


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
