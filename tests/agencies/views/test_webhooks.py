"""The desk's pages about webhooks."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import Notice
from agencies.actions.webhook_events import announce
from agencies.actions.webhook_secrets import signatures
from agencies.actions.webhook_sending import Answer, send_delivery
from agencies.models import Webhook, WebhookDelivery
from agencies.rules.webhooks import MOST
from project.base import clock
from project.base.jobs import NotNow
from tests.accounts.helpers.factors import prove
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
PAGE, URL, KIND = "/desk/webhooks/", "https://hooks.example.com/in", "order.placed"


@pytest.fixture
def max_in(cast: Cast) -> Client:
    """Max, who has shown a moment ago who he is."""
    return prove(browser(cast.max), cast.max)


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "Accounting", "url": URL, "kinds": [KIND, "invoice.issued"], "enabled": "on", **changes}


def announced(cast: Cast, now: dt.datetime = START) -> WebhookDelivery:
    announce(agency_id=cast.inkwell.pk, kind=KIND, data={"number": "INK-2026-00001"}, now=now)
    return WebhookDelivery.objects.latest("pk")


def answered(delivery: WebhookDelivery, outcome: str, text: str = "") -> None:
    with contextlib.suppress(NotNow):
        send_delivery(
            delivery_id=delivery.pk, post=lambda _call: Answer(outcome, 500, text, 12), now=clock.now()
        )


def test_made_shown_once_changed_and_deleted(cast: Cast, max_in: Client) -> None:
    assert "No webhooks yet" in words_of(max_in.get(PAGE))
    made = max_in.post(f"{PAGE}new/", typed())
    webhook = Webhook.objects.get()
    secret = made.context["secret"]
    assert made.status_code == 200 and secret in made.content.decode()
    assert webhook.kinds == [KIND, "invoice.issued"] and webhook.made_by == cast.max.membership
    one = f"{PAGE}{webhook.public_id}/"
    for path in (PAGE, one, f"{one}edit/"):
        page = max_in.get(path).content.decode()
        assert "Accounting" in page and secret not in page
    assert "Order placed" in words_of(max_in.get(one))

    changed = max_in.post(f"{one}edit/", typed(name="Books", version="1", enabled=""))
    assert changed.headers["Location"] == one
    webhook.refresh_from_db()
    assert (webhook.name, webhook.enabled, webhook.version) == ("Books", False, 2)
    rotated = max_in.post(f"{one}rotate-secret/")
    assert rotated.context["secret"] != secret and "24 hours" in words_of(rotated)
    assert "signs too until" in words_of(max_in.get(one))
    webhook.refresh_from_db()
    assert len(signatures(webhook, "msg_1", "{}", clock.now()).split(" ")) == 2
    assert max_in.post(f"{one}remove/").headers["Location"] == PAGE
    assert max_in.get(one).status_code == 404


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(cast: Cast, max_in: Client) -> None:
    make_webhook(cast.max, URL)
    page = max_in.post(f"{PAGE}new/", typed(name="crm", url="http://10.0.0.1/", kinds=[KIND]))
    assert page.status_code == 422 and set(page.context["form"].errors) == {"url"}
    page = max_in.post(f"{PAGE}new/", typed(name="crm"))
    assert set(page.context["form"].errors) == {"name"}
    page = max_in.post(f"{PAGE}new/", {})
    assert set(page.context["form"].errors) == {"name", "url", "kinds"}
    page = max_in.post(f"{PAGE}new/", typed(kinds=[KIND], url="x"))
    assert 'value="order.placed" id="kind-order.placed" checked' in " ".join(page.content.decode().split())
    assert Webhook.objects.count() == 1


def test_a_stale_form_keeps_what_was_typed_and_the_second_save_wins(cast: Cast, max_in: Client) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    one = f"{PAGE}{webhook.public_id}/edit/"
    max_in.post(one, typed(name="First", version="1"))
    stale = max_in.post(one, typed(name="Second", version="1"))
    assert stale.status_code == 422 and "Save again" in words_of(stale)
    assert 'value="Second"' in stale.content.decode() and stale.context["version"] == 2
    max_in.post(one, typed(name="Second", version="2"))
    assert Webhook.objects.get().name == "Second"


def test_ten_are_all(cast: Cast, max_in: Client) -> None:
    for number in range(MOST):
        make_webhook(cast.max, URL, name=f"No {number}")
    assert "New webhook" not in words_of(max_in.get(PAGE))
    assert "already have 10 webhooks" in words_of(max_in.post(f"{PAGE}new/", typed()))


def test_a_delivery_with_its_attempts_and_a_replay(cast: Cast, max_in: Client) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)
    answered(delivery, "status", "<script>alert(1)</script> sorry")
    one = f"{PAGE}{webhook.public_id}/"
    log = max_in.get(one)
    assert [row["delivery"] for row in log.context["page"].rows] == [delivery]
    assert "Failing" in words_of(log) and log.context["row"]["tone"] == "warn"
    path = f"{one}deliveries/{delivery.public_id}/"
    page = max_in.get(path)
    words = words_of(page)
    assert "The receiver responded with an error." in words and "500" in words and "12 ms" in words
    assert "INK-2026-00001" in words and delivery.message_id in words
    assert "<script>alert" not in page.content.decode()
    assert max_in.post(f"{path}replay/").headers["Location"] == path
    asks_again = 'hx-select="#sent"'
    assert asks_again in max_in.get(path).content.decode()
    answered(delivery, "delivered", "ok")
    page = max_in.get(path)
    assert asks_again not in page.content.decode() and "Send again" in words_of(page)
    Webhook.objects.update(enabled=False)
    assert "Send again" not in words_of(max_in.get(path))
    assert max_in.post(f"{path}replay/").status_code == 409


def test_a_test_event_leads_to_its_delivery(cast: Cast, max_in: Client) -> None:
    webhook, _secret = make_webhook(cast.max, URL, enabled=False)
    one = f"{PAGE}{webhook.public_id}/"
    led = max_in.post(f"{one}test/").headers["Location"]
    delivery = WebhookDelivery.objects.get()
    assert led == f"{one}deliveries/{delivery.public_id}/" and "Test event" in words_of(max_in.get(led))


def test_the_log_goes_in_pages_and_by_state(cast: Cast, max_in: Client) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    rows = [announced(cast, START + dt.timedelta(minutes=number)) for number in range(53)]
    one = f"{PAGE}{webhook.public_id}/"
    first = max_in.get(one).context["page"]
    assert [row["delivery"] for row in first.rows] == rows[::-1][:50]
    second = max_in.get(first.next_url).context["page"]
    assert [row["delivery"] for row in second.rows] == rows[:3][::-1] and not second.next_url
    assert [row["delivery"] for row in max_in.get(second.previous_url).context["page"].rows] == rows[::-1][
        :50
    ]
    WebhookDelivery.objects.filter(pk=rows[0].pk).update(state="given_up", ended_at=START, next_at=None)
    assert len(max_in.get(f"{one}?state=failed").context["page"].rows) == 1
    assert len(max_in.get(f"{one}?state=waiting").context["page"].rows) == 50
    Webhook.objects.update(enabled=False, off_reason="given_up", off_at=START)
    assert "Five deliveries in a row failed." in words_of(max_in.get(one))


def test_the_bell_leads_to_it(cast: Cast, max_in: Client) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    Webhook.objects.update(failing_since=START - dt.timedelta(days=300))
    answered(announced(cast), "timeout")
    notice = Notice.objects.get(user=cast.max.membership.user, kind="webhook_switched_off")
    words = words_of(max_in.get("/account/notices/"))
    assert "A webhook was switched off. Check it before you switch it on again." in words
    assert max_in.get(notice.path).context["row"]["webhook"] == webhook


def test_the_pages_ask_a_constant_number_of_queries(
    cast: Cast, max_in: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        webhook, _secret = make_webhook(cast.max, URL, KIND, name=f"No {number}")
        delivery = announced(cast)
        for path in ("", f"{webhook.public_id}/", f"{webhook.public_id}/deliveries/{delivery.public_id}/"):
            with django_assert_max_num_queries(5):
                max_in.get(PAGE + path)


def test_only_management_has_it_in_the_menu(cast: Cast) -> None:
    for name, member in cast.of_inkwell.items():
        assert (PAGE in browser(member).get("/help/").content.decode()) == (name in ("max", "otto"))
