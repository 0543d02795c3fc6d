"""Takeovers of somebody who runs an agency, or a client account: what the thief did to the rights of others
is taken back, whoever acts first, and an owner is left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from accounts.actions.people import register_invited
from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import LoginAlert, Mail, Notice, SessionAct, User
from agencies.actions.invitations import invite
from agencies.actions.people import change_roles
from agencies.actions.security_log import Browser
from agencies.models import Agency, Invitation, Membership, SecurityEvent
from clients.models import AccountPerson
from project.base.clock import now
from project.base.errors import NotAllowed
from project.base.viewer import Member, Public
from tests.accounts.helpers.sign_ins import ABROAD, HOME
from tests.accounts.helpers.support import STRONG, links, path_of, post_sign_in, types_mailed_code
from tests.helpers.cast import PASSWORD, browser

pytestmark = pytest.mark.django_db
PEOPLE, SECURITY = "/desk/people/", "/desk/security/"
ACCOMPLICE = "accomplice@evil.example"


def enters(member, address):
    client = browser(None, member.agency, REMOTE_ADDR=address)
    assert post_sign_in(client, member.membership.user.email, PASSWORD).status_code == 302
    return client


@pytest.fixture
def stranger(cast):
    """Somebody far away who has Otto's password and has seen one mail, after a sign-in of Otto's at home."""
    enters(cast.otto, HOME)
    client = enters(cast.otto, ABROAD)
    types_mailed_code(client)
    return client


def says_not_me(cast, alert=None):
    alert = alert or LoginAlert.objects.latest("pk")
    tell_of_sign_in(alert_id=alert.pk, now=now())
    link = next(
        link for link in links(Mail.objects.filter(kind="login_alert").latest("pk")) if "not-me" in link
    )
    return browser(None, cast.inkwell).post(path_of(link), {"answer": "not-me"})


def url_of(member):
    return f"{PEOPLE}{member.membership.public_id}/"


def fresh(member):
    return Membership.objects.get(pk=member.membership.pk)


def accepts(cast, address=ACCOMPLICE, name="Mallory"):
    """The invited person follows the link of the mail."""
    mail = Mail.objects.filter(kind="invitation", recipient=address).latest("pk")
    token = path_of(links(mail)[0]).rstrip("/").rpartition("/")[2]
    facts = {"token": token, "name": name, "password": STRONG, "now": now()}
    return register_invited(actor=Public(cast.inkwell), **facts)[1]


def invites(client, roles=("owner",), address=ACCOMPLICE):
    assert client.post(f"{PEOPLE}invite/", {"email": address, "roles": roles}).status_code == 302


def told(member, kind="rights_taken_back"):
    return Mail.objects.filter(kind=kind, recipient=member.membership.user.email)


def test_thief_first_invites_and_the_link_is_worthless(cast, stranger):
    invites(stranger)

    page = says_not_me(cast).content.decode()

    assert "Person invited" in page
    assert Invitation.objects.get().withdrawn_at
    mail = told(cast.max).get()
    assert f"The invitation to {ACCOMPLICE} has been withdrawn." in mail.text and mail.text.count("- ") == 1
    assert not told(cast.otto).exists(), "who says so need not be told"
    notice = Notice.objects.get(kind="rights_taken_back", user=cast.max.membership.user)
    assert notice.named == cast.otto.membership.user and "Otto" in notice.words
    assert SecurityEvent.objects.filter(kind="change_undone", detail="invitation").exists()


def test_thief_first_and_the_invited_one_is_in_already(cast, stranger):
    invites(stranger)
    mallory = accepts(cast)
    assert fresh(cast.otto).roles == ["owner"] and mallory.roles == ["owner"]
    client = browser(Member(cast.inkwell, membership=mallory))
    assert client.get(PEOPLE).status_code == 200

    says_not_me(cast)

    mallory.refresh_from_db()
    assert mallory.ended_at
    assert client.get(PEOPLE).status_code != 200
    assert "Mallory is no longer a member." in told(cast.max).get().text
    assert SecurityEvent.objects.filter(kind="membership_ended", user=mallory.user).exists()


def test_what_an_invitation_gave_goes_and_what_was_held_before_stays(cast, stranger):
    wendell = cast.wendell.membership
    invites(stranger, roles=("writer", "manager"), address=wendell.user.email)
    token = path_of(links(Mail.objects.get(kind="invitation"))[0])
    assert browser(cast.wendell).post(token).status_code == 302
    assert fresh(cast.wendell).roles == ["writer", "manager"]

    says_not_me(cast)

    assert (fresh(cast.wendell).roles, fresh(cast.wendell).ended_at) == (["writer"], None)
    assert "has these roles again: Writer." in told(cast.max).get().text


def test_thief_first_changes_ends_and_suspends_and_everybody_is_what_they_were(cast, stranger):
    stranger.post(url_of(cast.wendell), {"roles": ["writer", "owner"]})
    stranger.post(url_of(cast.max), {"roles": ["client"]})
    stranger.post(f"{url_of(cast.edith)}end/")
    stranger.post(f"{url_of(cast.sam)}suspend/", {"reason": "In the way"})
    assert fresh(cast.max).roles == ["client"] and fresh(cast.edith).ended_at and fresh(cast.sam).suspended_at

    says_not_me(cast)

    for person in cast.of_inkwell.values():
        row = fresh(person)
        assert (row.roles, row.ended_at, row.suspended_at) == (person.membership.roles, None, None)
    assert not SessionAct.objects.standing().exists()
    assert len(told(cast.max).get().text.split("- ")) == 5


def test_who_was_let_in_again_is_out_again(cast, stranger):
    browser(cast.max).post(f"{url_of(cast.wendell)}suspend/", {"reason": "Copied a text"})
    stranger.post(f"{url_of(cast.wendell)}restore/")
    assert fresh(cast.wendell).suspended_at is None

    says_not_me(cast)

    assert fresh(cast.wendell).suspended_at
    assert fresh(cast.wendell).suspended_by == cast.max.membership


def test_the_thief_throws_the_owner_out_and_an_owner_is_left(cast, stranger):
    """By an accomplice, whose own session nobody asks about."""
    invites(stranger)
    mallory = Member(cast.inkwell, membership=accepts(cast))
    hers = browser(None, cast.inkwell)
    post_sign_in(hers, ACCOMPLICE, STRONG)
    assert hers.post(f"{url_of(cast.otto)}end/").status_code == 302
    invites(hers, roles=("manager",), address="second@evil.example")
    second = accepts(cast, "second@evil.example", "Second")
    assert fresh(cast.otto).ended_at

    says_not_me(cast)

    assert (fresh(cast.otto).roles, fresh(cast.otto).ended_at) == (["owner"], None)
    assert fresh(mallory).ended_at and Membership.objects.get(pk=second.pk).ended_at


def test_what_a_manager_could_have_done_anyway_stays(cast, stranger):
    """Max was made an owner by the thief, and knows nothing of it."""
    stranger.post(url_of(cast.max), {"roles": ["manager", "owner"]})
    signed = enters(cast.max, HOME)
    invites(signed, roles=("writer",), address="fair@new.example")
    invites(signed, roles=("owner",), address="owner@new.example")

    says_not_me(cast)

    assert fresh(cast.max).roles == ["manager"]
    open_ones = Invitation.objects.filter(withdrawn_at=None)
    assert [row.email for row in open_ones] == ["fair@new.example"]


def test_the_last_owner_stays_one_and_the_managers_are_told(cast, stranger):
    stranger.post(url_of(cast.wendell), {"roles": ["writer", "owner"]})
    Membership.objects.filter(pk=cast.otto.membership.pk).update(roles=["manager"])

    says_not_me(cast)

    assert fresh(cast.wendell).roles == ["writer", "owner"]
    assert (
        "is the only owner left and so is still an owner. Check whether this is right."
        in told(cast.max).get().text
    )
    assert SecurityEvent.objects.filter(kind="last_owner_kept", suspicious=True).exists()


def test_what_somebody_else_has_changed_since_stays(cast, stranger):
    stranger.post(url_of(cast.wendell), {"roles": ["writer", "manager"]})
    change_roles(
        actor=cast.otto, member=fresh(cast.wendell), roles=["writer", "manager", "editor"], now=now()
    )
    stranger.post(SECURITY, policy(idle_hours=2000, session_cap=40))
    Agency.objects.filter(pk=cast.inkwell.pk).update(session_cap=7)

    says_not_me(cast)

    assert fresh(cast.wendell).roles == ["writer", "editor"]
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert (agency.idle_hours, agency.session_cap) == (336, 7)


def policy(**numbers):
    rule = {"second_factor_for": "nobody"}
    return {"session_cap": 10, "idle_hours": 336, "session_days": 30, "trust_days": 30, **rule, **numbers}


def test_the_date_of_the_second_factor_comes_back(cast, stranger):
    day = now().replace(microsecond=0) + dt.timedelta(days=3)
    Agency.objects.filter(pk=cast.inkwell.pk).update(second_factor_from=day)
    stranger.post(SECURITY, policy())
    assert Agency.objects.get(pk=cast.inkwell.pk).second_factor_from is None

    says_not_me(cast)

    assert Agency.objects.get(pk=cast.inkwell.pk).second_factor_from == day
    assert "The previous security policy has been restored." in told(cast.max).get().text


def test_what_the_owners_have_changed_since_is_not_told_as_taken_back(cast, stranger):
    stranger.post(SECURITY, policy(session_cap=40))
    Agency.objects.filter(pk=cast.inkwell.pk).update(session_cap=7)

    says_not_me(cast)

    assert Agency.objects.get(pk=cast.inkwell.pk).session_cap == 7
    assert not any("security policy" in mail.text for mail in told(cast.max))


@pytest.mark.parametrize("since", [None, "second_factor_for", "second_factor_wide_from"])
def test_of_whom_it_was_required_comes_back_as_one_rule(cast, stranger, since):
    day = now().replace(microsecond=0) + dt.timedelta(days=3)
    stranger.post(SECURITY, policy(second_factor_for="everybody"))
    values = {None: {}, "second_factor_for": {since: "team"}, "second_factor_wide_from": {since: day}}[since]
    Agency.objects.filter(pk=cast.inkwell.pk).update(idle_hours=336, **values)

    says_not_me(cast)

    agency = Agency.objects.get(pk=cast.inkwell.pk)
    if since is None:
        assert (agency.second_factor_for, agency.second_factor_from) == ("staff", None)
    else:
        assert getattr(agency, since) == values[since] and agency.second_factor_wide_from is not None


def test_owner_first_and_the_thief_comes_too_late(cast, stranger):
    late = Browser(session=SecurityEvent.objects.filter(kind="signed_in").latest("pk").session)
    says_not_me(cast)

    assert stranger.post(f"{PEOPLE}invite/", {"email": ACCOMPLICE, "roles": ["owner"]}).status_code == 302
    assert not Invitation.objects.exists()
    for act in (
        lambda: invite(actor=cast.otto, email=ACCOMPLICE, roles=["owner"], now=now(), browser=late),
        lambda: change_roles(
            actor=cast.otto, member=fresh(cast.sam), roles=["owner"], now=now(), browser=late
        ),
    ):
        with pytest.raises(NotAllowed), transaction.atomic():
            act()
    assert fresh(cast.sam).roles == ["support"] and not Invitation.objects.exists()


@pytest.fixture
def company(cast):
    """Clara's account with Petra, a payer, and Paul, a reader, in it; a thief who has Clara's password."""
    enters(cast.clara, HOME)
    account = AccountPerson.objects.get(membership=cast.clara.membership).account
    people = {}
    for name, role in (("Petra", "payer"), ("Paul", "reader")):
        user = User.objects.create_user(f"{name.lower()}@company.example", STRONG, name=name)
        row = Membership.objects.create(agency=cast.inkwell, user=user, roles=["client"], public_name=name)
        people[name] = AccountPerson.objects.create(
            agency=cast.inkwell, account=account, membership=row, role=role, joined_at=now()
        )
    return account, people, enters(cast.clara, ABROAD)


def test_colleagues_of_a_client_account(cast, company):
    account, people, stranger = company
    page = f"/orders/accounts/{account.public_id}/"
    for address in (ACCOMPLICE, "open@evil.example"):
        assert stranger.post(page, {"email": address, "role": "payer"}).status_code == 302
    mallory = accepts(cast)
    assert account.people.filter(membership=mallory).exists()
    paul, petra = (people[name].membership.public_id for name in ("Paul", "Petra"))
    assert stranger.post(f"{page}people/{paul}/role/", {"role": "payer"}).status_code == 302
    assert stranger.post(f"{page}people/{petra}/remove/").status_code == 302

    says_not_me(cast)

    roles = dict(account.people.values_list("membership__public_name", "role"))
    assert roles == {cast.clara.membership.public_name: "payer", "Petra": "payer", "Paul": "reader"}
    mallory.refresh_from_db()
    assert mallory.ended_at
    assert Invitation.objects.get(email="open@evil.example").withdrawn_at
    assert told(cast.otto).exists() and told(cast.max).exists()
    assert Notice.objects.filter(kind="rights_taken_back", user=people["Petra"].membership.user).exists()
