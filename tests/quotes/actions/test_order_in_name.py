"""The desk orders in the name of a client: who stands for it, and who takes over when somebody joins."""

from __future__ import annotations

import pytest

from accounts.actions.people import make_person
from accounts.models import Mail
from agencies.actions.invitation_use import redeem_invitation
from agencies.models import Membership
from clients.actions.colleagues import invite_colleague
from clients.actions.desk import change_account, make_account
from clients.models import AccountEvent, ClientAccount
from orders.actions.taking_over import take_over_orders
from orders.models import LedgerEntry, Order, OrderEvent
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, WrongState
from project.base.viewer import Member
from quotes.actions.order_in_name import order_in_name, prepare_in_name
from quotes.actions.sending import send_quote
from quotes.models import OrderQuote
from tests.accounts.helpers.support import links
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, HOUR, account_of
from tests.helpers.races import kinds, race
from tests.quotes.helpers.quotes import complete, save

pytestmark = pytest.mark.django_db


def harbour(cast: Cast) -> ClientAccount:
    return make_account(actor=cast.sam, name="Harbour Ltd", kind="company", now=START)


def prepared(cast: Cast, account: ClientAccount) -> OrderQuote:
    """What the desk has written for the account, ready to be ordered."""
    quote = prepare_in_name(actor=cast.sam, account=account, now=START)
    return save(cast, quote, now=START, fields=complete(cast))


def ordered(cast: Cast, account: ClientAccount) -> Order:
    quote = prepared(cast, account)
    return order_in_name(actor=cast.sam, quote=quote, version=quote.draft.version, now=START)


def join(cast: Cast, account: ClientAccount, name: str, role: str) -> Member:
    """Somebody whom the desk invites, and who comes."""
    email = f"{name.lower()}@harbour.example"
    invite_colleague(actor=cast.sam, account=account, email=email, role=role, now=START)
    token = links(Mail.objects.filter(recipient=email).latest("pk"))[0].rstrip("/").rsplit("/", 1)[1]
    user = make_person(email=email, name=name, password=None)
    member = redeem_invitation(actor=cast.sam, token=token, user=user, public_name=name, now=START + HOUR)
    return Member(cast.inkwell, membership=member)


def test_the_accounts_placeholder_asks_and_the_desk_acts(cast: Cast) -> None:
    account = harbour(cast)
    order = ordered(cast, account)

    assert order.account == account and order.requested_by.public_name == "Harbour Ltd"
    assert OrderEvent.objects.get(order=order, verb="place").actor == cast.sam.membership
    assert LedgerEntry.objects.get(order=order, kind="charge").account == account
    quote = OrderQuote.objects.get()
    assert (quote.state, quote.order, quote.draft.converted_at) == ("accepted", order, START)
    page = browser(cast.max).get(f"/orders/{order.number}/").content.decode()
    assert "Harbour Ltd" in page and f"/desk/clients/{account.public_id}/" in page


def test_a_placeholder_is_nobody(cast: Cast) -> None:
    account = harbour(cast)
    nobody = ordered(cast, account).requested_by
    user = nobody.user

    assert nobody.placeholder and not nobody.roles and not nobody.acts
    assert not user.is_active and not user.has_usable_password() and user.email.endswith("@nobody.invalid")
    assert not account.people.exists()
    assert not Membership.objects.visible_to(cast.otto).filter(pk=nobody.pk).exists()
    otto = browser(cast.otto)
    for path in ("/desk/people/", "/desk/people/?show=ended", "/desk/people/security/", "/search/?q=harbour"):
        assert f"/people/{nobody.public_id}/" not in otto.get(path).content.decode(), path
    assert otto.get(f"/desk/people/{nobody.public_id}/").status_code == 404
    assert not Mail.objects.filter(recipient=user.email).exists()


def test_one_account_has_one_placeholder_under_its_present_name(cast: Cast) -> None:
    account = harbour(cast)
    first, second = ordered(cast, account), ordered(cast, account)

    change_account(actor=cast.sam, account=account, name="Harbour & Sons", kind="company", now=START)

    assert first.requested_by == second.requested_by
    assert Membership.objects.get(placeholder=True).public_name == "Harbour & Sons"


