"""The API of consents, agreements, private links, findings and requests."""

from __future__ import annotations

import pytest

from tests.accounts.helpers.factors import prove
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.models import NonDisclosure, SampleConsent, SampleLink
from writers.states.portfolio import Audience

pytestmark = pytest.mark.django_db
HOME = "writer-management"


def test_a_question_is_asked_answered_and_withdrawn(cast: Cast) -> None:
    order = Story(cast).completed().order
    writer, client = Api(cast.wendell), Api(cast.clara)

    asked = writer.post(f"{HOME}/sample-consents/", {"order": order.number, "message": "May I?"})
    assert asked.status == 201 and asked.json["level"] == ""
    url = f"{HOME}/sample-consents/{asked.json['id']}/"
    assert client.post(f"{url}answer/", {"level": "everything"}).status == 400
    assert client.post(f"{url}answer/", {"level": "excerpt"}).json["level"] == "excerpt"
    assert writer.get(url).json["level"] == "excerpt"
    assert client.post(f"{url}withdraw/", {}).json["withdrawn_at"]
    assert writer.post(f"{HOME}/sample-consents/", {"order": order.number}).status == 409
    assert "key" not in str(writer.get(url).json) and "hash" not in str(client.get(url).json)


def test_an_agreement_blocks_the_question(cast: Cast) -> None:
    order = Story(cast).completed().order
    named = {"order": order.number}

    assert Api(cast.clara).post(f"{HOME}/non-disclosures/set/", named).json["in_force"]
    assert Api(cast.wendell).post(f"{HOME}/sample-consents/", named).status == 409
    assert Api(cast.wendell).post(f"{HOME}/non-disclosures/lift/", named).status == 403
    assert not Api(cast.max).post(f"{HOME}/non-disclosures/lift/", named).json["in_force"]
    assert NonDisclosure.objects.count() == 1


def test_the_client_says_it_unasked(cast: Cast) -> None:
    order = Story(cast).assigned().order

    said = Api(cast.clara).post(f"{HOME}/sample-consents/set/", {"order": order.number, "level": "never"})

    assert said.status == 200 and SampleConsent.objects.get().level == "never"


def test_the_address_of_a_link_is_in_the_creating_answer_alone(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell), audience=Audience.LINK)
    writer = Api(cast.wendell)
    prove(writer.client, cast.wendell)

    made = writer.post(f"{HOME}/sample-links/", {"sample": sample.public_id, "name": "Kettle"})
    key = made.json["url"].rstrip("/").rpartition("/")[2]

    assert made.status == 201 and made.json["terms"]
    url = f"{HOME}/sample-links/{made.json['id']}/"
    assert key not in str(writer.get(url).json) + str(writer.get(f"{HOME}/sample-links/").json)
    assert writer.delete(url).status == 204 and SampleLink.objects.get().revoked_at


def test_findings_are_listed_and_cleared(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell), body="Write to a@b.example.")
    url, writer = f"{HOME}/sample-findings/{sample.public_id}/", Api(cast.wendell)

    assert [one["text"] for one in writer.get(url).json["findings"]] == ["a@b.example"]
    cleared = writer.post(f"{url}clear/", {"kind": "email", "text": "a@b.example"})

    assert cleared.json["findings"][0]["cleared"]
    assert writer.post(f"{url}clear/", {"kind": "email", "text": "c@b.example"}).status == 404


def test_a_request_is_granted(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell), audience=Audience.REQUEST)

    asked = Api(cast.clara).post(f"{HOME}/sample-requests/", {"sample": sample.public_id})
    url = f"{HOME}/sample-requests/{asked.json['id']}/answer/"

    assert asked.status == 201 and Api(cast.wendell).post(url, {"grant": True}).json["granted_until"]
