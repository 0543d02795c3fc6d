"""Which names agencies may have, and in which form."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.rules.domains import canonical_host, host_fault, shown_host


@pytest.mark.parametrize(
    ("typed", "host", "shown"),
    [
        ("words.example.com", "words.example.com", "words.example.com"),
        (" Words.EXAMPLE.com. ", "words.example.com", "words.example.com"),
        ("Bücher.example", "xn--bcher-kva.example", "bücher.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example"),
        ("straße.example", "xn--strae-oqa.example", "straße.example"),
        ("例え。テスト.example", "xn--r8jz45g.xn--zckzah.example", "例え.テスト.example"),
        ("ｗｏｒｄｓ.example", "words.example", "words.example"),
        ("كتب.example", "xn--ngbd8e.example", "كتب.example"),
    ],
)
def test_one_name_has_one_form(typed: str, host: str, shown: str) -> None:
    assert canonical_host(typed) == host
    assert shown_host(host) == shown


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            ".",
            "https://words.example.com",
            "words.example.com/x",
            "words.example.com:80",
            "a b.example.com",
        ),
        *("127.0.0.1", "0x7f.1", "2130706433", "[::1]", "::1", "1.2.3.4.", "१२७.0.0.1", "words.example.123"),
        *("-a.example.com", "a-.example.com", "a..example.com", "_dmarc.example.com", "*.example.com"),
        *("user@example.com", "xn--a.example.com", "x" * 64 + ".example.com", ("a" * 60 + ".") * 5 + "com"),
        *("a\u200bb\u202e.example.com", "😀.example.com", "a\u0000b.example.com", "example.com%2f"),
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    host = canonical_host(typed)
    assert host == "" or host_fault(host)


@pytest.mark.parametrize(
    ("host", "fits"),
    [
        ("words.example.com", True),
        ("example.com", True),
        ("a.b.co.uk", True),
        ("co.uk", False),
        ("github.io", False),
        ("com", False),
        ("localhost", False),
        ("inkwell.localhost", False),
        ("printer.local", False),
        ("db.internal", False),
        ("houses.example", False),
        ("desk.houses.example", True),
        ("www.houses.example", False),
        ("a.b.houses.example", False),
        ("x.houses.example", False),
        ("xn--bcher-kva.houses.example", False),
        ("control.example", False),
    ],
)
def test_not_every_name_can_be_an_agencys(host: str, fits: bool, settings: Any) -> None:
    settings.INSTALLATION_DOMAIN, settings.OPERATOR_HOST = "houses.example", "control.example"
    assert (host_fault(host) == "") is fits
