"""The signed link of a quote: to read the one that it was made for, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from project.base.errors import NotVisible
from quotes.actions import sending
from quotes.rules import quote_links
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quotes import asked, begun, save, send, sent, withdrawn

pytestmark = pytest.mark.django_db
NOW = START + HOUR


def test_the_link_opens_what_it_was_made_for(cast: Cast) -> None:
    quote = sent(cast)
    holder, found = quote_links.opened(cast.inkwell, quote_links.token_of(quote))

    assert (found, holder.public_id, holder.roles) == (quote, quote.public_id, frozenset())
    assert quote_links.link_of(quote).startswith("http://inkwell.localhost")


def test_links_that_open_nothing(cast: Cast) -> None:
    quote = sent(cast)
    token = quote_links.token_of(quote)
    payload, _tilde, signature = token.partition("~")
    nicks = quote_links._signer(cast.northwind.pk).sign(payload)
    broken = [
        token[:-1],
        token + "x",
        payload,
        "",
        "~",
        f"{payload}x~{signature}",
        nicks,
        f"x.y.z~{signature}",
    ]
    broken += [quote_links._signer(cast.inkwell.pk).sign(words) for words in ("", "one", "a.b.c", "a.b")]
    for wrong in broken:
        with pytest.raises(NotVisible):
            quote_links.opened(cast.inkwell, wrong)
    with pytest.raises(NotVisible):
        quote_links.opened(cast.northwind, token)


@pytest.mark.parametrize("way", [withdrawn, asked, begun])
def test_the_link_of_what_is_taken_back_or_was_not_sent_opens_nothing(cast: Cast, way: Any) -> None:
    with pytest.raises(NotVisible):
        quote_links.opened(cast.inkwell, quote_links.token_of(way(cast)))


def test_the_link_of_a_readdressed_quote_opens_nothing(cast: Cast) -> None:
    payer = colleague(cast, "payer")
    quote = sent(cast)
    token = quote_links.token_of(quote)
    sending.rework_quote(actor=cast.max, quote=quote, now=NOW)
    again = send(cast, save(cast, quote, addressee=payer.membership), now=NOW)

    with pytest.raises(NotVisible):
        quote_links.opened(cast.inkwell, token)
    assert quote_links.opened(cast.inkwell, quote_links.token_of(again))[1] == quote
