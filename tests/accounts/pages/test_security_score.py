"""The score: what each item says, and of which facts."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actions.tokens import make_token
from accounts.models import Mail, Notice
from agencies.models import SecurityEvent
from project.base import clock
from project.base.viewer import Member
from tests.accounts.helpers.factors import SECOND, code_at, has_app, has_codes, stored_passkey
from tests.accounts.helpers.support import mail_to, post_sign_in
from tests.helpers.cast import PASSWORD

pytestmark = pytest.mark.django_db
CLARA = "clara@inkwell.example"


def items(client) -> dict:
    """What the overview says, by label."""
    return {str(item.label): item for item in client.get("/account/").context["items"]}


def uses(sign_in, cast, code: str):
    """Clara signs in with her password and this code, in a new browser."""
    client = sign_in(None, cast.inkwell)
    assert post_sign_in(client, CLARA, PASSWORD).url == SECOND
    assert client.post(SECOND, {"code": code}).status_code == 302
    return client


# --- recovery codes -----------------------------------------------------------------------------


def test_a_used_recovery_code_is_told(cast, sign_in):
    has_app(cast.clara)
    codes = has_codes(cast.clara)

    client = uses(sign_in, cast, codes[0])

    told = mail_to(CLARA, "recovery_code_used")
    for text in (told.text, told.html):
        assert "You have 9 codes left." in text and "It’s time to create new ones." not in text
        assert "http://inkwell.localhost" in text and "/account/sign-in/recovery-codes/" in text
        assert "/accounts/password/reset/" in text
    assert codes[0] not in told.text + told.html
    notice = Notice.objects.get(kind="recovery_code_used")
    assert (notice.user, notice.path) == (cast.clara.membership.user, "/account/sign-in/recovery-codes/")
    assert notice.words == "A recovery code was used. You have 9 codes left."
    assert (
        "A recovery code was used. You have 9 codes left." in client.get("/account/notices/").content.decode()
    )
    page = client.get("/account/activity/").content.decode()
    assert "Recovery code used" in page and "9 codes left" in page
    assert SecurityEvent.objects.get(kind="recovery_code_used").address == "127.0.0.1"


def test_a_code_of_the_app_is_not_told(cast, sign_in):
    has_app(cast.clara)
    uses(sign_in, cast, code_at(clock.now()))

    assert not Mail.objects.filter(kind="recovery_code_used").exists() and not Notice.objects.exists()


def test_few_codes_left_ask_for_new_ones(cast, sign_in):
    has_app(cast.clara)
    codes = has_codes(cast.clara)
    client = sign_in(cast.clara)
    for code in codes[:6]:
        uses(sign_in, cast, code)
    assert items(client)["Recovery codes"].done, "four are enough"

    uses(sign_in, cast, codes[6])
    item = items(client)["Recovery codes"]
    assert (item.done, item.todo, item.url) == (
        False,
        "You have 3 codes left. Create new ones.",
        "/account/sign-in/",
    )
    for code in codes[7:]:
        client = uses(sign_in, cast, code)

    assert items(client)["Recovery codes"].todo == "Create recovery codes and keep them on paper."
    last = Mail.objects.filter(kind="recovery_code_used").latest("pk")
    assert "That was your last code. It’s time to create new ones." in last.text
    assert Notice.objects.latest("pk").words == "Your last recovery code has been used. Create new ones."


# --- what counts where --------------------------------------------------------------------------


def test_a_passkey_counts_on_its_own_host_alone(cast, sign_in):
    stored_passkey(cast.wanda, "northwind.localhost")
    there, here = items(sign_in(cast.wanda_northwind)), items(sign_in(cast.wanda))

    assert there["A passkey"].done and there["Two-step verification"].done
    assert not here["A passkey"].done and not here["Two-step verification"].done
    for label in ("A passkey", "Two-step verification"):
        assert here[label].todo.startswith("Your passkey works only at a different web address. Add a")
    has_app(cast.wanda)
    assert items(sign_in(cast.wanda))["Two-step verification"].done, "an authenticator app counts everywhere"


def test_unused_tokens_are_named_with_the_way_to_them(cast, sign_in):
    old = clock.now() - dt.timedelta(days=91)
    client, label = sign_in(cast.wanda), "No unused access tokens"
    make_token(actor=cast.wanda, name="Of late", read_only=True, days=7, now=clock.now())
    make_token(actor=cast.wanda_northwind, name="Elsewhere", read_only=True, days=365, now=old)
    assert items(client)[label].done, "those of another house are that house's business"
    make_token(actor=cast.wanda, name="Old", read_only=True, days=365, now=old)
    make_token(actor=cast.wanda, name="Older", read_only=True, days=365, now=old)

    item = items(client)[label]
    assert (item.done, item.url) == (False, "/account/tokens/")
    assert item.todo == "Revoke the 2 tokens you have not used for 90 days."
    assert 'href="/account/tokens/"' in client.get("/account/").content.decode()


def test_a_stranger_has_no_tokens_to_lose(cast, sign_in):
    stranger = sign_in(Member(cast.inkwell, membership=cast.mara.membership), cast.inkwell)

    assert items(stranger)["No unused access tokens"].done


def test_all_that_can_be_done_is_a_hundred_percent(cast, sign_in):
    client = sign_in(cast.clara)
    assert client.get("/account/").context["score"] == 30
    has_app(cast.clara)
    stored_passkey(cast.clara)

    assert client.get("/account/").context["score"] == 100
