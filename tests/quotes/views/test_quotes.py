"""The pages of quotes on the client's side: asking, the list, one's own page, the answers, the document."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.pricing.terms import CustomLine, Terms
from clients.models import AccountPerson
from drafts.actions import files
from orders.models import Order
from project.base import clock
from project.base.money import format_money
from project.base.paging import page_of
from quotes.actions import asking, quote_answers, sending
from quotes.actions.sweeps import expire_quotes
from quotes.models import OrderQuote
from quotes.states import QuoteState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR, make_draft
from tests.helpers.pages import form_to, forms_of, words_of
from tests.orders.helpers.support import colleague, draft_url, queries_of, stop_clock, upload
from tests.orders.helpers.support import url_of as order_url
from tests.quotes.helpers.quote_pages import CLIENTS, again, asked, begun, desk_url, save, send, sent, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
VISIT = CustomLine("c1", "Visit to the office", "Half a day, travel included", Decimal("120.00"))


def test_asked_for_from_the_draft(cast: Cast, sign_in: SignIn) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, now=clock.now())
    editor = client.get(draft_url(draft))
    answer = client.post(
        draft_url(draft), form_to(editor, draft_url(draft), having=("title", "version")).filled(quote="1")
    )
    assert answer.url == draft_url(draft, "quote/")
    assert "Nothing is ordered until you accept" in words_of(client.get(answer.url))

    answer = client.post(answer.url, {"wish": "Our budget is 400."})

    quote = OrderQuote.objects.get()
    assert answer.url == url_of(quote) and quote.state == QuoteState.REQUESTED
    page = words_of(client.get(answer.url))
    assert (
        "Quote requested. You will get an email" in page
        and "You requested a quote" in page
        and "Our budget is 400." in page
    )
    assert client.get(draft_url(draft)).url == url_of(quote)
    assert client.get(draft_url(draft, "quote/")).url == url_of(quote)
    assert "Harbour feature" not in words_of(client.get("/orders/drafts/"))
    assert client.post(draft_url(draft), {"title": "Typed in an old page"}).status_code == 409


def test_a_refused_request_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, now=clock.now(), brief="Short")
    for wish, words in (
        ("Mind the budget", "Write at least five words about what you need."),
        ("x" * 2_001, "at most 2,000"),
    ):
        page = client.post(draft_url(draft, "quote/"), {"wish": wish})
        assert page.status_code == 422 and words in words_of(page).replace("2000", "2,000")
        assert form_to(page, "", having=("wish",)).sent["wish"] == [wish]
    assert client.post(draft_url(draft, "quote/"), {"wish": "a\x00b"}).status_code in (400, 422)
    assert not OrderQuote.objects.exists()


def test_nothing_of_a_quote_that_the_desk_has_begun(cast: Cast, sign_in: SignIn) -> None:
    quote = begun(cast, title="Secret title", tone="Secret tone")
    save(cast.max, quote, terms=Terms(customs=(VISIT,)), assumptions="Secret assumption")
    client = sign_in(cast.clara)

    for path in (
        CLIENTS,
        f"{CLIENTS}?tab=all&q=secret",
        "/orders/drafts/?q=secret",
        "/orders/",
        "/search/?q=secret",
    ):
        page = client.get(path).content.decode().replace('value="secret"', "")
        assert "Secret" not in page and quote.number not in page, path
    for path in (url_of(quote), url_of(quote, "document/"), draft_url(quote.draft), desk_url(quote)):
        assert client.get(path).status_code in (403, 404), path
    assert client.post(draft_url(quote.draft, "copy/")).status_code == 404

    send(cast.max, quote)

    page = words_of(client.get(url_of(quote)))
    assert "Secret title" in page and "Secret tone" in page and "Visit to the office" in page
    assert "started a quote" not in page


def test_nothing_of_what_the_desk_changes_before_it_is_sent(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.clara)
    changed = {
        "title": "Secret title",
        "brief": "A secret brief of more than five words.",
        "tone": "Secret tone",
    }

    def reads_nothing() -> None:
        quote.refresh_from_db()
        pages = [client.get(path) for path in (CLIENTS, url_of(quote), "/orders/drafts/", "/search/?q=tone")]
        pages.append(client.get(f"/orders/presets/new/?from={quote.draft.public_id}"))
        pages.append(client.post(draft_url(quote.draft, "copy/"), follow=True))
        assert all(page.status_code == 200 for page in pages)
        assert not any("ecret" in page.content.decode() or "Visit" in page.content.decode() for page in pages)

    save(cast.max, quote, fields=changed, terms=Terms(customs=(VISIT,)), assumptions="A secret assumption")
    assert "Secret tone" in sign_in(cast.max).get(desk_url(quote)).content.decode()
    reads_nothing()
    send(
        cast.max,
        quote,
        terms=Terms(),
        fields={"title": "Open title", "brief": "An open brief of five words."},
    )
    assert "Open title" in words_of(client.get(url_of(quote)))
    sending.rework_quote(actor=cast.max, quote=quote, now=clock.now())
    save(cast.max, quote, fields=changed | {"tone": "Secret"}, terms=Terms(customs=(VISIT,)))
    page = words_of(client.get(url_of(quote)))
    assert (
        "Open title" in page and "The agency is changing this quote" in page and "A secret brief" not in page
    )


@pytest.mark.parametrize("ending", ["call_back", "withdraw"])
def test_the_draft_comes_back_as_the_client_knows_it(cast: Cast, sign_in: SignIn, ending: str) -> None:
    quote, client = asked(cast), sign_in(cast.clara)
    save(cast.max, quote, fields={"title": "Secret title", "quantity": 5_000})
    if ending == "call_back":
        assert client.post(url_of(quote, "call-back/")).status_code == 302
    else:
        sending.withdraw_quote(actor=cast.max, quote=quote, reason="We are full", now=clock.now())

    draft = again(quote).draft
    form = form_to(client.get(draft_url(draft)), draft_url(draft), having=("title", "version"))
    assert (form.sent["title"], form.sent["quantity"]) == (["Harbour feature"], ["600"])
    assert again(quote).work is None


def test_the_page_of_a_sent_quote(cast: Cast, sign_in: SignIn) -> None:
    quote = sent(cast, tone="Warm")
    page = sign_in(cast.clara).get(url_of(quote))
    said = words_of(page)

    assert (
        "Accept and place order for" in said and "Your turn: respond to this quote" in said and "Warm" in said
    )
    accept = form_to(page, url_of(quote, "acceptance/"))
    assert accept.sent["version"] == ["1"]
    hrefs = page.content.decode()
    for verb in ("change/", "refusal/", "document/?version=1"):
        assert url_of(quote, verb) in hrefs
    for path in ("acceptance/", "call-back/", "again/"):
        assert (url_of(quote, path) in hrefs) == (path == "acceptance/"), path


def test_accepting_places_the_order(cast: Cast, sign_in: SignIn) -> None:
    quote, client = send(cast.max, asked(cast), terms=Terms(customs=(VISIT,))), sign_in(cast.clara)
    page = client.get(url_of(quote))

    answer = client.post(url_of(quote, "acceptance/"), form_to(page, url_of(quote, "acceptance/")).sent)

    order = Order.objects.get()
    lines = order.lines.values_list("label", "amount")
    assert answer.url == order_url(order) and ("Visit to the office", Decimal("120.00")) in list(lines)
    assert format_money(sum((amount for _l, amount in lines), Decimal(0)), "EUR") in words_of(page)
    page = client.get(url_of(quote))
    assert "Open order" in words_of(page) and "You accepted version 1" in words_of(page)
    again_ = client.post(url_of(quote, "acceptance/"), {"version": "1"})
    assert again_.url == order_url(order) and Order.objects.count() == 1
    assert client.get(url_of(quote, "refusal/")).status_code == 409


def test_an_old_page_accepts_nothing_and_shows_the_new_version(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.clara)
    old = form_to(client.get(url_of(quote)), url_of(quote, "acceptance/"))
    sending.rework_quote(actor=cast.max, quote=quote, now=clock.now())
    send(cast.max, quote, terms=Terms(customs=(VISIT,)))

    page = client.post(url_of(quote, "acceptance/"), old.sent)

    said = words_of(page)
    assert page.status_code == 409 and "There is a newer version. Read it before you respond." in said
    assert "Changes since version 1" in said and "Visit to the office" in said
    assert form_to(page, url_of(quote, "acceptance/")).sent["version"] == ["2"]
    assert not Order.objects.exists()
    for junk in ("", "x", "9" * 40, "²", "-1"):
        assert client.post(url_of(quote, "acceptance/"), {"version": junk}).status_code == 409


@pytest.mark.parametrize(
    ("verb", "state"), [("change/", QuoteState.CHANGE_ASKED), ("refusal/", QuoteState.DECLINED)]
)
def test_words_of_an_answer(cast: Cast, sign_in: SignIn, verb: str, state: str) -> None:
    quote, client = sent(cast), sign_in(cast.clara)
    form = form_to(client.get(url_of(quote, verb)), "", having=("words",))
    long = client.post(url_of(quote, verb), form.filled(words="Long " * 500))
    assert long.status_code == 422 and form_to(long, "", having=("words",)).sent["words"][0].startswith(
        "Long Long"
    )
    assert client.post(url_of(quote, verb), form.filled(words="a\uffffb")).status_code in (400, 422)

    answer = client.post(url_of(quote, verb), form.filled(words="Please leave the visit out."))

    assert answer.url == url_of(quote) and again(quote).state == state
    assert "Please leave the visit out." in words_of(client.get(url_of(quote)))


@pytest.mark.parametrize("verb", ["change/", "refusal/"])
def test_words_that_come_too_late_stay_on_the_page(cast: Cast, sign_in: SignIn, verb: str) -> None:
    quote, client = sent(cast), sign_in(cast.clara)
    form = form_to(client.get(url_of(quote, verb)), "", having=("words",))
    sending.rework_quote(actor=cast.max, quote=quote, now=clock.now())

    page = client.post(url_of(quote, verb), form.filled(words="Please leave the visit out."))

    assert page.status_code == 409 and "Please leave the visit out." in words_of(page)
    assert again(quote).state == QuoteState.PREPARING
    assert client.get(url_of(quote, verb)).status_code == 409


def test_over_time_one_click_asks_anew(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    quote, client, late = sent(cast, lasts=2 * HOUR), sign_in(cast.clara), clock.now() + 3 * HOUR
    stop_clock(monkeypatch, late)
    page = client.get(url_of(quote))
    assert "This quote has expired" in words_of(page) and "Accept and place order" not in words_of(page)
    answer = client.post(url_of(quote, "acceptance/"), {"version": "1"})
    assert answer.status_code == 409 and "This quote has expired" in words_of(answer)

    assert expire_quotes(agency=cast.inkwell, now=late) == 1
    again_form = form_to(client.get(url_of(quote)), url_of(quote, "again/"))
    assert client.post(url_of(quote, "again/"), again_form.sent).url == url_of(quote)
    assert again(quote).state == QuoteState.REQUESTED


def test_colleagues_read_and_do_not_answer(cast: Cast, sign_in: SignIn) -> None:
    quote = sent(cast)
    for role in ("reader", "orderer"):
        client = sign_in(colleague(cast, role))
        page = client.get(url_of(quote))
        assert page.status_code == 200 and "Waiting for Clara K." in words_of(page).replace(
            cast.clara.membership.public_name, "Clara K."
        )
        assert not [form for form in forms_of(page) if quote.number in form.action]
        assert quote.number in words_of(client.get(CLIENTS)).replace(" ·", "")
        assert client.post(url_of(quote, "acceptance/"), {"version": "1"}).status_code == 403
        assert client.get(url_of(quote, "refusal/")).status_code == 403
        assert client.get(url_of(quote, "document/")).status_code == 200
    assert not Order.objects.exists()


def test_a_reader_asks_for_nothing(cast: Cast, sign_in: SignIn) -> None:
    draft, reader = make_draft(cast.clara, now=clock.now()), sign_in(colleague(cast, "reader"))

    assert reader.get(draft_url(draft, "quote/")).status_code == 403
    assert reader.post(draft_url(draft, "quote/"), {"wish": ""}).status_code == 403
    assert "Request a quote" not in words_of(reader.get(draft_url(draft)))


def test_who_orders_nowhere_is_not_sent_to_the_drafts(cast: Cast, sign_in: SignIn) -> None:
    AccountPerson.objects.filter(membership=cast.clara.membership).update(role="reader")
    page = words_of(sign_in(cast.clara).get(CLIENTS))

    assert "No open quotes" in page and "Go to drafts" not in page and page.count("Quote lists") == 0


def test_files_are_read_through_the_quote_while_it_is_on(cast: Cast, sign_in: SignIn) -> None:
    quote = asked(cast)
    early = _attach(cast, quote, "early.txt")
    send(cast.max, quote)
    desk, nick = sign_in(cast.max), sign_in(cast.nick)
    assert "early.txt" in words_of(desk.get(url_of(quote))) and desk.get(early).status_code == 200
    assert nick.get(early).status_code == 404 and sign_in(cast.wendell).get(early).status_code == 404
    quote_answers.decline_quote(actor=cast.clara, quote=again(quote), version=1, words="", now=clock.now())

    late = _attach(cast, quote, "late.txt")

    assert desk.get(early).status_code == 200 and desk.get(late).status_code == 404
    assert "late.txt" not in words_of(desk.get(url_of(quote)))
    assert sign_in(cast.clara).get(late).status_code == 200


def _attach(cast: Cast, quote: OrderQuote, name: str) -> str:
    draft, now = again(quote).draft, clock.now()
    if again(quote).live:
        OrderQuote.objects.filter(pk=quote.pk).update(state=QuoteState.WITHDRAWN)
    (use,) = files.attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload(name)], now=now)
    OrderQuote.objects.filter(pk=quote.pk, state=QuoteState.WITHDRAWN).update(state=QuoteState.REQUESTED)
    return f"/files/{use.public_id}/"


def test_the_document(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast, title="Café — “Größe” 東京"), sign_in(cast.clara)
    for path in ("document/", "document/?version=1", "document/?version=x"):
        answer = client.get(url_of(quote, path))
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", path
        assert answer.content.startswith(b"%PDF") and f"{quote.number}-1.pdf" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "no-store, private"
    for missing in ("2", "0", "9999"):
        assert client.get(url_of(quote, f"document/?version={missing}")).status_code == 404
    assert client.get(url_of(asked(cast), "document/")).status_code == 404
    assert sign_in(cast.nick).get(url_of(quote, "document/")).status_code == 404


def test_an_earlier_version_is_read_but_not_answered(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.clara)
    quote_answers.ask_change(actor=cast.clara, quote=quote, version=1, words="Cheaper", now=clock.now())
    send(
        cast.max,
        quote,
        terms=Terms(customs=(VISIT,)),
        assumptions="Pictures come from you",
        fields={"tone": "Dry"},
    )

    first, newest = words_of(client.get(url_of(quote, "?version=1"))), words_of(client.get(url_of(quote)))

    assert (
        "Earlier version" in first
        and "Accept and place order" not in first
        and "Visit to the office" not in first
    )
    assert "Changes since version 1" in newest and "Pictures come from you" in newest and "Dry" in newest
    for junk in ("0", "99", "x", "9" * 30, "²"):
        assert "Accept and place order" in words_of(client.get(url_of(quote, f"?version={junk}")))


def test_the_list_by_tabs_and_words(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clara)
    assert "No open quotes" in words_of(client.get(CLIENTS)) and "Go to drafts" in words_of(
        client.get(CLIENTS)
    )
    waits, declined = sent(cast, title="About boats"), sent(cast, title="About gulls")
    quote_answers.decline_quote(actor=cast.clara, quote=declined, version=1, words="", now=clock.now())
    taken = sent(cast, title="About nets")
    quote_answers.accept_quote(actor=cast.clara, quote=taken, version=1, now=clock.now())
    new = asked(cast, title="About ropes")

    listed = {
        tab: [
            q.number
            for q in (waits, declined, taken, new)
            if q.number in client.get(f"{CLIENTS}?tab={tab}").content.decode()
        ]
        for tab in ("open", "answer", "accepted", "ended", "all", "junk")
    }

    everything = [waits.number, declined.number, taken.number, new.number]
    assert listed == {
        "open": [waits.number, new.number],
        "answer": [waits.number],
        "accepted": [taken.number],
        "ended": [declined.number],
        "all": everything,
        "junk": [waits.number, new.number],
    }
    found = client.get(f"{CLIENTS}?tab=all&q=BOATS").content.decode()
    assert waits.number in found and taken.number not in found
    assert "No matching quotes" in words_of(client.get(f"{CLIENTS}?q=zebra"))
    assert waits.number in client.get(f"{CLIENTS}?q={waits.number}").content.decode()
    assert client.get(f"{CLIENTS}?q=%00").status_code == 400


def test_a_list_of_more_than_a_page(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(3):
        asked(cast, title=f"Number {at}")
    monkeypatch.setattr(page_of, "__kwdefaults__", {**(page_of.__kwdefaults__ or {}), "size": 2})
    client = sign_in(cast.clara)

    first = client.get(CLIENTS)

    assert [row.title for row in first.context["page"].rows] == ["Number 2", "Number 1"]
    rest = client.get(first.context["page"].next_url)
    assert [row.title for row in rest.context["page"].rows] == ["Number 0"]
    assert client.get(f"{CLIENTS}?after=nonsense").status_code in (200, 400)


def test_the_tile_counts_what_waits_for_an_answer(cast: Cast, sign_in: SignIn) -> None:
    sent(cast), sent(cast), asked(cast), begun(cast)
    tiles = sign_in(cast.clara).get("/orders/").context["tiles"]

    assert _tile(tiles, "tab=answer", "quotes") == 2
    OrderQuote.objects.filter(state=QuoteState.SENT).update(state=QuoteState.EXPIRED)
    assert _tile(sign_in(cast.clara).get("/orders/").context["tiles"], "tab=answer", "quotes") == 0


def _tile(tiles: Any, *parts: str) -> int:
    (found,) = [tile for tile in tiles if all(part in tile["url"] for part in parts)]
    return int(found["value"])


def test_a_page_costs_the_same_for_one_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    client, lists, pages = sign_in(cast.clara), [], []
    quote = sent(cast)
    for count in (1, 3):
        while OrderQuote.objects.count() < count:
            sent(cast)
        while again(quote).version < count + 1:
            sending.rework_quote(actor=cast.max, quote=quote, now=clock.now())
            send(
                cast.max,
                quote,
                terms=Terms(customs=(VISIT,)),
                assumptions=f"For version {again(quote).version}",
            )
        lists.append(queries_of(client, CLIENTS))
        pages.append(queries_of(client, url_of(quote)))

    assert lists == [5, 5] and pages == [12, 12], (lists, pages)


def test_everybody_in_turn_is_listed_their_own(cast: Cast, sign_in: SignIn) -> None:
    """The queries of lists are kept by a process: for each role, with nobody's values."""
    mine, prepared = asked(cast, title="About boats"), begun(cast)
    foreign = asking.ask_quote(
        actor=cast.nick, draft=make_draft(cast.nick, title="About gulls"), wish="", now=clock.now()
    )
    seen = {
        "clara": {mine.number},
        "nick": {foreign.number},
        "sam": {mine.number, prepared.number},
        "mara": {foreign.number},
        "otto": {mine.number, prepared.number},
    }
    for _ in range(2):
        for name, numbers in seen.items():
            desk = name in ("sam", "mara", "otto")
            page = sign_in(getattr(cast, name)).get(f"{'/desk/quotes/' if desk else CLIENTS}?tab=all")
            assert {(row.number, row.account) for row in page.context["page"].rows} == {
                (quote.number, quote.account.name)
                for quote in OrderQuote.objects.filter(agency=getattr(cast, name).agency, number__in=numbers)
            }


def test_nothing_that_is_typed_breaks_the_pages(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.clara)
    for path in ("acceptance/", "refusal/", "change/", "again/", "call-back/"):
        for version in (
            "a\x00b",
            "9" * 5_000,
            "1e9",
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        ):
            answer = client.post(url_of(quote, path), {"version": version, "words": "Said\x0b"})
            assert answer.status_code in (400, 409, 422), (path, version)
    assert again(quote).state == QuoteState.SENT


def test_called_back_is_the_clients_alone(cast: Cast, sign_in: SignIn) -> None:
    quote, desk = asked(cast, title="Quiet words"), sign_in(cast.sam)
    assert "Quiet words" in words_of(desk.get(url_of(quote)))
    asking.call_back(actor=cast.clara, quote=quote, now=clock.now() + DAY)

    page = words_of(desk.get(url_of(quote)))

    assert (
        "The draft is now visible only to the client." in page
        and "Quiet words" not in page
        and "withdrew the request" in page
    )
    assert "Quiet words" not in words_of(desk.get("/desk/quotes/?tab=all"))
    assert quote.number not in words_of(desk.get("/desk/quotes/?tab=all&q=quiet"))
    assert "Quiet words" in words_of(sign_in(cast.clara).get(url_of(quote)))
