"""Features, or doors of theirs, where a rule decides and not an address: each with the feature on and off, on
the page, by the API and in the job."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Mail
from agencies.models import Agency
from orders.actions.messages import post_message
from orders.models import RevisionRequest
from orders.tasks import tell_of_message
from project.base import clock
from project.base.errors import FeatureDisabled
from tests.helpers.api import Api, by_token
from tests.helpers.cast import Cast, browser, load_cast
from tests.helpers.factories import account_of, make_draft
from tests.helpers.story import Story
from tests.orders.helpers.revision_turns import ask
from tests.project.test_features import is_disabled
from tests.quotes.helpers import quote_pages
from tests.writers.helpers.auto_accept import rule
from tests.writers.helpers.portfolios import portfolio_of
from tests.writers.helpers.rates import stored_rates
from writers.models import AutoAcceptance

pytestmark = pytest.mark.django_db
INVITED = {"email": "new@kettle.example", "role": "reader"}


def off(cast: Cast, *keys: str) -> Cast:
    """The cast with these features off."""
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=[f"-{key}" for key in sorted(keys)])
    return load_cast()


@pytest.mark.parametrize("on", [True, False])
def test_no_mail_about_a_message(cast: Cast, on: bool) -> None:
    story = Story(cast).in_progress()
    facts: Any = {"actor": cast.clara, "order": story.order, "internal": False, "now": clock.now()}
    message = post_message(**facts, text="Market first?")
    if not on:
        cast = off(cast, "messages")
        with pytest.raises(FeatureDisabled):
            post_message(**{**facts, "actor": cast.clara}, text="And then?")
    before = Mail.objects.count()

    tell_of_message(message_id=message.pk)

    assert (Mail.objects.count() > before) is on
    page = browser(cast.clara).get(f"/orders/{story.order.number}/messages/").text
    assert "Market first?" in page and ("<textarea" in page) is on


@pytest.mark.parametrize("on", [True, False])
def test_revisions_after_completion(cast: Cast, on: bool) -> None:
    story = Story(cast, now=clock.now()).completed()
    if not on:
        cast = off(cast, "late_revisions")
    order, client = story.order, browser(cast.clara)

    page = client.get(f"/orders/{order.number}/revisions/new/")
    answer = Api(cast.clara).post(
        "orders/revision-requests/",
        {
            "order": order.number,
            "summary": "More market",
            "severity": "minor",
            "points": [{"place": "", "issue": "Too short", "wish": "More", "need": "must"}],
        },
    )

    assert page.status_code == (200 if on else 404)
    assert answer.status == 201 if on else is_disabled(answer)
    assert RevisionRequest.objects.exists() is on
    if not on:
        assert "takes no revision requests" in client.get(f"/orders/{order.number}/").text


def test_before_completion_revisions_go_on(cast: Cast) -> None:
    story = Story(off(cast, "late_revisions")).delivered()

    assert ask(story).order.state == "revision_requested"


@pytest.mark.parametrize(
    ("keys", "clara", "sam"),
    [
        ((), 201, 201),
        (("colleagues",), 403, 201),
        (("shared_accounts",), 403, 403),
        (("colleagues", "shared_accounts"), 403, 403),
    ],
)
def test_who_invites_into_an_account(cast: Cast, keys: tuple[str, ...], clara: int, sam: int) -> None:
    account = account_of(cast.clara)
    cast = off(cast, *keys)
    path = f"clients/accounts/{account.public_id}/invitations/"

    answers = [Api(cast.clara).post(path, INVITED), Api(cast.sam).post(path, INVITED)]
    page = browser(cast.clara).post(f"/orders/accounts/{account.public_id}/", INVITED)
    asked = {"emails": INVITED["email"], "role": "reader"}
    desk = browser(cast.sam).post(f"/desk/clients/{account.public_id}/invitations/", asked)

    assert [answer.status for answer in answers] == [clara, sam]
    assert all(is_disabled(answer) for answer in answers if answer.status == 403)
    assert (page.status_code == 404) is bool(keys), page.status_code
    assert (desk.status_code == 404) is ("shared_accounts" in keys)


def test_a_token_opens_nothing_while_tokens_are_off(cast: Cast) -> None:
    program = by_token(cast.clara)
    assert program.get("orders/order-drafts/").status == 200

    off(cast, "tokens")
    assert is_disabled(program.get("orders/order-drafts/"))
    assert Api(cast.clara).get("orders/order-drafts/").status == 200, "its person works on"

    off(cast)
    assert program.get("orders/order-drafts/").status == 200, "it was kept"


def test_the_draft_offers_no_quote_and_a_sent_one_is_still_accepted(cast: Cast) -> None:
    draft, quote = make_draft(cast.clara), quote_pages.sent(cast, now=clock.now())
    page = f"/orders/drafts/{draft.public_id}/"
    assert "Request a quote" in browser(cast.clara).get(page).text

    cast = off(cast, "quotes")
    client = browser(cast.clara)
    assert "Request a quote" not in client.get(page).text
    assert client.post(f"/orders/drafts/{draft.public_id}/quote/", {"wish": ""}).status_code == 404
    shown = client.get(f"/orders/quotes/{quote.number}/").text
    assert "Switched off: Quotes" in shown and "/acceptance/" in shown and "/change/" not in shown


def test_public_pages_of_writers_are_gone_and_come_back(cast: Cast) -> None:
    portfolio_of(cast.wanda, "wanda-writes")
    visitor = browser(None, cast.inkwell)
    first = visitor.get("/writers/")
    tag = first.headers["ETag"]
    assert first.status_code == 200 and "/writers/" in visitor.get("/").text

    off(cast, "portfolios")
    assert visitor.get("/writers/").status_code == 404
    assert visitor.get("/writers/", headers={"if-none-match": tag}).status_code == 404
    assert "/writers/" not in visitor.get("/").text and "/writers/" not in visitor.get("/sitemap.xml").text

    off(cast)
    assert visitor.get("/writers/").status_code == 200
    assert visitor.get("/writers/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("on", [True, False])
def test_rules_accept_while_they_are_on(cast: Cast, on: bool) -> None:
    stored_rates(cast)
    rule(cast.wendell)
    if not on:
        cast = off(cast, "auto_accept")

    Story(cast, now=clock.now()).offered(cast.wendell)

    assert AutoAcceptance.objects.exists() is on
