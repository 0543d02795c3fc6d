"""The pages of consent: on the order, by the mailed link, the check of a sample, and a private link."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Mail, Notice
from orders.models import Order, OrderEvent
from project.base import clock
from tests.accounts.helpers.factors import prove
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import HOUR
from tests.helpers.story import TEXT, Story
from tests.writers.helpers.consents import answered, asked, asked_consent, sample_doors, shown
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.mail.consents import write_question
from writers.models import ClearedFinding, PortfolioSample, SampleConsent, SampleView
from writers.rules.consents import key_of
from writers.rules.redaction_findings import brand_of, open_findings
from writers.states.portfolio import Audience, PortfolioVerb

pytestmark = pytest.mark.django_db


def page(member: Any, path: str, **data: str) -> Any:
    visitor = browser(member)
    return visitor.post(path, data) if data else visitor.get(path)


def test_the_client_reads_the_question_and_answers_on_the_order(cast: Cast) -> None:
    story, consent = asked(cast)
    path = f"/orders/{story.order.number}/"

    assert "May I show it?" in page(cast.clara, path).text
    answer = page(cast.clara, f"{path}consent/", level="excerpt", until="")

    assert answer.url == f"{path}#consent"
    consent.refresh_from_db()
    assert consent.level == "excerpt" and "An excerpt" in page(cast.clara, path).text
    assert "Withdraw consent" in page(cast.clara, path).text


def test_nothing_is_chosen_beforehand_and_what_was_typed_stays(cast: Cast) -> None:
    story, _consent = asked(cast)
    path = f"/orders/{story.order.number}/consent/"

    assert " checked" not in page(cast.clara, path).text
    refused = page(cast.clara, path, level="full", until="2001-02-03")

    assert refused.status_code == 422 and "2001-02-03" in refused.text and " checked" in refused.text


def test_writer_and_editor_see_neither_the_clients_button_nor_another_writer_anything(cast: Cast) -> None:
    story, _consent = answered(cast)
    path = f"/orders/{story.order.number}/"

    assert "Decide what may be shown" not in page(cast.wendell, path).text
    assert "Showing this text" not in page(cast.edith, path).text
    assert page(cast.wanda, path).status_code == 404


def test_the_mailed_link_answers_without_a_session_and_looking_changes_nothing(cast: Cast) -> None:
    consent = asked_consent(cast, Story(cast).completed())
    path = f"/consent/{key_of(consent)}/"
    visitor = browser(None, cast.inkwell)

    looked = visitor.get(path)
    consent.refresh_from_db()
    assert consent.level == "" and "noindex" in looked.headers["X-Robots-Tag"]
    assert looked.headers["Cache-Control"] == "no-store, private"

    visitor.post(path, {"level": "never", "until": ""})
    again = visitor.post(path, {"level": "full", "until": ""})

    consent.refresh_from_db()
    assert consent.level == "never" and again.status_code == 409
    assert "Not at all" in visitor.get(path).text


def test_the_question_is_mailed_once_with_its_link_and_the_notice_has_none(cast: Cast) -> None:
    _story, consent = asked(cast)
    SampleConsent.objects.filter(pk=consent.pk).update(key_until=clock.now())

    assert [write_question(consent_id=consent.pk, now=clock.now()) for _twice in range(2)] == [1, 0]

    mail = Mail.objects.get(
        kind="order", recipient=cast.clara.membership.user.email, subject__contains="shown"
    )
    assert key_of(consent) in mail.text and key_of(consent) in mail.html
    assert key_of(consent) not in str(list(Notice.objects.values()))
    assert key_of(consent) not in str(list(OrderEvent.objects.values()))


def test_an_answered_question_is_mailed_no_more(cast: Cast) -> None:
    _story, consent = answered(cast)

    assert write_question(consent_id=consent.pk, now=clock.now()) == 0


def test_the_check_lists_what_is_found_and_logs_what_is_cleared(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell), body="Call +44 20 7946 0958 or write to a@b.example.")
    path = f"/studio/portfolio/samples/{sample.public_id}/check/"

    before = page(cast.wendell, path)
    assert "+44 20 7946 0958" in before.text and "a@b.example" in before.text
    page(cast.wendell, path, kind="email", text="a@b.example")
    page(cast.wendell, path, kind="email", text="a@b.example")

    assert [found.text for found in open_findings(sample)] == ["+44 20 7946 0958"]
    assert ClearedFinding.objects.count() == 1
    assert sample.portfolio.events.filter(verb=PortfolioVerb.CLEAR_FINDING).count() == 1
    assert page(cast.wendell, path, kind="email", text="nowhere@b.example").status_code == 404


@pytest.mark.parametrize(("level", "status"), [("full", 302), ("excerpt", 409), ("anonymised", 409)])
def test_a_clients_name_leaves_the_text_unless_they_agreed_to_all_of_it(
    cast: Cast, level: str, status: int
) -> None:
    _story, _consent, sample = shown(cast, level, body="Benedetti sails.", published_at=None)
    path = f"/studio/portfolio/samples/{sample.public_id}/check/"

    answer = page(cast.wendell, path, kind="name", text="Benedetti")

    assert answer.status_code == status
    assert bool(open_findings(sample)) == (status == 409)


def test_a_private_link_shows_the_text_after_agreeing_and_counts_that_alone(cast: Cast) -> None:
    _story, _consent, sample = shown(cast, "private", body="Boats at dusk.")
    path = f"/shown/{sample_doors(cast, sample.public_id)['writers:shown']['key']}/"
    visitor = browser(None, cast.inkwell)

    first = visitor.get(path)
    refused = visitor.post(path, {})
    assert "Boats at dusk" not in first.text + refused.text and refused.status_code == 422
    assert not SampleView.objects.exists()

    read = visitor.post(path, {"agreed": "on"})

    assert "Boats at dusk" in read.text and SampleView.objects.count() == 1
    assert read.headers["Cache-Control"] == "no-store, private" and "noindex" in read.headers["X-Robots-Tag"]
    assert "sessionid" not in visitor.cookies


def test_a_link_is_shown_once_and_revoked(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell), audience=Audience.LINK)
    path = f"/studio/portfolio/samples/{sample.public_id}/links/"

    wanted = {"name": "Kettle", "days": "30", "max_views": "5", "terms": "on"}
    made = prove(browser(cast.wendell), cast.wendell).post(path, wanted)
    url = made.text.partition('value="http')[2].partition('"')[0].partition("/shown/")[2]
    assert url and url not in page(cast.wendell, path).text
    assert browser(None, cast.inkwell).get(f"/shown/{url}").status_code == 200

    link = sample.private_links.get()
    page(cast.wendell, f"/studio/portfolio/links/{link.public_id}/revoke/", csrfmiddlewaretoken="x")
    assert browser(None, cast.inkwell).get(f"/shown/{url}").status_code == 404


def test_withdrawn_is_gone_from_everywhere_at_once(cast: Cast) -> None:
    story, _consent, sample = shown(cast, "full", body=TEXT + " Unmistakable canary.")
    key = sample_doors(cast, sample.public_id)["writers:shown"]["key"]
    stranger = browser(None, cast.inkwell)
    paths = (
        f"/writers/{sample.portfolio.slug}/",
        f"/writers/{sample.portfolio.slug}/work/{sample.public_id}/",
        f"/shown/{key}/",
    )
    assert [stranger.get(path).status_code for path in paths] == [200, 200, 200]
    tag = stranger.get(paths[0]).headers["ETag"]

    page(cast.clara, f"/orders/{story.order.number}/consent/withdraw/", csrfmiddlewaretoken="x")

    assert [stranger.get(path).status_code for path in paths][1:] in ([404, 404], [410, 404])
    after = stranger.get(paths[0], headers={"If-None-Match": tag})
    assert after.status_code == 200 and sample.title not in after.text


def test_what_an_earlier_writer_was_allowed_is_listed_and_withdrawn(cast: Cast) -> None:
    story, consent, sample = shown(cast, "full")
    Order.objects.update(writer=cast.wanda.membership)
    path = f"/orders/{story.order.number}/"

    page_of_order = page(cast.clara, path).text
    assert cast.wendell.membership.public_name in page_of_order and consent.public_id in page_of_order
    answer = page(cast.clara, f"{path}consent/withdraw/", consent=consent.public_id)

    sample.refresh_from_db()
    assert answer.status_code == 302 and sample.published_at is None
    assert page(cast.clara, f"{path}consent/withdraw/", consent="a0a0a0a0a0").status_code == 404


def test_a_question_that_is_over_can_be_asked_again_on_the_page(cast: Cast) -> None:
    story, consent = asked(cast)
    path = f"/orders/{story.order.number}/consent/ask/"
    SampleConsent.objects.filter(pk=consent.pk).update(key_until=clock.now() + HOUR)
    assert page(cast.wendell, path).status_code == 409

    SampleConsent.objects.filter(pk=consent.pk).update(key_until=clock.now())

    assert path in page(cast.wendell, f"/orders/{story.order.number}/").text
    assert page(cast.wendell, path).status_code == 200


def test_the_first_word_of_a_companys_name_is_found_where_it_is_a_name(cast: Cast) -> None:
    _story, _consent, sample = shown(
        cast, "excerpt", body="Lindenau sails. A lindenau tree.", published_at=None
    )
    type(sample.order.account).objects.filter(pk=sample.order.account_id).update(name="Lindenau Museum GmbH")
    sample = PortfolioSample.objects.get(pk=sample.pk)

    assert [found.text for found in open_findings(sample)] == ["Lindenau"]


@pytest.mark.parametrize("name", ["The Sea", "Museum of Boats", "Sea GmbH"])
def test_an_everyday_first_word_is_no_name(name: str) -> None:
    assert brand_of(name) == ""
