"""Erasing a person: what is gone, looked for in every table and folder; what stays, and for whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection

from accounts.actions.addresses import ask_email_change, confirm_email_change
from accounts.actions.disowning import deny
from accounts.actions.erasing import erase_person
from accounts.actions.exports import ask_export, make_export
from accounts.actions.people import make_person
from accounts.actions.profile import set_photo
from accounts.actions.sign_outs import sign_out_member
from accounts.actions.tokens import make_token
from accounts.hooks import Part
from accounts.models import EmailChange, LoginAlert, Mail, Notice, PersonSession, User
from accounts.own_data.keeper import AccountsKeeper
from agencies.actions.invitations import invite
from agencies.actions.people import admit, end_membership
from agencies.models import Membership, SecurityEvent
from billing.actions.invoices import save_billing_details
from billing.models import BillingDetails
from clients.models import ClientAccount, FavouriteWriter
from drafts.models import OrderDraft, OrderPreset
from orders.actions.favourites import add_favourite
from orders.actions.messages import mark_read, post_message
from orders.models import Message, MessageRead, Order
from project.base.clock import now
from project.base.errors import WrongState
from tests.accounts.helpers.factors import has_app
from tests.accounts.helpers.resets import asks
from tests.accounts.helpers.sign_ins import ABROAD, HOME, sign_in_again, signs_in
from tests.accounts.helpers.support import STRONG, links, mail_to, post_sign_in
from tests.drafts.helpers.presets import make_preset
from tests.helpers import pictures
from tests.helpers.cast import PASSWORD, START, Cast, load_cast
from tests.helpers.factories import account_of, make_draft
from tests.helpers.races import race
from tests.helpers.story import Story
from tests.orders.helpers.support import upload
from tests.quotes.helpers.quotes import declined

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
#: What may not be found anywhere, afterwards.
NAME, PUBLIC, EMAIL, NEW_EMAIL = (
    "Zephyrine Quince",
    "Zephy",
    "zephyrine@quince.example",
    "zq@elsewhere.example",
)
#: What they were called, and where they were written to, before that.
FORMER_PUBLIC, FORMER_EMAIL, FIRST_EMAIL = "Florimond", "florimond@former.example", "first@former.example"
TRACES = (
    *(NAME, PUBLIC, "Zephyrine", "quince.example", NEW_EMAIL, "My own phone"),
    *(FORMER_PUBLIC, "former.example"),
)
#: Where an address of the network may stay: the security log, for 400 days.
LOG = "agencies_securityevent"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def zephyrine(cast: Cast) -> User:
    """Clara under a name that occurs nowhere else, with everything that a client may leave behind."""
    clara = cast.clara
    Membership.objects.filter(pk=clara.membership.pk).update(public_name=PUBLIC)
    User.objects.filter(pk=clara.membership.user_id).update(name=NAME, email=EMAIL)
    ClientAccount.objects.filter(pk=account_of(clara).pk).update(name=NAME)
    clara.membership.refresh_from_db()
    user = User.objects.get(pk=clara.membership.user_id)
    EmailAddress.objects.filter(user=user).update(email=EMAIL)
    clara.membership.user = user
    signs_in(clara)
    again = signs_in(clara, address=ABROAD)
    again.device.name = "My own phone"
    again.device.save()
    has_app(clara)
    make_token(actor=clara, name=f"Script of {NAME}", read_only=True, days=30, now=now())
    Notice.objects.create(agency=cast.inkwell, user=user, kind="order", detail=f"For {PUBLIC}", at=now())
    Notice.objects.create(
        agency=cast.inkwell,
        user=cast.otto.membership.user,
        named=user,
        kind="sign_in_denied",
        detail=PUBLIC,
        at=now(),
    )
    ask_email_change(agency=cast.inkwell, user=user, email=NEW_EMAIL, now=now())
    invite(actor=cast.max, email=EMAIL, roles=["client", "writer"], now=now())
    set_photo(actor=clara, user=user, upload=pictures.upload(pictures.picture()))
    make_export(export_id=ask_export(user=user, agency=cast.inkwell, now=now()).pk, now=now())
    sign_out_member(actor=cast.max, member=clara.membership, reason=f"{NAME} rang", now=now())
    asks(cast.max, clara, reason=f"{PUBLIC} lost the telephone")
    return User.objects.get(pk=user.pk)


def former(cast: Cast, sign_in: Any) -> None:
    """What stays of Clara when she had another name and other addresses: found by who she is, or not at
    all."""
    clara, user = cast.clara, cast.clara.membership.user
    invite(actor=cast.max, email=FIRST_EMAIL, roles=["editor"], now=now())
    Membership.objects.filter(pk=clara.membership.pk).update(public_name=FORMER_PUBLIC)
    moves_to(cast, FIRST_EMAIL)
    post_sign_in(sign_in(None, cast.inkwell), FIRST_EMAIL, PASSWORD)
    invite(actor=cast.mara, email=FIRST_EMAIL, roles=["writer"], now=now())
    invite(actor=cast.max, email=FIRST_EMAIL, roles=["client", "writer"], now=now())
    asks_for_a_password(sign_in(None, cast.northwind), FIRST_EMAIL)
    deny(alert=LoginAlert.objects.get(session=sign_in_again(clara)), now=now())
    user = User.objects.get(pk=user.pk)
    user.set_password(PASSWORD)
    user.save()
    moves_to(cast, FORMER_EMAIL)
    asks_for_a_password(sign_in(None, cast.inkwell), FORMER_EMAIL)
    EmailChange.objects.filter(user=user).delete()  # as the sweep does after a month


def moves_to(cast: Cast, email: str) -> None:
    """Another address, asked for and confirmed."""
    user = User.objects.get(pk=cast.clara.membership.user_id)
    ask_email_change(agency=cast.inkwell, user=user, email=email, now=now())
    token = links(mail_to(email, "email_confirm_new"))[0].rstrip("/").rpartition("/")[2]
    confirm_email_change(agency=cast.inkwell, user=user, token=token, now=now())


def asks_for_a_password(client: Any, email: str) -> None:
    assert client.post("/accounts/password/reset/", {"email": email}).status_code == 302


def orders_of(cast: Cast) -> Order:
    """A finished order, a quote that was declined, a draft with a file, a preset and a favourite."""
    story = Story(cast).completed()
    post_message(actor=cast.clara, order=story.order, text="Thank you.", internal=False, now=story.now)
    declined(cast)
    make_draft(cast.clara, title=f"Memoirs of {NAME}", brief=f"I, {NAME}")
    make_preset(cast.clara, name=f"As {PUBLIC} likes it")
    add_favourite(actor=cast.clara, order=story.order, now=now())
    address = {"name": NAME, "address": f"{NAME}\n1 Quay", "tax_number": ""}
    save_billing_details(now=START, actor=cast.clara, account=account_of(cast.clara), fields=address)
    said = post_message(actor=cast.wendell, order=story.order, text="Gladly.", internal=False, now=story.now)
    mark_read(actor=cast.clara, order=story.order, internal=False, upto=said)
    return story.order


def traces(*words: str) -> dict[str, list[str]]:
    """table -> which of the words stand in it, in any column; and in
    the sessions as they read when opened."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type "
            "= 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(row::text, chr(10)) FROM "{table}" AS row')
            text = cursor.fetchone()[0] or ""
            if here := [word for word in words if word.lower() in text.lower()]:
                found[table] = here
    opened = " ".join(str(row.get_decoded()) for row in Session.objects.all())
    if here := [word for word in words if word.lower() in opened.lower()]:
        found["opened sessions"] = here
    return found


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_person_is_left_in_any_table_or_folder(tmp_path: Path, sign_in: Any):
    cast = load_cast()
    former(cast, sign_in)
    orders_of(cast)
    user = zephyrine(cast)
    make_draft(cast.clara, title=f"Memoirs of {NAME}")
    post_sign_in(sign_in(None, cast.inkwell), EMAIL, PASSWORD)
    before = traces(*TRACES, HOME)
    assert {
        "accounts_user",
        "account_emailaddress",
        "agencies_invitation",
        "accounts_mail",
        "drafts_orderdraft",
        "clients_clientaccount",
        "accounts_notice",
        "accounts_device",
        "accounts_accesstoken",
    } <= set(before)
    assert set(traces(FORMER_PUBLIC, "former.example")) >= {
        "accounts_mail",
        "accounts_notice",
        "agencies_invitation",
    }
    assert {"people", "exports"} <= set(files(tmp_path))

    assert erase_person(user=user, agency=cast.inkwell, now=now())

    assert traces(*TRACES) == {}
    assert set(traces(HOME, ABROAD)) == {LOG}
    assert not {"people", "exports"} & set(files(tmp_path))


