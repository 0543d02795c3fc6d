"""A conversation by mail, through real files of mail: what a client writes from Gmail, Outlook and a phone
is read on the ticket's page; what was forwarded by somebody unknown is a ticket of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from project.base import clock
from support.models import Ticket
from tests.helpers.cast import load_cast
from tests.support.helpers.inbound import ADDRESS, raw, reply_to
from tests.support.helpers.tickets import opened

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_conversation_through_files_of_mail(
    people: Callable[..., Person], tmp_path: Path, settings: Any
) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN_URL = ADDRESS, f"maildir://{tmp_path}"
    cast = load_cast()
    ticket = opened(cast, now=clock.now())
    sam, clara = people("sam"), people("clara")
    clara.page.set_viewport_size(PHONE)
    sam.go(f"/support/{ticket.number}/")
    sam.page.get_by_label("Reply", exact=True).fill("Do you see “Client account” in the menu?")
    sam.press("Send reply")
    sam.sees("in the menu?")

    # Clara answers by mail, from one program after the other; a stranger forwards two mails.
    to = reply_to(cast, ticket)
    for place, name in enumerate(("gmail_top_posted", "outlook_html_only", "iphone_photo")):
        (tmp_path / "new" / f"{place}.mx").write_bytes(raw(name, to))
    for place, name in enumerate(("forwarded_inline", "forwarded_attached"), start=7):
        (tmp_path / "new" / f"{place}.mx").write_bytes(raw(name))
    call_command("read_mail")

    # She and the desk read them on the ticket; what her programs quoted is folded, the photo is a file.
    clara.go(f"/support/{ticket.number}/")
    for words in ("Found it, thank you", "It is still the old address", "This is what I see:"):
        clara.sees(words)
    quoted = clara.page.get_by_text("Quoted text").first
    inside = quoted.locator("xpath=ancestor::details")
    assert inside.get_attribute("open") is None
    quoted.focus()
    clara.page.keyboard.press("Enter")
    assert inside.get_attribute("open") is not None
    clara.look()
    sam.go("/desk/support/")
    sam.sees(ticket.subject)
    sam.sees("Sender not verified")

    # What was forwarded speaks for nobody: it says so, and is answered by mail.
    forwarded = Ticket.objects.exclude(pk=ticket.pk).order_by("pk").first()
    assert forwarded is not None and forwarded.requester_id is None
    sam.go(f"/support/{forwarded.number}/")
    sam.sees("Sender not verified")
    sam.look()
    sam.page.get_by_label("Reply", exact=True).fill("Thank you, we look into it.")
    sam.press("Send reply")
    sam.sees("Thank you, we look into it.")
    sam.go("/desk/support/mail/")
    sam.look()
    clara.page.goto(f"{clara.base}/support/{forwarded.number}/")
    assert "Thank you, we look into it." not in clara.page.content()
