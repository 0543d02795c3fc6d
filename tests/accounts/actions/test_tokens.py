"""Personal access tokens: who stands behind one, and all that ends it."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import tokens
from accounts.actions.tokens import MOST, make_token, revoke_all, revoke_token, revoke_tokens_of, token_of
from accounts.models import AccessToken, User
from agencies.actions.people import end_membership
from agencies.models import Agency, Membership, SecurityEvent
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible
from project.base.viewer import Public
from tests.accounts.helpers.factors import has_app, stored_passkey
from tests.helpers.cast import load_cast
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def made(member, name="Script", *, read_only=True, days=30, at=None):
    return make_token(actor=member, name=name, read_only=read_only, days=days, now=at or now())


def events(kind):
    return list(SecurityEvent.objects.filter(kind=kind).values_list("user__email", "detail"))


def test_a_token_opens_its_agency_in_its_members_name(cast):
    token, raw = made(cast.clara, read_only=False)

    member, found = token_of(raw, cast.inkwell, now())

    assert (member, found.pk, found.read_only) == (cast.clara.membership, token.pk, False)
    assert len(raw) == 43 and raw.startswith("qh_") and raw[3:11] == token.prefix
    assert events("token_made") == [("clara@inkwell.example", f"{token.public_id} full")]


def test_only_the_hash_is_stored_and_nothing_is_logged(cast, caplog):
    caplog.set_level(logging.DEBUG)

    token, raw = made(cast.clara)
    token_of(raw, cast.inkwell, now())
    revoke_token(actor=cast.clara, token=token, now=now())

    row = AccessToken.objects.filter(pk=token.pk).values().get()
    assert not [name for name, value in row.items() if raw in str(value) or raw[11:] in str(value)]
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "token_made" in told and raw[3:] not in told
    assert raw[3:] not in str(list(SecurityEvent.objects.values()))


@pytest.mark.parametrize(
    "typed", ["", "qh_", "x" * 43, "qh_" + "a" * 39, "qh_" + "a" * 41, "qh_" + "ä" * 40, "qh_\x00" + "a" * 39]
)
def test_what_is_no_token_is_refused_without_a_question(cast, typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert token_of(typed, cast.inkwell, now()) is None


def test_made_up_and_other_spellings_open_nothing(cast):
    _token, raw = made(cast.clara)

    for typed in ("qh_" + "a" * 40, raw + "\n", " " + raw, raw.swapcase(), "QH_" + raw[3:]):
        assert token_of(typed, cast.inkwell, now()) is None


def test_a_token_is_of_one_agency(cast):
    """Wanda is a member of both: what she made at Inkwell opens nothing at Northwind."""
    _token, raw = made(cast.wanda)

    assert token_of(raw, cast.inkwell, now()) is not None
    assert token_of(raw, cast.northwind, now()) is None
    assert not AccessToken.objects.visible_to(cast.wanda_northwind).exists()
    assert not AccessToken.objects.visible_to(cast.otto).exists()


def test_it_expires(cast):
    start = now()
    _token, raw = made(cast.clara, days=30, at=start)

    assert token_of(raw, cast.inkwell, start + 30 * DAY - dt.timedelta(seconds=1)) is not None
    assert token_of(raw, cast.inkwell, start + 30 * DAY) is None


def test_revoked_it_is_worthless_at_once_and_stays_so(cast):
    token, raw = made(cast.clara)

    first = revoke_token(actor=cast.clara, token=token, now=now())
    again = revoke_token(actor=cast.clara, token=token, now=now() + DAY)

    assert token_of(raw, cast.inkwell, now()) is None
    assert first.revoked_at == again.revoked_at
    assert events("token_revoked") == [("clara@inkwell.example", token.public_id)]


def test_nobody_revokes_anothers(cast):
    token, raw = made(cast.wanda)

    for somebody in (cast.otto, cast.clara, cast.mara, cast.wanda_northwind, Public(cast.inkwell)):
        with pytest.raises(NotVisible):
            revoke_token(actor=somebody, token=token, now=now())
        assert revoke_all(actor=somebody, now=now()) == 0
    assert token_of(raw, cast.inkwell, now()) is not None


def test_all_of_them_at_one_agency(cast):
    here = [made(cast.wanda, f"Script {n}")[1] for n in range(3)]
    _token, there = made(cast.wanda_northwind)

    assert revoke_all(actor=cast.wanda, now=now()) == 3
    assert revoke_all(actor=cast.wanda, now=now()) == 0

    assert [token_of(raw, cast.inkwell, now()) for raw in here] == [None] * 3
    assert token_of(there, cast.northwind, now()) is not None
    assert len(events("token_revoked")) == 3


def test_all_of_a_person_everywhere(cast):
    _here, raw_here = made(cast.wanda)
    _there, raw_there = made(cast.wanda_northwind)
    _other, raw_other = made(cast.clara)

    assert revoke_tokens_of(user=cast.wanda.membership.user, now=now()) == 2

    assert token_of(raw_here, cast.inkwell, now()) is token_of(raw_there, cast.northwind, now()) is None
    assert token_of(raw_other, cast.inkwell, now()) is not None


def test_a_membership_that_ends_takes_its_tokens_along(cast):
    token, raw = made(cast.wendell)
    _other, raw_other = made(cast.clara)

    end_membership(actor=cast.otto, member=cast.wendell.membership, now=now())
    Membership.objects.filter(pk=cast.wendell.member_id).update(
        ended_at=None
    )  # invited again: without the old token

    assert token_of(raw, cast.inkwell, now()) is None
    assert token_of(raw_other, cast.inkwell, now()) is not None
    assert events("token_revoked") == [("wendell@inkwell.example", token.public_id)]


def test_it_asks_the_membership_and_the_person_each_time(cast):
    """Also where a row was changed past the actions."""
    _token, raw = made(cast.wendell)
    _token, other = made(cast.clara)
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=now())
    User.objects.filter(pk=cast.clara.membership.user_id).update(is_active=False)

    assert token_of(raw, cast.inkwell, now()) is token_of(other, cast.inkwell, now()) is None


def test_one_question_and_the_last_use_is_written_once_a_minute(cast, django_assert_num_queries):
    noon = now().replace(hour=12, minute=5, second=0)
    token, raw = made(cast.clara, at=noon)

    with django_assert_num_queries(2):
        token_of(raw, cast.inkwell, noon + dt.timedelta(seconds=3))
    with django_assert_num_queries(1):
        _member, again = token_of(raw, cast.inkwell, noon + dt.timedelta(seconds=50))
    assert again.last_used_at == noon.replace(microsecond=0)
    with django_assert_num_queries(2):
        token_of(raw, cast.inkwell, noon + dt.timedelta(minutes=1))
    token.refresh_from_db()
    assert token.last_used_at.minute == 6


def test_unused_for_90_days_is_stale(cast):
    start = now()
    old, raw = made(cast.clara, "Old", days=365, at=start)
    late = start + 90 * DAY

    assert not old.is_stale(late - DAY) and not AccessToken.objects.stale(late - DAY).exists()
    assert old.is_stale(late) and list(AccessToken.objects.stale(late)) == [old]
    _member, used = token_of(raw, cast.inkwell, late)
    assert not used.is_stale(late) and not AccessToken.objects.stale(late).exists()
    assert not AccessToken.objects.stale(start + 366 * DAY).exists(), "an expired one needs no mark"


@pytest.mark.parametrize("days", [0, -1, 366])
def test_it_lives_a_year_at_most(cast, days):
    with pytest.raises(Invalid) as refusal:
        made(cast.clara, days=days)

    assert list(refusal.value.errors) == ["days"]
    token, _raw = made(cast.clara, days=365)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.filter(pk=token.pk).update(expires_at=token.created_at + 367 * DAY)


def test_twenty_live_ones_at_most(cast):
    first, _raw = made(cast.clara, "Script 0", days=7)
    for number in range(1, MOST):
        made(cast.clara, f"Script {number}")

    with pytest.raises(Invalid):
        made(cast.clara, "One more")
    made(cast.wanda, "Another person's")
    made(cast.clara, "A week later", at=now() + 8 * DAY)  # the first has expired by then
    assert first.is_stale(now()) is False


def test_a_name_is_of_one_live_token(cast):
    token, _raw = made(cast.clara, "Script")

    with pytest.raises(Invalid) as refusal:
        made(cast.clara, "SCRIPT")
    assert list(refusal.value.errors) == ["name"]
    revoke_token(actor=cast.clara, token=token, now=now())
    made(cast.clara, "Script")


def test_only_a_live_member_makes_one(cast):
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=now())

    for somebody in (cast.wendell, Public(cast.inkwell)):
        with pytest.raises(NotAllowed):
            made(somebody)


def test_a_token_of_another_agencys_member_is_refused_by_the_database(cast):
    token, _raw = made(cast.clara)

    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.filter(pk=token.pk).update(membership=cast.nick.membership)
        transaction.get_connection().check_constraints()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_no_more_than_twenty():
    cast = load_cast()
    for number in range(MOST - 2):
        made(cast.clara, f"Script {number}")

    answers = race([lambda n=n: made(cast.clara, f"Racer {n}") for n in range(6)])

    assert kinds(answers) == {"tuple": 2, "Invalid": 4}
    assert AccessToken.objects.live(now()).count() == MOST


@pytest.mark.django_db(transaction=True)
def test_no_token_outlives_a_membership_that_ends_at_the_same_moment(rounds):
    cast = load_cast()
    for number in range(rounds // 2):
        Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=None)

        race(
            [
                lambda n=number: made(cast.wendell, f"Racer {n}"),
                lambda: end_membership(actor=cast.otto, member=cast.wendell.membership, now=now()),
            ]
        )

        assert not AccessToken.objects.live(now()).filter(membership=cast.wendell.membership).exists()


def test_the_hash_is_sha256():
    assert tokens.hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("scope", ["staff", "everybody"])
def test_a_token_opens_nothing_while_its_member_owes_a_second_factor(cast, scope):
    """Also one that was made before the agency required it; with the factor it opens again."""
    (_token, raw), (_other, theirs) = made(cast.max), made(cast.clara)
    rule = {"second_factor_for": scope, "second_factor_wide_from": None if scope == "staff" else now()}
    Agency.objects.filter(pk=cast.inkwell.pk).update(second_factor_from=now() + DAY, **rule)
    stored_passkey(cast.max, host="northwind.localhost")

    assert token_of(raw, cast.inkwell, now()) is not None, "its day has not come"
    assert token_of(raw, cast.inkwell, now() + 2 * DAY) is None, "a passkey of a stranger's host"
    assert (token_of(theirs, cast.inkwell, now() + 2 * DAY) is None) is (scope == "everybody")
    has_app(cast.max)
    assert token_of(raw, cast.inkwell, now() + 2 * DAY) is not None
