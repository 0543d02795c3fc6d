"""`manage.py read_mail`: a folder of mail and a mail server, each mail once."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from support.adapters.sources import NoMailbox, mailbox_at
from support.management.commands import read_mail
from support.models import InboundMail, Ticket, TicketMessage
from tests.helpers.cast import Cast
from tests.support.helpers.inbound import ADDRESS, raw, reply_to, written
from tests.support.helpers.tickets import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(tmp_path: Path, settings) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN_URL = ADDRESS, f"maildir://{tmp_path}"
    return tmp_path


def read(**options) -> str:
    out = StringIO()
    call_command("read_mail", stdout=out, **options)
    return out.getvalue().strip()


def waiting(box: Path) -> list[str]:
    return sorted(path.name for name in ("new", "cur") for path in (box / name).iterdir())


def test_a_conversation_comes_in_through_files_of_mail(cast: Cast, box: Path) -> None:
    ticket = opened(cast)
    to = reply_to(cast, ticket)
    for place, name in enumerate(
        ["gmail_top_posted", "outlook_html_only", "iphone_photo", "answers_between"]
    ):
        (box / "new" / f"{place}.mx").write_bytes(raw(name, to))
    (box / "new" / "4.mx").write_bytes(raw("absence_note", to))
    (box / "cur" / "5.mx:2,").write_bytes(raw("plain"))

    assert read() == "1 automatic answer or mailing list, 4 reply, 1 sender not verified"
    assert [message.text.split("\n")[0] for message in ticket.messages.order_by("pk")[1:4]] == [
        "Found it, thank you – it’s done.",
        "It is still the old address, see £ sign.",
        "This is what I see:",
    ]
    assert waiting(box) == ["4.mx:2,S"] and read() == "No mail."


def test_who_dies_between_reading_and_marking_takes_it_once(cast: Cast, box: Path, monkeypatch) -> None:
    (box / "new" / "1").write_bytes(raw("plain"))

    def die(*_facts) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("support.adapters.maildir._done", die)
        with pytest.raises(KeyboardInterrupt):
            read()
    assert TicketMessage.objects.count() == 1 and waiting(box) == ["1"]
    read()
    assert TicketMessage.objects.count() == 1 and waiting(box) == []


def test_one_that_cannot_be_stored_holds_up_no_other(cast: Cast, box: Path, monkeypatch) -> None:
    (box / "new" / "1").write_bytes(written(Subject="first", Message_ID="<1@x.example>"))
    (box / "new" / "2").write_bytes(written(Subject="second", Message_ID="<2@x.example>"))
    take = read_mail.take_mail

    def flaky(**facts):
        if b"first" in facts["raw"]:
            raise OperationalError("lock timeout")
        return take(**facts)

    with monkeypatch.context() as broken:
        broken.setattr(read_mail, "take_mail", flaky)
        with pytest.raises(CommandError, match="could not be stored"):
            read()
    assert waiting(box) == ["1"] and Ticket.objects.get().subject == "second"
    assert read() == "1 sender not verified"


def test_so_many_at_a_time_the_oldest_first(cast: Cast, box: Path) -> None:
    for number in range(3):
        (box / "new" / str(number)).write_bytes(written(Message_ID=f"<{number}@x.example>"))
    assert read(most=2) == "2 sender not verified" and waiting(box) == ["2"]


def test_what_is_for_nobody_stays_and_is_read_once(cast: Cast, box: Path) -> None:
    (box / "new" / "1").write_bytes(written(to="else@in.example"))
    (box / "new" / ".hidden").write_bytes(b"x")
    (box / "new" / "link").symlink_to("/etc/passwd")
    assert read() == "1 no address of ours" and read() == "No mail."
    assert not InboundMail.objects.exists()


@pytest.mark.parametrize(
    "url",
    ["", "maildir://", "maildir://host/x", "imaps://host/x", "https://a:b@c/", "imaps://u:p@h:x/", "mail"],
)
def test_no_mailbox_is_said_in_words(url: str, settings) -> None:
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN_URL = ADDRESS, url
    with pytest.raises(NoMailbox):
        mailbox_at(url)
    with pytest.raises(CommandError, match="MAIL_IN_URL"):
        read()


def test_without_an_address_or_a_folder_it_says_so(settings, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="MAIL_IN_ADDRESS"):
        read()
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN_URL = ADDRESS, f"maildir://{tmp_path}/none"
    with pytest.raises(CommandError, match="can’t be read"):
        read()
