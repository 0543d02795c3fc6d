"""The pages of quotes at the desk: the list, beginning one, preparing and
sending it, giving it up, the settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.pricing.terms import CustomLine, Terms
from clients.models import AccountPerson
from project.base import clock
from quotes.actions import sending
from quotes.actions.sweeps import expire_quotes
from quotes.models import OrderQuote, QuoteSettings
from quotes.states import QuoteState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, account_of
from tests.helpers.pages import form_to, forms_of, words_of
from tests.orders.helpers.support import colleague, queries_of
from tests.quotes.helpers.quote_pages import (
    DESK,
    again,
    asked,
    begun,
    desk_url,
    prepared,
    save,
    send,
    sent,
    url_of,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
SETTINGS = f"{DESK}settings/"
VISIT = CustomLine("c1", "Visit to the office", "Half a day", Decimal("120.00"))
OWN = {"own-label:c1": "Visit", "own-why:c1": "Half a day, travel included", "own-amount:c1": "120"}


def work_line(form: Any) -> str:
    return next(key for key in form.sent["line"] if key.startswith("work:"))


def test_begun_for_a_client(cast: Cast, sign_in: SignIn) -> None:
    client, clara = sign_in(cast.sam), cast.clara.membership
    page = client.get(f"{DESK}new/?q={clara.public_name.split()[0].upper()}")
    assert clara.public_name in words_of(page) and "No matching clients" in words_of(
        client.get(f"{DESK}new/?q=zebra")
    )
    person = f"{account_of(cast.clara).public_id}.{clara.public_id}"
    assert f'value="{person}"' in page.content.decode()

    answer = client.post(f"{DESK}new/", {"person": person})

    quote = OrderQuote.objects.get()
    assert answer.url == desk_url(quote) and (quote.addressee_id, quote.version) == (clara.pk, 0)
    assert "To get a price:" in words_of(client.get(answer.url))


def test_begun_for_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    client, account = sign_in(cast.max), account_of(cast.clara)
    reader = colleague(cast, "reader").membership
    wrong = [
        "",
        "a\x00b",
        "\x00.\x00",
        ".",
        "x" * 500,
        f"{account.public_id}.",
        f"{account.public_id}.{reader.public_id}",
        f"{account.public_id}.{cast.max.membership.public_id}",
        f"{account_of(cast.nick).public_id}.{cast.nick.membership.public_id}",
    ]
    for person in wrong:
        assert client.post(f"{DESK}new/", {"person": person}).status_code in (400, 404), person
    AccountPerson.objects.create(
        agency=cast.inkwell, account=account, membership=cast.max.membership, role="payer"
    )
    own = f"{account.public_id}.{cast.clara.membership.public_id}"
    assert client.post(f"{DESK}new/", {"person": own}).status_code == 404
    assert own not in client.get(f"{DESK}new/").content.decode() and not OrderQuote.objects.exists()


def test_saved_then_sent(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast, wish="Our budget is 400."), sign_in(cast.max)
    form = prepared(client, quote)
    line = work_line(form)
    typed = {
        **OWN,
        f"delta:{line}": "-5.50",
        f"why:{line}": "Your notes help",
        "assumptions": "Pictures come from you",
    }
    assert "Our budget is 400." in words_of(client.get(desk_url(quote)))

    answer = client.post(desk_url(quote), form.filled(**typed, title="A better title", save="1"))

    assert answer.url == desk_url(quote) and again(quote).state == QuoteState.REQUESTED
    stored = prepared(client, quote)
    assert {name: stored.sent[name] for name in typed} == {
        name: [value.replace("120", "120.00")] for name, value in typed.items()
    }
    answer = client.post(desk_url(quote), stored.filled(send="1"))
    assert answer.url == url_of(quote) and again(quote).state == QuoteState.SENT
    page = words_of(sign_in(cast.clara).get(url_of(quote)))
    assert "A better title" in page and "Your notes help" in page and "Half a day, travel included" in page
    assert "Pictures come from you" in page and "-5.50" in page.replace("−", "-").replace("-€", "-")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"own-label:c1": "Visit"}, "own-amount:c1", "Fill this in, or clear the whole line."),
        ({**OWN, "own-amount:c1": "much"}, "own-amount:c1", "an amount such as 120"),
        ({**OWN, "own-amount:c1": "9" * 30}, "own-amount:c1", "amount"),
        ({**OWN, "own-why:c1": "x" * 301}, "own-why:c1", "at most 300"),
        ({"delta:LINE": "-5"}, "why:LINE", "Enter a reason."),
        ({"delta:LINE": "1.2.34"}, "delta:LINE", "an amount such as 120"),
        ({"discount": "5", "discount_percent": "5"}, "discount_percent", "not both"),
        ({"discount_percent": "100.01"}, "discount_percent", "up to 100"),
        ({"discount": "-1"}, "discount", "an amount such as 120"),
        ({"valid_until": "soon"}, "valid_until", "Choose a date between 2000 and 2099."),
        ({"valid_until": ""}, "valid_until", "required"),
        ({"addressee": "nobody"}, "addressee", "nobody"),
        ({"quantity": "many"}, "quantity", "whole number"),
        ({"assumptions": "x" * 4_001}, "assumptions", "at most 4000"),
        ({**OWN, "own-label:c1": "a\uffffb"}, "own-label:c1", "U+FFFF"),
    ],
)
def test_what_is_refused_stays_in_the_form(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], field: str, words: str
) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form = prepared(client, quote)
    line = work_line(form)
    typed = {name.replace("LINE", line): value for name, value in typed.items()}

    page = client.post(desk_url(quote), form.filled(**{"title": "Typed title", **typed, "send": "1"}))

    assert page.status_code == 422 and words in words_of(page).replace("4,000", "4000")
    kept = form_to(page, desk_url(quote), having=("version",)).sent
    assert kept["title"] == ["Typed title"]
    assert all(
        kept[name] == [value] for name, value in typed.items() if name != "addressee" and "\x0b" not in value
    )
    assert f'id="id_{field.replace("LINE", line)}_error"' in page.content.decode()
    assert (again(quote).state, again(quote).work) == (QuoteState.REQUESTED, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"discount_percent": "30"}, "Your limit is 15%"),
        ({"valid_until": "2099-01-01T10:00"}, "between one hour and 180 days"),
        ({"brief": ""}, "at least five words"),
        ({"service": ""}, "Choose a service"),
        (
            {"delta:work:gone": "5", "why:work:gone": "x", "line": ["work:gone"]},
            "no longer part of the price",
        ),
    ],
)
def test_what_is_saved_but_cannot_be_sent(
    cast: Cast, sign_in: SignIn, typed: dict[str, Any], words: str
) -> None:
    quote, client = asked(cast), sign_in(cast.max)

    page = client.post(
        desk_url(quote), prepared(client, quote).filled(**{**typed, "title": "Typed", "send": "1"})
    )

    assert page.status_code == 422 and words in words_of(page)
    kept = form_to(page, desk_url(quote), having=("version",)).sent
    assert kept["title"] == ["Typed"] and all(
        kept[key] == [value] for key, value in typed.items() if key != "line"
    )
    assert again(quote).state == QuoteState.REQUESTED
    # Nothing was lost: putting it right and sending it works at once.
    answer = client.post(
        desk_url(quote), form_to(page, desk_url(quote), having=("version",)).filled(title="Right")
    )
    assert answer.status_code == 302


def test_a_colleague_who_saved_meanwhile(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form = prepared(client, quote)
    save(cast.otto, quote, fields={"title": "Otto's title"})

    page = client.post(desk_url(quote), form.filled(title="Max's title", **OWN, send="1"))

    assert page.status_code == 409 and "A colleague saved this quote while you were editing it." in words_of(
        page
    )
    kept = form_to(page, desk_url(quote), having=("version",))
    assert kept.sent["title"] == ["Max's title"] and kept.sent["own-why:c1"] == [OWN["own-why:c1"]]
    assert again(quote).desk_draft.title == "Otto's title"
    assert client.post(desk_url(quote), kept.filled(save="1")).status_code == 302
    assert again(quote).desk_draft.title == "Max's title"


def test_a_colleague_who_sent_it_meanwhile(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form = prepared(client, quote)
    send(cast.otto, quote)
    for button in ("save", "send"):
        page = client.post(desk_url(quote), form.filled(title="Max's title", **{button: "1"}))

        assert page.status_code == 409 and "is now “Sent”." in words_of(page)
        assert form_to(page, desk_url(quote), having=("version",)).sent["title"] == ["Max's title"]
    assert client.get(desk_url(quote)).url == url_of(quote) and again(quote).version == 1


def test_the_price_of_what_stands_in_the_form(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form, url = prepared(client, quote), desk_url(quote, "price/")
    htmx = {"HX-Request": "true"}

    page = client.post(url, form.filled(**OWN), headers=htmx)
    assert page.status_code == 200 and "<html" not in page.content.decode() and "Half a day" in words_of(page)
    assert "Incomplete lines are not included." not in words_of(page)
    half = words_of(client.post(url, form.filled(**OWN, **{"own-label:c2": "Map"}), headers=htmx))
    assert "Incomplete lines are not included." in half and "Half a day" in half and "Map" not in half
    much = words_of(client.post(url, form.filled(discount_percent="30"), headers=htmx))
    assert "You have reduced the list price by 30%. Your limit is 15%." in much
    assert "You have reduced the list price by" not in words_of(
        sign_in(cast.otto).post(url, form.filled(discount_percent="30"))
    )
    assert "Your limit is 0%" in words_of(sign_in(cast.sam).post(url, form.filled(discount_percent="1")))
    assert "To get a price:" in words_of(
        client.post(url, form.filled(service="", quantity="²" * 400), headers=htmx)
    )
    assert not again(quote).terms.exists()


def test_nothing_that_is_typed_breaks_the_form(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form = prepared(client, quote)
    odd = ["a\x00b", "x" * 61, "work:" + "y" * 80, "work", "work:", "²:½", "💥", ":" * 50]
    rows = {f"{part}:{key}": "5" for key in odd for part in ("delta", "why")}
    own = {
        f"own-{part}:{key}": "5"
        for key in ("", "a\x00", "z" * 30, "c9")
        for part in ("label", "why", "amount")
    }
    for extra in ({"line": odd, **rows}, {"own": ["", "a\x00", "z" * 30, "c9"], **own}):
        for url in (desk_url(quote), desk_url(quote, "price/")):
            form = prepared(client, quote)
            assert client.post(url, form.filled(**extra)).status_code in (200, 302, 400, 422), (url, extra)
    for name in (
        "version",
        "discount",
        "discount_percent",
        "quantity",
        "valid_until",
        "addressee",
        "title",
        "addons",
    ):
        for value in ("a\x00b", "9" * 5_000, "-1", "1e999", "NaN", "²"):
            answer = client.post(desk_url(quote), form.filled(**{name: value}))
            assert answer.status_code in (302, 400, 409, 422), (name, value)
    assert client.post(desk_url(quote, "withdrawal/"), {"reason": "a\uffffb"}).status_code in (400, 422)


def test_more_own_lines_row_by_row(cast: Cast, sign_in: SignIn) -> None:
    quote, client = asked(cast), sign_in(cast.max)
    form = prepared(client, quote)
    assert form.sent["own"] == ["c1", "c2"]
    client.post(desk_url(quote), form.filled(**OWN, save="1"))
    assert prepared(client, quote).sent["own"] == ["c1", "c2", "c3"]
    rows = {f"own-{part}:c{at}": str(at) for at in range(1, 24) for part in ("label", "why", "amount")}
    own = [f"c{at}" for at in range(1, 24)]

    page = client.post(desk_url(quote), prepared(client, quote).filled(own=own, **rows))

    assert page.status_code == 422 and "at most 20 custom lines" in words_of(page)
    assert again(quote).terms.count() == 1


def test_taken_back_to_change_and_sent_again(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.sam)
    assert form_to(client.get(url_of(quote)), desk_url(quote, "rework/"))
    assert client.post(desk_url(quote, "rework/")).url == desk_url(quote)
    assert client.post(desk_url(quote, "rework/")).status_code == 302

    answer = client.post(desk_url(quote), prepared(client, quote).filled(title="Anew", send="1"))

    assert answer.url == url_of(quote) and "Changes since version 1" in words_of(client.get(answer.url))


def test_withdrawn_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.max)
    url = desk_url(quote, "withdrawal/")
    long = "We are full until spring. " * 40
    page = client.post(url, form_to(client.get(url), "", having=("reason",)).filled(reason=long))
    assert page.status_code == 422 and form_to(page, "", having=("reason",)).sent["reason"] == [long]
    assert client.post(url, {"reason": ""}).status_code == 422

    answer = client.post(url, {"reason": "We are full until spring."})

    assert answer.url == url_of(quote) and again(quote).state == QuoteState.WITHDRAWN
    assert "We are full until spring." in words_of(sign_in(cast.clara).get(url_of(quote)))
    assert client.get(url).status_code == 409


def test_too_late_to_withdraw_keeps_the_reason(cast: Cast, sign_in: SignIn) -> None:
    quote, client = sent(cast), sign_in(cast.max)
    expire_quotes(agency=cast.inkwell, now=clock.now() + 30 * DAY)

    page = client.post(desk_url(quote, "withdrawal/"), {"reason": "We are full until spring."})

    assert page.status_code == 409 and "We are full until spring." in words_of(page)


def test_nobody_quotes_for_an_account_of_their_own(cast: Cast, sign_in: SignIn) -> None:
    quote = asked(cast)
    AccountPerson.objects.create(
        agency=cast.inkwell, account=account_of(cast.clara), membership=cast.max.membership, role="payer"
    )
    client = sign_in(cast.max)

    assert client.get(desk_url(quote)).status_code == 403
    for verb in ("price/", "rework/", "withdrawal/"):
        assert client.post(desk_url(quote, verb)).status_code == 403, verb
    assert not [form for form in forms_of(client.get(url_of(quote))) if DESK in form.action]


def test_the_list_of_the_desk(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    assert "No quotes to prepare" in words_of(client.get(DESK))
    new, own, out = (
        asked(cast, title="About boats"),
        begun(cast, title="About gulls"),
        sent(cast, title="About nets"),
    )
    away = sent(cast, title="About ropes")
    sending.withdraw_quote(actor=cast.max, quote=away, reason="Full", now=clock.now())

    listed = {
        tab: [
            q.number
            for q in (new, own, out, away)
            if q.number in client.get(f"{DESK}?tab={tab}").content.decode()
        ]
        for tab in ("prepare", "sent", "accepted", "ended", "all")
    }

    assert listed == {
        "prepare": [new.number, own.number],
        "sent": [out.number],
        "accepted": [],
        "ended": [away.number],
        "all": [new.number, own.number, out.number, away.number],
    }
    assert "To prepare 2" in words_of(client.get(DESK)) and "With clients 1" in words_of(client.get(DESK))
    for words in ("GULLS", "gulls " + account_of(cast.clara).name.split()[0], own.number):
        page = client.get(f"{DESK}?tab=all&q={words}").content.decode()
        assert own.number in page and out.number not in page, words
    assert sign_in(cast.mara).get(DESK).content.decode().count("INK-Q") == 0


def test_a_sent_quote_is_found_by_the_words_that_were_sent(cast: Cast, sign_in: SignIn) -> None:
    quote = send(cast.max, asked(cast), fields={"title": "About terns"})
    sending.rework_quote(actor=cast.max, quote=quote, now=clock.now())
    save(cast.max, quote, fields={"title": "About herons"})

    assert quote.number in sign_in(cast.clara).get("/orders/quotes/?q=terns").content.decode()
    assert quote.number not in sign_in(cast.clara).get("/orders/quotes/?q=herons").content.decode().replace(
        "herons", ""
    )


def test_the_tile_counts_what_is_to_prepare(cast: Cast, sign_in: SignIn) -> None:
    asked(cast), begun(cast), sent(cast)

    for view in ("", "?view=board"):
        tiles = sign_in(cast.sam).get(f"/desk/{view}").context["tiles"]
        assert [str(tile["value"]) for tile in tiles if tile["url"] == DESK] == ["2"]


def test_the_pages_cost_the_same_for_one_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    client, lists, pages, forms = sign_in(cast.max), [], [], []
    quote = asked(cast)
    for count in (1, 3):
        while OrderQuote.objects.count() < count:
            asked(cast)
        own = tuple(CustomLine(f"c{at}", f"Line {at}", "Why", Decimal(5)) for at in range(count))
        save(cast.max, quote, terms=Terms(customs=own), fields={"title": f"Title {count}"})
        lists.append(queries_of(client, DESK))
        pages.append(queries_of(client, url_of(quote)))
        forms.append(queries_of(client, desk_url(quote)))

    assert lists == [4, 4] and pages == [9, 9] and forms == [16, 16], (lists, pages, forms)


def test_settings_of_a_manager_leave_the_limit(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    page = client.get(SETTINGS)
    form = form_to(page, "", having=("valid_days",))
    assert "discount_limit" not in form.sent and "up to 15%" in words_of(page)

    answer = client.post(SETTINGS, form.filled(valid_days="20", reminder_hours="24", discount_limit="90"))

    stored = QuoteSettings.objects.get()
    assert answer.url == SETTINGS and (stored.valid_days, stored.reminder_hours) == (20, 24)
    assert stored.discount_limit == 15


def test_an_owner_sets_the_limit(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.otto)
    form = form_to(client.get(SETTINGS), "", having=("discount_limit",))

    assert client.post(SETTINGS, form.filled(discount_limit="10")).url == SETTINGS

    assert QuoteSettings.objects.get().discount_limit == 10
    assert "up to 10%" in words_of(sign_in(cast.max).get(SETTINGS))
    assert sign_in(cast.sam).get(SETTINGS).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("valid_days", "0"),
        ("valid_days", "181"),
        ("valid_days", ""),
        ("reminder_hours", "0"),
        ("reminder_hours", "337"),
        ("reminder_hours", "9" * 400),
        ("discount_limit", "100.01"),
        ("discount_limit", "-1"),
        ("discount_limit", ""),
        ("discount_limit", "1.234"),
    ],
)
def test_settings_out_of_bounds_are_refused_beside_the_field(
    cast: Cast, sign_in: SignIn, field: str, value: str
) -> None:
    client = sign_in(cast.otto)
    form = form_to(client.get(SETTINGS), "", having=("discount_limit",))

    page = client.post(SETTINGS, form.filled(**{field: value}))

    assert page.status_code == 422 and page.context["form"].errors.keys() == {field}
    assert form_to(page, "", having=("discount_limit",)).sent[field] == [value]
    assert not QuoteSettings.objects.exists()


def test_a_quote_holds_as_long_as_the_agency_says(cast: Cast, sign_in: SignIn) -> None:
    QuoteSettings.objects.create(agency=cast.inkwell, valid_days=3)
    quote = asked(cast, now=clock.now())
    typed = prepared(sign_in(cast.max), quote).sent["valid_until"][0]

    found = dt.datetime.fromisoformat(typed).replace(tzinfo=cast.inkwell.zone)
    assert abs(found - clock.now() - 3 * DAY) < dt.timedelta(minutes=2)
