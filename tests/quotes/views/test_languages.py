"""The languages of what is quoted: on its page, by its link, in its document, by the API."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from quotes.pages.quote_pdf import render_quote
from quotes.rules import quote_links
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pages import words_of
from tests.quotes.helpers.quotes import change_asked, fresh, save, send, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
BOTH = "German, translated from English (British)"


def test_every_door_names_both(cast: Cast) -> None:
    quote = sent(cast, locale="de", source_locale="en-GB")

    address = f"/orders/quotes/{quote.number}/"
    pages: list[Any] = [browser(member).get(address) for member in (cast.clara, cast.max)]
    link = "/" + quote_links.link_of(quote).split("/", 3)[3]
    pages.append(browser(None, cast.inkwell).get(link))
    assert all(BOTH in words_of(page) for page in pages)
    body = render_quote(quote, quote.versions.get(), agency=cast.inkwell)
    assert BOTH in " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)
    commission = Api(cast.clara).get(f"orders/quotes/{quote.number}/").json["versions"][0]["commission"]
    assert (commission["locale"], commission["source_locale"]) == ("de", "en-GB")


def test_a_later_version_says_what_changed(cast: Cast) -> None:
    quote = save(cast, change_asked(cast), fields={"locale": "de", "source_locale": "en-GB"})

    quote = send(cast, quote, now=START)

    said = words_of(browser(cast.clara).get(f"/orders/quotes/{quote.number}/?version={quote.version}"))
    assert "Changes since version 1" in said and BOTH in said
    assert fresh(quote).versions.get(number=2).source_locale == "en-GB"


def test_the_desk_prepares_a_translation(cast: Cast) -> None:
    quote = change_asked(cast)

    page = browser(cast.max).get(f"/desk/quotes/{quote.number}/")

    assert "Translate from" in words_of(page)


@pytest.mark.parametrize(("code", "rule"), [("da", "source_locale_agency"), ("en-GB", "source_differs")])
def test_the_database_keeps_the_rules(cast: Cast, code: str, rule: str) -> None:
    version = sent(cast).versions.get()
    columns = [f'"{field.column}"' for field in version._meta.concrete_fields if not field.primary_key]
    copied = ["number + 7" if name == '"number"' else name for name in columns]
    values = ["%s" if name == '"source_locale"' else name for name in copied]
    insert = (
        f"INSERT INTO quotes_quoteversion ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM quotes_quoteversion WHERE id = %s"
    )

    with pytest.raises(IntegrityError, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [code, version.pk])
        connection.check_constraints()
