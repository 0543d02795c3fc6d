"""The agency's logo in its mails: it travels along, named by its Content-ID; nothing is loaded from anywhere,
and the text side is as it was."""

from __future__ import annotations

import email
import email.policy
import io
import re
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from PIL import Image

from accounts.actions import mail as mail_actions
from accounts.actions.mail import message, write_mail
from accounts.actions.mail_logo import HIGH, LOGO, WIDE
from accounts.models import Mail
from agencies.actions.branding import publish_brand
from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency
from tests.agencies.helpers.branding import with_picture
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db
FACTS = {"link": "http://inkwell.localhost/secret-link", "reset_url": "http://inkwell.localhost/reset"}


def written(agency: Agency) -> Mail:
    mail = write_mail(
        agency=Agency.objects.get(pk=agency.pk),
        kind="reset_password",
        recipient="clara@inkwell.example",
        context=FACTS,
        urgency=Urgency.SOON,
        now=START,
    )
    return Mail.objects.get(pk=mail.pk)


def parsed(mail: Mail) -> EmailMessage:
    """As the program of its reader takes it."""
    found = email.message_from_bytes(message(mail).message().as_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def parts(mail: Mail) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in parsed(mail).walk() if not part.is_multipart()}


@pytest.fixture
def logo(cast: Cast) -> None:
    draft = with_picture(cast.otto)
    publish_brand(actor=cast.otto, version=draft.version, now=clock.now())


@pytest.mark.usefixtures("logo")
def test_the_logo_travels_along_and_is_named_by_its_content_id(cast: Cast) -> None:
    mail = written(cast.inkwell)

    assert parsed(mail).get_content_type() == "multipart/related"
    found = parts(mail)
    assert list(found) == ["text/plain", "text/html", "image/png"]
    image, html = found["image/png"], found["text/html"].get_content()
    assert image["Content-ID"] == f"<{LOGO}>" and image.get_content_disposition() == "inline"
    assert Image.open(io.BytesIO(image.get_content())).format == "PNG"
    assert re.findall(r'src="([^"]*)"', html) == [f"cid:{LOGO}"]  # nothing else, from anywhere
    width, height = (int(n) for n in re.search(r'width="(\d+)" height="(\d+)" alt=""', html).groups())  # type: ignore[union-attr]
    assert 0 < width <= WIDE and 0 < height <= HIGH


def test_without_a_logo_a_mail_is_as_before(cast: Cast) -> None:
    mail = written(cast.inkwell)

    assert list(parts(mail)) == ["text/plain", "text/html"]
    assert "<img" not in mail.html


def test_the_text_side_does_not_know_of_it(cast: Cast) -> None:
    before = written(cast.inkwell).text
    draft = with_picture(cast.otto)
    publish_brand(actor=cast.otto, version=draft.version, now=clock.now())

    assert written(cast.inkwell).text == before


@pytest.mark.usefixtures("logo")
def test_nothing_of_it_is_in_the_mails_of_another_agency(cast: Cast) -> None:
    written(cast.inkwell)

    assert list(parts(written(cast.northwind))) == ["text/plain", "text/html"]


@pytest.mark.usefixtures("logo")
def test_a_mail_goes_without_a_picture_that_is_gone(cast: Cast) -> None:
    mail = written(cast.inkwell)
    stored = mail.agency.brand.logo
    assert stored is not None
    (Path(settings.MEDIA_ROOT) / stored.file.path).unlink()

    assert list(parts(mail)) == ["text/plain", "text/html"]


@pytest.mark.usefixtures("logo")
def test_the_files_of_a_mail_come_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail with a file stays mixed, and its logo is a part of it all the same."""
    file = SimpleNamespace(name="a.txt", body=b"A", content_type="text/csv")
    monkeypatch.setattr(mail_actions, "attachments", {"reset_password": lambda mail: [file]})
    mail = written(cast.inkwell)

    assert parsed(mail).get_content_type() == "multipart/mixed"
    assert list(parts(mail)) == ["text/plain", "text/html", "text/csv", "image/png"]
