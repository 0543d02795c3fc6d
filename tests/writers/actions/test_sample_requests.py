"""Samples on request: who asks, who answers, and who reads them for how long."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Mail, Notice
from agencies.models import Membership
from project.base import clock
from project.base.errors import NotAllowed, NotVisible
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.races import kinds, race
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.actions.sample_requests import GRANTED, answer_request, ask_to_see
from writers.models import PortfolioSample, SampleRequest
from writers.states.portfolio import Audience, Visibility
from writers.tasks import tell_of_request

pytestmark = pytest.mark.django_db
CANARY = "Unmistakable words of the sample."


def sample(cast: Cast, **fields: object) -> PortfolioSample:
    portfolio = portfolio_of(cast.wendell)
    return sample_in(portfolio, body=CANARY, audience=Audience.REQUEST, **fields)


def asked(cast: Cast) -> SampleRequest:
    return ask_to_see(actor=cast.clara, sample=sample(cast), message="May I?", now=clock.now())


def reads(cast: Cast, of: PortfolioSample) -> bool:
    shown = CANARY in browser(cast.clara).get(f"/orders/samples/{of.public_id}/").text
    assert shown == PortfolioSample.objects.visible_to(cast.clara).filter(pk=of.pk).exists()
    return shown


def test_only_clients_ask_and_only_its_writer_answers(cast: Cast) -> None:
    request = asked(cast)

    for name, member in cast.of_inkwell.items():
        if name != "clara":
            with pytest.raises(NotAllowed):
                ask_to_see(actor=member, sample=request.sample, message="", now=clock.now())
        if name != "wendell":
            with pytest.raises(NotAllowed):
                answer_request(actor=member, request=request, grant=True, now=clock.now())
    with pytest.raises(NotVisible):
        ask_to_see(actor=cast.nick, sample=request.sample, message="", now=clock.now())


@pytest.mark.parametrize(
    "fields", [{"published_at": None}, {"audience": Audience.LINK}, {"audience": Audience.PUBLIC}]
)
def test_nothing_else_can_be_asked_for(cast: Cast, fields: dict[str, object]) -> None:
    of = sample_in(portfolio_of(cast.wendell), **fields)

    with pytest.raises(NotVisible):
        ask_to_see(actor=cast.clara, sample=of, message="", now=clock.now())


def test_nor_anything_in_a_portfolio_that_is_private(cast: Cast) -> None:
    of = sample_in(portfolio_of(cast.wendell, visibility=Visibility.PRIVATE), audience=Audience.REQUEST)

    with pytest.raises(NotVisible):
        ask_to_see(actor=cast.clara, sample=of, message="", now=clock.now())


def test_it_is_read_once_granted_and_until_that_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = asked(cast)
    assert not reads(cast, request.sample)

    granted = answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())
    assert reads(cast, request.sample) and granted.granted_until is not None

    later = granted.granted_until + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert later - granted.granted_until < GRANTED and not reads(cast, request.sample)


def test_declined_is_not_read_and_an_answer_is_final(cast: Cast) -> None:
    request = asked(cast)

    answer_request(actor=cast.wendell, request=request, grant=False, now=clock.now())
    answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())

    assert not reads(cast, request.sample)
    assert request.sample.portfolio.events.count() == 2


def test_the_writer_grants_on_their_page(cast: Cast) -> None:
    request = asked(cast)
    visitor = browser(cast.wendell)
    assert "May I?" in visitor.get("/studio/portfolio/requests/").text

    visitor.post(f"/studio/portfolio/requests/{request.public_id}/answer/", {"answer": "grant"})

    assert reads(cast, request.sample)


def test_whoever_merely_asked_reads_nothing_once_somebody_else_was_granted(cast: Cast) -> None:
    of, other = sample(cast), cast.wanda
    Membership.objects.filter(pk=other.member_id).update(roles=["client"])
    other = Member(cast.inkwell, membership=Membership.objects.get(pk=other.member_id))
    ask_to_see(actor=other, sample=of, message="", now=clock.now())
    request = ask_to_see(actor=cast.clara, sample=of, message="", now=clock.now())

    answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())

    assert PortfolioSample.objects.visible_to(cast.clara).filter(pk=of.pk).count() == 1
    assert not PortfolioSample.objects.visible_to(other).filter(pk=of.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_are_one_request(cast: Cast) -> None:
    of = sample(cast)

    found = race([lambda: ask_to_see(actor=cast.clara, sample=of, message="", now=clock.now())] * 10)

    assert kinds(found) == {"SampleRequest": 10} and SampleRequest.objects.count() == 1


def test_clients_find_what_they_may_ask_for_and_not_its_text(cast: Cast) -> None:
    of = sample(cast, title="To be asked for", description="What it is about.")
    path, api = f"/orders/writers/{of.portfolio.slug}/", Api(cast.clara)
    asking = f'href="/orders/samples/{of.public_id}/"'

    page = browser(cast.clara).get(path).text
    (row,) = api.get("writer-management/portfolio-samples/").results

    assert "To be asked for" in page and "What it is about." in page and asking in page
    assert "Ask to see it" in page and CANARY not in page
    assert row["title"] == "To be asked for" and row["text"] == "" and CANARY not in str(row)
    for name in ("wanda", "nick"):
        listed = Api(cast.everybody[name]).get("writer-management/portfolio-samples/")
        assert "To be asked for" not in str(listed.json)
    assert "To be asked for" not in browser(None, cast.inkwell).get(f"/writers/{of.portfolio.slug}/").text
    assert browser(cast.clara).get(f"{path}work/{of.public_id}/").status_code == 404


def test_what_was_granted_is_read_from_the_portfolio(cast: Cast) -> None:
    request = asked(cast)
    answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())
    url = f"writer-management/portfolio-samples/{request.sample.public_id}/"

    page = browser(cast.clara).get(f"/orders/writers/{request.sample.portfolio.slug}/").text

    assert "Ask to see it" not in page and "You can read it" in page
    assert Api(cast.clara).get(url).json["text"] == CANARY


def test_the_title_of_a_sample_that_is_private_again_is_not_told(cast: Cast) -> None:
    request = asked(cast)
    PortfolioSample.objects.update(title="CANARY of the title", published_at=None)
    url = f"writer-management/sample-requests/{request.public_id}/"

    asker, writer = Api(cast.clara).get(url), Api(cast.wendell).get(url)

    assert asker.status == 200 and "CANARY of the title" not in str(asker.json)
    assert asker.json["title"] == "" and asker.json["message"] == "May I?"
    assert writer.json["title"] == "CANARY of the title"


def jobs(task: str) -> list[dict[str, Any]]:
    rows = ProcrastinateJob.objects.filter(task_name=task).order_by("pk")
    return [dict(row.args) for row in rows]


def run(task: str) -> None:
    """Run what was deferred for that task, twice: the second time nobody hears of it again."""
    (job,) = jobs(task)[-1:]
    tell_of_request(**job)
    tell_of_request(**job)


def test_the_writer_is_told_of_a_request_and_the_client_of_the_answer(cast: Cast) -> None:
    request = asked(cast)
    run("writers.tell_of_request")
    writer, client = cast.wendell.membership.user, cast.clara.membership.user
    assert [notice.path for notice in Notice.objects.filter(user=writer)] == ["/studio/portfolio/requests/"]
    assert [mail.recipient for mail in Mail.objects.all()] == [writer.email]

    answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())
    answer_request(actor=cast.wendell, request=request, grant=True, now=clock.now())
    assert len(jobs("writers.tell_of_request")) == 2
    run("writers.tell_of_request")

    (notice,) = Notice.objects.filter(user=client)
    mail = Mail.objects.get(recipient=client.email)
    assert notice.path == f"/orders/samples/{request.sample.public_id}/" and notice.path in mail.text
    assert request.sample.title not in notice.detail + mail.text + mail.html + mail.subject


def test_who_has_left_is_told_nothing(cast: Cast) -> None:
    asked(cast)
    Membership.objects.filter(pk=cast.wendell.member_id).update(
        suspended_at=START, suspended_by=cast.max.membership, suspension_reason="x"
    )

    run("writers.tell_of_request")

    assert not Mail.objects.exists() and not Notice.objects.exists()
