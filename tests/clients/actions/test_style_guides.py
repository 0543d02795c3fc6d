"""A client account's style guide: who writes it, version by version, and what an order shows of it."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from clients.actions.style_guides import save_style_guide
from clients.models import StyleGuide
from clients.models.style_guides import TEXT_LIMIT
from clients.own_data import ClientsKeeper
from clients.rules.style_guides import guide_at
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, HOUR, account_of, place_order
from tests.helpers.pages import form_to
from tests.helpers.races import each_round, kinds, race
from tests.orders.helpers.support import colleague, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def save(cast: Cast, by: Member, text: str = "British spelling.", *, number: int = 0, link: str = "") -> None:
    at = START + number * HOUR
    save_style_guide(actor=by, account=account_of(cast.clara), text=text, link=link, number=number, now=at)


def url(cast: Cast) -> str:
    return f"/orders/accounts/{account_of(cast.clara).public_id}/style-guide/"


@pytest.mark.parametrize("who", ["payer", "orderer", "sam", "max", "otto"])
def test_those_who_order_and_the_desk_write_it(cast: Cast, who: str) -> None:
    member = cast.clara if who == "payer" else getattr(cast, who, None) or colleague(cast, who)
    save(cast, member)
    (row,) = StyleGuide.objects.all()
    assert (row.number, row.text, row.by_id) == (1, "British spelling.", member.member_id)


@pytest.mark.parametrize("who", ["reader", "wendell", "edith", "nick"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    member = getattr(cast, who, None) or colleague(cast, who)
    with pytest.raises(NotAllowed):
        save(cast, member)


def test_the_desk_of_another_agency_finds_no_account(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        save(cast, cast.mara)
    assert browser(cast.mara).get(url(cast)).status_code == 404


def test_each_save_is_a_version_and_the_same_again_none(cast: Cast) -> None:
    save(cast, cast.clara)
    save(cast, cast.clara)
    save(cast, cast.sam, "American spelling.", number=1)
    save(cast, cast.sam, "", number=2)
    rows = StyleGuide.objects.order_by("number")
    assert [(row.number, row.text) for row in rows] == [
        (1, "British spelling."),
        (2, "American spelling."),
        (3, ""),
    ]


def test_what_somebody_saved_meanwhile_is_not_overwritten(cast: Cast) -> None:
    save(cast, cast.clara)
    with pytest.raises(Stale):
        save(cast, cast.sam, "Something else.", number=0)
    answer = browser(cast.sam).post(url(cast), {"text": "Something else.", "link": "", "number": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Something else." in page and "British spelling." in page


@pytest.mark.parametrize(
    ("text", "link", "field"),
    [
        ("x" * (TEXT_LIMIT + 1), "", "text"),
        ("", "javascript:alert(1)", "link"),
        ("", "ftp://x.example", "link"),
    ],
)
def test_its_bounds(cast: Cast, text: str, link: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(cast, cast.clara, text, link=link)
    assert refused.value.errors.keys() == {field}
    answer = browser(cast.clara).post(url(cast), {"text": text, "link": link, "number": "0"})
    assert answer.status_code == 422 and not StyleGuide.objects.exists()


def test_the_page_saves_lists_and_reads_earlier_versions(cast: Cast) -> None:
    browsing = browser(cast.clara)
    form = form_to(browsing.get(url(cast)), "")
    sent = form.filled(text="Names first.", link="https://style.example/guide")
    assert browsing.post(url(cast), sent).status_code == 302
    save(cast, cast.sam, "Names last.", number=1)
    page = browsing.get(url(cast)).content.decode()
    assert "Names last." in page and "Version 1" in page and "Names first." not in page
    old = browsing.get(url(cast) + "?version=1").content.decode()
    assert (
        "Names first." in old and "https://style.example/guide" in old and "Read the current version" in old
    )
    assert browsing.get(url(cast) + "?version=9999999999").status_code == 200


def test_an_order_shows_it_as_it_is_and_as_it_was(cast: Cast) -> None:
    order = place_order(cast.clara, now=START + 2 * HOUR)
    page = browser(cast.clara)
    assert "style guide" not in page.get(url_of(order)).content.decode()
    save(cast, cast.clara, "First words.")
    assert "changed since" not in page.get(url_of(order)).content.decode()
    save_style_guide(
        actor=cast.clara,
        account=account_of(cast.clara),
        text="Later words.",
        link="",
        number=1,
        now=START + DAY,
    )
    shown = page.get(url_of(order)).content.decode()
    assert "Later words." in shown and "First words." in shown and "changed since" in shown
    told = Api(cast.clara).get(f"orders/orders/{order.number}/").json
    assert told["style_guide"]["version"] == 2 and told["style_guide_when_placed"]["text"] == "First words."


def test_one_that_came_or_ended_later_says_so(cast: Cast) -> None:
    order = place_order(cast.clara, now=START - DAY)
    save(cast, cast.clara, "Later words.")
    page = browser(cast.clara)
    assert "There was no style guide when the order was placed." in page.get(url_of(order)).content.decode()
    save(cast, cast.clara, "", number=1)
    assert "style guide" not in page.get(url_of(order)).content.decode()


def test_by_the_api(cast: Cast) -> None:
    path = f"clients/accounts/{account_of(cast.clara).public_id}/style-guide/"
    api = Api(cast.clara)
    assert api.get(path).json["version"] == 0
    made = api.put(path, {"text": "British spelling.", "version": 0})
    assert made.json["version"] == 1 and made.json["saved_by"] == cast.clara.membership.public_name
    assert api.put(path, {"text": "Other.", "version": 0}).status == 409
    assert Api(cast.sam).put(path, {"text": "Other.", "version": 1}).json["version"] == 2
    assert [row["version"] for row in api.get(f"{path}versions/").results] == [2, 1]
    assert Api(colleague(cast, "reader")).put(path, {"text": "No", "version": 2}).status == 403
    assert api.put(path, {"link": "nonsense", "version": 2}).errors.keys() == {"link"}


def test_a_person_takes_it_along_and_it_goes_with_the_last(cast: Cast) -> None:
    save(cast, cast.clara)
    (part,) = [
        part for part in ClientsKeeper().parts(cast.clara) if getattr(part, "name", "") == "style_guides"
    ]
    assert [row["text"] for row in part.rows] == ["British spelling."]
    ClientsKeeper().erase(cast.clara.membership, START)
    assert not StyleGuide.objects.exists()


def test_with_others_in_the_account_it_stays(cast: Cast) -> None:
    colleague(cast, "payer")
    save(cast, cast.clara)
    ClientsKeeper().erase(cast.clara.membership, START)
    assert StyleGuide.objects.count() == 1


def test_the_database_keeps_numbers_apart_and_agencies(cast: Cast) -> None:
    save(cast, cast.clara)
    row = StyleGuide.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        StyleGuide.objects.create(
            agency=row.agency, account=row.account, number=1, by=row.by, at=START, text="Twice"
        )
    assert guide_at(cast.northwind.pk, row.account_id, START + DAY) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_stale(rounds: int) -> None:
    for _round in each_round(rounds):
        cast = load_cast()
        results = race(
            [partial(save, cast, who, f"{number}") for number, who in enumerate((cast.clara, cast.sam))]
        )
        assert kinds(results) == {"NoneType": 1, "Stale": 1}
        assert StyleGuide.objects.count() == 1