def test_the_copy_holds_mails_and_invitations_of_former_addresses_and_nobody_elses(cast: Cast, sign_in: Any):
    former(cast, sign_in)
    invite(actor=cast.max, email="somebody@else.example", roles=["writer"], now=now())
    zephyrine(cast)

    kept = AccountsKeeper().parts(cast.clara)
    parts = {part.name: list(part.rows) for part in kept if isinstance(part, Part)}

    assert {row["recipient"] for row in parts["mails"]} >= {FIRST_EMAIL, FORMER_EMAIL, EMAIL, NEW_EMAIL}
    assert {row["email"] for row in parts["invitations"]} == {FIRST_EMAIL, EMAIL}
    assert "else.example" not in str(parts)


def test_who_has_a_former_address_now_keeps_what_is_theirs(cast: Cast, sign_in: Any):
    former(cast, sign_in)
    again = User.objects.create_user(FIRST_EMAIL, STRONG)
    asks_for_a_password(sign_in(None, cast.inkwell), FIRST_EMAIL)

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    assert [mail.kind for mail in Mail.objects.filter(recipient=FIRST_EMAIL)] == ["reset_password"]
    assert Mail.objects.get(recipient=FIRST_EMAIL).user == again


def test_what_was_written_before_the_account_goes_with_it(cast: Cast, sign_in: Any):
    invite(actor=cast.max, email=FIRST_EMAIL, roles=["writer"], now=now())
    assert not Mail.objects.filter(user__isnull=False).exists()
    user = make_person(email=FIRST_EMAIL, name=NAME, password=STRONG)
    member = admit(agency=cast.northwind, user=user, roles=["client"], public_name=PUBLIC, now=now())
    ask_email_change(agency=cast.northwind, user=user, email=FORMER_EMAIL, now=now())
    token = links(mail_to(FORMER_EMAIL, "email_confirm_new"))[0].rstrip("/").rpartition("/")[2]
    confirm_email_change(agency=cast.northwind, user=user, token=token, now=now())

    assert erase_person(user=member.user, agency=cast.northwind, now=now())

    assert traces("former.example") == {}


