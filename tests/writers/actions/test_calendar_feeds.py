"""Links to a writer's calendar: what they open, and all that ends them."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest

from accounts.actions.disowning import disown
from agencies.actions.people import change_roles, end_membership
from agencies.actions.security_log import Browser
from agencies.actions.suspending import suspend_member
from agencies.models import Membership, SecurityEvent
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible
from tests.accounts.helpers.sign_ins import ABROAD, signs_in
from tests.helpers.cast import START, Cast
from tests.helpers.races import kinds, race
from writers.actions.calendar_feeds import MOST, feed_of, make_feed, revoke_feed
from writers.models import CalendarFeed

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def made(cast: Cast, name: str = "Phone") -> tuple[CalendarFeed, str]:
    return make_feed(actor=cast.wendell, name=name, now=START)


def opens(cast: Cast, key: str, at: dt.datetime = START) -> bool:
    return feed_of(key=key, agency=cast.inkwell, now=at) is not None


def test_only_the_hash_is_stored_and_nothing_is_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    feed, key = made(cast)
    revoke_feed(actor=cast.wendell, feed=feed, now=START)

    row = CalendarFeed.objects.filter(pk=feed.pk).values().get()
    assert key.startswith(row["prefix"]) and not [name for name, value in row.items() if key in str(value)]
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "calendar_link_made" in told and "calendar_link_revoked" in told and key[8:] not in told
    assert key[8:] not in str(list(SecurityEvent.objects.values()))


def test_the_last_use_is_true_to_the_minute(cast: Cast) -> None:
    feed, key = made(cast)

    for seconds in (61, 70, 200):
        assert opens(cast, key, START + dt.timedelta(seconds=seconds))

    feed.refresh_from_db()
    assert feed.last_used_at == (START + dt.timedelta(seconds=200)).replace(second=0, microsecond=0)


def test_who_does_not_write_has_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_feed(actor=cast.edith, name="Phone", now=START)


def test_a_name_twice_or_one_too_many(cast: Cast) -> None:
    for number in range(MOST):
        made(cast, f"Phone {number}")

    with pytest.raises(Invalid) as again:
        made(cast, "PHONE 0")
    with pytest.raises(Invalid) as beyond:
        made(cast, "Tablet")

    assert (list(again.value.errors), list(beyond.value.errors)) == (["name"], [""])
    revoke_feed(actor=cast.wendell, feed=CalendarFeed.objects.latest("pk"), now=START)
    assert made(cast, "Tablet")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_the_last(cast: Cast) -> None:
    for number in range(MOST - 1):
        made(cast, f"Phone {number}")

    got = kinds(race([lambda n=n: made(cast, f"Tablet {n}") for n in range(4)]))

    assert got == {"tuple": 1, "Invalid": 3} and CalendarFeed.objects.live().count() == MOST


def test_somebody_elses_is_not_revoked(cast: Cast) -> None:
    feed, key = made(cast)

    with pytest.raises(NotVisible):
        revoke_feed(actor=cast.wanda, feed=feed, now=START)

    assert opens(cast, key)


def _leaves(cast: Cast) -> None:
    end_membership(actor=cast.otto, member=cast.wendell.membership, now=START)


def _is_suspended(cast: Cast) -> None:
    suspend_member(actor=cast.otto, member=cast.wendell.membership, reason="Away", now=START)


def _writes_no_more(cast: Cast) -> None:
    change_roles(actor=cast.otto, member=cast.wendell.membership, roles=["editor"], now=START)


def _says_not_me(cast: Cast) -> None:
    disown(session=signs_in(cast.wendell, address=ABROAD), now=now())


@pytest.mark.parametrize("act", [_leaves, _is_suspended, _writes_no_more, _says_not_me])
def test_what_ends_it(cast: Cast, act: Any) -> None:
    feed, key = made(cast)
    _other, hers = make_feed(actor=cast.wanda, name="Phone", now=START)

    act(cast)

    feed.refresh_from_db()
    assert feed.revoked_at and not opens(cast, key) and opens(cast, hers)
    told = SecurityEvent.objects.filter(kind="calendar_link_revoked")
    assert list(told.values_list("user", "detail")) == [(cast.wendell.membership.user_id, feed.public_id)]


@pytest.mark.parametrize(
    "column",
    [
        {"ended_at": START},
        {"suspended_at": START, "suspension_reason": "Away"},
        {"roles": ["editor"]},
        {"user": False},
    ],
)
def test_nor_does_a_live_row_open_anything_for_who_is_not_there(cast: Cast, column: dict[str, Any]) -> None:
    """Even when whatever took the person away forgot the links."""
    _feed, key = made(cast)
    if "user" in column:
        type(cast.wendell.membership.user).objects.filter(pk=cast.wendell.membership.user_id).update(
            is_active=False
        )
    else:
        Membership.objects.filter(pk=cast.wendell.member_id).update(**column)

    assert not opens(cast, key)


def test_it_opens_its_own_agency_alone(cast: Cast) -> None:
    _feed, key = made(cast)

    assert feed_of(key=key, agency=cast.northwind, now=START) is None


def test_a_session_that_has_ended_makes_none(cast: Cast) -> None:
    session = signs_in(cast.wendell, address=ABROAD)
    disown(session=session, now=now())

    with pytest.raises(NotAllowed):
        make_feed(actor=cast.wendell, name="Thief", now=now(), browser=Browser(session=session.public_id))

    assert not CalendarFeed.objects.exists()
