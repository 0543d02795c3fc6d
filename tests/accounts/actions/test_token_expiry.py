"""A token that expires soon is told of, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actions.notices import save_preferences
from accounts.actions.token_expiry import BEFORE, tell_of_expiring
from accounts.actions.tokens import make_token, revoke_token
from accounts.models import AccessToken, Mail, Notice, NoticeKind
from agencies.models import Membership
from tests.helpers.cast import START
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
SOON = START + 30 * DAY - BEFORE


def token(member, days=30, name="Sync"):
    return make_token(actor=member, name=name, read_only=True, days=days, now=START)[0]


def told():
    return (Mail.objects.filter(kind="token_expires").count(), Notice.objects.filter(kind="token").count())


def test_a_week_before_it_expires_its_person_is_told_once(cast):
    made = token(cast.clara)
    token(cast.max, 365, "Later")

    assert tell_of_expiring(now=SOON - HOUR) == 0
    assert tell_of_expiring(now=SOON) == 1
    assert tell_of_expiring(now=SOON + DAY) == 0

    mail, notice = Mail.objects.get(kind="token_expires"), Notice.objects.get(kind="token")
    assert mail.recipient == "clara@inkwell.example" and "“Sync”" in mail.subject
    assert f"qh_{made.prefix}…" in mail.text and "1 April 2026" in mail.text
    assert (notice.user, notice.path) == (cast.clara.membership.user, "/account/tokens/")
    assert notice.words == "The access token “Sync” will expire soon."


@pytest.mark.parametrize(("days", "after", "expected"), [(7, 2.9, 0), (7, 3.1, 1), (2, 1.9, 0), (9, 3.1, 1)])
def test_a_short_one_is_told_of_when_it_is_no_longer_young(cast, days, after, expected):
    token(cast.clara, days)

    assert tell_of_expiring(now=START + after * DAY) == expected


@pytest.mark.parametrize(
    ("mail", "notice", "expected"),
    [(True, True, (1, 1)), (True, False, (1, 0)), (False, True, (0, 1)), (False, False, (0, 0))],
)
def test_in_the_ways_that_they_chose(cast, mail, notice, expected):
    token(cast.clara)
    wanted = {NoticeKind.TOKEN: (mail, notice)}
    save_preferences(user=cast.clara.membership.user, agency=cast.inkwell, wanted=wanted)

    assert tell_of_expiring(now=SOON) == 1
    assert told() == expected
    assert tell_of_expiring(now=SOON) == 0


def test_nobody_is_told_of_what_opens_nothing(cast):
    revoke_token(actor=cast.clara, token=token(cast.clara), now=START)
    for member, facts in (
        (cast.max, {"ended_at": START}),
        (cast.sam, {"suspended_at": START, "suspension_reason": "x"}),
    ):
        token(member)
        Membership.objects.filter(pk=member.membership.pk).update(**facts)
    token(cast.otto, 30, "Over")

    assert tell_of_expiring(now=START + 30 * DAY + HOUR) == 0
    assert tell_of_expiring(now=SOON) == 1
    Membership.objects.filter(pk=cast.sam.membership.pk).update(suspended_at=None, suspension_reason="")
    assert tell_of_expiring(now=SOON + DAY) == 1, "who is back is told"


def test_the_day_stands_in_the_readers_zone(cast):
    user = cast.clara.membership.user
    user.timezone = "Asia/Tokyo"
    user.save()
    token(cast.clara)
    tell_of_expiring(now=SOON)

    with timezone.override("Asia/Tokyo"):
        moment = timezone.localtime(AccessToken.objects.get().expires_at)
    assert f"{moment:%H:%M}" in Mail.objects.get(kind="token_expires").text


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_tells(cast):
    token(cast.clara)

    results = race([lambda: tell_of_expiring(now=SOON)] * 6)

    assert sum(results) == 1 and told() == (1, 1)
