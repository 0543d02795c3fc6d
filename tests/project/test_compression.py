"""Compressed answers: who gets them, that they say the same, and which are never compressed."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from accounts.views import factors
from cohorts.actions.reports import make_snapshot
from project.base import clock
from project.base.secrecy import may_show_secret
from project.middleware import compression
from project.middleware.compression import CompressionMiddleware, accepts_gzip, compressed
from tests.cohorts.helpers.classes import begun
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import form_to

from .test_doors import names

GZIP = {"accept-encoding": "gzip, deflate, br"}
LONG = b"<p>words</p>" * 200
#: Views whose answers show a secret. Whoever writes another one marks it, and changes this line.
SECRET = {
    "account_code_app",
    "account_codes",
    "account_tokens",
    "agencies:webhook_new",
    "agencies:webhook_rotate",
    "cohorts:report",
    "mail",
    "writers:calendar_feeds",
    "writers:sample_links",
    "mail_html",
}


def answered(response: Any, **headers: str) -> Any:
    request = RequestFactory().get("/", headers=headers or GZIP)
    return CompressionMiddleware(lambda _request: response)(request)


def plain(response: Any) -> bytes:
    return gzip.decompress(response.content)


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br, GZIP", True),
        ("gzip;q=0.001", True),
        ("gzip; q=1.0", True),
        ("*", True),
        ("identity, *;q=0.5", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("notgzip", False),
    ],
)
def test_who_takes_it(accepted: str, takes: bool) -> None:
    assert accepts_gzip(accepted) == takes
    sent = answered(HttpResponse(LONG), **{"accept-encoding": accepted})

    assert sent.headers.get("Content-Encoding") == ("gzip" if takes else None)
    assert (plain(sent) if takes else sent.content) == LONG
    assert sent.headers["Vary"] == "Accept-Encoding"


def test_its_length_is_told() -> None:
    sent = answered(HttpResponse(LONG, headers={"Content-Length": str(len(LONG)), "Vary": "Cookie"}))

    assert int(sent.headers["Content-Length"]) == len(sent.content) < len(LONG)
    assert sent.headers["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(("tag", "sent"), [('"a"', 'W/"a"'), ('W/"a"', 'W/"a"')])
def test_a_tag_of_other_bytes_is_weak(tag: str, sent: str) -> None:
    assert answered(HttpResponse(LONG, headers={"ETag": tag})).headers["ETag"] == sent


def test_the_lengths_of_one_answer_differ() -> None:
    lengths = {len(compressed(LONG)) for _time in range(400)}

    assert 60 < len(lengths) <= compression.PADDING + 1
    assert max(lengths) - min(lengths) <= compression.PADDING


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG[: compression.LEAST - 1]),
        HttpResponse(LONG, content_type="image/png"),
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
        HttpResponse(LONG, headers={"Content-Disposition": "attachment"}),
        StreamingHttpResponse([LONG]),
        FileResponse([LONG], content_type="text/plain"),
    ],
    ids=["short", "picture", "document", "compressed already", "download", "in pieces", "file"],
)
def test_what_stays_as_it_is(response: Any) -> None:
    before = dict(response.headers)

    assert answered(response).headers == before


def test_nothing_changed_differs_by_encoding_too() -> None:
    assert answered(HttpResponse(status=304)).headers["Vary"] == "Accept-Encoding"


# --- on the pages -------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/services/", "/accounts/sign-in/", "/account/", "/nothing/"])
def test_pages_say_the_same(cast: Cast, path: str) -> None:
    client = browser(cast.clara if path == "/account/" else None, cast.inkwell)
    sent = client.get(path, headers=GZIP)
    head = client.head(path, headers=GZIP)

    assert len(plain(sent)) == len(client.get(path).content)
    assert "Accept-Encoding" in sent.headers["Vary"]
    assert (head.content, head.headers["Content-Encoding"], head.status_code) == (
        b"",
        "gzip",
        sent.status_code,
    )


@pytest.mark.django_db
def test_a_kept_page_holds_however_it_was_sent(cast: Cast) -> None:
    sent = browser(None, cast.inkwell).get("/", headers=GZIP)

    again = browser(None, cast.inkwell).get("/", headers={**GZIP, "if-none-match": sent.headers["ETag"]})

    assert (again.status_code, again.headers["ETag"]) == (304, sent.headers["ETag"])
    assert {"Cookie", "HX-Request", "Accept-Encoding"} == set(again.headers["Vary"].split(", "))


def test_who_shows_a_secret_says_so() -> None:
    found = {name for name, view in names(get_resolver().url_patterns) if may_show_secret(view)}

    assert found == SECRET


@pytest.mark.django_db
def test_pages_with_a_secret_are_never_compressed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them at the moment at which the secret stands in it."""
    client = browser(cast.clara)
    monkeypatch.setattr("project.dangerous.recently_confirmed", lambda _request: True)
    code = generate_totp_secret()
    monkeypatch.setattr(factors, "generate_totp_secret", lambda: code)
    monkeypatch.setattr(factors, "make_codes", lambda **_who: ["12345678"])
    form = form_to(client.get("/account/tokens/"), "", ["name"])
    report = make_snapshot(actor=cast.clara, cohort=begun(cast), now=clock.now())

    shown = {
        "secret of the app": (client.get("/account/sign-in/code-app/", headers=GZIP), code[:4]),
        "codes": (client.post("/account/sign-in/recovery-codes/", headers=GZIP), "1234 5678"),
        "token": (client.post("/account/tokens/", form.filled(name="Script"), headers=GZIP), "qh_"),
        "link to a report": (
            client.post(f"/classes/reports/{report.public_id}/", {"name": "Board", "days": 3}, headers=GZIP),
            "/class-report/",
        ),
    }

    for name, (answer, secret) in shown.items():
        assert answer.status_code == 200, name
        assert "Content-Encoding" not in answer.headers, name
        assert secret in answer.content.decode(), name
