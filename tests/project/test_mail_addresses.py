"""Addresses of one mailbox are equal, however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.mail_addresses import canonical_email, shown_email


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("desk@bücher.example", "desk@xn--bcher-kva.example"),
        ("Desk@BÜCHER.example ", "desk@xn--bcher-kva.example"),
        (unicodedata.normalize("NFD", "desk@bücher.example"), "desk@xn--bcher-kva.example"),
        ("desk@XN--BCHER-KVA.example", "desk@xn--bcher-kva.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
        ("почта@пример。рф", "почта@xn--e1afmkfd.xn--p1ai"),
        ("ANN@Example.COM", "ann@example.com"),
        ("Nobody", "nobody"),
        ("", ""),
    ],
)
def test_one_form(typed: str, stored: str) -> None:
    assert canonical_email(typed) == stored
    assert canonical_email(shown_email(stored)) == stored


def test_shown_in_letters() -> None:
    assert shown_email("desk@xn--bcher-kva.example") == "desk@bücher.example"
    assert shown_email("desk@xn--!!.example") == "desk@xn--!!.example"


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_form_is_final(name: str, domain: str) -> None:
    once = canonical_email(f"{name}@{domain}")

    assert canonical_email(once) == once