def test_what_was_done_with_others_stays_under_no_name(cast: Cast, sign_in: Any):
    order = orders_of(cast)
    zephyrine(cast)

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    order = Order.objects.select_related("account", "requested_by").get(pk=order.pk)
    shown = f"Former member {cast.clara.membership.public_id[:4]}"
    assert (order.account.name, order.requested_by.public_name) == (shown, shown)
    assert order.brief and order.deliveries.count() == 1 and order.lines.exists()
    assert [text.text for message in Message.objects.filter(order=order) for text in message.texts.all()] == [
        "Thank you.",
        "Gladly.",
    ]
    page = sign_in(cast.max).get(f"/orders/{order.number}/")
    assert page.status_code == 200 and shown in page.content.decode()


def test_the_list_of_former_members_says_that_nobody_knows(cast: Cast, sign_in: Any):
    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())
    browser = sign_in(cast.max)

    assert "erased.invalid" not in browser.get("/desk/people/?show=ended").content.decode()
    page = browser.get(f"/desk/people/{cast.clara.membership.public_id}/").content.decode()
    assert (
        "This person asked for their data to be deleted, so nothing here shows who they were." in page
        and "erased.invalid" not in page
        and "Invite again" not in page
    )


def test_drafts_and_presets_go_and_a_quoted_draft_keeps_no_words(cast: Cast):
    order = orders_of(cast)

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    left = OrderDraft.objects.filter(account=order.account).exclude(order=order)
    assert [(row.title, row.brief, bool(row.discarded_at)) for row in left] == [("", "", True)]
    assert not OrderPreset.objects.filter(account=order.account).exists()
    for model in (BillingDetails, FavouriteWriter, MessageRead):
        assert not model.objects.filter(agency=cast.inkwell).exists(), model


def test_an_account_with_colleagues_keeps_what_is_its_own(cast: Cast):
    from tests.orders.helpers.support import colleague

    account = account_of(cast.clara)
    mate = colleague(cast, "payer", account)
    draft = make_draft(cast.clara, title="Ours")

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    account.refresh_from_db()
    assert account.name == "Clara B." and OrderDraft.objects.visible_to(mate).get().pk == draft.pk
    assert [row.membership_id for row in account.people.all()] == [mate.membership.pk]


