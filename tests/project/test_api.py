"""What every endpoint of the API does alike: who is let in, what is read at all, how it refuses."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from accounts.actions.tokens import make_token
from accounts.adapters import api as adapter
from accounts.models import AccessToken, StoredAnswer
from accounts.rules.limits import API, API_VISITOR
from agencies.models import Membership
from drafts.actions import presets
from drafts.models import OrderPreset
from project.base import clock
from project.base.errors import TooMany
from project.base.viewer import Member
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import PROBLEM, ROOT, Answer, Api
from tests.helpers.cast import Cast, browser
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
PATH = "orders/order-presets/"


def token(member: Member, **facts: Any) -> str:
    given = {"name": "Script", "read_only": False, "days": 30, **facts}
    return make_token(actor=member, now=clock.now(), **given)[1]


def by_token(member: Member, raw: str) -> Api:
    return Api(None, member.agency, authorization=f"Token {raw}")


# --- who is let in ---
def test_a_token_is_its_person(cast: Cast) -> None:
    make_preset(cast.clara)

    answer = by_token(cast.clara, token(cast.clara)).get(PATH)

    assert len(answer.results) == 1 and "sessionid" not in answer.response.cookies
    assert AccessToken.objects.get().last_used_at is not None


@pytest.mark.parametrize("told", ["Token qh_" + "x" * 40, "Token", "Basic abc", "Bearer x", "", "qh_x"])
def test_what_opens_nothing_is_refused_even_beside_a_session(cast: Cast, told: str) -> None:
    for api in (Api(None, cast.inkwell), Api(cast.clara)):
        answer = api.get(PATH, authorization=told)

        assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Token"


def test_a_token_is_good_at_its_own_agency_alone(cast: Cast) -> None:
    raw = token(cast.wanda)
    assert by_token(cast.wanda, raw).get(PATH).status == 403, "known, but no client"
    assert by_token(cast.wanda_northwind, raw).get(PATH).status == 401


def test_a_token_ends_with_the_next_call(cast: Cast) -> None:
    raw = token(cast.clara)
    api = by_token(cast.clara, raw)
    assert api.get(PATH).status == 200
    Membership.objects.filter(pk=cast.clara.member_id).update(ended_at=clock.now(), roles=[])
    assert api.get(PATH).status == 401


def test_scopes_of_a_token(cast: Cast) -> None:
    reading = by_token(cast.clara, token(cast.clara, name="R", read_only=True))
    account = by_token(cast.clara, token(cast.clara, name="A", areas=["users"]))
    orders = by_token(cast.clara, token(cast.clara, name="O", areas=["orders", "users"]))

    assert [api.get(PATH).status for api in (reading, account, orders)] == [200, 403, 200]
    body = {"name": "Letters"}
    assert [api.post(PATH, body).status for api in (reading, account, orders)] == [403, 403, 201]
    assert reading.post(PATH, body).json["type"] == "urn:quillhouse:problem:scope-missing"


def test_a_session_proves_that_the_call_is_its_own(cast: Cast) -> None:
    api = Api(cast.clara)
    api.client.handler.enforce_csrf_checks = True

    refused = api.post(PATH, {"name": "Letters"})

    assert refused.status == 403 and "CSRF" in refused.json["detail"] and not OrderPreset.objects.exists()
    told = by_token(cast.clara, token(cast.clara))
    told.client.handler.enforce_csrf_checks = True
    assert told.post(PATH, {"name": "Letters"}).status == 201


def test_who_is_no_member_yet(cast: Cast) -> None:
    stranger = Api(cast.nick, cast.inkwell)
    assert stranger.get(PATH).status == 401, "a session of another agency’s host is nobody’s here"
    session = stranger.client.session
    session["agency"] = cast.inkwell.pk
    session.save()
    assert stranger.get(PATH).status == 403


def test_a_session_is_proved_by_the_header_before_anything_is_read(cast: Cast) -> None:
    api = Api(cast.clara)
    api.client.handler.enforce_csrf_checks = True
    api.client.get("/orders/drafts/new/")
    token = api.client.cookies["csrftoken"].value
    form = {"csrfmiddlewaretoken": token, "name": "x" * 3_000_000}

    assert api.client.post(f"{ROOT}{PATH}", form).status_code == 403, "the field is not looked at"
    assert api.client.post(f"{ROOT}{PATH}", form, headers={"X-CSRFToken": token}).status_code == 415
    assert api.post(PATH, {"name": "Letters"}, **{"X-CSRFToken": token}).status == 201


def test_a_public_endpoint_of_a_part_that_the_token_does_not_reach(cast: Cast) -> None:
    account = by_token(cast.max, token(cast.max, areas=["users"]))

    assert account.get("orders/catalog/").status == 403
    assert Api(None, cast.inkwell).get("orders/catalog/").status == 200


# --- what is read at all ---
NESTED = "[" * 100_000
WIDE = json.dumps({f"k{n}": n for n in range(20_000)})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"name"', 400),
        (b"null", 400),
        (b'{"name": "a", "name": "b"}', 400),
        (b'{"name": NaN}', 400),
        (b'{"quantity": 1e309}', 400),
        (b'{"quantity": ' + b"9" * 5000 + b"}", 400),
        (b'{"name": "\\u0000"}', 400),
        (b'{"name": "\\ud800"}', 400),
        (b'{"\\u0000": "x"}', 400),
        (b'{"name": "\xff"}', 400),
        (NESTED.encode(), 400),
        (b'{"name": ' + NESTED.encode() + b"}", 400),
        (WIDE.encode(), 400),
        (b'{"name": "' + b"x" * 2_700_000 + b'"}', 413),
    ],
)
def test_hostile_bodies(cast: Cast, body: bytes, status: int) -> None:
    api = Api(cast.clara)

    response = api.client.post(ROOT + PATH, body, content_type="application/json")

    assert response.status_code == status and response.headers["Content-Type"] == PROBLEM
    assert json.loads(response.content)["status"] == status and not OrderPreset.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["?page_size=0", "?page_size=x", "?page_size=1_0", "?page_size=1e1", "?page_size=9" + "9" * 400, "?x=1",
     "?after=abc", "?before=%F0%9F%98%80", "?is_active=", "?is_active=yes", "?search=" + "a" * 81,
     "?search=a&search=b", "?page_size[]=1", "?after=" + "a" * 5000],
)  # fmt: skip
def test_hostile_queries(cast: Cast, query: str) -> None:
    answer = Api(cast.clara).get(PATH + query)

    assert answer.status == 400 and answer.errors


@pytest.mark.parametrize("query", ["?search=%00", "?%00=1", "?search=%EF%BF%BE"])
def test_text_that_nothing_can_hold(cast: Cast, query: str) -> None:
    assert Api(cast.clara).get(PATH + query).status == 400


def test_types_and_methods(cast: Cast) -> None:
    api = Api(cast.clara)
    form = api.client.post(ROOT + PATH, {"name": "x"})
    assert (form.status_code, form.headers["Content-Type"]) == (415, PROBLEM)
    assert api.get(PATH, accept="text/csv").status == 406
    assert api.get(PATH, accept="text/html, */*;q=0.1").status == 200
    for method in ("PUT", "OPTIONS", "TRACE"):
        assert api.call(method, PATH).status == 405
    assert api.get("orders/no-such-thing/").status == 404
    assert Api(None, cast.inkwell).get("no/such/path/").status == 404
    key = make_preset(cast.clara).public_id
    assert api.post(f"{PATH}{key}/restore/", {"x": 1}).errors.keys() == {"x"}
    assert api.get(f"{PATH}{key}/?x=1").errors.keys() == {"x"}


@pytest.mark.parametrize(
    "told", ["*/*; c*1=2; c*=1", "application/json; q*=bogus''1", ";", "a/b, */*; c*1=2; c*=1"]
)
def test_an_accept_that_nobody_can_read_is_no_mistake_of_ours(cast: Cast, told: str) -> None:
    assert Api(cast.clara).get(PATH, accept=told).status in (200, 406)


def test_a_missing_slash_is_no_other_address(cast: Cast) -> None:
    """A redirect would be followed with GET, and a list be taken for what was to be made."""
    response = Api(cast.clara).client.post(f"{ROOT}{PATH}"[:-1], "{}", content_type="application/json")

    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)


def test_one_404_for_all(cast: Cast) -> None:
    """What is another's, what never was, and what could not be: equal to the byte."""
    key = make_preset(cast.clara).public_id
    for api in (Api(cast.nick), Api(None, cast.inkwell)):
        bodies = {api.client.get(f"{ROOT}{PATH}{one}/").content for one in (key, "2222222222", "3333333333")}
        assert len(bodies) == 1
    unknown = Api(cast.nick).get(f"{PATH}NOT-AN-ID/").response.content
    assert Api(cast.nick).get(f"{PATH}{key}/").response.content == unknown


