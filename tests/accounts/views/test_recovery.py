"""The pages on which managers help with a sign-in, and those on which its person answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import FactorReset, PersonSession, SignOut
from accounts.rules.factor_reset_links import link_of
from project.base.clock import now
from project.base.viewer import Member
from tests.accounts.helpers.factors import has_app, prove
from tests.accounts.helpers.resets import WHY, factors, lost
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.support import path_of
from tests.helpers.cast import Cast
from tests.helpers.pages import form_to, words_of

pytestmark = pytest.mark.django_db


def page_of(member: Member, rest: str = "") -> str:
    return f"/desk/people/{member.membership.public_id}/{rest}"


def proved(sign_in: Any, member: Member) -> Client:
    return prove(sign_in(member), member)


# --- ending sessions -----------------------------------------------------------------------------


def test_from_the_page_of_a_member_their_sessions_are_ended(cast: Cast, sign_in: Any) -> None:
    wanda, client = sign_in(cast.wanda), sign_in(cast.max)
    assert wanda.get("/home/").status_code == 302 and "Open sessions here 1" in words_of(
        client.get(page_of(cast.wanda))
    )
    form = form_to(client.get(page_of(cast.wanda, "sessions/")), "", having=["reason"])

    answer = client.post(page_of(cast.wanda, "sessions/"), form.filled(reason=WHY), follow=True)

    words = words_of(answer)
    assert "has been signed out of this agency and notified by email." in words and WHY in words
    assert "Open sessions here 0" in words and f"by {cast.max.membership.public_name}" in words
    assert wanda.get("/home/").headers["Location"].startswith("/accounts/sign-in/")


def test_without_a_reason_nothing_ends(cast: Cast, sign_in: Any) -> None:
    signs_in(cast.wanda)

    answer = sign_in(cast.max).post(page_of(cast.wanda, "sessions/"), {"reason": "  "})

    assert answer.status_code == 422 and "reason" in answer.context["form"].errors
    assert PersonSession.objects.live().filter(user=cast.wanda.membership.user).exists()


@pytest.mark.parametrize("rest", ["sessions/", "second-factor/"])
@pytest.mark.parametrize(("who", "whom"), [("max", "otto"), ("max", "max"), ("otto", "otto")])
def test_owners_and_oneself_have_no_such_pages(
    cast: Cast, sign_in: Any, rest: str, who: str, whom: str
) -> None:
    client, member = sign_in(getattr(cast, who)), getattr(cast, whom)

    assert client.get(page_of(member, rest)).status_code == 403
    assert client.post(page_of(member, rest), {"reason": WHY}).status_code == 403
    assert page_of(member, rest) not in client.get(page_of(member)).content.decode()


def test_the_person_reads_in_their_own_pages_who_ended_what(cast: Cast, sign_in: Any) -> None:
    signs_in(cast.wanda)
    sign_in(cast.max).post(page_of(cast.wanda, "sessions/"), {"reason": WHY})

    client = sign_in(cast.wanda)
    assert "Revoked by the agency" in words_of(client.get("/account/sessions/"))
    assert "Signed out by the agency" in words_of(client.get("/account/activity/"))
    assert "Signed out by the agency" in words_of(sign_in(cast.otto).get("/desk/security/events/"))


# --- resetting -----------------------------------------------------------------------------------


def test_a_manager_asks_and_another_agrees(cast: Cast, sign_in: Any) -> None:
    has_app(cast.wendell)
    asker, path = proved(sign_in, cast.max), page_of(cast.wendell, "second-factor/")
    form = form_to(asker.get(path), "", having=["reason"])

    words = words_of(asker.post(path, form.filled(reason=WHY), follow=True))
    assert (
        "If another manager or owner confirms the reset, it takes effect at once." in words
        and "Confirm and reset now" not in words
    )
    assert "Two-step verification reset pending" in words_of(asker.get(page_of(cast.wendell)))
    agrees = proved(sign_in, cast.otto)
    form = form_to(agrees.get(path), f"{path}confirm/")
    words = words_of(agrees.post(form.action, form.filled(), follow=True))

    assert factors(cast.wendell) == 0 and f"{cast.wendell.membership.public_name} has been reset." in words
    assert (
        f"{cast.otto.membership.public_name} confirmed the reset." in words
        and "no two-step verification to reset" in words
    )


def test_it_asks_who_is_there_and_keeps_the_reason(cast: Cast, sign_in: Any) -> None:
    has_app(cast.wendell)
    client, path = sign_in(cast.max), page_of(cast.wendell, "second-factor/")

    answer = client.post(path, {"reason": WHY})

    assert answer.headers["Location"].startswith("/account/sign-in/confirm/")
    assert not FactorReset.objects.exists()
    assert form_to(prove(client, cast.max).get(path), "").sent["reason"] == [WHY]


def test_agreeing_asks_who_is_there(cast: Cast, sign_in: Any) -> None:
    lost(cast.max, cast.wendell)
    path = page_of(cast.wendell, "second-factor/")

    answer = sign_in(cast.otto).post(f"{path}confirm/")

    assert answer.headers["Location"].startswith("/account/sign-in/confirm/")
    assert factors(cast.wendell) == 1


def test_the_page_says_why_not_and_not_where_else(cast: Cast, sign_in: Any) -> None:
    has_app(cast.wanda)
    client = proved(sign_in, cast.max)

    page = client.get(page_of(cast.wanda, "second-factor/"))
    assert (
        "This person also belongs to another agency, so only the server administrator "
        "can reset their two-step verification. Ask the administrator to run the reset command."
    ) in words_of(page) and "Northwind" not in page.content.decode()
    refused = client.post(page_of(cast.wanda, "second-factor/"), {"reason": WHY})
    assert refused.status_code == 409 and "Northwind" not in refused.content.decode()
    assert "no two-step verification to reset" in words_of(
        client.get(page_of(cast.wendell, "second-factor/"))
    )


def test_managers_withdraw(cast: Cast, sign_in: Any) -> None:
    lost(cast.max, cast.wendell)
    client, path = sign_in(cast.otto), page_of(cast.wendell, "second-factor/")
    form = form_to(client.get(path), f"{path}withdraw/")

    assert "Withdrawn" in words_of(client.post(form.action, form.filled(), follow=True))


def test_a_member_without_a_request_has_none_to_answer(cast: Cast, sign_in: Any) -> None:
    client = proved(sign_in, cast.max)
    for verb in ("confirm/", "withdraw/"):
        assert client.post(page_of(cast.wendell, f"second-factor/{verb}")).status_code == 404


def test_without_a_factor_there_is_nothing_to_lose(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    assert "Reset two-step verification" not in words_of(client.get(page_of(cast.wendell)))
    has_app(cast.wendell)
    assert "Reset two-step verification" in words_of(client.get(page_of(cast.wendell)))


def test_the_pages_cost_few_queries(cast: Cast, sign_in: Any) -> None:
    lost(cast.max, cast.wendell)
    client, counts = sign_in(cast.max), {}
    for rest in ("", "sessions/", "second-factor/"):
        client.get(page_of(cast.wendell, rest))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(cast.wendell, rest))
        counts[rest] = len(queries)
    assert all(count <= 9 for count in counts.values()), counts


# --- its person ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "keep",
            (
                "Reset stopped. You keep your two-step verification, and the person who "
                "requested the reset has been notified."
            ),
        ),
        (
            "deny",
            "Reset stopped. You keep your two-step verification, and the agency’s owners have been notified.",
        ),
    ],
)
def test_the_mailed_link_stops_it_without_a_sign_in(
    cast: Cast, sign_in: Any, answer: str, words: str
) -> None:
    path, client = path_of(link_of(lost(cast.max, cast.wendell))), sign_in(None, cast.inkwell)

    assert "I did not ask for this" in words_of(client.get(path))
    assert "I did not ask for this" in words_of(client.post(path, {"answer": "yes"})), "none of the two"
    page = client.post(path, {"answer": answer}, follow=True)

    assert words in words_of(page) and "I did not ask for this" not in words_of(page)
    assert FactorReset.objects.get().state == {"keep": "kept", "deny": "denied"}[answer]


def test_the_link_opens_at_its_own_agency_and_for_a_week(cast: Cast, sign_in: Any, time_machine: Any) -> None:
    path = path_of(link_of(lost(cast.max, cast.wendell)))

    assert sign_in(None, cast.northwind).get(path).status_code == 404
    assert sign_in(None, cast.inkwell).get(f"{path[:-3]}AA/").status_code == 404
    time_machine.move_to(now().timestamp() + 8 * 86400)
    assert sign_in(None, cast.inkwell).get(path).status_code == 404


def test_whoever_is_signed_in_stops_it_from_the_notice(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.wendell)
    assert "No reset requested" in words_of(client.get("/account/sign-in/reset/"))
    lost(cast.max, cast.wendell)
    assert "If that is wrong, stop the reset." in words_of(client.get("/account/notices/"))

    page = client.post("/account/sign-in/reset/", {"answer": "keep"}, follow=True)

    assert "Reset stopped. Nothing was removed." in words_of(page)
    assert "can still use two-step verification and has stopped the reset you requested." in words_of(
        sign_in(cast.max).get("/account/notices/")
    )


def test_what_was_carried_out_is_not_stopped_any_more(cast: Cast, sign_in: Any) -> None:
    reset = lost(cast.max, cast.wendell)
    FactorReset.objects.update(state="done", ended_at=now())
    client = sign_in(None, cast.inkwell)

    assert client.post(path_of(link_of(reset)), {"answer": "keep"}).status_code == 409
    assert "your password alone is now enough to sign in" in words_of(client.get(path_of(link_of(reset))))
    assert not SignOut.objects.exists()
