"""Calling receivers: public addresses alone, bounded in time and size, no way around."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from agencies.actions.webhook_sending import Answer, Call
from agencies.adapters import webhook_post
from agencies.adapters.webhook_post import post, system_addresses
from agencies.models.webhooks import ANSWER_LIMIT
from tests.agencies.helpers.receivers import NAME, certificates, receiver


@pytest.fixture
def local(settings: Any) -> None:
    settings.WEBHOOKS_REACH_LOCAL = True


def call(url: str, body: str = "{}") -> Call:
    return Call(url, body, {"Content-Type": "application/json", "webhook-id": "msg_1"})


def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_a_post_arrives_as_it_was_written(local: None) -> None:
    with receiver(answer=b"taken") as found:
        answer = post(call(found.url, '{"a":"ö"}'))

    assert (answer.outcome, answer.status, answer.text) == ("delivered", 200, "taken")
    assert (found.last.path, found.last.body) == ("/hooks?agency=1", '{"a":"ö"}')
    assert found.last.headers["Host"] == f"127.0.0.1:{found.port}"
    assert found.last.headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["192.168.1.1"],
        ["172.16.9.9"],
        ["100.64.0.1"],
        ["169.254.169.254"],
        ["0.0.0.0"],
        ["224.0.0.1"],
        ["240.0.0.1"],
        ["255.255.255.255"],
        ["::1"],
        ["::"],
        ["fe80::1"],
        ["fe80::1%eth0"],
        ["fc00::1"],
        ["fec0::1"],
        ["ff02::1"],
        ["::ffff:8.8.8.8"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["2001:0:1::1"],
        ["93.184.215.14", "127.0.0.1"],
        ["rubbish"],
    ],
)
def test_no_private_address_is_connected_to(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    """Whatever the name says of itself, and though another of its addresses is public."""
    connected: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_options: connected.append(args))

    answer = post(call("https://hooks.example.com/"), resolve=lambda _host, _port: addresses)

    assert (answer.outcome, answer.status, connected) == ("address", None, [])


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is asked once cannot lead elsewhere the second time."""
    asked, connected = [], []

    def changes(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: Any, **_options: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)

    answer = post(call("https://hooks.example.com:8443/x"), resolve=changes)

    assert asked == [("hooks.example.com", 8443)]
    assert (connected, answer.outcome) == ([("93.184.215.14", 8443)], "connection")


def test_addresses_are_tried_one_after_the_other(local: None) -> None:
    with receiver() as found:
        url = f"http://{NAME}:{found.port}/"
        answer = post(call(url), resolve=lambda _host, _port: ["127.0.0.2", "127.0.0.1"])

    assert answer.outcome == "delivered"


def test_plain_http_is_not_spoken_without_the_setting() -> None:
    with receiver() as found:
        answer = post(call(found.url), resolve=lambda _host, _port: ["93.184.215.14"])

    assert answer.outcome == "address" and not found.got


def test_tls_and_host_header_name_the_receiver(local: None) -> None:
    server_side, context = certificates()
    with receiver(tls=server_side) as found:
        answer = post(call(f"https://{NAME}:{found.port}/x"), resolve=loopback, context=context)

    assert answer.outcome == "delivered"
    assert found.names == [NAME] and found.last.headers["Host"] == f"{NAME}:{found.port}"


def test_a_certificate_of_another_name_or_of_nobody_is_refused(local: None) -> None:
    server_side, context = certificates("other.example")
    with receiver(tls=server_side) as found:
        url = f"https://{NAME}:{found.port}/"
        foreign = post(call(url), resolve=loopback, context=context)
        unknown = post(call(url), resolve=loopback)

    assert (foreign.outcome, unknown.outcome, found.got) == ("tls", "tls", [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(local: None, status: int) -> None:
    with receiver() as other, receiver(statuses=[status], headers={"Location": other.url}) as found:
        answer = post(call(found.url))

    assert (answer.outcome, answer.status) == ("redirect", status)
    assert len(found.got) == 1 and not other.got


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_an_error_is_no_delivery(local: None, status: int) -> None:
    with receiver(statuses=[status], answer=b"no") as found:
        assert post(call(found.url)).outcome == "status"


def test_no_proxy_of_the_environment_is_asked(local: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as proxy, receiver() as found:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert post(call(found.url)).outcome == "delivered"

    assert len(found.got) == 1 and not proxy.got


def test_a_slow_receiver_is_hung_up(local: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_post, "STEP_SECONDS", 0.3)
    with receiver(seconds=3) as found:
        answer = post(call(found.url))

    assert (answer.outcome, answer.status) == ("timeout", None) and answer.milliseconds < 2_000


def test_one_that_drips_is_hung_up(local: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each letter comes in time; the answer as a whole never ends."""
    monkeypatch.setattr(webhook_post, "WHOLE_SECONDS", 0.6)

    def drips(out: Any) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"x" * 100:
            out.write(bytes([letter]))
            out.flush()
            time.sleep(0.1)

    with receiver(writes=drips) as found:
        answer = post(call(found.url))

    assert answer.outcome == "timeout" and answer.milliseconds < 2_000


def test_of_a_huge_answer_the_beginning_is_read(local: None) -> None:
    def floods(out: Any) -> None:
        out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
        for _ in range(100_000):
            out.write("é".encode() * 5_000)

    with receiver(writes=floods) as found:
        answer = post(call(found.url))

    assert (answer.outcome, answer.text) == ("delivered", "é" * ANSWER_LIMIT)
    assert answer.milliseconds < 5_000


def test_endless_headers_end(local: None) -> None:
    def floods(out: Any) -> None:
        out.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            out.write(b"x-%d: y\r\n" % number)

    with receiver(writes=floods) as found:
        assert post(call(found.url)).outcome == "connection"


def test_an_answer_is_stored_as_text_whatever_it_is(local: None) -> None:
    with receiver(answer=b"\x00a\xff\x1bb<b>\n") as found:
        assert post(call(found.url)).text == "a\ufffdb<b>\n"


@pytest.mark.parametrize(
    "written", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Le"]
)
def test_what_is_no_answer_is_none(local: None, written: bytes) -> None:
    with receiver(writes=lambda out: out.write(written)) as found:
        answer = post(call(found.url))

    assert answer.outcome in ("connection", "delivered")
    assert answer.outcome == "connection" or written.startswith(b"HTTP/1.1 200")


def test_nobody_there_and_names_without_an_address(local: None) -> None:
    def none(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    def silent(_host: str, _port: int) -> list[str]:
        raise TimeoutError

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        outcomes = [
            post(call(closed)).outcome,
            post(call("https://nowhere.example/"), resolve=none).outcome,
            post(call("https://nowhere.example/"), resolve=lambda _host, _port: []).outcome,
            post(call("https://nowhere.example/"), resolve=silent).outcome,
        ]

    assert outcomes == ["connection", "name", "name", "timeout"]


def test_the_systems_resolver_answers_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_addresses("127.0.0.1", 443) == ["127.0.0.1"]
    # Odd notations of an address are what the system makes of them, and are judged as that.
    assert system_addresses("2130706433", 443) == ["127.0.0.1"] == system_addresses("0x7f.1", 443)
    monkeypatch.setattr(webhook_post, "NAME_SECONDS", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: time.sleep(1) or [])
    with pytest.raises(TimeoutError):
        system_addresses("slow.example", 443)
    monkeypatch.undo()
    with pytest.raises(OSError):
        system_addresses("x" * 70 + ".example", 443)


def test_a_call_says_nothing_of_its_signature() -> None:
    assert "msg_1" not in repr(call("https://hooks.example.com/")) and Answer("status").text == ""
