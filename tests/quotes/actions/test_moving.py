"""Every verb of a quote: each person x each of its states, worked out in
words, then done by the real actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, F

from catalog.pricing.terms import Terms
from clients.models import ClientAccount
from project.base.compiled import Slot, compiled
from project.base.errors import NotAllowed, NotVisible, WrongState, require
from project.base.viewer import Member, Public, System, Viewer
from quotes.actions import asking, order_in_name, quote_answers, sending, sweeps
from quotes.actions.moving import QUOTES
from quotes.models import OrderQuote
from quotes.states import QuoteState
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quotes import HOLDS, WAYS, fresh

pytestmark = pytest.mark.django_db
NOW, LATER = START + 2 * HOUR, START + HOLDS + HOUR

DESK = {"sam", "max", "otto"}
#: verb -> who has the right, of Inkwell's people. ORDERERS only while they know of the quote.
RIGHT: dict[str, set[str]] = {
    "accept": {"clara"},
    "ask_change": {"clara"},
    "decline": {"clara"},
    "ask_again": {"clara", "orderer"},
    "call_back": {"clara", "orderer"},
    "save": DESK,
    "send": DESK,
    "rework": DESK,
    "withdraw": DESK,
    "order_in_name": DESK,
    "expire": {"clock"},
}
#: verb -> state -> where it leads, or "same" where its effect is in place already. Nothing elsewhere.
MOVES: dict[str, dict[str, str]] = {
    "accept": {"sent": "accepted", "accepted": "same"},
    "ask_change": {"sent": "change_asked"},
    "decline": {"sent": "declined", "declined": "same"},
    "ask_again": {
        "expired": "requested",
        "declined": "requested",
        "withdrawn": "requested",
        "requested": "same",
    },
    "call_back": {"requested": "withdrawn", "change_asked": "withdrawn", "withdrawn": "same"},
    "save": {"preparing": "preparing", "requested": "requested", "change_asked": "change_asked"},
    "send": {"preparing": "sent", "requested": "sent", "change_asked": "sent"},
    "rework": {"sent": "preparing", "preparing": "same"},
    "order_in_name": {"preparing": "accepted", "accepted": "same"},
    "withdraw": {
        "preparing": "withdrawn",
        "requested": "withdrawn",
        "change_asked": "withdrawn",
        "sent": "withdrawn",
        "withdrawn": "same",
    },
    "expire": {"sent": "expired", "expired": "same"},
}


def people(cast: Cast) -> dict[str, Viewer]:
    other = ClientAccount.objects.create(
        agency=cast.inkwell, name="Stranger", kind="company", created_at=START
    )
    return {
        **{name: member for name, member in cast.of_inkwell.items() if name != "wendell"},
        "orderer": colleague(cast, "orderer"),
        "reader": colleague(cast, "reader"),
        "stranger": colleague(cast, "payer", other),
        "mara": cast.mara,
        "nick": cast.nick,
        "anonymous": Public(cast.inkwell),
        "clock": System(cast.inkwell),
        "clock of northwind": System(cast.northwind),
    }


def _expire(actor: Viewer, quote: OrderQuote) -> OrderQuote:
    """The sweep is the clock's alone and takes no actor: whoever else would have to pass its check."""
    if isinstance(actor, System):
        sweeps.expire_quotes(agency=actor.agency, now=LATER)
        require(actor.agency_id == quote.agency_id)
        QUOTES.check("expire", actor, fresh(quote))
    else:
        QUOTES.check("expire", actor, quote)
    return quote


def acts(quote: OrderQuote) -> dict[str, Callable[[Any], Any]]:
    """Each verb as an act of somebody on the quote."""
    facts: dict[str, Any] = {"quote": quote, "now": NOW}
    read, version = {**facts, "version": quote.version}, quote.draft.version
    kept = {"fields": {"tone": "Dry"}, "terms": Terms(), "assumptions": "", "addressee": quote.addressee}
    return {
        "accept": lambda actor: quote_answers.accept_quote(actor=actor, **read),
        "ask_change": lambda actor: quote_answers.ask_change(actor=actor, words="Shorter", **read),
        "decline": lambda actor: quote_answers.decline_quote(actor=actor, words="", **read),
        "ask_again": lambda actor: asking.ask_again(actor=actor, **facts),
        "call_back": lambda actor: asking.call_back(actor=actor, **facts),
        "save": lambda actor: sending.save_quote(actor=actor, version=version, **kept, **facts),
        "send": lambda actor: sending.send_quote(
            actor=actor, version=version, valid_until=NOW + DAY, **facts
        ),
        "rework": lambda actor: sending.rework_quote(actor=actor, **facts),
        "order_in_name": lambda actor: order_in_name.order_in_name(actor=actor, version=version, **facts),
        "withdraw": lambda actor: sending.withdraw_quote(actor=actor, reason="No capacity", **facts),
        "expire": lambda actor: _expire(actor, quote),
    }