def test_nobody_signs_in_as_them_any_more_and_an_open_page_is_shut(cast: Cast, sign_in: Any):
    open_page = sign_in(cast.clara)
    assert open_page.get("/orders/").status_code == 200

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    assert open_page.get("/orders/").status_code == 302
    assert open_page.get("/account/notices/count/", headers={"hx-request": "true"}).status_code == 401
    answer = post_sign_in(sign_in(None, cast.inkwell), "clara@inkwell.example", PASSWORD)
    assert "The email address and password do not match. Check both." in answer.content.decode()


def test_the_address_is_free_for_a_new_account_that_has_nothing_of_the_old(cast: Cast):
    order = orders_of(cast)
    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    again = User.objects.create_user("clara@inkwell.example", STRONG, name="Clara again")
    member = admit(agency=cast.inkwell, user=again, roles=["client"], public_name="Clara again", now=now())

    assert member.pk != cast.clara.membership.pk
    assert not order.account.people.exists()


def test_who_belongs_to_another_agency_is_erased_here_alone(cast: Cast):
    user = cast.wanda.membership.user
    signs_in(cast.wanda)
    signs_in(cast.wanda_northwind)

    assert not erase_person(user=user, agency=cast.inkwell, now=now())

    user = User.objects.get(pk=user.pk)
    assert user.is_active and user.name and user.check_password(PASSWORD)
    assert [row.agency for row in PersonSession.objects.filter(user=user)] == [cast.northwind]
    names = dict(Membership.objects.filter(user=user).values_list("agency__code", "public_name"))
    assert (
        names["INK"].startswith("Former member")
        and names["NOR"] == cast.wanda_northwind.membership.public_name
    )


def test_with_the_last_agency_those_that_were_left_before_go_too(cast: Cast):
    user = cast.wanda.membership.user
    signs_in(cast.wanda_northwind)
    end_membership(actor=cast.mara, member=cast.wanda_northwind.membership, now=now())

    assert erase_person(user=user, agency=cast.inkwell, now=now())

    names = Membership.objects.filter(user=user).values_list("public_name", flat=True)
    assert all(name.startswith("Former member") for name in names) and len(names) == 2
    assert not PersonSession.objects.filter(user=user).exists()


def test_an_erased_person_who_is_invited_again_begins_under_a_new_name(cast: Cast):
    user = cast.wanda.membership.user
    erase_person(user=user, agency=cast.inkwell, now=now())

    member = admit(agency=cast.inkwell, user=user, roles=["writer"], public_name="Wanda K.", now=now())

    assert (member.public_name, member.erased_at, member.ended_at, member.roles) == (
        "Wanda K.",
        None,
        None,
        ["writer"],
    )


def test_the_last_owner_is_not_erased_and_nothing_has_changed(cast: Cast):
    with pytest.raises(WrongState):
        erase_person(user=cast.otto.membership.user, agency=cast.inkwell, now=now())

    assert User.objects.get(pk=cast.otto.membership.user_id).is_active


def test_twice_does_nothing_more(cast: Cast):
    user = cast.clara.membership.user
    erase_person(user=user, agency=cast.inkwell, now=now())
    before = list(User.objects.values().order_by("pk")), list(Membership.objects.values().order_by("pk"))

    assert erase_person(user=User.objects.get(pk=user.pk), agency=cast.inkwell, now=now() + DAY)

    after = list(User.objects.values().order_by("pk")), list(Membership.objects.values().order_by("pk"))
    assert before == after
    assert SecurityEvent.objects.filter(kind="person_erased").count() == 1


def test_a_file_used_by_others_stays(cast: Cast, tmp_path: Path):
    story = Story(cast)
    post_message(
        actor=cast.clara, order=story.order, text="See", internal=False, uploads=[upload()], now=START
    )
    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now())

    assert len(files(tmp_path)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_erase_once():
    cast = load_cast()
    user = cast.clara.membership.user

    results = race([lambda: erase_person(user=user, agency=cast.inkwell, now=now())] * 2)

    assert results == [True, True]
    assert SecurityEvent.objects.filter(kind="person_erased").count() == 1
