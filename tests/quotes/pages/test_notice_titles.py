"""The bell names a quote by its title only to who may read it now."""

from __future__ import annotations

import pytest

from clients.models import AccountPerson
from quotes.pages.notice_titles import titles
from tests.helpers.cast import Cast
from tests.quotes.helpers.quote_pages import asked, begun, sent

pytestmark = pytest.mark.django_db


def test_who_may_read_the_quote_reads_its_title(cast: Cast) -> None:
    quote = sent(cast)
    title = quote.versions.get().title

    for reader in (cast.clara, cast.max):
        assert titles(reader, [quote.number, "INK-2026-00001"]) == {quote.number: title}
    for other in (cast.wendell, cast.nick, cast.mara):
        assert titles(other, [quote.number]) == {}


def test_a_title_goes_with_the_right(cast: Cast) -> None:
    quote = sent(cast)
    AccountPerson.objects.filter(membership=cast.clara.membership).delete()

    assert titles(cast.clara, [quote.number]) == {}


def test_what_the_desk_only_prepares_is_no_news_to_the_client(cast: Cast) -> None:
    prepared, wanted = begun(cast), asked(cast)

    assert set(titles(cast.clara, [prepared.number, wanted.number])) == {wanted.number}
    assert set(titles(cast.max, [prepared.number, wanted.number])) == {prepared.number, wanted.number}
