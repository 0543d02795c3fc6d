"""A mailbox on a mail server, by IMAP."""

from __future__ import annotations

from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from support.adapters import imap
from support.models import InboundMail, TicketMessage
from tests.helpers.cast import Cast
from tests.support.helpers.imap_server import PASSWORD, USER, Folder, serving
from tests.support.helpers.inbound import ADDRESS, raw, reply_to, written
from tests.support.helpers.tickets import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(settings):
    settings.MAIL_IN_ADDRESS = ADDRESS

    def _read(server: Folder, folder: str = "INBOX") -> str:
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        settings.MAIL_IN_URL = f"imap://{who}@127.0.0.1:{server.port}/{quote(folder)}"
        out = StringIO()
        call_command("read_mail", stdout=out)
        return out.getvalue().strip()

    return _read


def test_what_was_taken_is_deleted_and_what_was_refused_is_seen(cast: Cast, read) -> None:
    ticket = opened(cast)
    mails = {
        3: raw("iphone_photo", reply_to(cast, ticket)),
        5: raw("newsletter"),
        8: written(to="x@y.example"),
    }
    with serving(mails) as server:
        told = read(server, 'In "support"')
        assert told == "1 automatic answer or mailing list, 1 no address of ours, 1 reply"
        assert list(server.mails) == [5, 8] and server.flags == {5: {"\\Seen"}, 8: {"\\Seen"}}
        assert 'SELECT "In \\"support\\""' in server.heard and server.heard[-1] == "LOGOUT"
        assert read(server) == "No mail."
    assert ticket.messages.latest("pk").text.startswith("This is what I see:")


def test_who_dies_before_marking_takes_it_once(cast: Cast, read, monkeypatch) -> None:
    def die(*_facts) -> None:
        raise KeyboardInterrupt

    with serving({1: raw("plain")}) as server:
        with monkeypatch.context() as killed:
            killed.setattr(imap.Imap, "_done", die)
            with pytest.raises(KeyboardInterrupt):
                read(server)
        assert server.flags == {1: set()}
        read(server)
        assert server.mails == {}
    assert TicketMessage.objects.count() == InboundMail.objects.count() == 1


def test_of_a_large_mail_no_more_is_fetched_than_says_so(cast: Cast, read, monkeypatch) -> None:
    monkeypatch.setattr(imap, "MOST_BYTES", 2_000)
    monkeypatch.setattr("support.actions.inbound.MOST_BYTES", 2_000)
    with serving({1: written("x" * 5_000)}) as server:
        assert read(server) == "1 too large"
        assert any("<0.2001>" in words for words in server.heard)


@pytest.mark.parametrize("verb", ["LOGIN", "SELECT", "SEARCH", "FETCH", "STORE"])
def test_a_server_that_says_no_is_said_in_words(cast: Cast, read, verb: str) -> None:
    with serving({1: raw("plain")}) as server:
        server.answers[verb] = "NO"
        with pytest.raises(CommandError, match="can’t be read") as told:
            read(server)
    assert PASSWORD not in str(told.value)


def test_no_server_is_said_in_words(cast: Cast, read) -> None:
    with pytest.raises(CommandError, match="can’t be read"):
        read(Folder({}, port=1))
