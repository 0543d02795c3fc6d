"""What tests of accounts share: mails as stored, links in them, forms as people fill them in."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from accounts.models import Mail

STRONG = "correct horse battery"
LINK = re.compile(r"http\S+")


def mail_to(address: str, kind: str) -> Mail:
    """The one waiting mail of a kind to an address."""
    return Mail.objects.get(recipient=address, kind=kind)


def links(mail: Mail) -> list[str]:
    return LINK.findall(mail.text)


def path_of(url: str) -> str:
    """The path of a link in a mail, for the test client."""
    return "/" + url.split("/", 3)[3]


def types_mailed_code(client: Client) -> None:
    """Shows by a code from the newest mail that whoever is signed in reads the mail, too."""
    page = "/account/sign-in/confirm/"
    assert client.post(page, {"mailed": "send"}).status_code == 302
    mail = Mail.objects.filter(kind="confirmation_code").latest("pk")
    code = re.search(r"^\d{6}$", mail.text, re.MULTILINE)
    assert code is not None
    assert client.post(page, {"mailed": "code", "code": code[0]}).status_code == 302


def post_sign_up(client: Client, email: str, **fields: Any) -> Any:
    typed = {"name": "Petra Lang", "email": email, "password1": STRONG, "password2": STRONG, **fields}
    return client.post("/accounts/sign-up/", typed)


def post_sign_in(client: Client, email: str, password: str, **fields: Any) -> Any:
    return client.post("/accounts/sign-in/", {"login": email, "password": password, **fields})


def who_is_in(client: Client) -> str:
    """The user id of a browser's session, "" for none."""
    return client.session.get("_auth_user_id", "")
