"""No line of any logger holds what opens something: each kind of link, refused in each way."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.handlers.base import BaseHandler
from django.db import OperationalError
from django.http import Http404, HttpResponseGone
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.actions.addresses import ask_email_change
from accounts.actions.exports import ask_export, make_export
from accounts.models import LoginAlert
from accounts.rules.login_alert_links import link_of
from agencies.actions.invitations import invite
from agencies.models import Invitation
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, Taken, TooLarge, TooMany
from project.base.keys import KEYS
from project.logging import HIDDEN, hidden, hide_typed, keys_in, masked
from quotes.rules.quote_links import token_of
from tests.accounts.helpers.factors import prove
from tests.accounts.helpers.resets import lost
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.accounts.helpers.support import links, mail_to, path_of, post_sign_up
from tests.cohorts.helpers.member_links import asked as asked_class
from tests.cohorts.helpers.member_links import linked
from tests.helpers.cast import Cast, browser
from tests.helpers.story import Story
from tests.project.helpers.log_lines import Ear, listening
from tests.quotes.helpers.quotes import sent
from tests.writers.helpers.consents import asked_consent, sample_doors
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.actions.calendar_feeds import make_feed
from writers.rules.consents import key_of

pytestmark = pytest.mark.django_db
NEW = "petra@new.example"


@pytest.fixture
def ear() -> Iterator[Ear]:
    with listening() as listener:
        yield listener


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _invitation(cast: Cast, *roles: str) -> str:
    invite(actor=cast.otto, email=NEW, roles=list(roles or ("writer",)), now=now())
    return path_of(links(mail_to(NEW, "invitation"))[0])


def _confirmation(cast: Cast) -> str:
    post_sign_up(browser(None, cast.inkwell), NEW)
    return path_of(links(mail_to(NEW, "confirm_email"))[0])


def _reset(cast: Cast) -> str:
    email = cast.clara.membership.user.email
    browser(None, cast.inkwell).post("/accounts/password/reset/", {"email": email})
    return path_of(links(mail_to(email, "reset_password"))[0])


def _address(cast: Cast) -> str:
    ask_email_change(agency=cast.inkwell, user=cast.clara.membership.user, email=NEW, now=now())
    return path_of(links(mail_to(NEW, "email_confirm_new"))[0])


def _alert(cast: Cast) -> str:
    return path_of(link_of(LoginAlert.objects.get(session=sign_in_again(cast.clara))))


def _copy(cast: Cast) -> str:
    export = ask_export(user=cast.clara.membership.user, agency=cast.inkwell, now=now())
    make_export(export_id=export.pk, now=now())
    return f"/account/data/export/{export.public_id}/"


def _quote(cast: Cast) -> str:
    return f"/quotes/{token_of(sent(cast))}/"


def _reset_of_factors(cast: Cast) -> str:
    lost(cast.max, cast.wendell)
    mail = mail_to(cast.wendell.membership.user.email, "factor_reset_asked")
    return next(path_of(link) for link in links(mail) if "/second-factor-reset/" in link)


def _consent(cast: Cast) -> str:
    return f"/consent/{key_of(asked_consent(cast, Story(cast).assigned()))}/"


def _shown(cast: Cast) -> str:
    sample = sample_in(portfolio_of(cast.wendell))
    return f"/shown/{sample_doors(cast, sample.public_id)['writers:shown']['key']}/"


def _calendar(cast: Cast) -> str:
    _feed, key = make_feed(actor=cast.wendell, name="Phone", now=now())
    return f"/calendar/{key}.ics"


def _member(cast: Cast) -> str:
    moment = now()
    return f"/classes/mine/{linked(cast, asked_class(cast, now=moment), now=moment)}/"


LINKS = {
    "reset of factors": _reset_of_factors,
    "founding owner": lambda cast: _invitation(cast, "owner"),
    "invitation": _invitation,
    "confirmation": _confirmation,
    "reset": _reset,
    "another address": _address,
    "alert": _alert,
    "copy of data": _copy,
    "quote": _quote,
    "calendar": _calendar,
    "consent": _consent,
    "sample": _shown,
    "member of a class": _member,
}


def secrets_of(path: str) -> set[str]:
    """The key of a path, its long pieces, and how they look when they were quoted."""
    last = path.rstrip("/").rpartition("/")[2]
    pieces = {piece for piece in re.split(r"[-~.:]", last) if len(piece) >= 16}
    return {form for word in {last, *pieces} for form in (word, quote(word, safe=""))}


def found(ear: Ear, path: str) -> list[str]:
    """The lines that give the key away."""
    return [line for line in ear.lines if any(secret in line for secret in secrets_of(path))]


@pytest.mark.parametrize("kind", LINKS)
def test_whatever_is_refused_shows_no_key(
    cast: Cast, ear: Ear, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = LINKS[kind](cast)
    key = path.rstrip("/").rpartition("/")[2]
    words = f"about {path}, which is {key} or {quote(path, safe='')}"
    refusals = [
        *(error(words) for error in (NotAllowed, NotVisible, Taken, Stale, TooLarge)),
        TooMany(words, retry_after=3),
        Invalid({"key": words}, words),
        *(error(words) for error in (Http404, PermissionDenied, SuspiciousOperation, BadRequest)),
        *(error(words) for error in (OperationalError, RuntimeError, KeyError)),
        HttpResponseGone(words),
    ]
    statuses, client = set(), prove(browser(cast.clara, raise_request_exception=False), cast.clara)
    for refusal in refusals:

        def refuse(*args: Any, refusal: Any = refusal, **options: Any) -> Any:
            if isinstance(refusal, Exception):
                raise refusal
            return refusal

        monkeypatch.setattr(BaseHandler, "make_view_atomic", lambda self, view, refuse=refuse: refuse)
        statuses.add(
            client.get(path, {"next": path}, headers={"referer": f"http://x.example{path}"}).status_code
        )

    assert statuses == {400, 403, 404, 409, 410, 413, 422, 429, 500, 503}
    assert len(ear.lines) > 3 * len(refusals) - 1 and found(ear, path) == []


@pytest.mark.parametrize("kind", LINKS)
def test_nor_do_the_refusals_of_every_day(cast: Cast, ear: Ear, kind: str) -> None:
    path = LINKS[kind](cast)
    stranger, strict = browser(None, cast.inkwell), browser(cast.wanda, enforce_csrf_checks=True)
    Invitation.objects.update(withdrawn_at=now())

    answers = [
        stranger.delete(path),
        strict.post(path),
        browser(cast.wanda).post(path),
        stranger.get(f"{path}x%00/"),
        stranger.get(path[:-3] + "_/"),
        stranger.get(path.rstrip("/") + ".evil/"),
        stranger.get(f"{path}no/such/page/"),
        stranger.get(path, headers={"host": "elsewhere.example"}),
        browser(None, cast.northwind).get(path),
        stranger.post(path, CONTENT_LENGTH="900000000"),
        stranger.post("/accounts/sign-in/?next=" + quote(path), {"login": "x", "password": "y"}),
        stranger.get("/accounts/nowhere/", {"next": path}, headers={"referer": f"http://x.example{path}"}),
        stranger.get("/orders/", {"next": path}, headers={"hx-request": "true"}),
    ]

    assert sum(answer.status_code >= 400 for answer in answers) >= 8
    assert ear.lines and found(ear, path) == []


def _patterns(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from _patterns(item, before + str(item.pattern))
        else:
            yield before + str(item.pattern), item


#: Parameters of these names that open nothing: the name of a picture, of a hint, of a feature, of a template.
HARMLESS = {
    *("account_photo", "hint_dismiss", "feature", "features-detail"),
    *("price-templates-detail", "price-templates-use", "classes-fields-key"),
}


def test_each_address_with_a_key_says_so_and_is_hidden():
    hidden_ones = set()
    for route, item in _patterns(get_resolver()):
        keys = {name for kind, name in re.findall(r"<(\w+):(\w+)>", route) if kind in KEYS}
        named = set(re.findall(r"(\w*(?:token|key|code|secret)\w*)>", route)) & {
            *re.findall(r"[:<](\w+)>", route)
        }
        assert item.name in HARMLESS or named <= keys, (
            f"{route}: a key without a converter of project.base.keys"
        )
        if keys:
            shown = re.sub(r"<\w+:\w+>", "abcd~efghijkl", route)
            hidden_ones |= set(re.findall(r"<(\w+):", route)) & set(KEYS)
            assert "efghijkl" not in masked(shown).partition(HIDDEN)[0], route
            assert HIDDEN in masked(shown), route

    assert hidden_ones == set(KEYS), "a converter that no address uses, or an address that is not hidden"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "/accounts/sign-in/?next=%2Finvitation%2FabcDEF%2F",
            "/accounts/sign-in/?next=%2Finvitation%2F***%2F",
        ),
        ("?next=%252Finvitation%252FabcDEF%252F&x=1", "?next=%252Finvitation%252F***%252F&x=1"),
        ("http://a.example:8000/invitation/abcDEF", "http://a.example:8000/invitation/***"),
        ('{"a": "/invitation/abcDEF", "b": 1}', '{"a": "/invitation/***", "b": 1}'),
        ("GET /x/?code=123456&page=2 HTTP/1.1", "GET /x/?code=***&page=2 HTTP/1.1"),
        ("Bearer qh_" + "a" * 40, "Bearer qh_***"),
        ("/orders/quotes/INK-Q-2026-00001/", "/orders/quotes/INK-Q-2026-00001/"),
        ("/accounts/password/reset/sent/", "/accounts/password/reset/sent/"),
        (
            'File "/srv/quotes/views/quote_links.py", line 3',
            'File "/srv/quotes/views/quote_links.py", line 3',
        ),
    ],
)
def test_hidden_however_it_is_wrapped(line: str, shown: str):
    assert masked(line) == shown


def test_who_asks_does_not_choose_what_the_rest_of_the_line_hides(cast: Cast, ear: Ear):
    browser(None, cast.inkwell).get("/invitation/quillhouse.refusals/?token=INK&code=refused")

    (row,) = [row for row in ear.rows if row["logger"] == "quillhouse.refusals"]
    assert (row["agency"], row["event"]) == ("INK", "refused")


def test_what_was_typed_into_a_secret_field_is_in_no_error(ear: Ear):
    request = RequestFactory().post("/", {"code": "482913", "password1": 'pa"ss é word', "title": "Memoirs"})
    assert request.POST

    with hidden(keys_in("")):
        hide_typed(request)
        try:
            raise ValueError('482913 and pa"ss é word of Memoirs')
        except ValueError:
            logging.getLogger("elsewhere").exception("on 482913", extra={"code": "482913"})

    assert "Memoirs" in ear.lines[0]
    assert not any(word in line for line in ear.lines for word in ("482913", "é word", "u00e9"))


def test_nor_in_the_error_of_the_page_that_it_was_typed_into(
    cast: Cast, ear: Ear, monkeypatch: pytest.MonkeyPatch
):
    def fails(request: Any, **options: Any) -> None:
        raise RuntimeError(f"read {request.POST['code']} of {request.POST['next']}")

    monkeypatch.setattr(BaseHandler, "make_view_atomic", lambda self, view: fails)
    client = browser(cast.clara, raise_request_exception=False)

    sent = {"code": "482913", "next": "Memoirs"}
    assert client.post("/account/sign-in/confirm/", sent).status_code == 500
    assert any(f"read {HIDDEN} of Memoirs" in line for line in ear.lines)
    assert not any("482913" in line for line in ear.lines)


def test_a_server_that_logs_each_request_hides_them_too(ear: Ear):
    atoms = {"r": "GET /invitation/abcDEF/ HTTP/1.1", "f": "http://x.example/quotes/a.b~c/"}
    logging.getLogger("gunicorn.access").warning("%(r)s %(f)s", atoms)

    assert len(ear.lines) == 3
    assert all("/invitation/***/" in line and "/quotes/***/" in line for line in ear.lines)
