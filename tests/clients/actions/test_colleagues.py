"""The people of a client account: who may ask whom in, what the link
opens, and that a payer is always left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actions.people import make_person
from accounts.models import Mail
from agencies.actions.invitation_use import redeem_invitation
from agencies.actions.people import admit, change_roles, end_membership
from agencies.models import Invitation
from clients.actions.colleagues import (
    change_colleague,
    invite_colleague,
    remove_colleague,
    withdraw_colleague,
)
from clients.models import AccountInvitation, AccountPerson, ClientAccount
from clients.rules.accounts import account_role
from drafts.actions.drafts import begin_draft
from project.base.errors import Invalid, NotAllowed, NotVisible, Taken, WrongState
from project.base.viewer import Member
from tests.accounts.helpers.support import links
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import account_of
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db

PETRA = "petra@new.example"


def ask(cast: Cast, email: str = PETRA, role: str = "reader", now: dt.datetime = START) -> str:
    """Clara asks somebody in; returns the token of the mailed link."""
    invite_colleague(actor=cast.clara, account=account_of(cast.clara), email=email, role=role, now=now)
    return links(Mail.objects.filter(recipient=email.lower()).latest("pk"))[0].rstrip("/").rsplit("/", 1)[1]


def enter(cast: Cast, token: str, user, now: dt.datetime = START) -> Member:
    row = redeem_invitation(actor=cast.clara, token=token, user=user, public_name="Petra", now=now)
    return Member(cast.inkwell, membership=row)


def petra():
    return make_person(email=PETRA, name="Petra Novak", password=None)


def test_who_is_asked_comes_in_as_asked_and_into_this_account_alone(cast: Cast) -> None:
    account = account_of(cast.clara)

    member = enter(cast, ask(cast), petra())

    assert member.membership.roles == ["client"]
    rows = AccountPerson.objects.filter(membership=member.membership).values_list(
        "account", "role", "joined_at"
    )
    assert list(rows) == [(account.pk, "reader", START)]
    assert account_role(member, account.pk) == "reader"


def test_the_mail_names_account_and_role(cast: Cast) -> None:
    ClientAccount.objects.filter(pk=account_of(cast.clara).pk).update(name="Harbour & Sons")

    ask(cast, role="orderer")

    mail = Mail.objects.get(recipient=PETRA)
    assert "to join the client account “Harbour & Sons” at Inkwell as: Buyer." in mail.text
    assert "<strong>Harbour &amp; Sons</strong>" in mail.html and "<strong>Buyer</strong>" in mail.html


def test_a_client_of_another_account_belongs_to_both(cast: Cast) -> None:
    user = petra()
    before = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Petra", now=START)
    own = before.account_people.get().account_id

    member = enter(cast, ask(cast, role="orderer"), user)

    roles = dict(member.membership.account_people.values_list("account_id", "role"))
    assert roles == {own: "payer", account_of(cast.clara).pk: "orderer"}


@pytest.mark.parametrize("role", ["orderer", "reader"])
def test_only_payers_change_who_belongs(cast: Cast, role: str) -> None:
    actor, account = colleague(cast, role), account_of(cast.clara)
    clara = cast.clara.membership
    for act in (
        lambda: invite_colleague(actor=actor, account=account, email=PETRA, role="reader", now=START),
        lambda: change_colleague(actor=actor, account=account, membership=clara, role="reader", now=START),
        lambda: remove_colleague(actor=actor, account=account, membership=clara, now=START),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("who", ["wendell", "edith", "nick"])
def test_nobody_else_changes_who_belongs(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        invite_colleague(
            actor=cast.everybody[who], account=account_of(cast.clara), email=PETRA, role="reader", now=START
        )
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["sam", "max", "otto"])
def test_the_desk_invites_too_at_its_own_agency(cast: Cast, who: str) -> None:
    account = account_of(cast.clara)
    invite_colleague(actor=cast.everybody[who], account=account, email=PETRA, role="payer", now=START)
    with pytest.raises(NotVisible):
        invite_colleague(actor=cast.mara, account=account, email=PETRA, role="payer", now=START)
    assert Invitation.objects.get().invited_by == cast.everybody[who].membership


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("clara@inkwell.example", "already"),
        ("Wendell@inkwell.example", "also join a client account"),
        ("max@inkwell.example", "also join a client account"),
        ("nonsense", "valid"),
    ],
)
def test_who_is_not_asked(cast: Cast, email: str, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(cast, email)
    assert words in str(refusal.value.errors["email"])
    assert not Mail.objects.exists()


def test_an_unknown_role_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        ask(cast, role="emperor")


def test_who_works_for_the_agency_by_the_time_of_the_link_is_refused(cast: Cast) -> None:
    token, user = ask(cast), petra()
    admit(agency=cast.inkwell, user=user, roles=["editor"], public_name="Petra", now=START)

    with pytest.raises(NotAllowed, match="also join a client account"):
        enter(cast, token, user)

    assert Invitation.objects.get().used_at is None
    assert user.memberships.get().roles == ["editor"]


def test_whom_the_agency_let_go_no_payer_brings_back(cast: Cast) -> None:
    user = petra()
    row = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Petra", now=START)
    token = ask(cast)
    end_membership(actor=cast.max, member=row, now=START)

    with pytest.raises(NotVisible):
        enter(cast, token, user)
    with pytest.raises(Invalid) as refusal:
        ask(cast)
    assert "ended" in str(refusal.value.errors["email"])


def test_a_link_that_outlives_a_membership_opens_nothing(cast: Cast) -> None:
    """One that was sent, or used, at the very moment of the ending."""
    user = petra()
    row = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Petra", now=START)
    token = ask(cast)
    end_membership(actor=cast.max, member=row, now=START)
    Invitation.objects.update(withdrawn_at=None)

    with pytest.raises(NotAllowed, match="ended your membership"):
        enter(cast, token, user)

    row.refresh_from_db()
    assert row.ended_at == START and not row.account_people.filter(account=account_of(cast.clara)).exists()


def test_asking_again_leaves_one_link_good(cast: Cast) -> None:
    first, second = ask(cast), ask(cast, role="orderer")
    user = petra()

    with pytest.raises(NotVisible):
        enter(cast, first, user)
    member = enter(cast, second, user)
    assert member.membership.account_people.get().role == "orderer"


def test_an_invitation_ends_after_a_week(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        enter(cast, ask(cast), petra(), now=START + dt.timedelta(days=7))


def test_withdrawing(cast: Cast) -> None:
    token, account = ask(cast), account_of(cast.clara)
    row = AccountInvitation.objects.get()
    for _again in range(2):
        withdraw_colleague(actor=cast.clara, account=account, invitation=row, now=START)
    user = petra()
    with pytest.raises(NotVisible):
        enter(cast, token, user)

    enter(cast, ask(cast), user)
    with pytest.raises(Taken):
        withdraw_colleague(
            actor=cast.clara, account=account, invitation=AccountInvitation.objects.latest("pk"), now=START
        )


def test_roles_change_and_the_last_payer_stays(cast: Cast) -> None:
    account, clara = account_of(cast.clara), cast.clara.membership
    other = colleague(cast, "orderer")
    for act in (
        lambda: change_colleague(
            actor=cast.clara, account=account, membership=clara, role="reader", now=START
        ),
        lambda: remove_colleague(actor=cast.clara, account=account, membership=clara, now=START),
    ):
        with pytest.raises(WrongState):
            act()

    change_colleague(actor=cast.clara, account=account, membership=other.membership, role="payer", now=START)
    remove_colleague(actor=cast.clara, account=account, membership=clara, now=START)

    assert list(account.people.values_list("membership", "role")) == [(other.membership.pk, "payer")]


def test_a_payer_who_has_left_the_agency_does_not_count(cast: Cast) -> None:
    account, other = account_of(cast.clara), colleague(cast, "payer")
    end_membership(actor=cast.max, member=other.membership, now=START)

    with pytest.raises(WrongState):
        remove_colleague(actor=cast.clara, account=account, membership=cast.clara.membership, now=START)


def test_who_is_removed_sees_nothing_and_what_they_drafted_stays(cast: Cast) -> None:
    account, other = account_of(cast.clara), colleague(cast, "orderer")
    draft = begin_draft(actor=other, account=account, now=START)
    for _again in range(2):
        remove_colleague(actor=cast.clara, account=account, membership=other.membership, now=START)

    fresh = Member(cast.inkwell, membership=type(other.membership).objects.get(pk=other.membership.pk))
    assert account not in ClientAccount.objects.visible_to(fresh)
    assert not type(draft).objects.visible_to(fresh).exists()
    assert type(draft).objects.visible_to(cast.clara).filter(pk=draft.pk).exists()


def test_a_reader_leaves(cast: Cast) -> None:
    reader, account = colleague(cast, "reader"), account_of(cast.clara)
    remove_colleague(actor=reader, account=account, membership=reader.membership, now=START)
    assert account.people.count() == 1


def test_new_roles_of_a_member_without_account_give_one_as_before(cast: Cast) -> None:
    reader, account = colleague(cast, "reader"), account_of(cast.clara)
    change_roles(actor=cast.max, member=reader.membership, roles=["client", "writer"], now=START)
    assert set(reader.membership.account_people.values_list("account", flat=True)) == {
        *ClientAccount.objects.filter(people__membership=reader.membership).values_list("pk", flat=True)
    }
    assert account.people.filter(membership=reader.membership).exists()


def test_the_database_refuses_unknown_roles_and_other_agencies(cast: Cast) -> None:
    ask(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountPerson.objects.update(role="emperor")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountInvitation.objects.update(role="emperor")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountInvitation.objects.update(account=account_of(cast.nick))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_two_payers_who_remove_each_other_leave_one(rounds: int) -> None:
    cast = load_cast()
    account = account_of(cast.clara)
    other = colleague(cast, "payer")
    for _round in range(rounds):
        results = race(
            [
                lambda: remove_colleague(
                    actor=cast.clara, account=account, membership=other.membership, now=START
                ),
                lambda: remove_colleague(
                    actor=other, account=account, membership=cast.clara.membership, now=START
                ),
            ]
        )
        assert kinds(results) == {"NoneType": 1, "NotAllowed": 1}
        assert account.people.filter(role="payer").count() == 1
        for member in (cast.clara, other):
            AccountPerson.objects.get_or_create(
                agency=cast.inkwell, account=account, membership=member.membership, defaults={"role": "payer"}
            )


@pytest.mark.django_db(transaction=True)
def test_two_payers_who_step_down_leave_one(rounds: int) -> None:
    cast = load_cast()
    account, other = account_of(cast.clara), colleague(cast, "payer")

    def down(member: Member) -> AccountPerson:
        return change_colleague(
            actor=member, account=account, membership=member.membership, role="reader", now=START
        )

    for _round in range(rounds):
        results = race([lambda: down(cast.clara), lambda: down(other)])
        assert kinds(results) == {"AccountPerson": 1, "WrongState": 1}
        account.people.update(role="payer")


@pytest.mark.django_db(transaction=True)
def test_asking_one_address_twice_at_once_leaves_one_link() -> None:
    cast = load_cast()
    account = account_of(cast.clara)

    def again() -> AccountInvitation:
        return invite_colleague(actor=cast.clara, account=account, email=PETRA, role="reader", now=START)

    assert kinds(race([again] * 4)) == {"AccountInvitation": 4}
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_used_while_the_agency_lets_go_waits_for_nobody(rounds: int) -> None:
    for turn in range(rounds):
        cast, user = (
            load_cast(),
            make_person(email=f"petra-{turn}@new.example", name="Petra Novak", password=None),
        )
        member = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Petra", now=START)
        token = ask(cast, user.email)

        found = race(
            [
                lambda cast=cast, token=token, user=user: enter(cast, token, user),
                lambda cast=cast, member=member: end_membership(actor=cast.max, member=member, now=START),
            ]
        )

        assert set(kinds(found)) <= {"Member", "Membership", "NotVisible", "NotAllowed"}
        member.refresh_from_db()
        assert member.ended_at == START
