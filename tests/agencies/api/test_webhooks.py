"""Webhooks by the API."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from accounts.models import StoredAnswer
from agencies.actions.webhook_events import announce
from agencies.models import Webhook, WebhookDelivery
from agencies.tasks import send_webhook
from project.base.viewer import Member
from tests.accounts.helpers.factors import prove
from tests.agencies.helpers.receivers import make_webhook, receiver
from tests.helpers.api import Answer, Api
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/webhooks/"
SAID: dict[str, Any] = {
    "name": "Accounting",
    "url": "https://hooks.example.com/in",
    "kinds": ["order.delivered", "invoice.issued"],
}


def proved(member: Member) -> Api:
    """A session that has shown a moment ago who it is."""
    api = Api(member)
    prove(api.client, member)
    return api


def announced(cast: Cast, times: int = 1) -> list[WebhookDelivery]:
    for number in range(times):
        moment = START + dt.timedelta(minutes=number)
        announce(agency_id=cast.inkwell.pk, kind="order.delivered", data={"number": "X"}, now=moment)
    return list(WebhookDelivery.objects.order_by("pk"))


def test_made_read_changed_rotated_and_deleted(cast: Cast) -> None:
    api = proved(cast.max)
    made = api.post(PATH, SAID)
    assert made.status == 201 and made.headers["ETag"] == '"1"'
    secret = made.json.pop("secret")
    assert (
        secret.startswith("whsec_")
        and {**SAID, "enabled": True, "off_reason": None}.items() <= made.json.items()
    )
    one = made.headers["Location"]
    assert api.get(one).json == made.json and api.get(PATH).results == [made.json]

    changed = api.patch(one, {"enabled": False}, **{"If-Match": '"1"'})
    assert (changed.json["enabled"], changed.json["name"], changed.json["version"]) == (
        False,
        "Accounting",
        2,
    )
    replaced = api.put(one, {**SAID, "name": "Books", "kinds": ["order.placed"], "version": 2}).json
    assert (replaced["name"], replaced["kinds"], replaced["enabled"]) == ("Books", ["order.placed"], True)
    rotated = api.post(f"{one}rotate-secret/")
    assert rotated.status == 200 and rotated.json["secret"] not in (secret, "")
    assert rotated.json["former_secret_until"] and "secret" not in api.get(one).json
    assert api.delete(one).status == 204 and api.delete(one).status == 404 == api.get(one).status
    assert api.get(PATH).results == []


def test_the_kinds_are_those_that_apps_announce(cast: Cast) -> None:
    found = {row["kind"]: row["description"] for row in Api(cast.otto).get(f"{PATH}kinds/").json["kinds"]}
    assert {"order.placed", "revision.requested", "quote.accepted", "invoice.issued"} <= set(found)
    assert found["order.delivered"] == "Order delivered to the client"


def test_a_session_shows_who_it_is_before_data_goes_elsewhere(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, SAID["url"])
    one, api = f"{PATH}{webhook.public_id}/", Api(cast.max)
    changed = {**SAID, "version": 1}
    calls = [("POST", PATH, SAID), ("PUT", one, changed), ("PATCH", one, changed)]
    for method, path, body in (*calls, ("POST", f"{one}rotate-secret/", None)):
        answer = api.call(method, path, body)
        assert answer.status == 403 and answer.json["type"].endswith("reauthentication-required")
    assert api.post(f"{one}test/").status == 201 and api.get(one).json["name"] == "CRM"


def test_a_stale_change_shows_the_newer_record(cast: Cast) -> None:
    api = proved(cast.max)
    one = api.post(PATH, SAID).headers["Location"]
    api.patch(one, {"name": "Books", "version": 1})
    stale = api.patch(one, {"name": "Ledger", "version": 1})
    assert stale.status == 409 and stale.json["current"]["name"] == "Books"
    assert api.patch(one, {"name": "Ledger"}).errors.keys() == {"version"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"name", "url", "kinds"}),
        ({"name": "x" * 61}, {"name"}),
        ({"url": "http://hooks.example.com/"}, {"url"}),
        ({"url": "https://127.0.0.1/"}, {"url"}),
        ({"url": "https://hooks.example.com/" + "x" * 480}, {"url"}),
        ({"kinds": []}, {"kinds"}),
        ({"kinds": ["order.eaten"]}, {"kinds"}),
        ({"kinds": ["order.placed"] * 201}, {"kinds"}),
        ({"enabled": "yes"}, {"enabled"}),
        ({"secret": "whsec_eA==", "agency": 2}, {"secret", "agency"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict[str, Any], fields: set[str]) -> None:
    answer = proved(cast.max).post(PATH, {**SAID, **body} if body else body)

    assert (answer.status, {name.split(".")[0] for name in answer.errors}) == (400, fields), answer
    assert not Webhook.objects.exists()


def test_a_secret_is_stored_with_no_answer(cast: Cast) -> None:
    """A key makes nothing twice elsewhere; here the answer would have to be kept, and with it the secret."""
    api, key = proved(cast.max), {"Idempotency-Key": "once"}
    assert api.post(PATH, SAID, **key).status == 201
    assert api.post(PATH, SAID, **key).errors.keys() == {"name"}
    assert not StoredAnswer.objects.exists() and Webhook.objects.count() == 1


def test_only_management_comes_in_and_others_see_nothing_of_it(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, SAID["url"], "order.delivered")
    [delivery] = announced(cast)
    one = f"{PATH}{webhook.public_id}/"
    calls = [
        ("GET", PATH), ("POST", PATH), ("GET", f"{PATH}kinds/"), ("GET", one), ("PUT", one), ("PATCH", one),
        ("DELETE", one), ("POST", f"{one}rotate-secret/"), ("POST", f"{one}test/"),
        ("GET", f"{one}deliveries/"), ("GET", f"{one}deliveries/{delivery.public_id}/"),
        ("POST", f"{one}deliveries/{delivery.public_id}/replay/"),
    ]  # fmt: skip
    for method, path in calls:
        assert Api(None, cast.inkwell).call(method, path).status == 401
        for name in ("clara", "wendell", "wanda", "edith", "sam"):
            assert Api(getattr(cast, name)).call(method, path, SAID).status == 403, (name, method, path)
    foreign = proved(cast.mara)
    for method, path in calls[3:]:
        never = path.replace(webhook.public_id, "2222222222")
        body = SAID if method in ("PUT", "PATCH") else None
        answers = [foreign.call(method, each, body) for each in (path, never)]
        assert {answer.status for answer in answers} == {404}
        assert answers[0].response.content == answers[1].response.content
    assert foreign.get(PATH).results == [] and Webhook.objects.get().enabled


def test_a_test_event_arrives_and_its_log_is_read(cast: Cast, settings: Any) -> None:
    settings.WEBHOOKS_REACH_LOCAL = True
    api = proved(cast.max)
    with receiver(answer=b"thanks") as found:
        made = api.post(PATH, {**SAID, "url": found.url, "enabled": False}).json
        one = f"{PATH}{made['id']}/"
        sent, again = api.post(f"{one}test/"), api.post(f"{one}test/")
        assert sent.status == 201 and sent.json == again.json and sent.json["state"] == "waiting"
        send_webhook(delivery_id=WebhookDelivery.objects.get().pk)
    body = Verifier(made["secret"]).verify(found.last.body, found.last.headers)
    assert body["type"] == "webhook.test" and body["data"] == {"webhook": made["id"]}
    [row] = api.get(f"{one}deliveries/").results
    assert (row["state"], row["attempts_made"]) == ("delivered", 1)
    detail = api.get(f"{one}deliveries/{row['id']}/").json
    assert json.loads(detail["body"]) == body and detail["webhook_id"] == found.last.headers["webhook-id"]
    [attempt] = detail["attempts"]
    assert (attempt["status"], attempt["response"], attempt["url"]) == (200, "thanks", found.url)


def test_replay_sends_again_unless_the_webhook_is_off(cast: Cast, settings: Any) -> None:
    settings.WEBHOOKS_REACH_LOCAL = True
    api = proved(cast.max)
    with receiver() as found:
        webhook, _secret = make_webhook(cast.max, found.url, "order.delivered")
        [delivery] = announced(cast)
        one = f"{PATH}{webhook.public_id}/deliveries/{delivery.public_id}/"
        send_webhook(delivery_id=delivery.pk)
        replayed = api.post(f"{one}replay/").json
        assert (replayed["state"], replayed["ended_at"], replayed["attempts_made"]) == ("waiting", None, 1)
        send_webhook(delivery_id=delivery.pk)
    first, second = found.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"] and first.body == second.body
    assert [row["number"] for row in api.get(one).json["attempts"]] == [1, 2]
    Webhook.objects.update(enabled=False)
    assert api.post(f"{one}replay/").json["type"] == "urn:quillhouse:problem:wrong-state"


def _pages(api: Api, path: str) -> list[Answer]:
    found = [api.get(path)]
    while following := found[-1].json["next"]:
        found.append(api.get(following))
    return found


def test_pages_and_filters_of_the_log(cast: Cast) -> None:
    api = proved(cast.max)
    webhook, _secret = make_webhook(cast.max, SAID["url"], "order.delivered")
    rows = announced(cast, 5)
    path = f"{PATH}{webhook.public_id}/deliveries/"
    found = _pages(api, f"{path}?page_size=2")
    assert [row["id"] for page in found for row in page.results] == [row.public_id for row in reversed(rows)]
    assert [len(page.results) for page in found] == [2, 2, 1]
    WebhookDelivery.objects.filter(pk=rows[0].pk).update(state="given_up", ended_at=START, next_at=None)
    assert [row["id"] for row in api.get(f"{path}?state=given_up").results] == [rows[0].public_id]
    assert api.get(f"{path}?state=lost").errors.keys() == {"state"}
    assert api.get(f"{path}?after=x").errors.keys() == {"after"}


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries: Any) -> None:
    api = proved(cast.max)
    for number in range(3):
        webhook, _secret = make_webhook(cast.max, SAID["url"], "order.delivered", name=f"No {number}")
        announced(cast)
        path = f"{PATH}{webhook.public_id}/deliveries/"
        api.get(PATH)
        with django_assert_num_queries(3):
            api.get(PATH)
        with django_assert_num_queries(4):
            api.get(path)


def test_a_delivery_of_another_webhook_is_not_below_this_one(cast: Cast) -> None:
    api = proved(cast.max)
    make_webhook(cast.max, SAID["url"], "order.delivered")
    [delivery] = announced(cast)
    other, _secret = make_webhook(cast.max, SAID["url"], name="Other")
    assert api.get(f"{PATH}{other.public_id}/deliveries/{delivery.public_id}/").status == 404
