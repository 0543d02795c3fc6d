"""What a quote holds: its draft while it is open, and what of the draft's files is read in it."""

from __future__ import annotations

from typing import Any

import pytest

from drafts.actions.files import attach_to_draft
from drafts.hooks import hold
from drafts.models import DraftFile, OrderDraft
from drafts.rules.held_drafts import in_writing, is_held, with_holder
from project.base.viewer import LinkHolder
from quotes.actions import asking
from quotes.rules.held_drafts import quoted_files
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, make_draft
from tests.orders.helpers.support import colleague, upload
from tests.quotes.helpers.quotes import asked, begun, declined, send, sent

pytestmark = pytest.mark.django_db


def test_an_open_quote_holds_its_draft_until_it_has_ended(cast: Cast) -> None:
    free, quotes = make_draft(cast.clara), [begun(cast), asked(cast), sent(cast)]
    ended = declined(cast).draft
    held = {quote.draft_id: quote.number for quote in quotes}
    rows = OrderDraft.objects.filter(agency=cast.inkwell)
    numbers: Any = with_holder(rows, START)

    assert {draft.pk: draft.held_by for draft in numbers if draft.held_by} == held
    assert set(in_writing(rows, START)) == {free, ended}
    assert all(is_held(quote.draft, START) for quote in quotes)
    assert not is_held(free, START) and not is_held(ended, START)
    assert hold().address(quotes[0].number) == f"/orders/quotes/{quotes[0].number}/"


def test_an_order_is_in_writing_no_longer(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    OrderDraft.objects.filter(pk=draft.pk).update(converted_at=START)

    assert not in_writing(OrderDraft.objects.filter(agency=cast.inkwell), START).exists()


def test_what_a_quote_names_is_never_deleted(cast: Cast) -> None:
    free, ended, open_one = make_draft(cast.clara), declined(cast).draft, sent(cast).draft

    assert set(OrderDraft.objects.filter(hold().named())) == {ended, open_one}
    assert set(OrderDraft.objects.filter(~hold().named())) == {free}


def test_who_reads_the_files_of_a_draft_in_its_quote(cast: Cast) -> None:
    """Whoever sees the quote: the desk and the client's people, nobody of another agency, no writer."""
    draft = make_draft(cast.clara)
    (file,) = attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=START)
    people = {
        name: getattr(cast, name)
        for name in ("clara", "sam", "max", "otto", "wendell", "edith", "nick", "mara")
    }
    assert not any(quoted_files(viewer).exists() for viewer in people.values())

    asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START)

    read = {name for name, viewer in people.items() if file in quoted_files(viewer)}
    assert read == {"clara", "sam", "max", "otto"}
    assert list(quoted_files(colleague(cast, "reader"))) == [file]
    assert not DraftFile.objects.visible_to(cast.max).exists()


def test_what_is_added_after_the_quote_has_ended_is_the_clients_alone(cast: Cast) -> None:
    draft = declined(cast).draft
    (late,) = attach_to_draft(
        actor=cast.clara, draft=draft, uploads=[upload("late.txt")], now=START + 9 * DAY
    )

    assert late in DraftFile.objects.visible_to(cast.clara)
    assert not quoted_files(cast.max).exists() and not quoted_files(cast.clara).exists()


def test_who_holds_the_link_of_a_sent_quote_reads_its_files(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=START - HOUR)
    quote = send(cast, asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START))
    holder = LinkHolder(cast.inkwell, kind="quote", public_id=quote.public_id)
    stranger = LinkHolder(cast.inkwell, kind="quote", public_id="aaaaaaaaaa")

    assert quoted_files(holder).get().draft == draft and not quoted_files(stranger).exists()
