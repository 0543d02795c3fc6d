"""Asking for a quote, preparing it, sending it, and what becomes of its draft."""

from __future__ import annotations

from typing import Any

import pytest

from drafts.actions import drafts, files, sweeps
from drafts.models import OrderDraft, OrderPreset
from orders.actions.placing import convert_draft
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from quotes.actions import asking, quote_answers
from quotes.models import OrderQuote, QuoteAnswer
from tests.drafts.actions.test_presets import apply
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, account_of, make_draft, seen_price
from tests.orders.helpers.support import colleague, upload
from tests.quotes.helpers.quotes import (
    WISH,
    accepted,
    asked,
    begun,
    declined,
    expired,
    fresh,
    send,
    sent,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def test_it_is_asked_for_by_who_may_answer_it(cast: Cast) -> None:
    quote = asked(cast)

    assert (quote.number, quote.state, quote.version, quote.wish) == (
        "INK-Q-2026-00001",
        "requested",
        0,
        WISH,
    )
    assert quote.addressee_id == quote.asked_by_id == cast.clara.member_id and quote.prepared_by_id is None
    event = quote.events.get()
    assert (event.verb, event.actor, event.from_state, event.to_state) == (
        "ask",
        cast.clara.membership,
        "",
        "requested",
    )


@pytest.mark.parametrize(
    ("fields", "wish", "missing"),
    [
        ({"title": ""}, "", {"title"}),
        ({"brief": "Too short, this"}, "", {"brief"}),
        ({"title": "", "brief": ""}, "x" * 2_001, {"title", "brief", "wish"}),
    ],
)
def test_too_little_is_said(cast: Cast, fields: dict[str, str], wish: str, missing: set[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(cast, wish=wish, **fields)

    assert set(refusal.value.errors) == missing
    assert not OrderQuote.objects.exists()


def test_the_price_is_the_desks_to_work_out(cast: Cast) -> None:
    """Neither service nor quality, quantity or deadline have to be known to ask."""
    quote = asked(cast, service=None, quality=None, quantity=None, deadline=None)

    assert quote.state == "requested"


def test_a_second_click_finds_the_same(cast: Cast) -> None:
    quote = asked(cast)

    again = asking.ask_quote(
        actor=colleague(cast, "orderer"), draft=quote.draft, wish="Another", now=START + DAY
    )

    assert again == quote and fresh(quote).wish == WISH
    assert (OrderQuote.objects.count(), quote.events.count()) == (1, 1)


@pytest.mark.parametrize("name", ["nick", "wendell", "max", "otto", "reader"])
def test_only_who_orders_asks(cast: Cast, name: str) -> None:
    draft = make_draft(cast.clara)
    actor = colleague(cast, "reader") if name == "reader" else getattr(cast, name)

    with pytest.raises(NotAllowed):
        asking.ask_quote(actor=actor, draft=draft, wish="", now=START)


def test_what_is_an_order_has_its_price(cast: Cast) -> None:
    draft = accepted(cast).draft

    with pytest.raises(WrongState):
        asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START)


def touch(cast: Cast, draft: OrderDraft) -> dict[str, Any]:
    """Whatever a client could do to a draft."""
    fields, clara = {"tone": "Dry"}, {"actor": cast.clara, "draft": draft}
    seen = seen_price(cast.clara, draft, START)
    preset = OrderPreset.objects.first() or make_preset(cast.clara)
    return {
        "save": lambda: drafts.save_draft(**clara, version=draft.version, fields=fields, now=START),
        "place": lambda: convert_draft(**clara, seen=seen, now=START),
        "discard": lambda: drafts.discard_draft(**clara, now=START),
        "attach": lambda: files.attach_to_draft(**clara, uploads=[upload("b.txt", b"More")], now=START),
        "remove": lambda: files.remove_attachment(
            actor=cast.clara, attachment=draft.attachments.get(), now=START
        ),
        "preset": lambda: apply(preset, draft, cast, "tone"),
    }


@pytest.mark.parametrize("verb", ["save", "place", "discard", "attach", "remove", "preset"])
def test_the_draft_rests_until_it_is_called_back(cast: Cast, verb: str) -> None:
    draft = make_draft(cast.clara, tone="")
    files.attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=START)
    quote = asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START)

    with pytest.raises(WrongState, match="quote"):
        touch(cast, draft)[verb]()
    assert OrderDraft.objects.filter(version=1, discarded_at=None, converted_at=None).exists()
    assert draft.attachments.count() == 1

    asking.call_back(actor=cast.clara, quote=quote, now=START + HOUR)
    touch(cast, draft)[verb]()


@pytest.mark.parametrize("verb", ["save", "place", "discard", "attach"])
def test_the_draft_of_a_sent_quote_rests_too(cast: Cast, verb: str) -> None:
    quote = sent(cast)

    with pytest.raises(WrongState, match="quote"):
        touch(cast, quote.draft)[verb]()