def test_who_joins_first_with_the_right_takes_over_what_is_open(cast: Cast) -> None:
    account = harbour(cast)
    order, closed = ordered(cast, account), ordered(cast, account)
    Order.objects.filter(pk=closed.pk).update(state="cancelled")
    join(cast, account, "Ron", "reader")
    assert take_over_orders(account=account, now=START + HOUR) == 0

    ann = join(cast, account, "Ann", "orderer")
    join(cast, account, "Ben", "payer")
    assert take_over_orders(account=account, now=START + DAY) == 1
    assert take_over_orders(account=account, now=START + DAY) == 0

    order.refresh_from_db()
    closed.refresh_from_db()
    assert order.requested_by == ann.membership and closed.requested_by.placeholder
    event = OrderEvent.objects.get(verb="take_over")
    assert (event.order, event.actor, event.person) == (order, None, ann.membership)
    assert AccountEvent.objects.get(verb="take_over").person == ann.membership
    page = f"/orders/{order.number}/history/"
    for reader in (cast.sam, ann):
        assert "The order was taken over by Ann" in browser(reader).get(page).content.decode()
    assert "Sam" not in browser(ann).get(page).content.decode()  # the desk's people are not named to clients
    assert ordered(cast, account).requested_by == ann.membership  # from now on it is hers


@pytest.mark.parametrize("who", ["clara", "wendell", "edith", "mara"])
def test_only_the_desk_orders_in_a_clients_name(cast: Cast, who: str) -> None:
    account = harbour(cast)
    quote = prepared(cast, account)
    with pytest.raises(NotVisible if who == "mara" else NotAllowed):
        prepare_in_name(actor=cast.everybody[who], account=account, now=START)
    with pytest.raises(NotVisible if who == "mara" else NotAllowed):
        order_in_name(actor=cast.everybody[who], quote=quote, version=quote.draft.version, now=START)
    assert not Order.objects.exists()


def test_what_is_missing_or_saved_meanwhile_is_no_order(cast: Cast) -> None:
    quote = prepare_in_name(actor=cast.sam, account=harbour(cast), now=START)
    with pytest.raises(Invalid) as refusal:
        order_in_name(actor=cast.sam, quote=quote, version=quote.draft.version, now=START)
    assert "title" in refusal.value.errors
    with pytest.raises(Stale):
        order_in_name(actor=cast.sam, quote=quote, version=quote.draft.version + 1, now=START)
    with pytest.raises(Invalid):  # nobody could answer it
        send_quote(
            actor=cast.sam, quote=quote, version=quote.draft.version, valid_until=START + DAY, now=START
        )
    assert not Order.objects.exists()


def test_what_the_client_knows_the_client_answers(cast: Cast) -> None:
    account = account_of(cast.clara)
    quote = prepared(cast, account)
    assert quote.addressee == cast.clara.membership
    send_quote(actor=cast.sam, quote=quote, version=quote.draft.version, valid_until=START + DAY, now=START)
    sent = OrderQuote.objects.get()

    with pytest.raises(NotAllowed):
        order_in_name(actor=cast.sam, quote=sent, version=sent.draft.version, now=START)


def test_a_merged_account_orders_as_the_other(cast: Cast) -> None:
    account = harbour(cast)
    ClientAccount.objects.filter(pk=account.pk).update(merged_into=account_of(cast.clara), merged_at=START)
    with pytest.raises(WrongState):
        prepare_in_name(actor=cast.sam, account=ClientAccount.objects.get(pk=account.pk), now=START)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_place_one_order() -> None:
    cast = load_cast()
    quote = prepared(cast, harbour(cast))
    click = lambda: order_in_name(actor=cast.sam, quote=quote, version=quote.draft.version, now=START)  # noqa: E731

    assert kinds(race([click, click])) == {"Order": 2}
    assert Order.objects.count() == 1