# --- how it refuses ---
def test_our_own_mistakes_and_an_absent_database(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api = Api(cast.clara)
    api.client.raise_request_exception = False

    def fail(error: Exception) -> Answer:
        def broken(**_facts: Any) -> None:
            raise error

        monkeypatch.setattr(presets, "create_preset", broken)
        return api.post(PATH, {"name": "Letters"})

    mistake, away = fail(RuntimeError("secret words")), fail(OperationalError("gone"))
    assert mistake.status == 500 and "secret" not in str(mistake.json)
    assert away.status == 503 and away.headers["Retry-After"] == "5"


def test_limits(cast: Cast, settings: Any) -> None:
    settings.THROTTLE_SCALE = 0.1
    visitor, clara = Api(None, cast.inkwell), Api(cast.clara)

    assert [visitor.get(PATH).status for _ in range(4)] == [401, 401, 401, 429]
    answers = [clara.get(PATH) for _ in range(61)]
    assert [answer.status for answer in answers] == [200] * 60 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert Api(cast.max).get(PATH).status == 403, "another person has calls of their own"


def test_who_guesses_tokens_is_counted(cast: Cast, settings: Any) -> None:
    settings.THROTTLE_SCALE = 0.1
    guesses = [Api(None, cast.inkwell).get(PATH, authorization=f"Token qh_{n:040}").status for n in range(4)]

    assert guesses == [401, 401, 401, 429]


def test_lumps_grant_no_more_than_the_limit(cast: Cast) -> None:
    """Two processes that take lumps of one counter have what is allowed, together."""
    now, granted = clock.now(), 0
    for n in range(API.allowed + 100):
        adapter.forget_taken() if n % 7 == 0 else None  # another process, with nothing taken yet
        try:
            adapter.spend(API, "person", now=now)
        except TooMany:
            break
        granted += 1
    assert 0 < granted <= API.allowed
    adapter.forget_taken()
    adapter.spend(API, "person", now=now + dt.timedelta(seconds=61))
    assert API_VISITOR.allowed == 30


@pytest.mark.django_db(transaction=True)
def test_one_key_at_the_same_moment(cast: Cast) -> None:
    """Eight calls with one key: one preset, and the same answer for all."""
    callers = [Api(cast.clara) for _ in range(8)]

    def call(api: Api) -> Any:
        return lambda: api.post(PATH, {"name": "Letters"}, **{"Idempotency-Key": "one"})

    answers = race([call(api) for api in callers])

    assert {answer.status for answer in answers} == {201}
    assert len({answer.response.content for answer in answers}) == 1 and OrderPreset.objects.count() == 1


def test_a_key_whose_first_call_takes_long(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait_too_long(*_args: Any, **_options: Any) -> None:
        raise OperationalError("canceling statement due to lock timeout") from LockNotAvailable()

    monkeypatch.setattr(StoredAnswer, "save", wait_too_long)

    answer = Api(cast.clara).post(PATH, {"name": "Letters"}, **{"Idempotency-Key": "one"})

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["type"] == "urn:quillhouse:problem:still-running"


def test_a_key_is_free_again_after_a_refusal_and_after_a_day(cast: Cast) -> None:
    api, key = Api(cast.clara), {"Idempotency-Key": "again"}
    assert api.post(PATH, {"name": ""}, **key).status == 400 and not StoredAnswer.objects.exists()
    assert api.post(PATH, {"name": "A"}, **key).status == 201
    StoredAnswer.objects.update(at=clock.now() - dt.timedelta(hours=25))
    assert api.post(PATH, {"name": "B"}, **key).status == 201
    assert OrderPreset.objects.count() == 2 and StoredAnswer.objects.count() == 1
    for bad in ("", "x" * 201, "a b", "ü"):
        assert api.post(PATH, {"name": "C"}, **{"Idempotency-Key": bad}).errors.keys() == {"Idempotency-Key"}


def test_keys_of_others_are_others(cast: Cast) -> None:
    key = {"Idempotency-Key": "mine"}
    first = Api(cast.clara).post(PATH, {"name": "A"}, **key)
    other = Api(cast.nick).post(PATH, {"name": "A"}, **key)
    assert first.status == other.status == 201 and first.json["id"] != other.json["id"]


def test_roots_schema_and_docs(cast: Cast) -> None:
    visitor = browser(None, cast.inkwell)
    roots = visitor.get("/api/v1/").json()
    assert roots["orders/order-presets"] == "/api/v1/orders/order-presets/"
    described = visitor.get("/api/v1/schema/").json()
    assert described["openapi"].startswith("3.1") and "/api/v1/orders/order-presets/" in described["paths"]
    tag = visitor.get("/api/v1/schema/").headers["ETag"]
    assert visitor.get("/api/v1/schema/", headers={"If-None-Match": tag}).status_code == 304
    page = visitor.get("/api/docs/")
    parts = page.headers["Content-Security-Policy"].split(";")
    policy = dict(part.strip().split(" ", 1) for part in parts)
    assert (policy["style-src"], policy["script-src"]) == ("'self' 'unsafe-inline'", "'self'")
    assert "unsafe-inline" not in visitor.get("/").headers["Content-Security-Policy"]