def test_nothing_of_what_the_desk_begins_is_seen_before_it_is_sent(cast: Cast) -> None:
    quote = begun(cast)
    for person in (cast.clara, colleague(cast, "orderer")):
        assert not OrderQuote.objects.visible_to(person).exists()
        assert not OrderDraft.objects.visible_to(person).exists()
        with pytest.raises(NotVisible):
            asking.ask_quote(actor=person, draft=quote.draft, wish="", now=START)

    send(cast, quote)

    assert OrderQuote.objects.visible_to(cast.clara).get() == quote
    assert OrderDraft.objects.visible_to(cast.clara).get() == quote.draft


def test_what_was_never_sent_is_no_draft_of_the_clients_afterwards(cast: Cast) -> None:
    quote = withdrawn(cast, begun(cast))
    draft = quote.draft

    assert not OrderDraft.objects.visible_to(cast.clara).exists()
    for act in (
        lambda: asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START),
        lambda: convert_draft(
            actor=cast.clara, draft=draft, seen=seen_price(cast.clara, draft, START), now=START
        ),
    ):
        with pytest.raises(NotVisible):
            act()


def test_for_whom_a_quote_is_begun(cast: Cast) -> None:
    account, begin = account_of(cast.clara), asking.prepare_quote
    both = colleague(cast, "orderer").membership
    both.roles = ["client", "manager"]
    both.save()
    for actor in (Member(cast.inkwell, membership=both), cast.clara, cast.edith):
        with pytest.raises(NotAllowed):
            begin(actor=actor, account=account, addressee=cast.clara.membership, now=START)
    for person in (colleague(cast, "reader"), cast.wendell, cast.nick):
        with pytest.raises(Invalid) as refusal:
            begin(actor=cast.max, account=account, addressee=person.membership, now=START)
        assert set(refusal.value.errors) == {"addressee"}
    with pytest.raises(NotVisible):
        begin(actor=cast.mara, account=account, addressee=cast.clara.membership, now=START)
    assert not OrderQuote.objects.exists()


def test_asked_again_it_keeps_its_number_and_its_versions(cast: Cast) -> None:
    payer = colleague(cast, "payer")
    for ended in (expired(cast), declined(cast), withdrawn(cast)):
        quote = fresh(asking.ask_again(actor=payer, quote=ended, now=START + 6 * DAY))

        assert (quote.number, quote.version, quote.state) == (ended.number, 1, "requested")
        assert quote.addressee_id == quote.asked_by_id == payer.member_id and quote.reason == ""
        again = send(cast, quote, now=START + 6 * DAY, holds=DAY)
        assert list(again.versions.values_list("number", "addressee")) == [
            (1, cast.clara.member_id),
            (2, payer.member_id),
        ]


def test_asked_again_its_discarded_draft_comes_back(cast: Cast) -> None:
    quote = declined(cast)
    drafts.discard_draft(actor=cast.clara, draft=quote.draft, now=START + DAY)
    assert sweeps.delete_discarded(agency=cast.inkwell, now=START + 9 * DAY) == 0

    asking.ask_again(actor=cast.clara, quote=quote, now=START + 9 * DAY)

    assert OrderDraft.objects.visible_to(cast.clara).get() == quote.draft


def test_asked_again_only_while_nothing_else_has_come_of_the_draft(cast: Cast) -> None:
    quote = declined(cast)
    other = asking.ask_quote(actor=cast.clara, draft=quote.draft, wish="", now=START + DAY)
    with pytest.raises(WrongState, match=r"This draft already has an open quote. Go to that quote instead."):
        asking.ask_again(actor=cast.clara, quote=quote, now=START + DAY)

    asking.call_back(actor=cast.clara, quote=other, now=START + DAY)
    convert_draft(
        actor=cast.clara, draft=quote.draft, seen=seen_price(cast.clara, quote.draft, START), now=START
    )
    with pytest.raises(WrongState, match="now an order"):
        asking.ask_again(actor=cast.clara, quote=quote, now=START + DAY)


@pytest.mark.parametrize("verb", ["decline", "ask_change"])
def test_the_clients_words_are_kept_with_the_version_they_were_about(cast: Cast, verb: str) -> None:
    quote, act = (
        sent(cast),
        {"decline": quote_answers.decline_quote, "ask_change": quote_answers.ask_change}[verb],
    )
    facts: dict[str, Any] = {"actor": cast.clara, "quote": quote, "now": START + HOUR}
    with pytest.raises(Conflict):
        act(version=2, words="Of another one", **facts)
    with pytest.raises(Invalid):
        act(version=1, words="x" * 2_001, **facts)
    act(version=1, words="Too dear", **facts)

    answer = QuoteAnswer.objects.get()
    assert (answer.version, answer.verb, answer.words, answer.by_id) == (
        1,
        verb,
        "Too dear",
        cast.clara.member_id,
    )


def test_a_change_is_not_asked_for_without_words(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        quote_answers.ask_change(actor=cast.clara, quote=sent(cast), version=1, words=" \n", now=START)

    assert set(refusal.value.errors) == {"words"}
