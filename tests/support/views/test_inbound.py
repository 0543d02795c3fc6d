"""What the pages say of mail that came in, and where one ends one's reply addresses."""

from __future__ import annotations

import pytest
from django.urls import reverse

from support.models import ReplyAddress
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.orders.helpers.support import queries_of
from tests.support.helpers.inbound import ADDRESS, addressed, raw, reply_to, taken, written
from tests.support.helpers.tickets import opened

pytestmark = pytest.mark.django_db
MAILS = "/desk/support/mail/"
OWN = "/support/reply-addresses/"


@pytest.fixture(autouse=True)
def _reads_mail(settings) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS


def test_the_desk_sees_that_nobody_has_verified_a_sender(cast: Cast) -> None:
    ticket = opened(cast)
    row = taken(raw("forwarded_attached"))
    twin = taken(written(Message_ID="<b@x.example>", In_Reply_To="<forward-1@books.example>"))
    sam = browser(cast.sam)

    page = sam.get(reverse("support:ticket", args=[row.message.ticket.number])).text
    assert "Sender not verified" in page and "ada@books.example" in page and "Ada Byron" in page
    assert "pay.exe" in page and "seal.png" in page
    assert "Your reply goes to <bdi>ada@books.example</bdi> by email" in page
    assert (
        row.message.ticket.number
        in sam.get(reverse("support:ticket", args=[twin.message.ticket.number])).text
    )
    queue = sam.get("/desk/support/").text
    assert queue.count("Sender not verified") == 2 and ticket.number in queue
    assert (
        browser(cast.clara).get(reverse("support:ticket", args=[row.message.ticket.number])).status_code
        == 404
    )


def test_what_a_mail_quotes_is_folded_and_its_address_is_for_the_desk(cast: Cast) -> None:
    ticket = opened(cast)
    taken(raw("gmail_top_posted", reply_to(cast, ticket)))
    address = reverse("support:ticket", args=[ticket.number])
    clara, sam = browser(cast.clara).get(address).text, browser(cast.sam).get(address).text

    assert "<summary" in clara and "Quoted text" in clara and "Found it, thank you" in clara
    assert "clara@client.example" in sam and "clara@client.example" not in clara
    assert "Sender not verified" not in sam


def test_the_desk_lists_what_came_in_also_what_was_refused(cast: Cast) -> None:
    row = taken(raw("plain"))
    taken(raw("newsletter"))
    page = browser(cast.sam).get(MAILS).text
    assert "Automatic answer or mailing list" in page and row.message.ticket.number in page
    assert "help+ink@in.example" in page
    assert "ada@books.example" not in browser(cast.mara).get(MAILS).text
    assert browser(cast.clara).get(MAILS).status_code == 403


def test_where_no_mail_is_read_the_page_says_so(cast: Cast, settings) -> None:
    settings.MAIL_IN_ADDRESS = ""
    assert "the operator has set up no address" in browser(cast.sam).get(MAILS).text


def test_whoever_asked_ends_a_reply_address(cast: Cast) -> None:
    ticket, clara = opened(cast), browser(cast.clara)
    address = reply_to(cast, ticket)
    row = ReplyAddress.objects.get()
    assert ticket.subject in clara.get(OWN).text
    assert ticket.number in clara.get(reverse("account_tokens")).text

    assert browser(cast.wendell).post(f"{OWN}{row.public_id}/revoke/").status_code == 404
    for _click in range(2):
        assert clara.post(f"{OWN}{row.public_id}/revoke/").headers["Location"] == OWN
    assert ticket.subject not in clara.get(OWN).text
    assert taken(written(to=address)).verdict == "unverified"


@pytest.mark.parametrize("path", [MAILS, OWN, "queue", "ticket"])
def test_pages_ask_as_many_queries_for_three_as_for_one(cast: Cast, path: str) -> None:
    ticket = opened(cast)
    address, sam = reply_to(cast, ticket), browser(cast.sam if path != OWN else cast.clara)
    where = {"queue": "/desk/support/", "ticket": f"/support/{ticket.number}/"}.get(path, path)

    def more(number: int) -> None:
        taken(written(Message_ID=f"<{number}@a.example>", sender=f"a{number}@books.example"))
        taken(written(to=address, Message_ID=f"<{number}@b.example>"))
        addressed(opened(cast, subject=f"No {number}"))

    more(1)
    sam.get(where)
    one = queries_of(sam, where)
    for number in (2, 3):
        more(number)
    assert queries_of(sam, where) == one


def test_programs_read_mails_and_end_reply_addresses(cast: Cast) -> None:
    ticket = opened(cast)
    row, stranger = taken(raw("gmail_top_posted", reply_to(cast, ticket))), taken(raw("plain"))
    clara, sam = Api(cast.clara), Api(cast.sam)

    found = sam.get("support/inbound-mails/?verdict=unverified").json["results"]
    assert [(one["address"], one["ticket"]) for one in found] == [
        ("ada@books.example", stranger.message.ticket.number)
    ]
    shown = sam.get(f"support/tickets/{stranger.message.ticket.number}/").json
    assert (shown["requester"], shown["sender"]) == (None, "ada@books.example")
    said = sam.get(f"support/tickets/{stranger.message.ticket.number}/messages/").json["results"]
    assert (said[0]["author"], said[0]["sender"]) == (None, "ada@books.example")
    own = clara.get(f"support/tickets/{ticket.number}/messages/").json["results"]
    assert own[0]["quoted"].startswith("On Mon") and own[0]["id"] == row.message.public_id

    (address,) = clara.get("support/reply-addresses/").json["results"]
    assert address["ticket"] == ticket.number and address["last_used_at"]
    assert sam.delete(f"support/reply-addresses/{address['id']}/").status == 404
    assert clara.delete(f"support/reply-addresses/{address['id']}/").status == 204
    assert clara.get("support/reply-addresses/").json["results"] == []
    assert clara.get("support/reply-addresses/?state=revoked").json["results"][0]["revoked_at"]
