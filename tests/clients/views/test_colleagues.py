"""The page of a client account, and that who only reads finds nothing to press and no open door."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Mail
from clients.actions.colleagues import invite_colleague
from clients.models import AccountInvitation, ClientAccount
from drafts.actions import files
from orders.models import Order
from orders.states.orders import State
from project.base.viewer import Member
from tests.accounts.helpers.support import links
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import account_of, make_draft
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague, draft_url, queries_of, upload, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

PETRA = "petra@new.example"


def page_of(cast: Cast) -> str:
    return f"/orders/accounts/{account_of(cast.clara).public_id}/"


def test_a_payer_invites_and_the_mailed_link_lets_the_colleague_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.views.joining.now", lambda: START)
    payer, stranger = browser(cast.clara), browser(None, cast.inkwell)
    story = Story(cast).delivered()

    answer = payer.post(page_of(cast), {"email": PETRA, "role": "reader"})
    assert (answer.status_code, answer.url) == (302, page_of(cast))
    assert PETRA in payer.get(page_of(cast)).content.decode()

    path = "/" + links(Mail.objects.get(recipient=PETRA))[0].split("/", 3)[3]
    secret = "a long enough secret"
    stranger.post(path, {"name": "Petra Novak", "password1": secret, "password2": secret})
    page = stranger.get(url_of(story.order)).content.decode()
    assert "A quiet harbour" in page
    assert "Requested by" in stranger.get("/orders/").content.decode()
    assert "Petra Novak" in payer.get(page_of(cast)).content.decode()


@pytest.mark.parametrize(
    ("data", "words"), [({}, "required"), ({"email": PETRA, "role": "x"}, "valid choice")]
)
def test_a_refused_invitation_keeps_what_was_typed(cast: Cast, data: dict[str, str], words: str) -> None:
    answer = browser(cast.clara).post(page_of(cast), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert data.get("email", "") in answer.content.decode()


def test_send_again_and_withdraw(cast: Cast) -> None:
    payer = browser(cast.clara)
    payer.post(page_of(cast), {"email": PETRA, "role": "reader"})
    first = AccountInvitation.objects.get()

    payer.post(f"{page_of(cast)}invitations/{first.invitation.public_id}/again/")
    second = AccountInvitation.objects.latest("pk")
    assert (second.pk != first.pk, second.role) == (True, "reader")

    payer.post(f"{page_of(cast)}invitations/{second.invitation.public_id}/withdraw/")
    payer.get(page_of(cast))  # shows the notes of what was done
    assert PETRA not in payer.get(page_of(cast)).content.decode()


def test_roles_and_removal(cast: Cast) -> None:
    payer, other = browser(cast.clara), colleague(cast, "reader")
    person = f"{page_of(cast)}people/{other.membership.public_id}/"

    payer.post(f"{person}role/", {"role": "orderer"})
    assert account_of(cast.clara).people.get(membership=other.membership).role == "orderer"
    payer.post(f"{person}remove/")
    assert not account_of(cast.clara).people.filter(membership=other.membership).exists()
    assert browser(other).get(page_of(cast)).status_code == 404


@pytest.mark.parametrize("who", ["sam", "max", "otto"])
def test_the_desk_looks_and_does_not_touch(cast: Cast, who: str) -> None:
    page = browser(getattr(cast, who)).get(page_of(cast)).content.decode()
    assert "clara@inkwell.example" in page
    assert "Send invitation" not in page
    assert "/remove/" not in page


def test_a_reader_sees_no_addresses_and_no_forms_but_leaving(cast: Cast) -> None:
    reader = colleague(cast, "reader")
    page = browser(reader).get(page_of(cast)).content.decode()
    assert "clara@inkwell.example" not in page
    assert page.count(page_of(cast) + "people/") == 1
    assert f"people/{reader.membership.public_id}/remove/" in page


def test_other_agencies_and_other_clients_find_nothing(cast: Cast) -> None:
    for who in ("nick", "mara"):
        assert browser(getattr(cast, who)).get(page_of(cast)).status_code == 404
    invite_colleague(actor=cast.clara, account=account_of(cast.clara), email=PETRA, role="reader", now=START)
    row = AccountInvitation.objects.get().invitation
    own = f"/orders/accounts/{account_of(cast.nick).public_id}/"
    assert browser(cast.nick).post(f"{own}invitations/{row.public_id}/withdraw/").status_code == 404
    person = cast.clara.membership.public_id
    assert browser(cast.nick).post(f"{own}people/{person}/remove/").status_code == 404


#: What a client may press on an order, with a state in which the payer may.
VERBS = [
    ("acceptance/", "delivered", {}),
    ("revisions/new/", "delivered", {"summary": "x"}),
    ("cancellation/", "assigned", {"reason": "x"}),
    ("messages/", "delivered", {"text": "Hello"}),
]


@pytest.mark.parametrize(("verb", "state", "data"), VERBS)
def test_a_reader_presses_nothing_on_an_order(
    cast: Cast, verb: str, state: str, data: dict[str, str]
) -> None:
    story = getattr(Story(cast), state)()
    reader = browser(colleague(cast, "reader"))

    page = reader.get(url_of(story.order)).content.decode()
    assert url_of(story.order, verb) not in page.replace(f'href="{url_of(story.order, "messages/")}', "")
    assert reader.post(url_of(story.order, verb), data).status_code == 403
    assert Order.objects.get(pk=story.order.pk).state == State(state)


def test_a_reader_reads_the_conversation_without_a_form(cast: Cast) -> None:
    story = Story(cast).delivered()
    answer = browser(colleague(cast, "reader")).get(url_of(story.order, "messages/"))
    assert answer.status_code == 200
    assert 'name="text"' not in answer.content.decode()


def test_a_reader_opens_drafts_and_changes_none(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    (file,) = files.attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=START)
    reader = browser(colleague(cast, "reader"))

    page = reader.get(draft_url(draft))
    assert page.status_code == 200
    assert draft_url(draft) not in "".join(
        part.split(">")[0] for part in page.content.decode().split("<form")[1:]
    )
    for verb in ("", "order/", "discard/", "files/", f"files/{file.public_id}/remove/", "copy/"):
        sent = {"version": 1} if verb in ("", "order/") else {}
        assert reader.post(draft_url(draft, verb), sent).status_code == 403, verb


def test_an_orderer_acts_on_the_orders_of_the_account(cast: Cast) -> None:
    story = Story(cast).delivered()
    orderer: Client = browser(colleague(cast, "orderer"))
    assert orderer.post(url_of(story.order, "acceptance/")).status_code == 302
    assert Order.objects.get(pk=story.order.pk).state == State.COMPLETED


def test_the_lists_say_who_asked_where_there_are_several(cast: Cast) -> None:
    Story(cast).delivered()
    ClientAccount.objects.filter(people__membership=cast.clara.membership).update(name="Bell & Co")

    def told(member: Member, path: str) -> bool:
        return "Requested by" in browser(member).get(path).content.decode()

    assert not told(cast.max, "/desk/")
    reader = colleague(cast, "reader")
    assert told(cast.max, "/desk/") and told(reader, "/orders/")
    assert not told(cast.clara, "/orders/")  # her own


def test_the_desk_is_not_told_twice_who_a_personal_account_is(cast: Cast) -> None:
    Story(cast).delivered()
    colleague(cast, "reader")

    assert "Requested by" not in browser(cast.max).get("/desk/").content.decode()


def test_the_page_asks_a_constant_number_of_queries(cast: Cast) -> None:
    client = browser(cast.clara)
    queries_of(client, page_of(cast))  # what a process remembers
    few = queries_of(client, page_of(cast))
    for role in ("reader", "orderer", "payer"):
        colleague(cast, role)
    assert queries_of(client, page_of(cast)) == few == 6


def test_who_only_reads_is_offered_no_new_order(cast: Cast) -> None:
    reader = colleague(cast, "reader")
    reader.membership.account_people.exclude(account=account_of(cast.clara)).delete()
    for path in ("/orders/", "/orders/drafts/"):
        assert "/orders/drafts/new/" in browser(cast.clara).get(path).content.decode()
        assert "/orders/drafts/new/" not in browser(reader).get(path).content.decode()
    assert browser(reader).post("/orders/drafts/new/").status_code == 403
