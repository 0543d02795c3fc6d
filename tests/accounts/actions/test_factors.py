"""Code app and recovery codes: encrypted, each code once, wrong ones counted."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions.factors import add_code_app, check_code, make_codes, remove_code_app
from accounts.adapters.mfa import MFAAdapter
from accounts.models import Mail, SessionAct
from accounts.rules.factors import factors_of
from accounts.rules.limits import FACTOR, FACTOR_DAY
from agencies.actions.security_log import UNKNOWN, Browser
from agencies.models import SecurityEvent
from project.base import clock
from project.base.errors import Invalid, TooMany, WrongState
from project.base.secret_box import box
from tests.accounts.helpers.factors import FACTORS, HOST, SECRET, code_at, facts, has_app, has_codes, prove
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import kinds, race

STEP = dt.timedelta(seconds=30)


def spend(member, code, now=START):
    person = (str(member.membership.user_id),)
    counted = [(FACTOR, person), (FACTOR_DAY, person)]
    facts = {"user": member.membership.user, "agency": member.agency, "browser": UNKNOWN}
    return check_code(**facts, code=code, counted=counted, now=now).type


def events(member) -> list[str]:
    return list(
        SecurityEvent.objects.filter(user=member.membership.user)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def everything_stored() -> str:
    """Every text of every table, sessions unpacked: what a thief of the database reads."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join([*found, *(json.dumps(row.get_decoded()) for row in Session.objects.all())])


# --- secrets at rest ----------------------------------------------------------------------------


