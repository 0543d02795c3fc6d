"""What is kept of mail that came in, and what goes: of people, and of whoever has no account."""

from __future__ import annotations

import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Mail
from support.models import InboundMail, MailSender, ReplyAddress, Ticket
from support.own_data.inbound import InboundKeeper
from tests.helpers.cast import START, Cast
from tests.support.helpers.inbound import ADDRESS, INKWELL, raw, reply_to, sent, taken, written
from tests.support.helpers.tickets import MINUTE, opened, replied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reads_mail(settings) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS


def rows(member, name):
    return [
        row
        for part in InboundKeeper().parts(member)
        if getattr(part, "rows", None) and part.name == name
        for row in part.rows
    ]


def command(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_a_person_takes_their_mails_and_addresses_along(cast: Cast) -> None:
    ticket = opened(cast)
    taken(raw("gmail_top_posted", reply_to(cast, ticket)))
    taken(written(sender=cast.clara.membership.user.email))

    assert [row["verdict"] for row in rows(cast.clara, "mails_in")] == ["accepted", "unverified"]
    assert [row["ticket"] for row in rows(cast.clara, "reply_addresses")] == [ticket.number]
    assert [row["text"] for row in rows(cast.clara, "tickets_by_mail")] == ["Hello."]
    assert not [
        row for name in ("mails_in", "reply_addresses", "tickets_by_mail") for row in rows(cast.wendell, name)
    ]


def test_an_erased_persons_address_speaks_for_nobody(cast: Cast) -> None:
    ticket = opened(cast)
    taken(raw("gmail_top_posted", reply_to(cast, ticket)))
    taken(written(sender=cast.clara.membership.user.email))

    InboundKeeper().erase(cast.clara.membership, START)

    assert not ReplyAddress.objects.live().exists()
    assert set(InboundMail.objects.values_list("address", flat=True)) == {""}
    assert MailSender.objects.get().shown == "Erased sender"


def test_whoever_has_no_account_is_exported_by_address(cast: Cast, tmp_path: Path) -> None:
    ticket = taken(raw("forwarded_attached")).message.ticket
    replied(cast, ticket, now=START + MINUTE)
    target = tmp_path / "data.zip"

    command("export_person", "ADA@books.example", "--to", str(target))

    with zipfile.ZipFile(target) as archive:
        lines = json.loads(archive.read("INK/tickets_by_mail.json"))
        assert [line["kind"] for line in lines] == ["question", "reply"]
        assert any(name.endswith("seal.png") for name in archive.namelist())
        assert "ada@books.example" in archive.read("README.txt").decode()
    with pytest.raises(CommandError, match="No one"):
        command("export_person", "nobody@books.example")
    with pytest.raises(CommandError, match="No one"):
        command("export_person", "ada@books.example", "--agency", "NW")


def test_whoever_has_no_account_is_erased_by_address(cast: Cast) -> None:
    ticket = taken(raw("plain")).message.ticket
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")
    taken(written(Message_ID="<b@x.example>", Precedence="bulk"))

    assert "Repeat with --yes" in command("erase_person", "ada@books.example")
    assert MailSender.objects.get().address

    assert "Erased at Inkwell" in command("erase_person", "Ada@Books.example", "--yes")
    assert MailSender.objects.get().erased_at and Ticket.objects.get().asker == "Erased sender"
    assert not Mail.objects.filter(recipient="ada@books.example").exists()
    assert not InboundMail.objects.filter(address="ada@books.example").exists()
    with pytest.raises(CommandError, match="No one"):
        command("erase_person", "ada@books.example")

    replied(cast, ticket, now=START + 2 * MINUTE)
    assert sent(ticket, "reply") == []
    again = taken(written(to=mail.extra_headers["Reply-To"], Message_ID="<c@x.example>"))
    assert again.verdict == "unverified" and again.message.ticket != ticket and INKWELL
