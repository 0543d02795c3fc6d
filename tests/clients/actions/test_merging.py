"""Two client accounts become one client, and two again: rights and lists read both, nothing is rewritten."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actions.people import make_person
from agencies.actions.people import admit
from clients.actions.colleagues import change_colleague, remove_colleague
from clients.actions.desk import make_account
from clients.actions.merging import merge_accounts, part_account
from clients.models import AccountEvent, AccountPerson, ClientAccount
from clients.querysets import with_merged
from clients.rules.accounts import account_role
from drafts.models import OrderDraft
from orders.actions.placing import convert_draft
from orders.models import LedgerEntry
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import HOUR, account_of, make_draft, seen_price
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db


def company(cast: Cast, name: str = "Harbour Ltd") -> ClientAccount:
    return make_account(actor=cast.max, name=name, kind="company", now=START)


def carl(cast: Cast, account: ClientAccount, role: str = "payer") -> Member:
    """Somebody who belongs to that account alone."""
    user = make_person(email="carl@client.example", name="Carl", password=None)
    member = admit(agency=cast.inkwell, user=user, roles=["client"], public_name="Carl", now=START)
    member.account_people.update(account=account, role=role)
    return Member(cast.inkwell, membership=member)


def roles_in(account: ClientAccount) -> dict[str, str]:
    rows = account.people.values_list("membership__public_name", "role")
    return dict(rows)


def fresh(viewer: Member) -> Member:
    """The same person at the next request."""
    return Member(viewer.agency, membership=viewer.membership)


def test_people_of_either_see_what_belongs_to_both(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    draft, other = make_draft(cast.clara), carl(cast, root)
    assert not OrderDraft.objects.visible_to(other).exists()

    merge_accounts(actor=cast.max, account=clara, into=root, now=START)

    assert OrderDraft.objects.visible_to(other).get() == draft
    assert draft.account == OrderDraft.objects.get().account == clara  # nothing was rewritten
    assert account_role(fresh(other), clara.pk) == account_role(fresh(cast.clara), root.pk) == "payer"
    assert [row.pk for row in ClientAccount.objects.to_order_for(fresh(cast.clara))] == [root.pk]
    merged = ClientAccount.objects.get(pk=clara.pk)
    families = [set(ClientAccount.objects.family(each)) for each in (root, merged)]
    assert families == [{merged, root}] * 2
    assert OrderDraft.objects.values_list(with_merged(), flat=True).get() == root.pk
    assert list(AccountEvent.objects.filter(verb="merge").values_list("account", "other").order_by("id")) == [
        (clara.pk, root.pk),
        (root.pk, clara.pk),
    ]


def test_separated_each_has_its_own_people_again(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    before = list(AccountPerson.objects.order_by("id").values())
    carl(cast, root)
    joined = list(AccountPerson.objects.order_by("id").values())
    merge_accounts(actor=cast.otto, account=clara, into=root, now=START)

    merged = ClientAccount.objects.get(pk=clara.pk)
    part_account(actor=cast.otto, account=merged, now=START + HOUR)
    part_account(actor=cast.otto, account=ClientAccount.objects.get(pk=clara.pk), now=START + HOUR)

    assert list(AccountPerson.objects.order_by("id").values()) == joined != before
    assert not ClientAccount.objects.filter(merged_into__isnull=False).exists()
    assert AccountEvent.objects.filter(verb="part").count() == 2


def test_of_three_merged_accounts_one_can_go(cast: Cast) -> None:
    clara, root, third = account_of(cast.clara), company(cast), company(cast, "Harbour Books")
    carl(cast, third, "reader")
    for account in (clara, third):
        merge_accounts(actor=cast.max, account=account, into=root, now=START)
    assert roles_in(clara) == roles_in(third) == roles_in(root) == {"Clara B.": "payer", "Carl": "reader"}

    part_account(actor=cast.max, account=ClientAccount.objects.get(pk=clara.pk), now=START)

    assert roles_in(clara) == {"Clara B.": "payer"}
    assert roles_in(third) == roles_in(root) == {"Carl": "reader"}


def test_a_role_changed_or_a_person_removed_counts_for_all_of_them(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    other = carl(cast, root)
    merge_accounts(actor=cast.max, account=clara, into=root, now=START)

    change_colleague(actor=cast.sam, account=root, membership=cast.clara.membership, role="reader", now=START)
    assert roles_in(clara)["Clara B."] == roles_in(root)["Clara B."] == "reader"
    with pytest.raises(WrongState):
        remove_colleague(actor=cast.sam, account=root, membership=other.membership, now=START)
    remove_colleague(actor=cast.sam, account=root, membership=cast.clara.membership, now=START)
    assert roles_in(clara) == roles_in(root) == {"Carl": "payer"}


@pytest.mark.parametrize("who", ["sam", "edith", "wendell", "clara", "mara"])
def test_only_management_merges_and_separates(cast: Cast, who: str) -> None:
    clara, root = account_of(cast.clara), company(cast)
    with pytest.raises(NotAllowed if who != "mara" else NotVisible):
        merge_accounts(actor=cast.everybody[who], account=clara, into=root, now=START)
    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    with pytest.raises(NotAllowed if who != "mara" else NotVisible):
        part_account(actor=cast.everybody[who], account=ClientAccount.objects.get(pk=clara.pk), now=START)


def test_no_chains_no_circles_no_strangers(cast: Cast) -> None:
    a, b, c = (company(cast, name) for name in "ABC")
    nick = account_of(cast.nick)
    merge_accounts(actor=cast.max, account=a, into=b, now=START)
    merge_accounts(actor=cast.max, account=a, into=b, now=START + HOUR)  # the second click

    for source, into in ((b, a), (b, c), (c, a), (a, c), (b, b)):
        with pytest.raises(WrongState):
            merge_accounts(actor=cast.max, account=source, into=into, now=START)
    with pytest.raises(NotVisible):
        merge_accounts(actor=cast.max, account=c, into=nick, now=START)
    assert ClientAccount.objects.filter(merged_at=START).count() == 1
    for source, into in ((b, c), (c, a), (b, a), (c, c), (c, nick)):  # the database says no as well
        with pytest.raises(IntegrityError), transaction.atomic():
            ClientAccount.objects.filter(pk=source.pk).update(merged_into=into, merged_at=START)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_was_booked_since_keeps_them_together(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    draft = make_draft(cast.clara)
    merge_accounts(actor=cast.max, account=clara, into=root, now=START - HOUR)

    price = seen_price(cast.clara, draft, START)
    order = convert_draft(actor=fresh(cast.clara), draft=draft, seen=price, now=START)

    assert draft.account == clara and order.account == root  # a draft of before, an order of the new
    assert LedgerEntry.objects.get().account == root

    with pytest.raises(WrongState, match="booked"):
        part_account(actor=cast.max, account=ClientAccount.objects.get(pk=clara.pk), now=START)


@pytest.mark.django_db(transaction=True)
def test_merged_crosswise_at_once_one_of_them_is_merged() -> None:
    cast = load_cast()
    a, b = company(cast, "A"), company(cast, "B")

    results = race(
        [
            lambda: merge_accounts(actor=cast.max, account=a, into=b, now=START),
            lambda: merge_accounts(actor=cast.otto, account=b, into=a, now=START),
        ]
    )

    assert kinds(results) == {"ClientAccount": 1, "WrongState": 1}
    assert ClientAccount.objects.filter(merged_into__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_merged_while_somebody_orders_the_order_belongs_to_both() -> None:
    cast = load_cast()
    clara, root = account_of(cast.clara), company(cast)
    draft = make_draft(cast.clara)
    price = seen_price(cast.clara, draft, START)

    results = race(
        [
            lambda: convert_draft(actor=cast.clara, draft=draft, seen=price, now=START + HOUR),
            lambda: merge_accounts(actor=cast.max, account=clara, into=root, now=START),
        ]
    )

    assert kinds(results) == {"Order": 1, "ClientAccount": 1}
    entry = LedgerEntry.objects.get()
    assert entry.account in ClientAccount.objects.family(root)
    with pytest.raises(WrongState, match="booked"):
        part_account(actor=cast.max, account=ClientAccount.objects.get(pk=clara.pk), now=START + HOUR)


def test_only_a_merged_account_is_separated(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    never = f"clients/accounts/{root.public_id}/separate/"
    assert Api(cast.max).post(never).status == 409
    page = browser(cast.max).post(f"/desk/clients/{root.public_id}/separate/")
    assert page.status_code == 409 and "has not been merged" in page.content.decode()

    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    for _click in range(2):
        assert Api(cast.max).post(f"clients/accounts/{clara.public_id}/separate/").status == 200
