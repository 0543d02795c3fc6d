"""Rate limits: exact under concurrency, per window, scaled, and deaf to forged headers."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import RequestFactory

from accounts.actions.sweeps import purge_counters
from accounts.models import LimitCounter
from accounts.rules.limits import Limit, client_address, count_try, forget, give_back, network_of
from project.base.errors import TooMany
from tests.helpers.cast import START

LIMIT = Limit("test", tries=3, seconds=60)
SECOND = dt.timedelta(seconds=1)


def tries(times: int, *parts: str, now: dt.datetime = START) -> int:
    """How many of `times` tries are let through."""
    passed = 0
    for _n in range(times):
        try:
            count_try(LIMIT, *parts, now=now)
            passed += 1
        except TooMany:
            pass
    return passed


def test_count_try_beyond_the_limit_says_when_to_come_back(db):
    tries(3, "clara")

    with pytest.raises(TooMany) as refusal:
        count_try(LIMIT, "clara", now=START + 20 * SECOND)

    assert refusal.value.retry_after == 40


def test_count_try_begins_anew_when_the_window_is_over(db):
    assert tries(5, "clara") == 3

    assert tries(5, "clara", now=START + 59 * SECOND) == 0
    assert tries(5, "clara", now=START + 60 * SECOND) == 3


def test_count_try_counts_each_subject_by_itself(db):
    assert tries(5, "clara", "10.0.0.1") == 3

    assert tries(5, "clara", "10.0.0.2") == 3
    assert tries(5, "clar", "a10.0.0.1") == 3


def test_count_try_follows_the_scale(db, settings):
    settings.THROTTLE_SCALE = 2

    assert tries(9, "clara") == 6


def test_give_back_frees_one_try_and_never_more_than_were_counted(db):
    give_back(LIMIT, "clara")
    tries(3, "clara")
    give_back(LIMIT, "clara")

    assert tries(2, "clara") == 1


def test_forget_begins_anew(db):
    tries(9, "clara")
    forget(LIMIT, "clara")

    assert tries(5, "clara") == 3


def test_purge_counters_keeps_what_still_counts(db):
    tries(1, "old", now=START - dt.timedelta(hours=25))
    tries(1, "new")

    assert purge_counters(now=START) == 1
    assert LimitCounter.objects.count() == 1


def test_counters_name_nobody(db):
    tries(1, "clara@inkwell.example", "10.0.0.1")

    assert "clara" not in LimitCounter.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_count_try_is_exact_when_twenty_ask_at_once(rounds):
    def one(number: int) -> int:
        try:
            return tries(1, f"round {number}")
        finally:
            connection.close()

    for number in range(rounds):
        with ThreadPoolExecutor(20) as pool:
            assert sum(pool.map(one, [number] * 20)) == 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.9"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.1.1.1", "203.0.113.7"),
        (1, "", "10.0.0.9"),
        (1, "nonsense", "unknown"),
        (1, "203.0.113.7:5678", "203.0.113.7"),
        (1, "[2001:db8::1]:99", "2001:db8::"),
        (1, "[2001:db8::1]", "2001:db8::"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_network_of_trusts_no_more_than_its_proxies(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.9")

    assert network_of(request) == expected


@pytest.mark.parametrize("told", ["unknown", "", "1.2.3", "x" * 300, "[", "]:"])
def test_an_address_is_always_one_that_the_database_can_hold(settings, told):
    """Or the session's row could not be written, and a right password would end in an error."""
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", headers={"x-forwarded-for": told}, REMOTE_ADDR="")

    assert client_address(request) == "0.0.0.0"
