"""Who is told of a quote, of what, and that mail, page and document say the same price."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core import mail as outbox
from django.utils.html import strip_tags
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.models import Agency, Membership
from catalog.pricing.terms import Terms
from quotes.actions import asking, quote_answers, sending, sweeps
from quotes.actions.moving import QUOTES
from quotes.mail.quote_words import QUOTE_WORDS
from quotes.models import OrderQuote, SentQuoteMail
from quotes.pages.quote_pdf import render_quote
from quotes.rules import quote_links
from quotes.states import MAILED_VERBS
from quotes.tasks import tell_of_quote
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.post import Post, phrases
from tests.orders.helpers.support import colleague, dearer_book, stop_clock
from tests.quotes.helpers.quotes import (
    HOLDS,
    VISIT,
    accept,
    asked,
    begun,
    change_asked,
    declined,
    fresh,
    reworked,
    save,
    send,
    sent,
)
from tests.quotes.helpers.quotes import withdrawn as give_up

pytestmark = pytest.mark.django_db
DESK = ("max", "otto")


def desk(words: str) -> dict[str, str]:
    return dict.fromkeys(DESK, words)


def withdraw(cast: Cast, quote: OrderQuote) -> None:
    give_up(cast, quote)


Act = Callable[[Cast, OrderQuote], object]
#: act -> (what was before, the act, reader -> subject). Nobody else is told.
TABLE: dict[str, tuple[Callable[[Cast], OrderQuote | None], Act, dict[str, str]]] = {
    "ask": (lambda cast: None, lambda cast, _q: asked(cast), desk("Quote requested")),
    "prepare": (lambda cast: None, lambda cast, _q: begun(cast), {}),
    "ask again": (
        declined,
        lambda cast, quote: asking.ask_again(actor=cast.clara, quote=quote, now=START + DAY),
        desk("New quote requested"),
    ),
    "call back": (
        asked,
        lambda cast, quote: asking.call_back(actor=cast.clara, quote=quote, now=START),
        desk("Quote request withdrawn"),
    ),
    "save": (asked, lambda cast, quote: save(cast, quote, fields={"tone": "Dry"}), {}),
    "send": (asked, lambda cast, quote: send(cast, quote), {"clara": "Your quote"}),
    "rework": (
        sent,
        lambda cast, quote: sending.rework_quote(actor=cast.max, quote=quote, now=START + HOUR),
        {},
    ),
    "withdraw": (sent, withdraw, {"clara": "Your quote has been withdrawn"}),
    "withdraw what was asked for": (asked, withdraw, {"clara": "Your quote has been withdrawn"}),
    "withdraw what nobody has seen": (begun, withdraw, {}),
    "ask for a change": (
        sent,
        lambda cast, quote: quote_answers.ask_change(
            actor=cast.clara, quote=quote, version=1, words="Shorter", now=START + HOUR
        ),
        desk("Quote change requested"),
    ),
    "decline": (
        sent,
        lambda cast, quote: quote_answers.decline_quote(
            actor=cast.clara, quote=quote, version=1, words="Too dear", now=START + HOUR
        ),
        {"max": "Quote declined"},
    ),
    "accept": (
        sent,
        lambda cast, quote: accept(cast, quote),
        {"clara": "You accepted the quote", "max": "Quote accepted"},
    ),
    "expire": (
        sent,
        lambda cast, quote: sweeps.expire_quotes(agency=cast.inkwell, now=START + HOLDS),
        {"clara": "Your quote has expired", "max": "A quote has expired"},
    ),
    "remind": (
        sent,
        lambda cast, quote: sweeps.remind_of_quotes(agency=cast.inkwell, now=START + HOLDS - DAY),
        {"clara": "Your quote expires soon"},
    ),
}


def no_orders(post: Post) -> None:
    """The order that a quote becomes is told of by mails of its own."""
    ProcrastinateJob.objects.filter(task_name="orders.tell_of_event").delete()


@pytest.mark.parametrize("what", TABLE)
def test_who_is_told(cast: Cast, post: Post, what: str) -> None:
    before, act, expected = TABLE[what]
    for role in ("payer", "orderer", "reader"):
        colleague(cast, role)
    quote = before(cast)
    post.skip()

    act(cast, quote)
    no_orders(post)

    mails = post.empty(times=2)
    assert phrases(mails) == expected
    assert SentQuoteMail.objects.count() == len(expected)
    for mail in mails.values():
        assert mail.subject.startswith("[INK-Q-2026-0000")


def test_every_verb_has_words_or_needs_none() -> None:
    assert set(QUOTE_WORDS) == MAILED_VERBS
    assert {row.verb for row in QUOTES.transitions} - set(QUOTE_WORDS) == {"save", "rework", "order_in_name"}
    assert set(QUOTE_WORDS) - {row.verb for row in QUOTES.transitions} == {"ask", "remind"}


def test_what_has_moved_on_is_told_to_nobody(cast: Cast, post: Post) -> None:
    reworked(cast)
    change_asked(cast)
    mails = post.empty()

    assert phrases(mails) == desk("Quote change requested")


def test_of_two_versions_the_newest_is_told(cast: Cast, post: Post) -> None:
    quote = reworked(cast)
    send(cast, quote, now=START + HOUR)
    mails = post.empty()

    assert phrases(mails) == {"clara": "Your quote"}
    assert "version 2" in mails["clara"].text


def test_a_job_of_nothing_does_nothing(cast: Cast) -> None:
    tell_of_quote(event_id=0)

    assert not Mail.objects.exists()


def test_the_words_go_with_it(cast: Cast, post: Post) -> None:
    quote = asked(cast, wish="At most 300")
    assert "At most 300" in post.empty()["otto"].text
    quote = send(cast, quote)
    quote_answers.ask_change(
        actor=cast.clara, quote=quote, version=1, words="Shorter, please", now=START + HOUR
    )
    assert "Shorter, please" in post.empty()["max"].text
    give_up(cast, fresh(quote))
    assert "No capacity" in post.empty()["clara"].text


@pytest.mark.parametrize("verb", ["send", "remind"])
def test_the_link_of_the_mail_opens_the_quote(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    quote = sent(cast)
    if verb == "remind":
        post.skip()
        sweeps.remind_of_quotes(agency=cast.inkwell, now=START + HOLDS - DAY)
    mail = post.empty()["clara"]
    stop_clock(monkeypatch, START + HOLDS - DAY)

    (url,) = set(re.findall(r"http://\S+/quotes?/\S+", mail.text))
    assert url == quote_links.link_of(quote)
    path = "/" + url.split("/", 3)[3]
    stranger = browser(None, cast.inkwell)
    assert stranger.get(path).status_code == 200
    assert browser(None, cast.northwind).get(path).status_code == 404


@pytest.mark.parametrize("currency", ["EUR", "GBP"])
def test_mail_page_and_document_say_the_same_price(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch, currency: str
) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(currency=currency)
    dearer_book(cast.inkwell, Decimal(1))  # read with its currency
    cast = load_cast()
    quote = sent(cast, Terms((), (VISIT,), discount=Decimal("3.33")))
    version = quote.versions.get()
    stop_clock(monkeypatch, START + HOUR)
    Agency.objects.filter(pk=cast.inkwell.pk).update(currency="CHF")  # it is the version's that counts
    printed = re.search(r"Price: (.+)\.\n", post.empty()["clara"].text)[1]  # type: ignore[index]

    page = browser(cast.clara).get(f"/orders/quotes/{quote.number}/").content.decode()
    link = browser(None, cast.inkwell).get("/" + quote_links.link_of(quote).split("/", 3)[3]).content.decode()
    body = render_quote(quote, version, agency=cast.inkwell)
    document = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)

    assert version.currency == currency and f"{version.total:,.2f}" in printed
    for text in (strip_tags(page), strip_tags(link), document):
        assert printed in text.replace(" ", " ")


@pytest.mark.parametrize("lost", ["ended", "inactive", "reader"])
def test_a_mail_is_kept_back_from_who_is_gone(cast: Cast, post: Post, lost: str) -> None:
    quote = sent(cast)
    written = post.empty()["clara"]
    person = cast.clara.membership
    if lost == "ended":
        Membership.objects.filter(pk=person.pk).update(ended_at=START)
    elif lost == "inactive":
        person.user.is_active = False
        person.user.save()
    else:
        quote.account.people.filter(membership=person).delete()

    assert not deliver(mail_id=written.pk, now=START)
    assert outbox.outbox == [] and not Mail.objects.filter(pk=written.pk).exists()


def test_a_mail_leaves_to_who_may_read_it(cast: Cast, post: Post) -> None:
    sent(cast)
    written = post.empty()["clara"]

    assert deliver(mail_id=written.pk, now=START)
    assert [mail.to for mail in outbox.outbox] == [[cast.clara.membership.user.email]]


def test_who_cannot_answer_any_more_is_not_written_to(cast: Cast, post: Post) -> None:
    sent(cast).account.people.update(role="reader")

    assert post.empty() == {}
