"""A mailbox on a mail server, by IMAP."""

from __future__ import annotations

import ssl
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from support.adapters import imap
from support.models import InboundMail, TicketMessage
from tests.helpers.cast import Cast
from tests.support.helpers.certificates import certificate_of
from tests.support.helpers.imap_server import PASSWORD, USER, Folder, serving
from tests.support.helpers.inbound import ADDRESS, raw, reply_to, written
from tests.support.helpers.tickets import opened

pytestmark = pytest.mark.django_db
HOST = "127.0.0.1"
#: How the address says it -> whether the server speaks TLS only once it is asked.
SECURE = {"imaps": False, "imap+tls": True}


@pytest.fixture
def read(settings):
    settings.MAIL_IN_ADDRESS = ADDRESS

    def _read(
        server: Folder, folder: str = "INBOX", *, by: str = "imap", ca_file: Path | str = "", at: str = HOST
    ) -> str:
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        settings.MAIL_IN_URL = f"{by}://{who}@{at}:{server.port}/{quote(folder)}"
        settings.MAIL_IN_CA_FILE = str(ca_file)
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


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """Of the loopback, made by itself: what the server speaks with, and the file that vouches for it."""
    return certificate_of(HOST, tmp_path)


@pytest.mark.parametrize("by", SECURE)
def test_by_tls_with_a_certificate_that_the_operator_vouches_for(
    cast: Cast, read, certificate, by: str
) -> None:
    """Nobody is told the password before the talk is secure."""
    tls, ca_file = certificate
    with serving({1: raw("plain")}, tls=tls, starts=SECURE[by]) as server:
        assert read(server, by=by, ca_file=ca_file) == "1 sender not verified"
        login = next(at for at, words in enumerate(server.heard) if words.startswith("LOGIN"))
        assert server.heard.index("(secure)") < login and server.mails == {}


@pytest.mark.parametrize("by", SECURE)
def test_a_certificate_that_nobody_vouches_for_is_refused(cast: Cast, read, certificate, by: str) -> None:
    tls, _file = certificate
    with serving({1: raw("plain")}, tls=tls, starts=SECURE[by]) as server:
        with pytest.raises(CommandError, match=r"can’t be read.*certificate verify failed"):
            read(server, by=by)
        assert not any(words.startswith("LOGIN") for words in server.heard)
    assert not InboundMail.objects.exists()


@pytest.mark.parametrize("by", SECURE)
def test_a_certificate_of_another_host_is_refused(cast: Cast, read, tmp_path: Path, by: str) -> None:
    tls, ca_file = certificate_of("127.0.0.2", tmp_path)
    with serving({1: raw("plain")}, tls=tls, starts=SECURE[by]) as server:
        with pytest.raises(CommandError, match=r"can’t be read.*mismatch"):
            read(server, by=by, ca_file=ca_file)
        assert not any(words.startswith("LOGIN") for words in server.heard)


def test_a_server_without_tls_gets_no_password(cast: Cast, read, certificate) -> None:
    """Asked for STARTTLS, it says no: nothing goes on in the clear."""
    with serving({1: raw("plain")}) as server:
        server.answers["STARTTLS"] = "NO"
        with pytest.raises(CommandError, match="can’t be read"):
            read(server, by="imap+tls", ca_file=certificate[1])
        assert not any(words.startswith("LOGIN") for words in server.heard)


def test_a_file_of_authorities_that_is_not_there_is_said_in_words(cast: Cast, read, certificate) -> None:
    refused = pytest.raises(CommandError, match="can’t be read")
    with serving({1: raw("plain")}, tls=certificate[0]) as server, refused:
        read(server, by="imaps", ca_file="/nowhere/ca.pem")
