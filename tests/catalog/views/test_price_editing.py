"""Editing the catalog on its pages: form, preview, save; what is refused, and where it says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalog.models import PriceBook, ServiceType
from catalog.pricing.offering import price_book
from tests.catalog.helpers.prices import change, current, field_of, fields, save, stored
from tests.helpers.cast import START, Cast
from tests.helpers.factories import make_draft, place_order
from tests.orders.helpers.support import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

SERVICES = "/desk/catalog/services/"


def body(answer: Any) -> str:
    return str(answer.content.decode())


def form_of(client: Any, part: str = "services") -> dict[str, str]:
    return fields(body(client.get(f"/desk/catalog/{part}/")))


def new_row(sent: dict[str, str], **values: str) -> dict[str, str]:
    """The empty last row with these values."""
    place = int(sent["form-TOTAL_FORMS"]) - 1
    return {f"form-{place}-{name}": value for name, value in values.items()}


def test_from_the_form_to_the_next_version(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client)
    sent[field_of(sent, "article", "rate")] = "0.26"
    sent |= new_row(
        sent, name="Annual report", rate="190", minimum_quantity="4", maximum_quantity="1,000", unit="page"
    )

    preview = client.post(SERVICES, sent | {"do": "preview"})
    assert preview.status_code == 200
    assert all(words in body(preview) for words in ("€0.24", "€0.26", "Annual report", "€192.00", "€208.00"))
    assert current(cast.max).version == 1

    saved = client.post(SERVICES, fields(body(preview)) | {"do": "save"})
    assert (saved.status_code, saved.headers["Location"]) == (302, "/desk/catalog/#services")
    assert current(cast.max).version == 2
    rows = {row["key"]: row for row in stored(cast.max, "services")}
    assert rows["article"]["rate"] == Decimal("0.26")
    assert (rows["annual-report"]["position"], rows["annual-report"]["maximum_quantity"]) == (14, 1000)
    assert "€0.26" in body(client.get("/desk/catalog/"))
    assert "Annual report" in body(client.get("/services/"))


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("qualities", {"form-1-multiplier": "1.4"}),
        ("urgencies", {"form-0-within_hours": "12"}),
        ("addons", {"form-0-kind": "percent", "form-0-amount": "12.5"}),
        ("subjects", {"form-2-name": "Money"}),
        ("languages", {"form-2-name": "German (Germany)"}),
        ("general", {"minimum_charge": "75.50", "tax_label": "MwSt"}),
    ],
)
def test_every_part_by_its_page(cast: Cast, sign_in: Any, part: str, values: dict[str, str]) -> None:
    client, path = sign_in(cast.otto), f"/desk/catalog/{part}/"

    preview = client.post(path, form_of(client, part) | values)
    assert (preview.status_code, client.post(path, fields(body(preview)) | {"do": "save"}).status_code) == (
        200,
        302,
    )

    assert {name: form_of(client, part)[name] for name in values} == {
        **values,
        **({"minimum_charge": "75.5"} if part == "general" else {}),
    }
    assert current(cast.otto).changes.count() == len(values)


def test_whom_it_reaches(cast: Cast, sign_in: Any) -> None:
    make_draft(cast.clara)
    place_order(cast.clara)
    make_draft(cast.nick)
    client = sign_in(cast.max)
    sent = form_of(client)
    del sent[field_of(sent, "article", "offered")]

    text = body(client.post(SERVICES, sent))

    assert "1 open draft will use the new prices" in text
    assert "1 draft uses something you are archiving" in text
    assert "1 open order keeps the price" in text
    assert text.count('class="told-name"') == 1


def test_what_looks_like_a_slip(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    values = {"form-0-multiplier": "1.1", "form-1-within_hours": "80", "form-2-multiplier": "0.9"}

    text = body(client.post("/desk/catalog/urgencies/", form_of(client, "urgencies") | values))

    assert "“Same day” costs less than “Express”" in text
    assert "still says “Within three days.”" in text
    assert "“Swift” lowers the price" in text


REFUSED = [
    (
        "services",
        "form-0-rate",
        ["", "0", "-1", "1e3", "0.00001", "100000.01", "NaN", "Infinity", "1.2.3", "1_0", "1,2,3", "9" * 400],
    ),
    ("services", "form-0-name", ["", " ", "x" * 61, "a\uffffb", "\u200b", "Case study", "CASE STUDY"]),
    ("services", "form-0-description", ["x" * 241, "a\uffffb"]),
    ("services", "form-0-minimum_quantity", ["0", "-1", "1.5", "8001", "1000001", ""]),
    ("services", "form-0-position", ["1000", "-1", "x"]),
    ("qualities", "form-0-multiplier", ["0", "0.09", "10.01", "1.0001", "", "x"]),
    ("urgencies", "form-0-within_hours", ["0", "2", "8761", "72", "1.5", ""]),
    ("urgencies", "form-0-multiplier", ["0", "99", ""]),
    ("addons", "form-0-amount", ["-1", "100000.1", "1.00001", ""]),
    ("addons", "form-3-amount", ["200.01"]),
    ("addons", "form-0-kind", ["free", ""]),
    ("general", "minimum_charge", ["", "-1", "100000.01", "1.001"]),
    ("general", "preferred_surcharge", ["200.01", "x"]),
    ("general", "tax_rate", ["50.01", "-0.01", "x"]),
    ("general", "tax_label", ["", "x" * 21, "a\uffffb"]),
]


@pytest.mark.parametrize("part", dict.fromkeys(part for part, _field, _texts in REFUSED))
def test_absurd_input_is_refused_beside_its_field(cast: Cast, sign_in: Any, part: str) -> None:
    """The first absurd text of every field of a page at once, then the second of each, and so on."""
    client, texts = sign_in(cast.max), {field: texts for of, field, texts in REFUSED if of == part}
    sent = form_of(client, part)

    for at in range(max(len(each) for each in texts.values())):
        wrong = {field: each[at] for field, each in texts.items() if at < len(each)}
        answer = client.post(f"/desk/catalog/{part}/", sent | wrong)

        assert answer.status_code == 422
        beside = {field for field in wrong if f'id="id_{field}_error"' in body(answer)}
        assert beside | {"form-0-minimum_quantity"} >= set(wrong), wrong
        assert beside <= set(wrong) | {"form-0-maximum_quantity"}
        assert current(cast.max).version == 1


def test_least_above_most(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)

    text = body(client.post(SERVICES, form_of(client) | {"form-0-minimum_quantity": "8001"}))

    assert 'id="id_form-0-maximum_quantity_error"' in text and 'value="8001"' in text


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": "Poem"}, "rate"),
        ({"rate": "3"}, "name"),
        (
            {"name": "Poem", "rate": "3", "minimum_quantity": "1", "maximum_quantity": "9", "offered": ""},
            "offered",
        ),
        ({"name": "article", "rate": "3", "minimum_quantity": "1", "maximum_quantity": "9"}, "name"),
        (
            {"name": "Poem", "rate": "3", "minimum_quantity": "1", "maximum_quantity": "9", "unit": "verse"},
            "unit",
        ),
    ],
)
def test_a_new_row_that_is_not_whole(cast: Cast, sign_in: Any, values: dict[str, str], wrong: str) -> None:
    client = sign_in(cast.max)
    sent = form_of(client)

    answer = client.post(SERVICES, sent | new_row(sent, **values))

    assert (answer.status_code, f'id="id_form-13-{wrong}_error"' in body(answer)) == (422, True)


def test_an_archived_thing_stays_as_it_is_until_it_is_offered(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "speech", offered=False)
    client = sign_in(cast.max)
    sent = form_of(client)
    rate, offered = field_of(sent, "speech", "rate"), field_of(sent, "speech", "offered")
    assert (sent[rate], offered in sent) == ("0.55", False)

    refused = client.post(SERVICES, sent | {rate: "0.60"})
    assert (refused.status_code, f'id="id_{offered}_error"' in body(refused)) == (422, True)

    taken = client.post(SERVICES, sent | {rate: "0.60", offered: "on"})
    assert (taken.status_code, "Restored" in body(taken)) == (200, True)


def test_the_unit_of_a_service_stays(cast: Cast, sign_in: Any) -> None:
    """Orders are counted in it; a crafted form changes nothing."""
    client = sign_in(cast.max)
    sent = form_of(client) | {"form-0-unit": "page", "form-0-rate": "0.26"}

    client.post(SERVICES, sent | {"do": "save"})

    assert ServiceType.objects.get(agency=cast.inkwell, key="article").unit == "word"
    assert current(cast.max).version == 2


def test_none_left(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = {
        name: value for name, value in form_of(client, "qualities").items() if not name.endswith("-offered")
    }

    answer = client.post("/desk/catalog/qualities/", sent)

    assert (answer.status_code, "Offer at least one item." in body(answer)) == (422, True)


def test_nothing_changed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)

    answer = client.post(SERVICES, form_of(client))

    assert (answer.status_code, "You haven’t changed anything yet." in body(answer)) == (422, True)


def test_one_more_row_keeps_what_was_typed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client) | {"form-0-rate": "a lot"}

    more = client.post(SERVICES, sent | {"do": "more"})

    again = fields(body(more))
    assert (more.status_code, again["form-TOTAL_FORMS"], again["form-0-rate"]) == (200, "15", "a lot")
    assert "data-form-errors" not in body(more)


def test_back_from_the_preview(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    preview = client.post(SERVICES, form_of(client) | {"form-0-rate": "0.26"})

    again = client.post(SERVICES, fields(body(preview)) | {"do": "edit"})

    assert (again.status_code, fields(body(again))["form-0-rate"]) == (200, "0.26")
    assert body(again).count(" checked") == 14


#: What no page of ours sends, of the services.
BROKEN: list[dict[str, str]] = [
    {"base": ""},
    {"base": "0"},
    {"base": "x"},
    {"base": "-1"},
    {"base": "9" * 30},
    {"base": "²"},
    {"form-TOTAL_FORMS": ""},
    {"form-TOTAL_FORMS": "x"},
    {"form-INITIAL_FORMS": ""},
    {"form-0-key": "nothing"},
    {"form-1-key": "article"},
    {"form-0-key": "a\x00b"},
    {"do": "nothing", "form-0-rate": ""},
    {"form-TOTAL_FORMS": "100000", "form-0-rate": ""},
    {"do": "more", "form-TOTAL_FORMS": "²", "base": "1"},
]


def test_a_form_that_no_page_of_ours_sends(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client)

    for broken in BROKEN:
        answer = client.post(SERVICES, sent | broken)

        assert (answer.status_code, current(cast.max).version) == (422, 1), broken


def test_rows_that_are_not_sent_stay(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client)
    some = {
        name: value
        for name, value in sent.items()
        if not name.startswith("form-") or name.startswith("form-0-")
    }
    counted = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-rate": "0.26", "do": "save"}

    assert client.post(SERVICES, some | counted).status_code == 302

    assert sum(row["offered"] for row in stored(cast.max, "services")) == 13


def test_no_such_part(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.max).get("/desk/catalog/nothing/").status_code == 404


# --- two managers at once --------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["preview", "save"])
def test_the_second_of_two_managers_sees_both(cast: Cast, sign_in: Any, wish: str) -> None:
    client = sign_in(cast.max)
    sent = form_of(client) | {"form-0-rate": "0.30", "form-1-rate": "150"}
    rows = stored(cast.otto, "services")
    save(
        cast.otto,
        "services",
        [{**rows[0], "rate": Decimal("0.26")}, *rows[1:2], {**rows[2], "name": "Shop texts"}],
    )

    answer = client.post(
        SERVICES,
        sent
        | new_row(sent, name="Poem", rate="9", minimum_quantity="1", maximum_quantity="9")
        | {"do": wish},
    )

    text, again = body(answer), fields(body(answer))
    assert (answer.status_code, PriceBook.objects.filter(agency=cast.inkwell).count()) == (409, 2)
    assert "Otto L." in text and "€0.26" in text
    assert (again["base"], again["form-0-rate"], again["form-1-rate"]) == ("2", "0.30".rstrip("0"), "150")
    assert again["form-2-name"] == "Shop texts", "what only the other changed is theirs"
    assert "Poem" in again.values(), "what was typed is not lost"

    preview = client.post(SERVICES, again)
    assert client.post(SERVICES, fields(body(preview)) | {"do": "save"}).status_code == 302
    kept = {row["key"]: row for row in stored(cast.max, "services")}
    assert (kept["article"]["rate"], kept["product-descriptions"]["name"]) == (Decimal("0.30"), "Shop texts")
    assert current(cast.max).version == 3


def test_a_conflict_with_another_part(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client, "general") | {"tax_rate": "21"}
    change(cast.otto, "services", "article", rate=Decimal("0.26"))

    answer = client.post("/desk/catalog/general/", sent | {"do": "save"})

    assert (answer.status_code, "Nothing in this section." in body(answer)) == (409, True)
    assert fields(body(answer))["tax_rate"] == "21"


def test_a_version_that_went_meanwhile(cast: Cast, sign_in: Any) -> None:
    from catalog.actions import price_versions

    book = change(cast.otto, "services", "article", rate=Decimal("0.26"))
    client = sign_in(cast.max)
    sent = form_of(client) | {"form-1-rate": "150"}
    price_versions.take_back(actor=cast.otto, book=book, now=START)

    answer = client.post(SERVICES, sent)

    assert (answer.status_code, fields(body(answer))["form-1-rate"]) == (409, "150")


def test_a_click_twice(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_of(client) | {"form-0-rate": "0.26", "do": "save"}

    assert [client.post(SERVICES, sent).status_code for _click in "ab"] == [302, 302]
    assert PriceBook.objects.filter(agency=cast.inkwell).count() == 2


# --- cost ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("things", [1, 3, 50])
def test_queries(cast: Cast, sign_in: Any, things: int) -> None:
    """The same however many services there are: the session, who asks, the book, the things, their prices."""
    rows = [
        {
            "key": "",
            "name": f"Service {n}",
            "description": "",
            "position": n,
            "offered": True,
            "unit": "word",
            "rate": Decimal(1),
            "minimum_quantity": 1,
            "maximum_quantity": 9,
        }
        for n in range(things)
    ]
    save(cast.max, "services", rows)
    client = sign_in(cast.max)
    client.get(SERVICES)

    assert queries_of(client, SERVICES) == 5
    sent = form_of(client) | {"form-0-rate": "0.26"}
    price_book(current(cast.max).pk)  # every process reads a version once
    assert queries_of(client, SERVICES, sent) == 6


def test_a_new_row_without_its_tick_when_nothing_else_is_offered(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = {name: value for name, value in form_of(client).items() if not name.endswith("-offered")}
    sent |= new_row(
        sent, name="Annual report", rate="190", minimum_quantity="4", maximum_quantity="9", unit="page"
    )

    refused = client.post(SERVICES, sent | {"do": "preview"})

    assert refused.status_code == 422 and current(cast.max).version == 1
    assert "Offer at least one item." in body(refused)
    assert "Tick this to offer the item, or clear the row." in body(
        refused
    ) and 'value="Annual report"' in body(refused)
