"""Portfolios and samples by the API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from catalog.models import Subject
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions.portfolio_approval import set_policy
from writers.models import PortfolioSample, WriterPortfolio
from writers.states.portfolio import Audience, Visibility

pytestmark = pytest.mark.django_db
PORTFOLIOS = "writer-management/writer-portfolios/"
SAMPLES = "writer-management/portfolio-samples/"
CANARY = "kingfisher-canary"


def made(cast: Cast) -> tuple[Api, str]:
    mine = Api(cast.wendell)
    return mine, f"{PORTFOLIOS}{mine.post(PORTFOLIOS).json['id']}/"


def test_a_portfolio_is_made_changed_shown_and_read(cast: Cast) -> None:
    mine, url = made(cast)
    subject = Subject.objects.filter(agency=cast.inkwell, archived_at=None).first()
    assert subject
    body: dict[str, Any] = {
        "headline": "Clear words",
        "bio": "I write.",
        "specialties": [subject.key],
        "credentials": [{"kind": "education", "title": "MA", "issuer": "Leeds", "year": 2009}],
        "links": [{"label": "Site", "url": "https://words.example/"}],
        "years_of_experience": 12,
        "version": 1,
    }

    changed = mine.call("PATCH", url, body)
    shown = mine.post(f"{url}visibility/", {"is_enabled": True, "visibility": "public"})

    assert changed.status == shown.status == 200, changed.json
    assert mine.call("PATCH", url, {"headline": "Late", "version": 1}).status == 409
    seen = Api(None, cast.inkwell).get(f"{url}public-view/")
    assert seen.status == 200 and seen.json["headline"] == "Clear words"
    assert seen.json["specialties"] == [subject.name] and seen.json["education"][0]["year"] == 2009
    kept = mine.get(f"{PORTFOLIOS}my-portfolio/").json
    assert kept["edited_bio"] == "I write." and kept["links"] == body["links"]
    more = mine.call("PATCH", url, {"bio": "More.", "version": shown.json["version"]}).json
    assert more["years_of_experience"] == 12 and more["specialties"] == [subject.name]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "search"}, "slug"),
        ({"links": [{"label": "x", "url": "http://plain.example/"}]}, "links"),
        ({"specialties": ["no-such"]}, "specialties"),
        ({"total_orders_completed": 900}, "total_orders_completed"),
        ({"average_rating": "5.00"}, "average_rating"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    mine, url = made(cast)

    refused = mine.call("PATCH", url, {**wrong, "version": 1})

    assert (refused.status, list(refused.errors)) == (400, [field])


def test_figures_say_of_how_many_and_as_of_when(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, show_rating=True, show_on_time=True)
    figures_of(row)
    url = f"{PORTFOLIOS}{row.public_id}/public-view/"

    seen = Api(None, cast.inkwell).get(url).json
    WriterPortfolio.objects.update(show_rating=False, show_on_time=False)
    hidden = Api(None, cast.inkwell).get(url).json

    assert (seen["average_rating"], seen["rating_n"]) == ("4.70", 12)
    assert (seen["on_time_percentage"], seen["on_time_n"]) == (95, 40)
    assert seen["figures_as_of"] == "2026-03-02T09:00:00Z"
    assert {hidden[name] for name in ("rating_n", "on_time_n", "figures_as_of")} == {None}


def test_what_is_on_show_keeps_a_headline(cast: Cast) -> None:
    row = portfolio_of(cast.wendell)
    url = f"{PORTFOLIOS}{row.public_id}/"

    refused = Api(cast.wendell).call("PATCH", url, {"headline": "", "version": 1})
    WriterPortfolio.objects.update(enabled=False)
    taken = Api(cast.wendell).call("PATCH", url, {"headline": "", "version": 1})

    assert (refused.status, list(refused.errors), taken.status) == (400, ["headline"], 200)


def test_each_reader_lists_what_they_see_and_no_more(cast: Cast) -> None:
    public = portfolio_of(cast.wendell)
    clients = portfolio_of(cast.wanda, visibility=Visibility.CLIENTS)

    def listed(api: Api) -> set[str]:
        return {row["id"] for row in api.get(PORTFOLIOS).results}

    assert listed(Api(None, cast.inkwell)) == {public.public_id}
    assert listed(Api(cast.clara)) == {public.public_id, clients.public_id}
    assert listed(Api(cast.sam)) == {public.public_id, clients.public_id}
    assert listed(Api(cast.wanda)) == {public.public_id, clients.public_id}
    assert listed(Api(cast.nick)) == listed(Api(cast.mara)) == set()
    assert Api(None, cast.inkwell).get(f"{PORTFOLIOS}{clients.public_id}/public-view/").status == 404
    assert Api(cast.clara).get(f"{PORTFOLIOS}{clients.public_id}/").status == 403


def test_a_switched_off_figure_and_words_not_on_show_are_nowhere_for_others(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell, show_orders=True)
    figures_of(portfolio, orders=41, rated=2)
    WriterPortfolio.objects.filter(pk=portfolio.pk).update(bio=CANARY, decision_note=CANARY, show_rating=True)
    sample_in(portfolio, title=CANARY, published_at=None)

    for api in (Api(None, cast.inkwell), Api(cast.clara), Api(cast.wanda)):
        view = api.get(f"{PORTFOLIOS}{portfolio.public_id}/public-view/").json
        everything = json.dumps([view, api.get(PORTFOLIOS).json])
        assert (view["total_orders_completed"], view["on_time_percentage"]) == (41, None)
        assert view["average_rating"] is None, "two ratings are too few"
        assert CANARY not in everything
        assert not {"email", "phone", "earnings", "orders"} & set(view)


def test_figures_are_brought_up_to_date_and_never_sent(cast: Cast) -> None:
    Story(cast).completed()
    mine, url = made(cast)

    answer = mine.post(f"{url}update-statistics/")

    assert answer.status == 200
    assert (answer.json["total_orders_completed"], answer.json["on_time_percentage"]) == (1, 100)
    assert Api(cast.wanda).post(f"{url}update-statistics/").status == 404
    assert Api(cast.clara).post(f"{url}update-statistics/").status == 403


def test_the_agency_approves_by_version(cast: Cast) -> None:
    set_policy(actor=cast.max, approves=True, now=START)
    mine, url = made(cast)
    mine.call("PATCH", url, {"headline": "Clear words", "version": 1})
    version = mine.post(f"{url}visibility/", {"is_enabled": True, "visibility": "public"}).json["version"]
    desk = Api(cast.max)

    assert Api(None, cast.inkwell).get(PORTFOLIOS).results == []
    assert desk.post(f"{url}approve/", {"version": version - 1}).status == 409
    declined = desk.post(f"{url}decline/", {"note": "Say more."})
    assert (declined.json["approval"], declined.json["decision_note"]) == ("declined", "Say more.")
    waiting = mine.post(f"{url}submit/").json
    assert waiting["is_waiting"]
    assert desk.post(f"{url}approve/", {"version": waiting["version"]}).json["approval"] == "approved"
    assert len(Api(None, cast.inkwell).get(PORTFOLIOS).results) == 1
    assert desk.post(f"{url}withdraw/", {"note": "A client asked."}).json["is_enabled"] is False
    assert Api(None, cast.inkwell).get(f"{url}public-view/").status == 404


def test_a_sample_is_added_published_featured_moved_and_deleted(cast: Cast) -> None:
    mine, _url = made(cast)
    body = {"title": "On tides", "text": "Twice a day.", "audience": "public"}

    first = mine.post(SAMPLES, body)
    second = mine.post(SAMPLES, {**body, "title": "On ferries"})

    assert (first.status, first.json["is_published"]) == (201, False)
    url = f"{SAMPLES}{first.json['id']}/"
    assert mine.post(f"{url}toggle-featured/").status == 409
    assert mine.post(f"{url}publish/").json["is_published"]
    assert mine.post(f"{url}toggle-featured/").json["is_featured"]
    assert not mine.post(f"{url}toggle-featured/").json["is_featured"]
    assert mine.post(f"{url}move/", {"way": "down"}).status == 200
    order = mine.post(f"{SAMPLES}arrange/", {"samples": [first.json["id"]]}).json["samples"]
    assert order == [first.json["id"], second.json["id"]]
    now = mine.get(url).json
    changed = mine.call("PATCH", url, {"description": "Short.", "version": now["version"]})
    assert (changed.json["description"], changed.json["text"]) == ("Short.", "Twice a day.")
    assert not mine.post(f"{url}unpublish/").json["is_published"]
    assert mine.call("DELETE", url).status == 204 and mine.get(url).status == 404


def test_a_sample_of_an_order_is_not_published_without_consent(cast: Cast) -> None:
    order = Story(cast).delivered().order
    mine, _url = made(cast)

    sample = mine.post(f"{SAMPLES}from-order/", {"source_order": order.number})

    assert sample.status == 200 and sample.json["source_order"] == order.number
    assert mine.post(f"{SAMPLES}{sample.json['id']}/publish/").status == 409
    assert Api(cast.wanda).post(f"{SAMPLES}from-order/", {"source_order": order.number}).status == 404


def test_clients_read_the_samples_shown_to_them_without_the_order(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell)
    shown = sample_in(portfolio, audience=Audience.CLIENTS, decision_note=CANARY)
    hidden = sample_in(portfolio, title=CANARY, audience=Audience.LINK)
    theirs = Api(cast.clara)

    listed = theirs.get(f"{SAMPLES}?portfolio={portfolio.public_id}")

    assert [row["id"] for row in listed.results] == [shown.public_id]
    assert CANARY not in json.dumps(listed.json)
    for other in (theirs, Api(cast.wanda)):
        assert other.get(f"{SAMPLES}{hidden.public_id}/").status == 404
    assert theirs.post(f"{SAMPLES}{shown.public_id}/unpublish/").status == 403
    assert Api(cast.wanda).post(f"{SAMPLES}{shown.public_id}/unpublish/").status == 404
    assert Api(cast.nick).get(f"{SAMPLES}{shown.public_id}/").status == 404
    assert PortfolioSample.objects.get(pk=shown.pk).published_at is not None
