"""Legal pages: versions at public addresses, and who accepted which."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.actions.legal import publish_legal, restore_legal, save_legal_draft, withdraw_legal
from agencies.actions.people import join_as_client
from agencies.models import Agency, LegalAcceptance, LegalDraft, LegalText
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, WrongState
from project.base.viewer import Member, Public
from tests.agencies.helpers.branding import legal_in_force
from tests.helpers.api import Api, by_token
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
DESK = "/desk/branding/legal/terms/"
API = "agencies/legal-pages/"


def fresh(agency: Agency) -> Agency:
    return Agency.objects.select_related("brand").get(pk=agency.pk)


def test_a_page_is_drafted_published_changed_and_withdrawn(cast: Cast) -> None:
    otto, visitor = browser(cast.otto), browser(None, cast.inkwell)
    assert visitor.get("/legal/terms/").status_code == 404 and "/legal/" not in visitor.get("/").text
    otto.post(DESK, {"text": "## Orders\n\nFirst **words**", "version": "0"})
    assert visitor.get("/legal/terms/").status_code == 404
    assert "<strong>words</strong>" in otto.get(DESK).text

    otto.post(f"{DESK}publish/", {"version": "1"})
    first = visitor.get("/legal/terms/")
    assert "<strong>words</strong>" in first.text and "Version 1" in words_of(first)
    assert '"/legal/terms/"' in visitor.get("/").text
    otto.post(DESK, {"text": "Second words", "version": "0"})
    otto.post(f"{DESK}publish/", {"version": "1"})
    second = visitor.get("/legal/terms/", headers={"if-none-match": first.headers["ETag"]})
    assert second.status_code == 200 and "Second words" in second.text
    older = visitor.get("/legal/terms/1/")
    assert "no longer in force" in older.text and "noindex" in older.text
    otto.post(f"{DESK}1/restore/")
    assert "Version 1" in words_of(visitor.get("/legal/terms/"))

    otto.post(f"{DESK}withdraw/")
    assert (
        visitor.get("/legal/terms/").status_code == 404 and visitor.get("/legal/terms/2/").status_code == 200
    )
    assert "/legal/" not in visitor.get("/").text
    assert browser(None, cast.northwind).get("/legal/terms/1/").status_code == 404


def test_a_visitor_keeps_the_page(cast: Cast) -> None:
    legal_in_force(cast.otto)
    first = browser(None, cast.inkwell).get("/legal/terms/")
    tag = first.headers["ETag"]
    again = browser(None, cast.inkwell).get("/legal/terms/", headers={"if-none-match": tag})
    assert (first.headers["Cache-Control"], again.status_code) == ("public, no-cache", 304)


def test_two_agencies_have_their_own(cast: Cast) -> None:
    for owner, text in ((cast.otto, "Of Inkwell"), (cast.mara, "Of Northwind")):
        legal_in_force(owner, text=text)
    for _round in range(2):
        for house, own, other in (
            (cast.inkwell, "Of Inkwell", "Of Northwind"),
            (cast.northwind, "Of Northwind", "Of Inkwell"),
        ):
            page = browser(None, house).get("/legal/terms/").text
            assert own in page and other not in page


def test_hostile_words_stay_words(cast: Cast) -> None:
    legal_in_force(
        cast.otto, text="<script>alert(1)</script> [x](javascript:alert(1)) ![i](//evil.example/x.png)"
    )
    page = browser(None, cast.inkwell).get("/legal/terms/").text
    assert (
        "<script>alert" not in page and 'href="javascript' not in page and 'evil.example/x.png"' not in page
    )


def test_what_is_refused(cast: Cast) -> None:
    for other in (cast.clara, cast.sam, cast.max):
        with pytest.raises(NotAllowed):
            save_legal_draft(actor=other, kind="terms", text="x", version=0, now=START)
        with pytest.raises(NotAllowed):
            withdraw_legal(actor=other, kind="terms")
    for text in ("", "x" * 60_001):
        with pytest.raises(Invalid):
            save_legal_draft(actor=cast.otto, kind="terms", text=text, version=0, now=START)
    with pytest.raises(NotVisible):
        save_legal_draft(actor=cast.otto, kind="rules", text="x", version=0, now=START)
    with pytest.raises(WrongState):
        publish_legal(actor=cast.otto, kind="terms", version=1, now=START)
    save_legal_draft(actor=cast.otto, kind="terms", text="x", version=0, now=START)
    with pytest.raises(Stale):
        save_legal_draft(actor=cast.otto, kind="terms", text="y", version=0, now=START)
    stale = browser(cast.otto).post(DESK, {"text": "y", "version": "0"})
    assert stale.status_code == 422 and "Save again" in stale.text and stale.context["version"] == 1
    with pytest.raises(NotVisible):
        restore_legal(actor=cast.otto, kind="terms", number=4)


def test_who_joins_and_who_orders_accepts_the_version_legal_in_force(cast: Cast) -> None:
    first, privacy = legal_in_force(cast.otto), legal_in_force(cast.otto, "privacy")
    legal_in_force(cast.otto, "imprint")
    inkwell = fresh(cast.inkwell)
    joined = join_as_client(
        actor=Public(inkwell), user=cast.nick.membership.user, public_name="Nick", now=START
    )
    rows = LegalAcceptance.objects.filter(member=joined)
    assert {(row.text_id, row.occasion) for row in rows} == {(first.pk, "sign_up"), (privacy.pk, "sign_up")}

    clara = Member(inkwell, membership=cast.clara.membership)
    place_order(clara)
    place_order(clara)
    own = LegalAcceptance.objects.filter(member=cast.clara.membership)
    assert [(row.text_id, row.occasion) for row in own.order_by("text_id")] == [
        (first.pk, "order"),
        (privacy.pk, "order"),
    ]
    second = legal_in_force(cast.otto, text="Second words")
    place_order(Member(fresh(cast.inkwell), membership=cast.clara.membership), now=clock.now())
    assert own.filter(text=second).count() == 1 and own.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalAcceptance.objects.update(at=START + dt.timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalText.objects.filter(pk=first.pk).update(text="Other words")


def test_people_are_told_before_they_accept(cast: Cast) -> None:
    assert "/legal/terms/" not in browser(None, cast.inkwell).get("/accounts/sign-up/").text
    legal_in_force(cast.otto)
    page = words_of(browser(None, cast.inkwell).get("/accounts/sign-up/"))
    assert "By joining you accept our terms" in page


def test_the_api_does_the_same(cast: Cast) -> None:
    api, path = by_token(cast.otto), f"{API}terms/"
    assert api.get(path).json["number"] is None
    assert api.put(path, {"text": "First", "version": 0}).json["draft_version"] == 1
    assert api.put(path, {"text": "Late", "version": 0}).status == 409
    assert api.post(f"{path}publish/", {"version": 1}).json["number"] == 1
    api.put(path, {"text": "Second", "version": 0})
    assert api.post(f"{path}publish/", {"version": 1}).json["text"] == "Second"
    assert api.post(f"{path}restore/", {"number": 1}).json["text"] == "First"
    assert api.post(f"{path}restore/", {"number": 9}).status == 404
    assert [row["number"] for row in api.get(API).results] == [2, 1]
    assert api.post(f"{path}withdraw/").json["number"] is None
    assert api.get(f"{API}rules/").status == 404
    assert Api(cast.max).get(path).status == 403
    assert not LegalDraft.objects.exists()
