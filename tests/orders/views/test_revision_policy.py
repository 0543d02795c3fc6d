"""The pages of the policy for revisions and of their figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency
from orders.models import RevisionRequest, SeverityRule
from orders.rules.revision_policy import DEFAULTS, rules_of
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import markup, words_of
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.support import queries_of, stop_clock
from tests.orders.views.test_revision_lists import shown

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
POLICY, FIGURES = "/desk/revisions/policy/", "/desk/revisions/figures/"
TYPED: dict[str, Any] = {
    "included_rounds": "4",
    "review_days": "9",
    "grace_days": "0",
    "length_tolerance": "25",
    "minor-hours": "5",
    "moderate-hours": "6",
    "moderate-uses_round": "on",
    "major-hours": "7",
    "major-wants_place": "on",
    "critical-hours": "8",
    "critical-wants_wish": "on",
}


def test_what_is_saved_holds(cast: Cast, sign_in: SignIn) -> None:
    before = revision_turns.latest(revision_turns.ask(Story(cast).delivered()))

    found = sign_in(cast.max).post(POLICY, TYPED)

    assert found.status_code == 302 and found["Location"] == POLICY
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert (agency.included_rounds, agency.review_days, agency.grace_days) == (4, 9, 0)
    assert agency.length_tolerance == 25
    rules = rules_of(agency)
    assert [rule.hours for rule in rules.values()] == [5, 6, 7, 8]
    assert [rule.uses_round for rule in rules.values()] == [False, True, False, False]
    assert [rule.wants_place for rule in rules.values()] == [False, False, True, False]
    assert [rule.wants_wish for rule in rules.values()] == [False, False, False, True]
    assert (
        RevisionRequest.objects.get(pk=before.pk).due_at == before.due_at
    )  # requests already made keep theirs
    assert rules_of(cast.northwind) == DEFAULTS


def test_the_page_shows_what_holds(cast: Cast, sign_in: SignIn) -> None:
    desk = sign_in(cast.otto)
    desk.post(POLICY, TYPED)

    page = markup(desk.get(POLICY))

    for name in ("included_rounds", "moderate-hours", "critical-hours"):
        assert re.search(rf'name="{name}" value="{TYPED[name]}"', page), name
    ticked = set(re.findall(r'type="checkbox" name="([^"]+)"[^>]* checked', page))
    assert ticked == {"moderate-uses_round", "major-wants_place", "critical-wants_wish"}
    assert (
        "The policy applies to requests and deliveries from now on. It does not change "
        "the deadlines of existing requests or whether they use a round."
    ) in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("included_rounds", "21", "between 0 and 20"),
        ("included_rounds", "", "required"),
        ("review_days", "0", "between 1 and 90"),
        ("grace_days", "many", "in digits"),
        ("length_tolerance", "51", "between 0 and 50"),
        ("major-hours", "0", "between 1 and 400"),
        ("minor-hours", "", "required"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_loses_nothing(
    cast: Cast, sign_in: SignIn, name: str, value: str, said: str
) -> None:
    page = sign_in(cast.max).post(POLICY, {**TYPED, name: value})

    assert page.status_code == 422
    html = markup(page)
    assert re.search(rf'id="id_{name}".*?invalid-feedback[^>]*>(?:(?!id="id_).)*{said}', html, re.S)
    for field, typed in (TYPED | {name: value}).items():
        if typed not in ("on", ""):
            assert f'name="{field}" value="{typed}"' in html, field
    assert not SeverityRule.objects.exists()
    assert Agency.objects.get(pk=cast.inkwell.pk).included_rounds == 2


@pytest.mark.parametrize("name", ["sam", "clara", "wendell", "edith"])
def test_the_policy_is_managements(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(getattr(cast, name)).post(POLICY, TYPED).status_code == 403
    assert not SeverityRule.objects.exists()


def test_who_may_not_edit_the_policy_is_not_led_to_it(cast: Cast, sign_in: SignIn) -> None:
    manager, support = (
        sign_in(member).get("/desk/revisions/").content.decode() for member in (cast.max, cast.sam)
    )

    assert POLICY in manager and POLICY not in support
    assert FIGURES in manager and FIGURES in support
    assert FIGURES not in sign_in(cast.clara).get("/orders/revisions/").content.decode()


def test_figures_lead_to_their_rows(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    revision_turns.reply(revision_turns.start(revision_turns.ask(Story(cast).delivered())))
    revision_turns.judge(revision_turns.pending(Story(cast).delivered()), False)
    revision_turns.ask(Story(cast, now=START - 50 * DAY).delivered())
    stop_clock(monkeypatch, START + 3 * DAY)
    desk = sign_in(cast.sam)

    page = desk.get(FIGURES)

    words = words_of(page)
    assert "2 hr" in words and "median for 1 answered out of 2 requested" in words
    for url, label, count in re.findall(
        r'<a href="([^"]+)">([^<]+)</a></td><td class="cell-num"[^>]*>(\d+)<', page.content.decode()
    ):
        assert len(shown(desk.get(url.replace("&amp;", "&")))) == int(count) == 1, label
    assert len(shown(desk.get("/desk/revisions/?tab=all&asked=30"))) == 2
    assert "out of 3 requested" in words_of(desk.get(f"{FIGURES}?days=90"))
    assert "Nothing to count yet" in words_of(sign_in(cast.mara).get(FIGURES))


def test_four_queries_for_the_figures(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + DAY)
    desk = sign_in(cast.max)
    desk.get(FIGURES)
    counted = []

    for _each in range(3):
        revision_turns.ask(Story(cast, now=START + HOUR).delivered())
        counted.append(queries_of(desk, FIGURES))

    assert counted == [4, 4, 4]  # session, person, requests, rounds
    assert queries_of(desk, POLICY) == 3
