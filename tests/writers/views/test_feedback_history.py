"""The pages of a history: every figure with its n, leading to the very rows behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from project.base import clock
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of
from tests.writers.helpers.feedback_rows import FeedbackRows
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
OWN = "/studio/feedback/history/"
FIGURE = re.compile(r'href="(/[^"]*/feedback/\?[^"]*)">\s*(\d+)')
STAT = re.compile(r'class="stat" href="([^"]+)">.*?stat-note"[^>]*>(\d+) rating', re.S)
ROW = re.compile(r'href="/feedback/[a-z0-9]{10}/"')


def of(member: Any) -> str:
    return f"/desk/people/{member.membership.public_id}/feedback/"


def told(cast: Cast, rows: FeedbackRows | None = None) -> FeedbackRows:
    """Of every kind, before and after the boundaries; two rows that do not count."""
    rows, now = rows or FeedbackRows(cast), clock.now()
    for number, days in enumerate((1, 20, 29, 30, 60, 89, 90, 120)):
        rows.give(cast.wendell, number % 3 + 3, quality=4 if number % 2 else None, at=now - days * DAY)
    for number in range(4):
        edited = {"direction": Direction.EDITOR_TO_WRITER, "at": now - 2 * DAY}
        feedback = rows.give(cast.wendell, 2, timeliness=5, **edited)
        rows.point(feedback, "citations" if number else "", issue=f"Canary {number}")
    rows.contest(rows.give(cast.wendell, 1, at=now - DAY))
    rows.give(cast.wendell, 1, released_at=None, at=now - DAY)
    return rows


@pytest.mark.parametrize("name", ["wendell", "max"])
def test_every_figure_leads_to_the_rows_behind_it(cast: Cast, sign_in: SignIn, name: str) -> None:
    told(cast)
    client = sign_in(getattr(cast, name))

    page = client.get(OWN if name == "wendell" else of(cast.wendell)).content.decode()

    figures = [*FIGURE.findall(page), *STAT.findall(page)]
    assert len(figures) >= 11
    for url, n in figures:
        listed = client.get(unescape(url)).content.decode()
        assert len(ROW.findall(listed)) == int(n), url


def test_figures_are_shown_with_their_number(cast: Cast, sign_in: SignIn) -> None:
    told(cast)

    words = words_of(sign_in(cast.wendell).get(OWN))

    assert "12 ratings" in words and "3 of 4 orders" in words
    assert "Rising" not in words and "Falling" in words  # editors' twos of the last days


def test_few_ratings_are_shown_as_few(cast: Cast, sign_in: SignIn) -> None:
    FeedbackRows(cast).give(cast.wendell, 5, quality=5)

    words = words_of(sign_in(cast.wendell).get(OWN))

    assert "1 rating" in words and "Few ratings" in words and "Too few to tell" in words


def test_a_tag_leads_to_its_points(cast: Cast, sign_in: SignIn) -> None:
    told(cast)
    client = sign_in(cast.wendell)
    (url,) = re.findall(r'href="(\?tag=\w+)#points"', client.get(OWN).content.decode())

    words = words_of(client.get(OWN + url))

    assert [f"Canary {number}" in words for number in range(4)] == [False, True, True, True]
    assert "Canary" not in words_of(client.get(f"{OWN}?tag=2222222222"))


def test_nothing_yet(cast: Cast, sign_in: SignIn) -> None:
    assert "No feedback yet." in words_of(sign_in(cast.wendell).get(OWN))
    assert "No feedback yet." in words_of(sign_in(cast.edith).get("/editing/feedback/history/"))


def test_an_editor_reads_what_clients_said_of_reviews(cast: Cast, sign_in: SignIn) -> None:
    rows = told(cast)
    rows.give(cast.edith, 5, direction=Direction.CLIENT_TO_EDITOR)

    words = words_of(sign_in(cast.edith).get("/editing/feedback/history/"))

    assert "1 rating" in words and "Growth list" not in words


def test_each_reads_their_own_and_the_desk_everyones(cast: Cast, sign_in: SignIn) -> None:
    told(cast)

    assert "12 ratings" not in words_of(sign_in(cast.wanda).get(OWN))
    for name, status in (("sam", 200), ("otto", 200), ("wanda", 403), ("edith", 403), ("mara", 404)):
        assert sign_in(getattr(cast, name)).get(of(cast.wendell)).status_code == status, name
    assert sign_in(cast.max).get(of(cast.clara)).status_code == 404


def test_the_page_of_a_person_shows_their_rating(cast: Cast, sign_in: SignIn) -> None:
    told(cast)

    page = sign_in(cast.max).get(f"/desk/people/{cast.wendell.membership.public_id}/")

    assert of(cast.wendell) in page.content.decode() and "12 ratings" in words_of(page)
    assert (
        of(cast.clara)
        not in sign_in(cast.max).get(f"/desk/people/{cast.clara.membership.public_id}/").content.decode()
    )


def test_the_page_costs_the_same_for_one_row_and_many(cast: Cast, sign_in: SignIn) -> None:
    rows, client = FeedbackRows(cast), sign_in(cast.wendell)
    client.get(OWN)
    rows.point(rows.give(cast.wendell, 4, direction=Direction.EDITOR_TO_WRITER), "tone")
    counted = [queries_of(client, OWN)]
    told(cast, rows)
    counted.append(queries_of(client, OWN))

    assert counted[0] == counted[1] <= 10
