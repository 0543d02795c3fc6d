"""The public calculator and the page of each service: what strangers see, what each visitor may do next, and
that nothing of another agency, or of what is not on offer, is among it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from agencies.models import Agency
from catalog.models import ServiceType
from clients.models import AccountPerson
from project.base.viewer import Member
from tests.catalog.helpers.prices import change, save, stored
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import form_to, markup, text_by_id, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

HTMX = {"hx-request": "true"}
CHOICE = {
    "service": "article",
    "quantity": "1200",
    "quality": "standard",
    "pace": "same-day",
    "addons": ["sources", "seo"],
}
#: 1,200 x 0.24 x 1.8 = 518.40; 35 + 60; 20 % tax.
TOTAL = "€736.08"
ON = "/orders/drafts/from-price/"


def page(cast: Cast, choice: dict[str, Any] | str = "", who: Member | None = None, **headers: str) -> Any:
    query = choice if isinstance(choice, str) else urlencode(choice, doseq=True)
    return browser(who, None if who else cast.inkwell).get(f"/services/?{query}", headers=headers)


# --- the calculator ---------------------------------------------------------------------------------


def test_a_stranger_sees_every_line_of_the_price(cast: Cast) -> None:
    answer = page(cast, CHOICE)

    assert answer.status_code == 200 and not answer.cookies
    words = words_of(answer)
    for line in ("1,200 words at €0.24, Same day × 1.8", "List of sources Fixed amount", "VAT 20%", TOTAL):
        assert line in words


def test_the_choice_stands_in_the_form_again(cast: Cast) -> None:
    sent = form_to(page(cast, CHOICE), "/services/#calculator").sent

    assert sent == {name: value if isinstance(value, list) else [value] for name, value in CHOICE.items()}


def test_without_parameters_it_begins_with_a_price(cast: Cast) -> None:
    words = words_of(page(cast))

    assert "800 words at €0.24" in words and "€230.40" in words


def test_a_service_alone_is_chosen_with_a_usual_quantity(cast: Cast) -> None:
    sent = form_to(page(cast, "service=website-copy"), "/services/#calculator").sent

    assert (sent["service"], sent["quantity"]) == (["website-copy"], ["4"])


def test_a_mistake_loses_nothing_and_is_named_beside_its_field(cast: Cast) -> None:
    answer = page(cast, {**CHOICE, "quantity": "many", "service": "speech"})

    assert answer.status_code == 422 and "ETag" not in answer.headers
    assert form_to(answer, "/services/#calculator").sent["quantity"] == ["many"]
    assert form_to(answer, "/services/#calculator").sent["addons"] == ["sources", "seo"]
    assert "whole number" in text_by_id(answer, "id_quantity_error")
    assert 'id="id_quantity"' in answer.content.decode() and ON not in answer.content.decode()


@pytest.mark.parametrize("choice", [CHOICE, {**CHOICE, "quantity": "7"}])
def test_htmx_gets_the_price_and_what_is_refused_alone(cast: Cast, choice: dict[str, Any]) -> None:
    answer = page(cast, choice, **HTMX)
    content = answer.content.decode()

    assert "<html" not in content and "<form" not in content
    assert answer.status_code == 200
    assert (TOTAL in content) == (choice is CHOICE)
    for name in CHOICE:
        assert f'id="id_{name}_error" hx-swap-oob="true"' in content
    assert bool(text_by_id(answer, "id_quantity_error")) == (choice is not CHOICE)


def test_the_limits_follow_the_service(cast: Cast) -> None:
    assert text_by_id(page(cast, "service=speech", **HTMX), "id_quantity_helptext") == "300 to 4,000 words"


@pytest.mark.parametrize("choice", ["", "quantity=x", urlencode(CHOICE, doseq=True)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_stranger_costs_one_query(cast: Cast, choice: str, headers: dict[str, str]) -> None:
    page(cast, choice, **headers)

    with CaptureQueriesContext(connection) as asked:
        page(cast, choice, **headers)

    assert len(asked) == 1 and 'FROM "agencies_agency"' in asked[0]["sql"]


def test_a_client_costs_three_queries(cast: Cast) -> None:
    client = browser(cast.clara)
    client.get("/services/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/services/", headers=HTMX)

    assert len(asked) == 3


# --- how one goes on --------------------------------------------------------------------------------


def test_a_stranger_goes_on_to_sign_up_or_in_with_the_choice(cast: Cast) -> None:
    content = page(cast, CHOICE).content.decode()

    query = urlencode({**CHOICE, "total": "736.08"}, doseq=True)
    following = urlencode({"next": f"{ON}?{query}"})
    assert f'href="/accounts/sign-up/?{following}"' in content
    assert f'href="/accounts/sign-in/?{following}"' in content


def test_where_one_comes_by_invitation_a_stranger_signs_in(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-sign_up"])
    answer = page(cast, CHOICE)

    assert "/accounts/sign-up/?next" not in answer.content.decode()
    assert "accepts new clients by invitation only." in words_of(answer)


def test_a_client_orders_with_one_press(cast: Cast) -> None:
    form = form_to(page(cast, CHOICE, cast.clara), ON)

    assert {name: form.sent[name] for name in CHOICE} == {
        name: value if isinstance(value, list) else [value] for name, value in CHOICE.items()
    }


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("wendell", "Only clients can place orders. You do not have the client role at"),
        ("max", "Only clients can place orders. You do not have the client role at"),
        ("reader", "Ask the person who pays"),
        ("stranger", "You are not a client of Inkwell yet"),
    ],
)
def test_others_read_why_not(cast: Cast, who: str, words: str) -> None:
    if who == "reader":
        AccountPerson.objects.filter(membership=cast.clara.membership).update(role="reader")
    guest = Member(cast.inkwell, membership=cast.nick.membership)
    viewer = {"reader": cast.clara, "stranger": guest}.get(who) or getattr(cast, who)
    answer = page(cast, CHOICE, viewer)

    assert words in words_of(answer)
    assert f'action="{ON}"' not in markup(answer)


# --- the page of a service --------------------------------------------------------------------------


def test_the_page_of_a_service_prices_it(cast: Cast) -> None:
    answer = browser(None, cast.inkwell).get("/services/article/")
    words = words_of(answer)

    assert answer.status_code == 200 and not answer.cookies
    # 200 words are 48.00, filled up to the minimum of 60.00; 800 x 0.24 = 192.00; 20 % tax.
    for part in ("From €0.24 per word before VAT", "€72.00", "€230.40", "800 words at €0.24"):
        assert part in words
    assert 'href="/services/?service=article&amp;quantity=800&amp;quality=premium#calculator"' in markup(
        answer
    )


@pytest.mark.parametrize(
    "query", re.findall(r"[^ ]+", "200/standard/€72.00 800/premium/€311.04 2000/premium/€777.60")
)
def test_an_example_costs_the_same_in_the_calculator(cast: Cast, query: str) -> None:
    quantity, quality, total = query.split("/")

    assert total in words_of(browser(None, cast.inkwell).get("/services/article/"))
    choice = {"service": "article", "quantity": quantity, "quality": quality}
    assert total in words_of(page(cast, choice, **HTMX))


def test_a_service_that_is_not_there_and_one_that_was(cast: Cast) -> None:
    change(cast.max, "services", "article", offered=False)
    stranger = browser(None, cast.inkwell)

    gone, never = stranger.get("/services/article/"), stranger.get("/services/poem/")

    assert (gone.status_code, never.status_code) == (410, 404)
    assert "We no longer offer this service." in words_of(gone)
    assert "ETag" not in gone.headers and "ETag" not in never.headers
    assert 'value="article"' not in page(cast).content.decode()
    assert page(cast, "service=article").status_code == 422


def test_the_tag_of_one_service_is_not_that_of_another(cast: Cast) -> None:
    stranger = browser(None, cast.inkwell)
    tag = stranger.get("/services/article/").headers["ETag"]

    assert stranger.get("/services/article/", headers={"if-none-match": tag}).status_code == 304
    assert stranger.get("/services/speech/", headers={"if-none-match": tag}).status_code == 200
    assert stranger.get("/services/poem/", headers={"if-none-match": tag}).status_code == 404


def test_each_agency_shows_its_own(cast: Cast) -> None:
    row = next(row for row in stored(cast.mara, "services") if row["key"] == "article")
    ode = {**row, "key": "", "name": "Ode", "rate": Decimal("9.99"), "description": "Northwind alone."}
    save(cast.mara, "services", [*stored(cast.mara, "services"), ode])
    key = ServiceType.objects.get(name="Ode").key
    here, there = browser(None, cast.inkwell), browser(None, cast.northwind)

    assert "€9.99 per word" in words_of(there.get(f"/services/{key}/"))
    assert here.get(f"/services/{key}/").status_code == 404
    assert here.get(f"/services/?service={key}").status_code == 422
    assert "Ode" not in words_of(here.get("/services/")) and "Ode" in words_of(there.get("/services/"))


@pytest.mark.parametrize("count", [1, 2])
def test_a_stranger_costs_one_query_on_the_page_of_a_service(cast: Cast, count: int) -> None:
    stranger = browser(None, cast.inkwell)
    tag = stranger.get("/services/article/").headers["ETag"]

    with CaptureQueriesContext(connection) as asked:
        stranger.get("/services/article/", headers={"if-none-match": tag} if count == 2 else {})

    assert len(asked) == 1


# --- what search engines read -----------------------------------------------------------------------

PUBLIC = [
    "/",
    "/services/",
    "/services/article/",
    "/accounts/sign-in/",
    "/accounts/sign-up/",
    "/accounts/password/reset/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_describes_itself(cast: Cast, path: str) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(name='Ink "&" Well')
    content = browser(None, cast.inkwell).get(path).content.decode()

    (said,) = re.findall(r'<meta name="description" content="([^"]*)">', content)
    assert "Ink &quot;&amp;&quot; Well" in said and said == " ".join(said.split())
    assert 40 < len(said) < 200


def test_no_two_pages_describe_themselves_alike(cast: Cast) -> None:
    said = [
        re.findall(
            r'<meta name="description" content="([^"]*)">',
            browser(None, cast.inkwell).get(path).content.decode(),
        )
        for path in (*PUBLIC, "/services/speech/")
    ]

    assert len({texts[0] for texts in said}) == len(said)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/?x=1", "/"),
        ("/services/?service=speech&quantity=900", "/services/"),
        ("/services/article/?utm_source=x", "/services/article/"),
    ],
)
def test_the_canonical_address_has_no_choice_in_it(cast: Cast, path: str, address: str) -> None:
    content = browser(None, cast.inkwell).get(path).content.decode()

    assert f'<link rel="canonical" href="http://inkwell.localhost:8000{address}">' in content


def test_structured_data_is_no_script(cast: Cast) -> None:
    content = markup(browser(None, cast.inkwell).get("/services/article/"))

    assert "ld+json" not in content
    for part in (
        'itemtype="https://schema.org/Service"',
        '<meta itemprop="price" content="0.24">',
        '<meta itemprop="priceCurrency" content="EUR">',
    ):
        assert part in content


def test_cards_lead_to_the_service_and_the_calculator(cast: Cast) -> None:
    content = browser(None, cast.inkwell).get("/").content.decode()

    assert 'href="/services/article/"' in content
    assert 'href="/services/?service=article#calculator"' in content