def test_the_database_holds_no_secret(cast: Cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    page = client.get(f"{FACTORS}code-app/")
    pending = page.context["letters"].replace(" ", "")
    has_app(cast.max)
    codes = has_codes(cast.max)

    stored = everything_stored()

    adapter = MFAAdapter()
    seed = adapter.decrypt(Authenticator.objects.get(type="recovery_codes").data["seed"])
    assert "max@inkwell.example" in stored, "the test looks at what is stored"
    assert adapter.decrypt(client.session["code_app_secret"]) == pending
    assert [text for text in (SECRET, pending, seed, *codes) if text in stored] == []


def test_keys_can_be_rotated(cast: Cast, settings):
    has_app(cast.clara, START)
    old, new = settings.SECRETS_KEYS, [Fernet.generate_key().decode()]

    settings.SECRETS_KEYS = new + old
    assert spend(cast.clara, code_at(START + STEP), START + STEP) == "totp"
    settings.SECRETS_KEYS = new
    with pytest.raises(InvalidToken):
        spend(cast.clara, code_at(START + 2 * STEP), START + 2 * STEP)


# --- the code app -------------------------------------------------------------------------------


def test_each_code_works_once_and_none_before_it(cast: Cast):
    has_app(cast.clara, START)
    now = START + 2 * STEP

    with pytest.raises(Invalid):
        spend(cast.clara, code_at(START), START)  # spent by setting the app up
    assert spend(cast.clara, code_at(now), now) == "totp"
    for late in (code_at(now), code_at(now - STEP)):
        with pytest.raises(Invalid):
            spend(cast.clara, late, now)
    assert spend(cast.clara, code_at(now + STEP), now) == "totp", "a fast clock is forgiven"


@pytest.mark.parametrize(("away", "right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_clock_may_be_wrong_by_one_step(cast: Cast, away: int, right: bool):
    has_app(cast.clara, START)
    now = START + dt.timedelta(hours=1)

    if right:
        assert spend(cast.clara, code_at(now + away * STEP), now) == "totp"
    else:
        with pytest.raises(Invalid):
            spend(cast.clara, code_at(now + away * STEP), now)


def test_spaces_and_dashes_do_not_matter(cast: Cast):
    has_app(cast.clara, START)
    code, recovery = code_at(START + STEP), has_codes(cast.clara)[0]

    assert spend(cast.clara, f" {code[:3]}-{code[3:]} ", START + STEP) == "totp"
    assert spend(cast.clara, f"{recovery[:4]} {recovery[4:]}") == "recovery_codes"


def test_a_wrong_first_code_sets_nothing_up(cast: Cast):
    with pytest.raises(Invalid):
        add_code_app(**facts(cast.clara), secret=SECRET, code="000000", keep=None, now=START)

    assert not Authenticator.objects.exists()


def test_one_app_at_a_time(cast: Cast):
    has_app(cast.clara)

    with pytest.raises(WrongState):
        has_app(cast.clara)


def test_adding_and_removing_is_told(cast: Cast):
    has_app(cast.clara)
    has_codes(cast.clara)
    remove_code_app(**facts(cast.clara), now=START)
    remove_code_app(**facts(cast.clara), now=START)

    assert events(cast.clara) == ["second_factor_added", "recovery_codes_made", "second_factor_removed"]
    mails = Mail.objects.filter(recipient="clara@inkwell.example").order_by("pk")
    assert [mail.kind for mail in mails] == ["factor_added", "factor_added", "factor_removed"]
    assert "an authenticator app" in mails[0].text and "/account/sign-in/" in mails[0].text
    assert not Authenticator.objects.exists(), "codes without a factor are forgotten"


# --- wrong codes --------------------------------------------------------------------------------


def test_wrong_codes_are_counted_by_person_and_right_ones_are_not(cast: Cast):
    has_app(cast.clara, START)
    has_app(cast.max, START)
    now = START + dt.timedelta(minutes=1)
    assert [spend(cast.clara, code_at(now + n * STEP), now) for n in (0, 1)] == ["totp", "totp"]
    for _try in range(6):
        with pytest.raises(Invalid):
            spend(cast.clara, "000000", now)

    right = code_at(now + dt.timedelta(minutes=5))
    with pytest.raises(TooMany) as waits:
        spend(cast.clara, right, now + dt.timedelta(minutes=5))
    assert 0 < waits.value.retry_after <= 15 * 60
    assert spend(cast.max, code_at(now), now) == "totp"
    later = now + dt.timedelta(minutes=16)
    assert spend(cast.clara, code_at(later), later) == "totp"
    failed = SecurityEvent.objects.filter(kind="second_factor_failed", user=cast.clara.membership.user)
    assert failed.count() == failed.filter(suspicious=True).count() == 6


def test_forty_wrong_codes_a_day(cast: Cast):
    has_app(cast.clara, START)
    now = START
    for number in range(40):
        now = START + dt.timedelta(minutes=16 * (number // 6 + 1))
        with pytest.raises(Invalid):
            spend(cast.clara, "000000", now)

    with pytest.raises(TooMany):
        spend(cast.clara, "000000", now + dt.timedelta(hours=4))


# --- recovery codes -----------------------------------------------------------------------------


def test_recovery_codes_work_once_each(cast: Cast):
    has_app(cast.clara)
    codes = has_codes(cast.clara)
    assert len(set(codes)) == 10 and {len(code) for code in codes} == {8}

    assert spend(cast.clara, codes[3]) == "recovery_codes"
    with pytest.raises(Invalid):
        spend(cast.clara, codes[3])
    assert spend(cast.clara, codes[9]) == "recovery_codes"

    assert factors_of(cast.clara.membership.user, HOST).codes_left == 8
    assert events(cast.clara).count("recovery_code_used") == 2


def test_new_codes_put_an_end_to_the_old_ones(cast: Cast):
    has_app(cast.clara)
    old, new = has_codes(cast.clara), has_codes(cast.clara)

    with pytest.raises(Invalid):
        spend(cast.clara, old[0])
    assert spend(cast.clara, new[0]) == "recovery_codes"


# --- at the same time ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_one_code_at_the_same_time_works_once(rounds: int):
    cast = load_cast()
    has_app(cast.clara, START)
    codes = has_codes(cast.clara)
    for number in range(min(rounds, 10)):
        now = START + dt.timedelta(minutes=number + 1)

        results = race([lambda now=now: spend(cast.clara, code_at(now), now)] * 4)
        assert kinds(results) == {"str": 1, "Invalid": 3}
        clear_counters()
        results = race([lambda code=codes[number]: spend(cast.clara, code)] * 4)
        assert kinds(results) == {"str": 1, "Invalid": 3}
        clear_counters()


@pytest.mark.django_db(transaction=True)
def test_many_wrong_codes_at_the_same_time_are_all_counted():
    cast = load_cast()
    has_app(cast.clara, START)

    results = race([lambda: spend(cast.clara, "000000")] * 12)

    assert kinds(results) == {"Invalid": 6, "TooMany": 6}


@pytest.mark.django_db(transaction=True)
def test_two_sets_of_codes_at_the_same_time_leave_one():
    cast = load_cast()
    has_app(cast.clara)

    sets = race([lambda: make_codes(**facts(cast.clara), now=clock.now())] * 4)

    works = []
    for codes in sets:
        try:
            works.append(spend(cast.clara, codes[0]))
        except Invalid:
            works.append("")
        clear_counters()
    assert sorted(works) == ["", "", "", "recovery_codes"]


def clear_counters() -> None:
    from accounts.models import LimitCounter

    LimitCounter.objects.all().delete()


def test_secrets_of_removed_factors_are_encrypted_anew_too(cast: Cast, settings):
    has_app(cast.clara)
    session = signs_in(cast.clara)
    remove_code_app(**{**facts(cast.clara), "browser": Browser(session=session.public_id)}, now=clock.now())
    new = [Fernet.generate_key().decode()]

    settings.SECRETS_KEYS = new + settings.SECRETS_KEYS
    call_command("rotate_secrets")

    settings.SECRETS_KEYS = new
    secret = SessionAct.objects.get(kind="factor_removed").before["data"]["secret"]
    assert box().decrypt(secret.encode()).decode() == SECRET


def test_secrets_are_encrypted_anew_with_the_first_key(cast: Cast, settings):
    has_app(cast.clara, START)
    codes = has_codes(cast.clara)
    has_app(cast.max, START)
    new = [Fernet.generate_key().decode()]

    settings.SECRETS_KEYS = new + settings.SECRETS_KEYS
    call_command("rotate_secrets")
    settings.SECRETS_KEYS = new

    assert spend(cast.clara, code_at(START + STEP), START + STEP) == "totp"
    assert spend(cast.clara, codes[0]) == "recovery_codes"
    settings.SECRETS_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="3 secrets cannot be decrypted"):
        call_command("rotate_secrets")
