"""/mail/ of the demo: what was written to files, per agency, harmless to look at, and nowhere else."""

from __future__ import annotations

import io
import os
import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection
from PIL import Image

from accounts.actions.mail import message
from accounts.actions.mail_logo import LOGO
from accounts.models import Mail
from agencies.actions.branding import publish_brand
from agencies.models import Agency
from project import mail_page
from tests.agencies.helpers.branding import with_picture
from tests.helpers.cast import START, Cast, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def write(agency: Agency, at: int, *subjects: str, text: str = "Hello\n", html: str = "<p>Hello</p>") -> str:
    """A file of the backend's with one mail for each subject; returns its name."""
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    backend._fname = os.path.join(backend.file_path, f"20260302-0900{at % 60:02}-{at}.log")
    for place, subject in enumerate(subjects):
        mail = Mail(
            agency=agency,
            message_id=f"<{at}.{place}@{agency.name.lower()}.localhost>",
            sender="Inkwell <a@b.example>",
            recipient="clara@inkwell.example",
            subject=subject,
            text=text,
            html=html,
            created_at=START,
        )
        backend.send_messages([message(mail)])
    os.utime(backend._fname, (at, at))
    return Path(backend._fname).stem


def test_nothing_outside_of_the_demo(cast: Cast, folder: Path, settings: Any) -> None:
    name = write(cast.inkwell, 1, "One")
    settings.DEMO = False

    for path in ("/mail/", f"/mail/{name}/0/", f"/mail/{name}/0/html/"):
        assert browser(cast.otto).get(path).status_code == 404


def test_the_newest_first_and_only_this_house(cast: Cast, folder: Path) -> None:
    write(cast.inkwell, 1, "Older", "Later in the same file")
    write(cast.northwind, 2, "Of the others")
    write(cast.inkwell, 3, "Newest")
    (folder / "notes.log").write_text("not a mail")

    found = browser(None, cast.inkwell).get("/mail/").context["page"].rows

    assert [row.subject for row in found] == ["Newest", "Later in the same file", "Older"]


def test_a_mail_of_the_other_house_is_not_there(cast: Cast, folder: Path) -> None:
    name = write(cast.northwind, 2, "Of the others")

    for path in (
        f"/mail/{name}/0/",
        f"/mail/{name}/0/html/",
        f"/mail/{name}/1/",
        "/mail/20260101-000000-9/0/",
    ):
        assert browser(None, cast.inkwell).get(path).status_code == 404
    assert browser(None, cast.northwind).get(f"/mail/{name}/0/").status_code == 200


def test_pages(cast: Cast, folder: Path) -> None:
    for at in range(1, mail_page.SHOWN + 4):
        write(cast.inkwell, at, f"Mail {at}")
    client = browser(None, cast.inkwell)
    first = client.get("/mail/").context["page"]
    second = client.get("/mail/" + first.next_url).context["page"]

    assert [len(first.rows), len(second.rows)] == [mail_page.SHOWN, 3]
    assert (first.previous_url, second.next_url) == ("", "") and second.previous_url == "/mail/"
    assert client.get("/mail/?before=nonsense").context["page"].shown == mail_page.SHOWN


def test_no_more_files_are_opened_than_a_page_may(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_page, "READ", 3)
    for at in range(1, 6):
        write(cast.northwind, at, "Of the others")
    mine = write(cast.inkwell, 0, "Mine")
    client = browser(None, cast.inkwell)
    first = client.get("/mail/").context["page"]

    assert first.rows == [] and first.next_url
    assert [row.name for row in client.get("/mail/" + first.next_url).context["page"].rows] == [mine]


def test_one_mail(cast: Cast, folder: Path) -> None:
    name = write(
        cast.inkwell, 1, "Hello Clara", text="See http://inkwell.localhost/x/ <b>\n" + "-" * 79 + "\nend\n"
    )
    body = browser(None, cast.inkwell).get(f"/mail/{name}/0/")
    text = body.content.decode()

    assert "&lt;1.0@inkwell.localhost&gt;" in text and "Inkwell &lt;a@b.example&gt;" in text
    assert 'href="http://inkwell.localhost/x/"' in text and "&lt;b&gt;" in text
    assert "end" in body.context["text"]
    assert f'<iframe class="mail-frame" src="/mail/{name}/0/html/" sandbox ' in text
    assert "frame-src 'self'" in body.headers["Content-Security-Policy"]


def test_its_html_can_do_nothing(cast: Cast, folder: Path) -> None:
    name = write(
        cast.inkwell, 1, "Hello", html="<style>p{color:red}</style><script>alert(1)</script><p>Hello</p>"
    )
    answer = browser(None, cast.inkwell).get(f"/mail/{name}/0/html/")
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}

    assert policy == {
        *("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"),
        *("frame-ancestors 'self'", "sandbox"),
    }
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<p>Hello</p>" in answer.content.decode()


def test_the_logo_that_travels_along_is_shown(cast: Cast, folder: Path) -> None:
    draft = with_picture(cast.otto)
    publish_brand(actor=cast.otto, version=draft.version, now=START)
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    name = write(agency, 1, "Hello", html=f'<p><img src="cid:{LOGO}" alt=""></p>')

    found = re.search(
        r'src="data:image/png;base64,([^"]+)"', browser(None, agency).get(f"/mail/{name}/0/html/").text
    )

    assert found and Image.open(io.BytesIO(b64decode(found[1]))).format == "PNG"


def test_empty(cast: Cast, folder: Path) -> None:
    assert "No emails yet" in browser(None, cast.inkwell).get("/mail/").content.decode()


def test_only_looking(cast: Cast, folder: Path) -> None:
    assert browser(None, cast.inkwell).post("/mail/").status_code == 405