def expected(way: str, verb: str, name: str) -> str:
    """The outcome in words: an error's name, "same", or the next state. Who has a desk elsewhere is turned
    away from here because the row does not exist for them."""
    state = way.partition(" ")[0]
    if verb == "order_in_name" and not (way.endswith("unseen") or state == "accepted"):
        return "NotAllowed"
    if name == "mara":
        return "NotVisible" if RIGHT[verb] == DESK else "NotAllowed"
    if name not in RIGHT[verb] or (way.endswith("unseen") and name in ("clara", "orderer")):
        return "NotAllowed"
    return MOVES[verb].get(state, "WrongState")


def outcome(quote: OrderQuote, verb: str, actor: Viewer) -> str:
    """What came of it, undone afterwards. Whatever is refused or done already has written nothing."""
    before = written(quote)
    with transaction.atomic():
        try:
            acts(quote)[verb](actor)
            found = "same" if written(quote) == before else fresh(quote).state
        except (NotAllowed, NotVisible, WrongState) as refusal:
            found = type(refusal).__name__ if written(quote) == before else "refused, but written"
        transaction.set_rollback(True)
    return found


def written(quote: OrderQuote) -> Any:
    """What any verb would leave, in one query, asked for nearly three thousand times."""
    [row] = _written(pk=quote.pk)
    return [
        row.acts,
        row.state,
        row.version,
        row.order_id,
        row.addressee_id,
        row.draft_version,
        row.updated_at,
    ]


@compiled
def _written(pk: Slot) -> Any:
    return OrderQuote.objects.annotate(acts=Count("events"), draft_version=F("draft__version")).filter(pk=pk)


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_of_each_verb(cast: Cast, way: str) -> None:
    quote, everybody = WAYS[way](cast), people(cast)

    for verb in RIGHT:
        found = {name: outcome(fresh(quote), verb, actor) for name, actor in everybody.items()}
        assert found == {name: expected(way, verb, name) for name in everybody}, verb


@pytest.mark.parametrize("way", WAYS)
def test_the_page_offers_what_the_actions_allow(cast: Cast, way: str) -> None:
    quote, everybody = fresh(WAYS[way](cast)), people(cast)
    del everybody["mara"], everybody["clock of northwind"]  # nothing leads them to it

    for name, actor in everybody.items():
        choices = QUOTES.choices(actor, quote)
        moves = {verb for verb in RIGHT if expected(way, verb, name) in QuoteState.values}
        assert {choice.transition.verb for choice in choices if choice.allowed} == moves, name


def test_every_verb_and_every_state_is_in_this_table() -> None:
    assert {row.verb for row in QUOTES.transitions} == set(RIGHT) == set(MOVES)
    assert {way.partition(" ")[0] for way in WAYS} == set(QuoteState.values)


def test_another_orderer_reads_but_does_not_answer(cast: Cast) -> None:
    quote, everybody = WAYS["sent"](cast), people(cast)

    seeing = {name for name, actor in everybody.items() if OrderQuote.objects.visible_to(actor).exists()}

    assert quote.addressee_id == cast.clara.member_id
    assert seeing == {"clara", "orderer", "reader", "sam", "max", "otto"}


def test_staff_of_the_own_account_prepares_nothing(cast: Cast) -> None:
    """Somebody of the desk who also orders for the account has the
    desk's rights for every quote but this one."""
    quote = WAYS["requested"](cast)
    max_of_account = colleague(cast, "orderer").membership
    max_of_account.roles = ["client", "manager"]
    max_of_account.save()
    actor = Member(cast.inkwell, membership=max_of_account)

    assert {
        verb: outcome(fresh(quote), verb, actor) for verb in ("save", "send", "withdraw")
    } == dict.fromkeys(("save", "send", "withdraw"), "NotAllowed")
