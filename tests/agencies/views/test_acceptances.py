"""Who accepted which version of the legal pages: the list, its filter, the file, and the API."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.actions.legal import note_acceptance, publish_legal, save_legal_draft
from agencies.models import LegalAcceptance
from agencies.models.legal import Occasion
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
PAGE, FILE, API = (
    "/desk/branding/acceptances/",
    "/desk/branding/acceptances/export/",
    "agencies/legal-acceptances/",
)


def publish(cast: Cast, kind: str, text: str, version: int) -> None:
    draft = save_legal_draft(actor=cast.otto, kind=kind, text=text, version=version, now=START)
    publish_legal(actor=cast.otto, kind=kind, version=draft.version, now=START)


def accept(cast: Cast, *people: Member, occasion: Occasion = Occasion.ORDER) -> None:
    cast.inkwell.refresh_from_db()
    brand = type(cast.inkwell.brand).objects.get(pk=cast.inkwell.brand.pk)
    for person in people:
        note_acceptance(member=person.membership, brand=brand, occasion=occasion, now=START)


@pytest.fixture
def accepted(cast: Cast) -> None:
    """Clara and Wendell accepted the first terms, Clara the second as well, and the privacy policy."""
    publish(cast, "terms", "One", 0)
    accept(cast, cast.clara, cast.wendell, occasion=Occasion.SIGN_UP)
    publish(cast, "terms", "Two", 0)
    publish(cast, "privacy", "Secret", 0)
    accept(cast, cast.clara)


def test_an_empty_list_says_when_somebody_accepts(cast: Cast) -> None:
    page = words_of(browser(cast.otto).get(PAGE))

    assert "No one has accepted anything yet" in page and "Download CSV" not in page


@pytest.mark.usefixtures("accepted")
def test_the_list_and_what_narrows_it(cast: Cast) -> None:
    client = browser(cast.otto)

    every = words_of(client.get(PAGE))
    first = words_of(client.get(f"{PAGE}?version=terms-1"))
    second = words_of(client.get(f"{PAGE}?version=terms-2"))

    clara, wendell = (who.membership.public_name for who in (cast.clara, cast.wendell))
    assert every.count("Privacy policy, version 1") == 2  # a row, and a choice
    assert clara in first and wendell in first and "Sign-up" in first
    assert clara in second and wendell not in second
    assert words_of(client.get(f"{PAGE}?version=terms-9")).count("Terms, version 1") == 3


@pytest.mark.usefixtures("accepted")
def test_the_file_holds_what_the_list_shows(cast: Cast) -> None:
    answer = browser(cast.otto).get(f"{FILE}?version=terms-1")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["person"] for row in rows} == {
        who.membership.public_name for who in (cast.clara, cast.wendell)
    }
    assert {(row["page"], row["version"], row["occasion"]) for row in rows} == {("terms", "1", "sign_up")}
    assert 'filename="acceptances.csv"' in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("accepted")
def test_programs_read_the_same(cast: Cast) -> None:
    api = Api(cast.otto)

    assert [(row["kind"], row["number"]) for row in api.get(API).results] == [
        ("privacy", 1),
        ("terms", 2),
        ("terms", 1),
        ("terms", 1),
    ]
    found = api.get(f"{API}?kind=terms&number=2").results
    assert [row["person"] for row in found] == [cast.clara.membership.public_id]
    assert api.get(f"{API}?kind=terms").errors.keys() == {"number"}
    assert Api(cast.mara).get(API).results == []


@pytest.mark.usefixtures("accepted")
def test_the_list_takes_the_same_queries_for_one_and_for_four(cast: Cast) -> None:
    client = browser(cast.otto)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            client.get(address)
        return len(taken)

    assert LegalAcceptance.objects.count() == 4
    assert queries(f"{PAGE}?version=terms-2") == queries(PAGE)
