"""A quote by its mailed link: read without an account, answered with a mailed code, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Mail
from catalog.pricing.terms import CustomLine, Terms
from orders.models import Order
from project.base import clock
from quotes.actions import sending
from quotes.actions.quote_codes import LASTS
from quotes.models import OrderQuote, QuoteCode
from quotes.rules.quote_links import token_of
from quotes.states import QuoteState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import form_to, forms_of, words_of
from tests.orders.helpers.support import colleague, queries_of, stop_clock
from tests.quotes.helpers.quote_pages import again, asked, link_of, mailed_code, save, send, sent, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
VISIT = CustomLine("c1", "Visit to the office", "Half a day", Decimal("120.00"))


def stranger(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(None, cast.inkwell)


def with_code(client: Client, quote: OrderQuote, answer: str) -> tuple[str, dict[str, list[str]]]:
    """Have a code sent, as the page's button does; where to type it, and the form with it."""
    action = link_of(quote, f"{answer}/code/")
    went = client.post(action, form_to(client.get(link_of(quote)), action).sent)
    assert went.url == link_of(quote, f"{answer}/")
    form = form_to(client.get(went.url), "", having=("code", "version"))
    return went.url, form.filled(code=mailed_code())


def test_read_without_an_account(cast: Cast, sign_in: SignIn) -> None:
    quote = send(
        cast.max, asked(cast, tone="Warm"), terms=Terms(customs=(VISIT,)), assumptions="Pictures from you"
    )
    page = stranger(cast, sign_in).get(link_of(quote))
    said = words_of(page)

    for words in (
        "Harbour feature",
        "Visit to the office",
        "Pictures from you",
        "Warm",
        "Accept and place order for",
    ):
        assert words in said, words
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert "same-origin" in page["Referrer-Policy"] or "no-referrer" in page["Referrer-Policy"]
    assert "Disallow: /quotes/" in stranger(cast, sign_in).get("/robots.txt").content.decode()


def test_nothing_private_but_the_quote_is_on_it(cast: Cast, sign_in: SignIn) -> None:
    quote = asked(cast, wish="A secret wish")
    send(cast.max, quote)
    sending.rework_quote(actor=cast.max, quote=again(quote), now=clock.now())
    save(
        cast.max,
        quote,
        fields={"title": "Secret title"},
        terms=Terms(customs=(VISIT,)),
        assumptions="Secret words",
    )
    other = sent(cast, title="Another commission")

    pages = [
        stranger(cast, sign_in).get(link_of(quote)),
        stranger(cast, sign_in).get(link_of(quote, "acceptance/")),
    ]

    for page in pages:
        text = page.content.decode()
        hidden = ("ecret", "Visit to", "Another commission", other.number, cast.clara.membership.user.email)
        assert not [words for words in hidden if words in text]
        for person in (cast.max, cast.sam, cast.wendell):
            assert person.membership.public_name not in text and person.membership.user.email not in text
        assert "/files/" not in text and "/desk/" not in text
    assert "The agency is changing this quote" in words_of(pages[0])
    assert "Accept and place order" not in words_of(pages[0])


@pytest.mark.parametrize("rest", ["", "document/", "acceptance/", "change/", "refusal/"])
def test_only_a_whole_link_of_this_agency_opens(cast: Cast, sign_in: SignIn, rest: str) -> None:
    quote = sent(cast)
    token, client = token_of(again(quote)), stranger(cast, sign_in)
    head, _tilde, signature = token.partition("~")
    other = token_of(again(sent(cast))).partition("~")
    broken = [
        f"{head}~{'A' * len(signature)}",
        f"{head}~{signature[:-1]}",
        f"{other[0]}~{signature}",
        head,
        f"{head.upper()}~{signature}",
        "x" * 5_000,
    ]
    assert client.get(f"/quotes/{token}/{rest}").status_code == 200
    for wrong in broken:
        assert client.get(f"/quotes/{wrong}/{rest}").status_code == 404, wrong
    assert sign_in(None, cast.northwind).get(f"/quotes/{token}/{rest}").status_code == 404
    assert client.get(f"/quotes/{token}/elsewhere/").status_code == 404
    assert client.post(f"/quotes/{token}/elsewhere/code/").status_code == 404


def test_accepted_with_the_mailed_code(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    url, typed = with_code(client, quote, "acceptance")
    assert (
        Mail.objects.filter(recipient=cast.clara.membership.user.email, subject__icontains="code").count()
        == 1
    )
    page = words_of(client.get(url))
    assert "You are placing an order for" in page and "c•••@" in page and "in total" in page

    answer = client.post(url, typed)

    order = Order.objects.get()
    assert answer.url == link_of(quote) and again(quote).order_id == order.pk
    page = client.get(answer.url)
    assert "Quote accepted" in words_of(page) and order.number in words_of(page)
    assert not [form for form in forms_of(page) if "/quotes/" in form.action]
    assert client.post(url, typed).status_code == 409 and Order.objects.count() == 1
    assert client.post(link_of(quote, "acceptance/code/")).status_code == 409
    assert ", using the emailed link" in words_of(sign_in(cast.clara).get(url_of(quote)))


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        ("change", QuoteState.CHANGE_ASKED, "changing this quote"),
        ("refusal", QuoteState.DECLINED, "Quote declined"),
    ],
)
def test_answered_with_words(cast: Cast, sign_in: SignIn, answer: str, state: str, said: str) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    url, typed = with_code(client, quote, answer)
    right = typed["code"]
    wrong = "000000" if right != ["000000"] else "000001"

    page = client.post(url, {**typed, "code": wrong, "words": "Please leave the visit out."})

    assert page.status_code == 422 and "This code is wrong or no longer valid." in words_of(page)
    kept = form_to(page, "", having=("code", "version"))
    assert (kept.sent["code"], kept.sent["words"]) == ([wrong], ["Please leave the visit out."])
    assert client.post(url, kept.filled(code=right)).url == link_of(quote)
    assert again(quote).state == state and said in words_of(client.get(link_of(quote)))
    assert quote.answers.get().words == "Please leave the visit out."


