"""Asking name servers: a real one on the loopback, that answers as a test says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from agencies.adapters import dns_txt

NAME = "_quillhouse.words.example.com"
Reply = Callable[[dns.message.QueryMessage], dns.message.Message | None]


@contextmanager
def name_server(reply: Reply) -> Iterator[dns.resolver.Resolver]:
    talk = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    talk.bind(("127.0.0.1", 0))
    talk.settimeout(5)

    def serve() -> None:
        while True:
            try:
                asked, sender = talk.recvfrom(4096)
            except OSError:
                return
            answer = reply(dns.message.from_wire(asked))  # type: ignore[arg-type]
            if answer is not None:
                talk.sendto(answer.to_wire(), sender)

    threading.Thread(target=serve, daemon=True).start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], talk.getsockname()[1]
    resolver.timeout = resolver.lifetime = 0.5
    try:
        yield resolver
    finally:
        talk.close()


def says(*texts: str, rcode: dns.rcode.Rcode = dns.rcode.NOERROR) -> Reply:
    def reply(asked: dns.message.QueryMessage) -> dns.message.Message:
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        answer.set_rcode(rcode)
        if texts:
            rows = [f'"{text}"' if '"' not in text else text for text in texts]
            answer.answer.append(dns.rrset.from_text(NAME + ".", 60, "IN", "TXT", *rows))
        return answer

    return reply


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (says("v=spf1 -all", "quillhouse-verification=ab"), ["quillhouse-verification=ab", "v=spf1 -all"]),
        (says('"quillhouse-" "verification=ab"'), ["quillhouse-verification=ab"]),
        (says(), []),
        (says(rcode=dns.rcode.NXDOMAIN), []),
    ],
)
def test_the_texts_of_a_name(reply: Reply, found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server(reply) as resolver:
        monkeypatch.setattr(dns_txt, "_resolver", lambda: resolver)
        assert sorted(dns_txt.txt_records(NAME)) == found


@pytest.mark.parametrize(
    "reply", [says(rcode=dns.rcode.SERVFAIL), says(rcode=dns.rcode.REFUSED), lambda _asked: None]
)
def test_who_does_not_answer_costs_a_bounded_time(reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_txt, "WHOLE_SECONDS", 0.5)
    with name_server(reply) as resolver:
        monkeypatch.setattr(dns_txt, "_resolver", lambda: resolver)
        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            dns_txt.txt_records(NAME)
        assert time.monotonic() - begun < 3


def test_a_machine_without_name_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_txt, "_resolver", lambda: dns.resolver.Resolver(filename="/nonexistent"))
    with pytest.raises(TimeoutError):
        dns_txt.txt_records(NAME)
