"""Orders with consent, and samples of them, for tests of who sees what."""

from __future__ import annotations

import datetime as dt
from typing import Any

from project.base import clock
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.helpers.story import TEXT, Story
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.actions.consents import answer_consent, ask_consent
from writers.actions.sample_links import make_link
from writers.actions.sample_requests import ask_to_see
from writers.models import PortfolioSample, SampleConsent, WriterPortfolio
from writers.rules.consents import LINK_HOLDS, hash_of, key_of
from writers.states.portfolio import Audience, ConsentLevel, SampleSource

#: A few words of TEXT, fewer than an excerpt may have.
EXCERPT = "Boats come in."


def asked(cast: Cast, story: Story | None = None) -> tuple[Story, SampleConsent]:
    """A completed order whose writer, Wendell, has asked its client."""
    story = story or Story(cast).completed()
    return story, ask_consent(actor=cast.wendell, message="May I show it?", **story.tick())


def asked_consent(cast: Cast, story: Story) -> SampleConsent:
    """A question about an order as it is stored now, whatever its state."""
    facts = {"agency": cast.inkwell, "order": story.order, "writer": cast.wendell.membership}
    consent = SampleConsent(**facts, message="May I show it?", asked_at=clock.now())
    consent.asked_of, consent.key_until = cast.clara.membership, clock.now() + LINK_HOLDS
    consent.key_hash = hash_of(key_of(consent))
    consent.save()
    return consent


def answered(
    cast: Cast, level: str = ConsentLevel.FULL, *, until: dt.date | None = None, story: Story | None = None
) -> tuple[Story, SampleConsent]:
    """… and Clara has answered."""
    story, consent = asked(cast, story)
    story.now += HOUR
    given = answer_consent(actor=cast.clara, consent=consent, level=level, until=until, now=story.now)
    return story, given


def shown(
    cast: Cast,
    level: str = ConsentLevel.FULL,
    *,
    writer: Member | None = None,
    portfolio: WriterPortfolio | None = None,
    until: dt.date | None = None,
    **fields: Any,
) -> tuple[Story, SampleConsent, PortfolioSample]:
    """… and a sample of the order is published."""
    story, consent = answered(cast, level, until=until)
    portfolio = portfolio or portfolio_of(writer or cast.wendell)
    facts: dict[str, Any] = {
        "source": SampleSource.ORDER,
        "order": story.order,
        "delivery": story.order.deliveries.latest("number"),
        "consent": consent,
        "body": TEXT if level == ConsentLevel.FULL else EXCERPT,
        "audience": Audience.LINK if level == ConsentLevel.PRIVATE else Audience.PUBLIC,
        "published_at": START,
    }
    return story, consent, sample_in(portfolio, **(facts | fields))


def sample_doors(cast: Cast, public_id: str) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of one of Wendell's samples, with a private link to it."""
    sample = PortfolioSample.objects.get(public_id=public_id)
    facts: dict[str, Any] = {"name": "Kettle", "days": 30, "max_views": None, "terms": False}
    link, key = make_link(actor=cast.wendell, sample=sample, now=clock.now(), **facts)
    wanted = sample_in(sample.portfolio, "On request", audience=Audience.REQUEST)
    asked = ask_to_see(actor=cast.clara, sample=wanted, message="May I?", now=clock.now())
    return {
        **{f"writers:sample_{what}": {"public_id": public_id} for what in ("check", "links")},
        "writers:sample_link_revoke": {"public_id": link.public_id},
        "writers:sample_requests": {},
        "writers:sample_request_answer": {"public_id": asked.public_id},
        "writers:sample_ask": {"public_id": wanted.public_id},
        "writers:shown": {"key": key},
    }
