"""Client accounts on the desk: the list and its ways in, the page, what the desk does there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core import mail

from accounts.models import Mail
from clients.actions.contacts import add_contact
from clients.actions.desk import make_account
from clients.actions.merging import merge_accounts
from clients.models import AccountContact, AccountEvent, AccountNote, AccountPerson, ClientAccount
from orders.actions.ledger import record_payment
from orders.models import Order
from project.base import formatting
from project.base.paging import PAGE_SIZE
from tests.clients.actions.test_merging import carl, fresh
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import HOUR, account_of, make_draft, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db

LIST = "/desk/clients/"


def harbour(cast: Cast, name: str = "Harbour Ltd") -> ClientAccount:
    return make_account(actor=cast.sam, name=name, kind="company", now=START)


def page_of(account: ClientAccount, rest: str = "") -> str:
    return f"{LIST}{account.public_id}/{rest}"


def names_in(cast: Cast, query: str) -> list[str]:
    page = browser(cast.sam).get(f"{LIST}?{query}")
    assert page.status_code == 200
    return [row.name for row in page.context["page"].rows]


def test_the_desk_makes_a_company_and_renames_it(cast: Cast) -> None:
    sam = browser(cast.sam)
    assert sam.post(f"{LIST}new/", {"name": "", "kind": "company"}).status_code == 422

    made = sam.post(f"{LIST}new/", {"name": "  Harbour   Ltd ", "kind": "company"})
    account = ClientAccount.objects.get(name="Harbour Ltd")
    assert made.url == page_of(account)
    assert "Nobody has joined yet" in sam.get(made.url).content.decode()
    sam.post(page_of(account, "edit/"), {"name": "Harbour & Sons", "kind": "personal"})

    account.refresh_from_db()
    assert (account.name, account.kind) == ("Harbour & Sons", "personal")
    verbs = AccountEvent.objects.filter(account=account, actor=cast.sam.membership).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["make", "rename", "change_kind"]


def test_two_people_are_invited_at_once_and_who_cannot_is_said(cast: Cast) -> None:
    account, sam = harbour(cast), browser(cast.sam)
    typed = "Ann@harbour.example, ben@harbour.example\nwendell@inkwell.example"

    page = sam.post(page_of(account, "invitations/"), {"emails": typed, "role": "orderer"})

    assert page.status_code == 422
    body = page.content.decode()
    assert "wendell@inkwell.example: This person works for the agency" in body
    assert "Ann@" not in body  # what is left to mend, and no more
    invited = Mail.objects.values_list("recipient", flat=True)
    assert sorted(invited) == ["ann@harbour.example", "ben@harbour.example"]
    assert "ben@harbour.example" in sam.get(page_of(account)).content.decode()
    assert (
        sam.post(page_of(account, "invitations/"), {"emails": "nonsense", "role": "payer"}).status_code == 422
    )


def test_contacts_are_written_changed_and_forgotten(cast: Cast) -> None:
    account, sam = harbour(cast), browser(cast.sam)
    fields = {
        "name": "Dora Quay",
        "email": "Dora@Harbour.example",
        "phone": "+44 1",
        "function": "Accounting",
    }
    sam.post(page_of(account, "contacts/"), fields)
    contact = AccountContact.objects.get()
    assert (contact.email, contact.account) == ("dora@harbour.example", account)

    own = page_of(account, f"contacts/{contact.public_id}/")
    assert sam.post(own, {**fields, "email": "no"}).status_code == 422
    sam.post(own, {**fields, "phone": ""})
    contact.refresh_from_db()
    assert contact.phone == ""
    assert (
        browser(cast.sam).post(page_of(account_of(cast.clara), f"contacts/{contact.public_id}/")).status_code
        == 404
    )
    sam.post(f"{own}remove/")
    assert not AccountContact.objects.exists()
    assert not mail.outbox and not Mail.objects.exists()  # contacts are told nothing


def test_a_note_is_read_by_the_desk_alone_and_leaves_a_trace(cast: Cast) -> None:
    account, sam = account_of(cast.clara), browser(cast.sam)
    assert sam.post(page_of(account, "notes/"), {"text": " "}).status_code == 422
    sam.post(page_of(account, "notes/"), {"text": "Prefers short calls."})
    note = AccountNote.objects.get()
    assert "Prefers short calls." in browser(cast.max).get(page_of(account)).content.decode()
    assert (
        "Prefers short calls."
        not in browser(cast.clara).get(f"/orders/accounts/{account.public_id}/").content.decode()
    )

    remove = page_of(account, f"notes/{note.public_id}/remove/")
    AccountNote.objects.filter(pk=note.pk).update(author=cast.otto.membership)
    assert sam.post(remove).status_code == 403  # neither its author nor management
    assert browser(cast.max).post(remove).status_code == 302
    page = sam.get(page_of(account)).content.decode()
    assert "Prefers short calls." not in page and "Removed by Max" in page


def test_the_list_finds_by_name_person_address_and_contact(cast: Cast) -> None:
    account = harbour(cast)
    fields = {"name": "Dora Quay", "email": "dora@quay.example"}
    add_contact(actor=cast.sam, account=account, fields=fields, now=START)

    assert names_in(cast, "") == ["Clara B.", "Harbour Ltd"]
    for words in ("q=harbour", "q=dora", "q=quay.example", "tab=company", "tab=empty", "q=HARB+dora"):
        assert names_in(cast, words) == ["Harbour Ltd"], words
    assert names_in(cast, "q=clara%40inkwell") == names_in(cast, "tab=personal") == ["Clara B."]
    assert names_in(cast, "q=nick") == names_in(cast, "tab=open") == []


def test_the_list_sorts_by_what_orders_say(cast: Cast) -> None:
    """With what merged accounts add, and nobody left out."""
    harbour(cast, "Quiet Ltd")
    root, branch = harbour(cast, "Root Ltd"), harbour(cast, "Branch Ltd")
    place_order(cast.clara)
    place_order(carl(cast, branch), now=START + HOUR, quantity=2000)
    merge_accounts(actor=cast.max, account=branch, into=root, now=START)
    ClientAccount.objects.filter(name="Carl").delete()

    assert names_in(cast, "sort=last_order") == ["Root Ltd", "Clara B.", "Quiet Ltd"]
    place_order(cast.clara)
    assert names_in(cast, "sort=open_orders") == ["Clara B.", "Root Ltd", "Quiet Ltd"]
    assert names_in(cast, "tab=open&sort=open_orders") == ["Clara B.", "Root Ltd"]
    assert names_in(cast, "sort=open_orders&q=quiet") == ["Quiet Ltd"]


def test_the_list_sorts_and_narrows_by_what_is_owed(cast: Cast) -> None:
    """By the very balance that it prints, with what merged accounts add. Whoever has paid ahead comes last,
    and owes nothing."""
    made = {name: harbour(cast, f"{name} Ltd") for name in ("Quiet", "Much", "Ahead", "Root", "Branch")}
    for name, quantity in (("Much", 7000), ("Ahead", 500), ("Branch", 2000)):
        cast.clara.membership.account_people.update(account=made[name])
        order = place_order(fresh(cast.clara), quantity=quantity)
        if name == "Ahead":
            paid = {"amount": Decimal(5000), "back": False, "on": START.date(), "note": "", "unusual": True}
            record_payment(actor=cast.sam, order=order, now=START, **paid)
    merge_accounts(actor=cast.max, account=made["Branch"], into=made["Root"], now=START)

    rows = browser(cast.sam).get(f"{LIST}?sort=owed").context["page"].rows
    assert [row.name for row in rows] == ["Much Ltd", "Root Ltd", "Quiet Ltd", "Clara B.", "Ahead Ltd"]
    assert [row.balance for row in rows[2:4]] == ["€0.00", "€0.00"]
    assert names_in(cast, "tab=owing&sort=owed") == names_in(cast, "tab=owing") == ["Much Ltd", "Root Ltd"]
    assert names_in(cast, "tab=owing&sort=open_orders&q=root") == ["Root Ltd"]


@pytest.mark.parametrize("sort", ["name", "new", "last_order", "open_orders", "owed"])
def test_the_next_page_goes_on_where_the_last_one_ended(cast: Cast, sort: str) -> None:
    place_order(cast.clara)
    for number in range(PAGE_SIZE + 3):
        harbour(cast, f"House {number:02}")
    sam, seen, url = browser(cast.sam), [], f"{LIST}?sort={sort}"
    while url:
        page = sam.get(url).context["page"]
        seen += [row.name for row in page.rows]
        url = page.next_url

    assert len(seen) == len(set(seen)) == PAGE_SIZE + 4


def test_a_merged_account_is_one_row_with_the_sums_of_both(cast: Cast) -> None:
    order = place_order(cast.clara)
    clara, root = account_of(cast.clara), harbour(cast)
    merge_accounts(actor=cast.max, account=clara, into=root, now=START)

    [row] = browser(cast.sam).get(LIST).context["page"].rows
    assert (row.name, row.open, row.people) == ("Harbour Ltd", "1", "1")
    assert row.balance != "€0.00"
    assert names_in(cast, "tab=merged") == ["Clara B."] == names_in(cast, "q=Clara+B.&tab=merged")
    body = browser(cast.sam).get(page_of(root)).content.decode()
    assert order.number in body and "Clara B." in body
    assert "Merged into Harbour Ltd" in browser(cast.sam).get(page_of(clara)).content.decode()


def test_contacts_and_notes_of_merged_accounts_stand_on_one_page(cast: Cast) -> None:
    root, branch = harbour(cast), harbour(cast, "Harbour Branch")
    merge_accounts(actor=cast.max, account=branch, into=root, now=START)
    contact = add_contact(actor=cast.sam, account=branch, fields={"name": "Dora Quay"}, now=START)
    sam = browser(cast.sam)
    sam.post(page_of(branch, "notes/"), {"text": "Prefers short calls."})

    body = sam.get(page_of(root)).content.decode()
    assert "Dora Quay" in body and "Prefers short calls." in body and "Harbour Branch" in body
    assert sam.get(page_of(root, f"contacts/{contact.public_id}/")).status_code == 200
    assert Api(cast.sam).get(f"clients/accounts/{root.public_id}/contacts/").results[0]["name"] == "Dora Quay"


def test_figures_and_panels_lead_to_all_of_their_rows(cast: Cast) -> None:
    place_order(cast.clara)
    page = browser(cast.sam).get(page_of(account_of(cast.clara)))
    urls = [figure["url"] for figure in page.context["figures"]]
    urls += [panel.more_url for panel in page.context["panels"]]
    assert len([url for url in urls if url]) == 4
    for url in filter(None, urls):
        assert browser(cast.sam).get(url).status_code == 200, url


def test_merging_says_beforehand_what_it_does(cast: Cast) -> None:
    clara, root, max_ = account_of(cast.clara), harbour(cast), browser(cast.max)
    make_draft(cast.clara)
    own = page_of(clara, "merge/")
    assert f"?into={root.public_id}" in max_.get(own).content.decode()

    page = max_.get(f"{own}?into={root.public_id}").content.decode()
    assert "Clara B. (Payer) will belong to Harbour Ltd" in page
    assert "along" not in page and "Balance" not in page  # nothing does
    assert not ClientAccount.objects.filter(merged_into__isnull=False).exists()
    assert max_.post(own, {"into": root.public_id}).url == page_of(root)
    assert max_.get(f"{page_of(root)}merge/?into={clara.public_id}").context["preview"].refusal
    assert max_.post(page_of(clara, "separate/")).status_code == 302
    assert not ClientAccount.objects.filter(merged_into__isnull=False).exists()
    assert browser(cast.sam).get(own).status_code == 403


@pytest.mark.parametrize(("orders", "words"), [(1, "1 comes along"), (2, "2 come along")])
def test_merging_names_what_comes_along(cast: Cast, orders: int, words: str) -> None:
    for _each in range(orders):
        order = place_order(cast.clara)
    into = harbour(cast)
    page = words_of(browser(cast.max).get(f"{page_of(order.account, 'merge/')}?into={into.public_id}"))

    total = sum(line.amount for line in order.lines.all())
    owed = formatting.money(Decimal(orders * total), "EUR")
    assert f"Open orders {words} Balance {owed} comes along; both together: {owed}" in page


def test_the_desk_changes_roles_and_removes_people(cast: Cast) -> None:
    account = account_of(cast.clara)
    own = f"/orders/accounts/{account.public_id}/people/{cast.clara.membership.public_id}/"
    sam = browser(cast.sam)

    assert sam.post(f"{own}role/", {"role": "reader"}).status_code == 409  # the last payer
    other = harbour(cast)
    AccountPerson.objects.create(
        agency=cast.inkwell, account=other, membership=cast.clara.membership, role="orderer"
    )
    theirs = own.replace(account.public_id, other.public_id)
    assert sam.post(f"{theirs}role/", {"role": "reader"}).url == page_of(other)
    assert sam.post(f"{theirs}remove/").url == page_of(other)
    assert not other.people.exists()


def test_lists_and_pages_ask_as_much_for_many_accounts_as_for_one(cast: Cast, monkeypatch) -> None:
    stop_clock(monkeypatch)
    sam, account = browser(cast.sam), harbour(cast)
    lists = [LIST, *(f"{LIST}?sort={sort}" for sort in ("last_order", "open_orders", "owed"))]
    few = [queries_of(sam, url) for url in (*lists, page_of(account))]
    for number in range(4):
        merged = harbour(cast, f"Branch {number}")
        merge_accounts(actor=cast.max, account=merged, into=account, now=START)
        harbour(cast, f"Other {number}")

    assert [queries_of(sam, url) for url in (*lists, page_of(account))] == few
    assert max(few[:-1]) <= 6


def test_orders_in_their_name_are_begun_on_the_page(cast: Cast) -> None:
    account, sam = harbour(cast), browser(cast.sam)
    page = sam.get(page_of(account)).content.decode()
    assert page_of(account, "order/") in page

    begun = sam.post(page_of(account, "order/"))

    assert begun.status_code == 302 and begun.url.startswith("/desk/quotes/")
    form = sam.get(begun.url).content.decode()
    assert "Save and order in their name" in form and not Order.objects.exists()
