"""The pages of rules: tried first, then switched on; and the button that undoes."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Membership
from orders.actions import offers
from orders.models import Offer
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.pages import form_to, words_of
from tests.orders.helpers.support import queries_of
from tests.writers.helpers.auto_accept import archive, offer, rule
from tests.writers.helpers.pool import put
from writers.models import AutoAcceptance, AutoAcceptRule
from writers.pages.auto_accept import DryRun, dry_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
RULES = "/studio/auto-accept/"


def words(member: Any, url: str) -> str:
    response = browser(member).get(url)
    assert response.status_code == 200
    return words_of(response)


def test_a_new_rule_is_off_and_says_what_it_would_have_taken(cast: Cast, monday: None) -> None:
    first = offer(cast, now=START - 2 * DAY)
    offers.decline_offer(actor=cast.wendell, order=first, reason="", now=START - 2 * DAY + HOUR)
    second = offer(cast, now=START - 12 * HOUR)
    put(cast, place_order(cast.clara, title="Lighthouse letter"), now=START - HOUR)
    mine = browser(cast.wendell)
    form = form_to(mine.get(f"{RULES}new/"), "", ["clients"])

    shown = words_of(mine.post(f"{RULES}new/", form.filled(min_fee="50", min_days="1"), follow=True))

    assert "In the last 30 days this would have accepted 2 orders." in shown
    assert second.number in shown
    assert first.number not in shown
    assert "Another writer’s order" in shown
    assert "1 more order was in the pool" in shown
    assert "Lighthouse" not in shown
    assert AutoAcceptRule.objects.get().enabled is False


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    mine = browser(cast.wendell)
    form = form_to(mine.get(f"{RULES}new/"), "", ["clients"])

    refused = mine.post(f"{RULES}new/", form.filled(min_fee="much", min_days="999", max_quantity="5"))

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter an amount such as 120" in page
    assert "Enter a number between 0 and 365." in page
    assert 'value="much"' in page
    assert not AutoAcceptRule.objects.exists()


def test_switching_changing_and_deleting(cast: Cast) -> None:
    made = rule(cast.wendell, enabled=False)
    mine, url = browser(cast.wendell), f"{RULES}{made.public_id}/"

    assert "Rule switched on." in words_of(mine.post(f"{url}switch/", {"on": "1"}, follow=True))
    assert AutoAcceptRule.objects.get().enabled
    form = form_to(mine.get(url), "", ["version"])
    assert "Rule saved." in words_of(mine.post(url, form.filled(min_days="4"), follow=True))
    again = mine.post(url, form.filled(min_days="5"))
    assert (again.status_code, AutoAcceptRule.objects.get().min_days) == (422, 4)
    assert "Save again to keep your version." in words_of(again)
    assert AutoAcceptRule.objects.get().enabled
    assert "Rule switched off." in words_of(mine.post(f"{url}switch/", follow=True))
    assert "Rule deleted." in words_of(mine.post(f"{url}delete/", follow=True))
    assert not AutoAcceptRule.objects.exists()


def test_a_deleted_rule_leaves_what_it_accepted(cast: Cast) -> None:
    made = rule(cast.wendell)
    order = offer(cast)
    mine = browser(cast.wendell)
    mine.post(f"{RULES}{made.public_id}/delete/")

    assert AutoAcceptance.objects.get().rule is None
    assert mine.post(f"/orders/{order.number}/undo-acceptance/").status_code == 302


def test_twenty_rules_and_no_more(cast: Cast) -> None:
    for _number in range(20):
        rule(cast.wendell, enabled=False)
    mine = browser(cast.wendell)

    refused = mine.post(f"{RULES}new/", {"clients": "any"})

    assert refused.status_code == 422
    assert "You can have up to 20 rules." in words_of(refused)


def test_rules_are_their_writers_alone(cast: Cast) -> None:
    url = f"{RULES}{rule(cast.wendell).public_id}/"
    for other in (cast.wanda, cast.nora):
        assert browser(other).get(url).status_code == 404
        for verb in ("switch/", "delete/"):
            assert browser(other).post(f"{url}{verb}").status_code == 404
    for nobody in (cast.clara, cast.max, cast.edith):
        assert browser(nobody).get(url).status_code == 403


def test_the_button_that_undoes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rule(cast.wendell)
    order = offer(cast)
    url = f"/orders/{order.number}/"
    assert "Undo acceptance" in words(cast.wendell, url)
    assert "One of your rules accepted the offer." in words(cast.wendell, url)
    for other in (cast.max, cast.clara):
        assert "Undo acceptance" not in words(other, url)

    undone = browser(cast.wendell).post(f"{url}undo-acceptance/", follow=True)

    assert "Acceptance undone." in words_of(undone)
    assert browser(cast.wendell).get(url).status_code == 404


def test_pages_cost_the_same_with_one_and_three(cast: Cast) -> None:
    made, mine = rule(cast.wendell, enabled=False), browser(cast.wendell)
    offer(cast, now=START - HOUR)
    urls = (RULES, f"{RULES}{made.public_id}/")
    one = [queries_of(mine, url) for url in urls]
    for _more in range(2):
        rule(cast.wendell, enabled=False, service=place_order(cast.clara).service)
        offer(cast, now=START - HOUR)
        put(cast, now=START - HOUR)

    assert [queries_of(mine, url) for url in urls] == one


def test_a_rule_keeps_a_service_that_is_no_longer_offered(cast: Cast) -> None:
    service = place_order(cast.clara).service
    made = rule(cast.wendell, service=service)
    archive(service)
    url, mine = f"{RULES}{made.public_id}/", browser(cast.wendell)
    form = form_to(mine.get(url), "", ["min_fee"])
    assert f"{service.name} (no longer offered)" in words(cast.wendell, url)

    assert mine.post(url, form.filled(min_fee="70")).status_code == 302

    made.refresh_from_db()
    assert (made.service, made.min_fee) == (service, 70)


def test_a_dry_run_keeps_what_the_viewer_s_own_side_ordered_to_others(cast: Cast) -> None:
    """A client who writes as well never reads what the agency pays for her own orders."""
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "writer"])
    clara = load_cast().clara
    own, made = put(cast), rule(clara, enabled=False)
    offer(cast)
    Offer.objects.update(writer=clara.membership)
    later = START + HOUR

    assert dry_run(clara, made, later) == DryRun([], [])
    assert [found.fee for found in dry_run(cast.wendell, made, later).pooled] == [own.fee]
