"""Domains of agencies: asked for, proved by a record, chosen, lapsed, removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Mail, Notice
from accounts.tasks import tell_of_failing_domain
from agencies.actions.domain_checks import check_due
from agencies.actions.domains import ask_check, ask_domain, give_host, make_primary, remove_domain
from agencies.models import Domain, DomainClaim, SecurityEvent
from agencies.rules.absolute_urls import agency_url
from agencies.rules.domains import ASKED_FOR, KEPT_FAILING, MOST, MOST_SUBDOMAINS
from agencies.states.domains import ClaimFault, ClaimKind, ClaimState
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from project.hosts import forget_hosts, place_of_host
from tests.agencies.helpers.domains import HOST, asked, checked, proved, zone
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.project.helpers.queue import waiting

pytestmark = pytest.mark.django_db
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def silent(name: str) -> Collection[str]:
    raise TimeoutError


def test_an_own_domain_leads_nowhere_until_its_record_was_seen(cast: Cast) -> None:
    claim = asked(cast.otto)

    assert (claim.kind, claim.state) == (ClaimKind.OWN, ClaimState.ASKED)
    assert place_of_host(HOST) is None
    assert [job.args for job in waiting("agencies.check_domain")] == [{"claim_id": claim.pk}]

    for resolve, fault in ((zone(), "missing"), (lambda _name: ["v=spf1 -all"], "other"), (silent, "silent")):
        assert checked(claim, resolve).fault == fault
        assert (claim.state, place_of_host(HOST)) == (ClaimState.ASKED, None)

    assert checked(claim, zone(claim), START + MINUTE).state == ClaimState.PROVED
    place = place_of_host(HOST)
    assert place and (place.agency_id, place.primary) == (cast.inkwell.pk, "inkwell.localhost")
    assert (claim.fault, claim.proved_at, claim.next_check_at) == ("", START + MINUTE, START + MINUTE + DAY)
    kinds_of = SecurityEvent.objects.filter(detail=HOST).order_by("pk").values_list("kind", flat=True)
    assert list(kinds_of) == ["domain_asked", "domain_proved"]


def test_asking_again_answers_the_same_and_owners_alone_ask(cast: Cast) -> None:
    claim, is_new = ask_domain(actor=cast.otto, host=HOST, now=START)
    assert (ask_domain(actor=cast.otto, host=HOST, now=START + DAY), is_new) == ((claim, False), True)

    for name, member in cast.of_inkwell.items():
        if name == "otto":
            continue
        for refused in _acts(member, claim):
            with pytest.raises(NotAllowed):
                refused()
    for foreign in _acts(cast.mara, claim)[1:]:
        with pytest.raises(NotVisible):
            foreign()


def _acts(actor: Member, claim: DomainClaim) -> list[Callable[[], Any]]:
    about: dict[str, Any] = {"actor": actor, "claim": claim, "now": START}
    return [
        lambda: ask_domain(actor=actor, host="other.example.com", now=START),
        lambda: ask_check(**about),
        lambda: make_primary(**about),
        lambda: remove_domain(**about),
    ]


def test_no_transaction_is_open_while_name_servers_are_asked(cast: Cast) -> None:
    claim, before = asked(cast.otto), len(connection.savepoint_ids)
    depths: list[int] = []

    def resolve(_name: str) -> Collection[str]:
        depths.append(len(connection.savepoint_ids))
        return []

    checked(claim, resolve)
    assert depths == [before]


def test_two_agencies_claim_one_name_and_the_record_decides(cast: Cast) -> None:
    ours, theirs = asked(cast.otto), asked(cast.mara)
    assert ours.token != theirs.token

    assert checked(theirs, zone(ours)).fault == ClaimFault.OTHER
    assert checked(ours, zone(ours)).state == ClaimState.PROVED
    assert checked(theirs, zone(ours, theirs)).fault == ClaimFault.TAKEN
    place = place_of_host(HOST)
    assert place and place.agency_id == cast.inkwell.pk
    ours.refresh_from_db()
    assert ours.next_check_at == START, "looked at again as soon as somebody else has proved it"

    # The name changed hands: the first record is gone.
    assert checked(ours, silent, START + MINUTE).state == ClaimState.PROVED
    assert checked(ours, zone(theirs), START + MINUTE).state == ClaimState.LAPSED
    assert place_of_host(HOST) is None
    assert checked(theirs, zone(theirs), START + MINUTE).state == ClaimState.PROVED
    place = place_of_host(HOST)
    assert place and place.agency_id == cast.northwind.pk


def test_a_record_that_is_gone_disconnects_after_seven_days(cast: Cast) -> None:
    claim = proved(cast.otto)
    make_primary(actor=cast.otto, claim=claim, now=START)
    assert agency_url(cast.inkwell, "/x/").startswith(f"http://{HOST}")

    assert checked(claim, zone(), START + DAY).failing_since == START + DAY
    assert checked(claim, zone(claim), START + 2 * DAY).failing_since is None
    checked(claim, zone(), START + 3 * DAY)
    last = START + 3 * DAY + KEPT_FAILING
    assert checked(claim, silent, last - MINUTE).state == ClaimState.PROVED
    assert checked(claim, silent, last).state == ClaimState.LAPSED
    assert (claim.next_check_at, place_of_host(HOST)) == (None, None)
    assert Domain.objects.get(agency=cast.inkwell).is_primary
    assert "inkwell.localhost" in agency_url(cast.inkwell, "/x/")

    assert checked(claim, zone(claim), last + DAY).state == ClaimState.LAPSED, "nothing revives it unasked"
    ask_check(actor=cast.otto, claim=claim, now=last + DAY)
    assert checked(claim, zone(claim), last + DAY).state == ClaimState.PROVED


def test_owners_hear_of_a_missing_record_and_of_its_end_once_each(cast: Cast) -> None:
    claim = proved(cast.otto)
    checked(claim, zone(), START + DAY)
    checked(claim, zone(), START + 2 * DAY)
    [job] = waiting("accounts.tell_of_domain")
    for _ in range(2):
        tell_of_failing_domain(**job.args)
    checked(claim, zone(), START + DAY + KEPT_FAILING)
    tell_of_failing_domain(**job.args)
    mails = Mail.objects.filter(kind="domain_failing").order_by("pk")
    assert [mail.recipient for mail in mails] == ["otto@inkwell.example"] * 2
    assert "10 March 2026" in mails[0].text and "no longer leads to Inkwell" in mails[1].text
    assert f"/desk/domains/{claim.public_id}/" in mails[1].text
    told = Notice.objects.filter(user=cast.otto.membership.user, kind__startswith="domain").order_by("pk")
    assert [(notice.kind, HOST in notice.words) for notice in told] == [
        ("domain_failing", True),
        ("domain_lapsed", True),
    ]


def test_one_that_nobody_proves_ends(cast: Cast) -> None:
    claim = asked(cast.otto)
    assert checked(claim, zone(), START + ASKED_FOR - MINUTE).state == ClaimState.ASKED
    assert checked(claim, zone(), START + ASKED_FOR).state == ClaimState.LAPSED


def test_due_checks_are_written_down_once(cast: Cast) -> None:
    claim = proved(cast.otto)
    before = len(waiting("agencies.check_domain"))
    assert check_due(now=START + DAY - MINUTE, most=10) == 0
    assert [check_due(now=START + DAY, most=10), check_due(now=START + DAY, most=10)] == [1, 0]
    assert len(waiting("agencies.check_domain")) == before + 1
    claim.refresh_from_db()
    assert claim.next_check_at and claim.next_check_at > START + DAY


def test_checks_by_hand_are_no_storm(cast: Cast) -> None:
    claim = proved(cast.otto)
    before = len(waiting("agencies.check_domain"))
    ask_check(actor=cast.otto, claim=claim, now=START)
    assert len(waiting("agencies.check_domain")) == before
    ask_check(actor=cast.otto, claim=claim, now=START + MINUTE)
    assert len(waiting("agencies.check_domain")) == before + 1


def test_names_of_the_installation_work_at_once_and_are_one_agencys(cast: Cast, settings: Any) -> None:
    settings.INSTALLATION_DOMAIN = "houses.example"
    claim = asked(cast.otto, "ink.houses.example")
    assert (claim.kind, claim.state, claim.token) == (ClaimKind.SUBDOMAIN, ClaimState.PROVED, "")
    assert place_of_host("ink.houses.example") is not None
    with pytest.raises(Invalid):
        asked(cast.mara, "ink.houses.example")
    for number in range(MOST_SUBDOMAINS - 1):
        asked(cast.otto, f"ink{number}.houses.example")
    with pytest.raises(Invalid):
        asked(cast.otto, "ink9.houses.example")


def test_an_agency_has_some_at_most(cast: Cast) -> None:
    for number in range(MOST - 1):
        asked(cast.otto, f"w{number}.example.com")
    with pytest.raises(Invalid):
        asked(cast.otto)


def test_the_primary_one_and_the_last_that_needs_no_record_stay(cast: Cast) -> None:
    given = DomainClaim.objects.get(host="inkwell.localhost")
    claim = proved(cast.otto)
    with pytest.raises(WrongState):
        remove_domain(actor=cast.otto, claim=given, now=START)
    make_primary(actor=cast.otto, claim=claim, now=START)
    for kept in (claim, given):
        with pytest.raises(WrongState):
            remove_domain(actor=cast.otto, claim=kept, now=START)
    make_primary(actor=cast.otto, claim=given, now=START)
    remove_domain(actor=cast.otto, claim=claim, now=START)
    forget_hosts()
    assert place_of_host(HOST) is None
    with pytest.raises(NotVisible):
        remove_domain(actor=cast.otto, claim=claim, now=START)


def test_one_that_is_not_connected_does_not_become_primary(cast: Cast) -> None:
    with pytest.raises(WrongState):
        make_primary(actor=cast.otto, claim=asked(cast.otto), now=START)


def test_the_operator_gives_a_host_over_a_claim(cast: Cast) -> None:
    asked(cast.otto)
    claim = give_host(agency=cast.inkwell, host=HOST, now=START)
    assert (claim.kind, claim.state, claim.token) == (ClaimKind.GIVEN, ClaimState.PROVED, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        give_host(agency=cast.northwind, host=HOST, now=START)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "own", "token": "", "state": "asked"},
        {"kind": "given", "token": "x", "state": "proved"},
        {"kind": "subdomain", "token": "", "state": "asked"},
        {"kind": "own", "token": "x", "state": "proved", "proved_at": None},
        {"host": "Words.example.com", "kind": "own", "token": "x", "state": "asked"},
    ],
)
def test_the_database_keeps_its_rules(cast: Cast, broken: dict[str, Any]) -> None:
    facts = {"agency": cast.inkwell, "host": HOST, "asked_at": START, "proved_at": START, **broken}
    with pytest.raises(IntegrityError), transaction.atomic():
        DomainClaim.objects.create(**facts)


@pytest.mark.django_db(transaction=True)
def test_of_two_agencies_that_take_one_name_at_once_one_gets_it(settings: Any) -> None:
    settings.INSTALLATION_DOMAIN = "houses.example"
    for _round in each_round(3):
        cast = load_cast()
        runners = [lambda actor=actor: asked(actor, "ink.houses.example") for actor in (cast.otto, cast.mara)]
        assert kinds(race(runners)) == {"DomainClaim": 1, "Invalid": 1}
        ours, theirs = asked(cast.otto), asked(cast.mara)
        both = zone(ours, theirs)
        race([partial(checked, claim, both) for claim in (ours, theirs)])
        states = sorted(DomainClaim.objects.filter(host=HOST).values_list("state", "fault"))
        assert states == [("asked", "taken"), ("proved", "")]
        assert Domain.objects.filter(host=HOST).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_taken_once() -> None:
    cast = load_cast()
    for number in range(MOST - 2):
        asked(cast.otto, f"w{number}.example.com")
    results = race([lambda n=n: asked(cast.otto, f"race{n}.example.com") for n in range(20)])
    assert kinds(results) == {"DomainClaim": 1, "Invalid": 19}