def test_a_change_needs_words(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    url, typed = with_code(client, quote, "change")

    page = client.post(url, typed)

    assert page.status_code == 422 and form_to(page, "", having=("code",)).sent["code"] == typed["code"]
    assert client.post(url, {**typed, "words": "Cheaper"}).status_code == 302  # the code was not used up


def test_too_many_tries_and_too_many_codes(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    url, typed = with_code(client, quote, "refusal")
    wrong = {**typed, "code": "000000" if typed["code"] != ["000000"] else "000001", "words": "Kept words"}
    statuses = [client.post(url, wrong).status_code for _try in range(6)]
    assert statuses == [422] * 5 + [429] and again(quote).state == QuoteState.SENT
    assert client.post(url, typed).status_code == 429
    page = client.post(url, wrong)
    assert "Kept words" in page.content.decode()

    codes = [client.post(link_of(quote, "refusal/code/")).status_code for _try in range(5)]

    assert codes == [302] * 4 + [429] and QuoteCode.objects.count() == 5


def test_a_code_that_is_too_old_or_for_an_older_version(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    url, typed = with_code(client, quote, "acceptance")
    now = clock.now()
    stop_clock(monkeypatch, now + LASTS + HOUR)
    assert client.post(url, typed).status_code == 422
    stop_clock(monkeypatch, now)
    sending.rework_quote(actor=cast.max, quote=quote, now=now)
    assert client.post(url, typed).status_code == 409
    send(cast.max, quote, now=now, terms=Terms(customs=(VISIT,)))

    page = client.post(url, typed)

    assert page.status_code == 409 and "There is a newer version. Read it before you respond." in words_of(
        page
    )
    assert "Visit to the office" in words_of(page) and "Changes since version 1" in words_of(page)
    assert not Order.objects.exists()


def test_before_any_code_was_sent(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)

    for code in ("123456", "", "a\x00b", "9" * 5_000, "²" * 6):
        for version in ("1", "a\x00", "9" * 5_000):
            answer = client.post(link_of(quote, "acceptance/"), {"code": code, "version": version})
            assert answer.status_code in (400, 422), (code, version)
    assert "Request a code first." in words_of(client.post(link_of(quote, "acceptance/"), {"code": "123456"}))


def test_the_addressee_who_is_signed_in_needs_no_code(cast: Cast, sign_in: SignIn) -> None:
    quote = sent(cast)

    assert sign_in(cast.clara).get(link_of(quote)).url == url_of(quote)
    reader = sign_in(colleague(cast, "reader")).get(link_of(quote))
    assert reader.status_code == 200 and "Accept and place order for" in words_of(reader)


def test_the_link_dies_with_the_quote(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    path = link_of(quote)
    url, typed = with_code(client, quote, "acceptance")
    sending.withdraw_quote(actor=cast.max, quote=quote, reason="Full", now=clock.now())

    assert [client.get(each).status_code for each in (path, f"{path}document/", url)] == [404] * 3
    assert client.post(url, typed).status_code == 404 and client.post(f"{url}code/").status_code == 404
    assert client.get("/quotes/").status_code == 404


def test_the_link_dies_when_it_is_addressed_to_somebody_else(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    path = link_of(quote)

    OrderQuote.objects.filter(pk=quote.pk).update(addressee=colleague(cast, "orderer").membership)

    assert client.get(path).status_code == 404 and client.get(link_of(quote)).status_code == 200


def test_over_time(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    stop_clock(monkeypatch, clock.now() + 6 * DAY)

    page = client.get(link_of(quote))

    assert "This quote has expired" in words_of(page) and "Accept and place order" not in words_of(page)
    assert client.post(link_of(quote, "acceptance/code/")).status_code == 409
    assert not QuoteCode.objects.exists()


def test_the_document_of_the_link(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), stranger(cast, sign_in)
    answer = client.get(link_of(quote, "document/"))

    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    assert client.get(link_of(quote, "document/?version=2")).status_code == 404


def test_the_page_costs_the_same_with_more_versions(cast: Cast, sign_in: SignIn) -> None:
    quote, client, found = sent(cast), stranger(cast, sign_in), []
    for _version in (2, 3, 4):
        sending.rework_quote(actor=cast.max, quote=again(quote), now=clock.now())
        send(cast.max, quote, terms=Terms(customs=(VISIT,)))
        found.append(queries_of(client, link_of(quote)))

    assert found == [8, 8, 8]
