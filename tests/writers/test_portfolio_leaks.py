"""What a portfolio must not tell: unmistakable words, looked for in everything that everybody gets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import place_order
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.models import Feedback, PortfolioCollection, WriterLanguage, WriterPortfolio
from writers.pages.portfolio_public import public_view
from writers.states.feedback import Direction
from writers.states.portfolio import Approval, Audience, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

CANARY = "xyzzycanary"


def everything(cast: Cast, *slugs: str) -> str:
    """Each public answer of Inkwell with its headers, as one text."""
    visitor = browser(None, cast.inkwell)
    paths = ["/", "/writers/", f"/writers/?q={CANARY}", "/sitemap.xml", "/robots.txt"]
    for slug in slugs:
        paths += [f"/writers/{slug}/", f"/writers/{slug}/picture.png"]
    answers = [visitor.get(path) for path in paths]
    told = [answer.content.decode(errors="replace").replace(f'value="{CANARY}"', "") for answer in answers]
    chance = {"X-Request-ID", "ETag"}  # digits and letters that are drawn, or a hash under a secret key
    named = [(name, value) for answer in answers for name, value in answer.headers.items()]
    return "\n".join([*told, *(f"{name}: {value}" for name, value in named if name not in chance)])


def hidden_samples(portfolio: WriterPortfolio) -> list[str]:
    """One sample of each kind that not everybody reads; their ids."""
    kept = PortfolioCollection.objects.create(
        agency=portfolio.agency, portfolio=portfolio, name=f"{CANARY} collection", position=1
    )
    kinds: list[dict[str, Any]] = [
        {"audience": Audience.CLIENTS},
        {"audience": Audience.LINK},
        {"audience": Audience.REQUEST},
        {"published_at": None},
        {"approval": Approval.WAITING},
    ]
    words = {"title": f"{CANARY} title", "body": CANARY, "description": CANARY, "collection": kept}
    return [sample_in(portfolio, **words, **kind).public_id for kind in kinds]


def test_nothing_of_samples_for_others(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell, "wendell")
    ids = hidden_samples(portfolio)

    told = everything(cast, "wendell")

    assert CANARY not in told and not [one for one in ids if one in told]
    assert CANARY not in repr(public_view(portfolio))
    visitor = browser(None, cast.inkwell)
    for one in ids:
        answer = visitor.get(reverse("writers:public_sample", args=["wendell", one]))
        assert answer.status_code == 404 and CANARY not in answer.content.decode()


def test_nothing_of_words_that_are_not_approved_or_not_shown(cast: Cast) -> None:
    portfolio_of(
        cast.wendell, "wendell", headline=CANARY, bio=CANARY, shown_headline="Shown", shown_bio="Shown"
    )
    portfolio_of(cast.wanda, f"{CANARY}-w", headline=CANARY, visibility=Visibility.PRIVATE, public_since=None)

    assert CANARY not in everything(cast, "wendell")


def test_nothing_of_another_agency(cast: Cast) -> None:
    theirs = portfolio_of(cast.nora, f"{CANARY}-n", headline=CANARY)
    sample_in(theirs, CANARY)
    portfolio_of(cast.wendell, "wendell")

    assert CANARY not in everything(cast, "wendell")
    assert CANARY not in browser(cast.clara).get("/orders/writers/").content.decode()


FIGURES: dict[str, Any] = {"orders": 77_713, "judged": 913_571, "on_time": 617_433, "rated": 887_241}


def test_nothing_of_figures_that_are_switched_off(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell, "wendell")
    figures_of(portfolio, **FIGURES, rating=Decimal("3.33"), since=dt.date(1987, 1, 2))

    told = everything(cast, "wendell")
    page = browser(cast.clara).get("/orders/writers/wendell/").content.decode()

    for secret in (
        "77,713",
        "77713",
        "913,571",
        "617,433",
        "67%",
        "887,241",
        "3.3 ",
        "3.33",
        "1987",
        "as of",
    ):
        assert secret not in told and secret not in page, secret
    assert public_view(portfolio).figures == () and public_view(portfolio).as_of == ""


def test_two_ratings_are_no_rating(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell, "wendell", show_rating=True)
    figures = figures_of(portfolio, rated=2, rating=Decimal("4.44"))
    assert public_view(portfolio).figures == ()
    figures.rated = 3
    figures.save()

    assert [figure.text for figure in public_view(portfolio).figures] == ["4.4"]


def test_languages_that_are_switched_off(cast: Cast) -> None:
    WriterLanguage.objects.create(agency=cast.inkwell, member=cast.wendell.membership, target="en-GB")
    portfolio = portfolio_of(cast.wendell, "wendell", show_languages=False)

    assert public_view(portfolio).languages == ()
    page = browser(None, cast.inkwell).get("/writers/?language=en-GB").content.decode()
    assert "/writers/wendell/" not in page


def feedback(cast: Cast, order: Any, **fields: Any) -> Feedback:
    common: dict[str, Any] = {
        "direction": Direction.CLIENT_TO_WRITER,
        "giver": cast.clara.membership,
        "receiver": cast.wendell.membership,
        "overall": 5,
        "begun_at": START,
        "given_at": START,
        "released_at": START,
    }
    return Feedback.objects.create(agency=cast.inkwell, order=order, **(common | fields))


def test_nothing_of_feedback_but_what_is_published(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell")
    orders = [place_order(cast.clara, title=f"{CANARY} {number}") for number in range(3)]
    feedback(cast, orders[0], strengths=CANARY, allow_public=True)
    feedback(cast, orders[1], strengths=CANARY, notes=CANARY)
    shown = feedback(
        cast,
        orders[2],
        strengths="Knows every tide",
        improvements=CANARY,
        notes=CANARY,
        anonymous=True,
        allow_public=True,
        published_at=START,
    )

    told = everything(cast, "wendell")

    assert "Knows every tide" in told and CANARY not in told
    assert shown.public_id not in told and orders[2].number not in told
    assert cast.clara.membership.public_name not in told and "5 of 5" not in told
