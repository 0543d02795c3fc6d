"""A rule about second factors is told to those whom it reaches, once; a change of the rules to the owners."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from accounts.mail.second_factor import tell_of_rule
from accounts.models import Mail, Notice
from agencies.actions.people import change_roles
from agencies.actions.security import save_security_policy
from agencies.actions.suspending import suspend_member
from agencies.models import Domain, SecurityEvent
from project.base.clock import now
from tests.accounts.helpers.factors import has_app, stored_passkey
from tests.accounts.helpers.support import mail_to
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
NUMBERS = {"session_cap": 10, "idle_hours": 336, "session_days": 30, "trust_days": 30}
DAY = dt.timedelta(days=1)


def requires(cast: Cast, scope: str, days: int = 14, **numbers: int) -> SecurityEvent:
    save_security_policy(
        actor=cast.otto,
        numbers={**NUMBERS, **numbers},
        second_factor_for=scope,
        second_factor_from=now(),
        second_factor_wide_from=now() + days * DAY,
        now=now(),
    )
    return SecurityEvent.objects.filter(kind="security_policy_changed").latest("pk")


def tell(event: SecurityEvent) -> set[str]:
    before = set(Mail.objects.values_list("pk", flat=True))
    tell_of_rule(event_id=event.pk, now=now())
    rows = Mail.objects.filter(kind="second_factor_required").exclude(pk__in=before).select_related("user")
    return {mail.user.name.split()[0].lower() for mail in rows if mail.user}


@pytest.mark.parametrize(
    ("scope", "people"),
    [
        ("staff", {"sam", "max", "otto"}),
        ("team", {"wendell", "wanda", "edith", "sam", "max", "otto"}),
        ("everybody", {"clara", "wendell", "wanda", "edith", "sam", "max", "otto"}),
    ],
)
def test_those_whom_it_reaches_and_who_have_none_are_told_once(
    cast: Cast, scope: str, people: set[str]
) -> None:
    has_app(cast.sam)
    suspend_member(actor=cast.otto, member=cast.edith.membership, reason="Copied", now=now())
    event = requires(cast, scope)

    assert tell(event) == people - {"sam", "edith"}
    assert tell(event) == set(), "a job may run twice"
    assert Notice.objects.filter(kind="second_factor_required").count() == len(people - {"sam", "edith"})


def test_a_passkey_of_another_agency_does_not_count(cast: Cast) -> None:
    Domain.objects.create(agency=cast.inkwell, host="words.localhost")
    stored_passkey(cast.wanda_northwind, host="northwind.localhost")
    stored_passkey(cast.max, host="words.localhost")

    assert tell(requires(cast, "team")) == {"wendell", "wanda", "edith", "sam", "otto"}


def test_the_mail_says_from_when_on(cast: Cast) -> None:
    tell(requires(cast, "everybody"))

    later = mail_to(cast.clara.membership.user.email, "second_factor_required")
    at_once = mail_to(cast.max.membership.user.email, "second_factor_required")
    day = (now() + 14 * DAY).astimezone(cast.inkwell.zone)
    for text in (later.text, later.html):
        assert (
            f"{day.day} {day:%B %Y}" in text
            and "Until then, everything works as before" in text
            and "/account/sign-in/" in text
        )
    for text in (at_once.text, at_once.html):
        assert "From now on" in text


def test_a_rule_that_has_changed_again_is_not_told(cast: Cast) -> None:
    first, second = requires(cast, "everybody"), requires(cast, "team")
    third = requires(cast, "team", session_cap=3, days=14)

    assert tell(first) == set()
    assert "clara" not in tell(third if "second_factor" in third.detail else second)


def test_the_job_is_deferred_for_the_rule_alone(cast: Cast) -> None:
    from django.db import connection

    def jobs() -> int:
        with connection.cursor() as cursor:
            name = "accounts.tell_of_second_factor"
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
            return int(cursor.fetchone()[0])

    save_security_policy(actor=cast.otto, numbers={**NUMBERS, "session_cap": 3}, now=now())
    assert jobs() == 0
    requires(cast, "team")
    assert jobs() == 1
    save_security_policy(actor=cast.otto, numbers=NUMBERS, now=now())
    assert jobs() == 1, "nobody has to be told that nothing is required"


def test_the_other_owners_are_told_of_each_change(cast: Cast, sign_in: Any) -> None:
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["owner"], now=now())

    requires(cast, "staff", trust_days=7)

    notice = Notice.objects.get(kind="security_policy_changed")
    assert notice.user == cast.max.membership.user and notice.named == cast.otto.membership.user
    assert notice.words == f"{cast.otto.membership.public_name} has changed the sign-in rules."
