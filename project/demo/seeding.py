"""The demo's orders: stories played through the actions that people use,
with a clock that moves as it would have.

Every story has a fate (the state it ends in) and begins some days ago, so that the demo is alive on the day
it is loaded: some work is late, some is early, some offers wait for an answer right now.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from agencies.models import Agency
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import drafts
from drafts.models import OrderDraft
from project.base import clock
from project.base.viewer import Member

from . import money, rubrics
from .disputes import DisputedStory
from .library import COMPANIES, Commission, Draft, Facts, draw, load_drafts, of_company
from .story import Crew, words_of
from .talk import talk

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Fate:
    """Where a story ends. `weight` in about 200 orders; begun `ago` (least, most)
    days before now, due `days` after that."""

    name: str
    weight: int
    ago: tuple[float, float]
    days: tuple[int, int]


FATES = (
    Fate("completed", 81, (18, 182), (6, 16)),
    Fate("completed_late", 14, (24, 178), (4, 6)),
    Fate("completed_revised", 22, (34, 175), (8, 16)),
    Fate("lapsed", 12, (45, 170), (6, 12)),
    Fate("placed", 8, (0.1, 1.5), (4, 14)),
    Fate("placed_late", 2, (6, 9), (5, 5)),
    Fate("declined", 2, (1, 2), (6, 10)),
    Fate("offered", 8, (0.2, 0.9), (5, 12)),
    Fate("assigned", 6, (1, 3), (6, 14)),
    Fate("in_progress", 11, (2, 5), (7, 14)),
    Fate("late", 4, (9, 14), (5, 7)),
    Fate("due_soon", 4, (4, 4.4), (5, 5)),
    Fate("in_review", 4, (3, 6), (7, 12)),
    Fate("claimed", 3, (3, 6), (7, 12)),
    Fate("sent_back", 2, (5, 7), (8, 12)),
    Fate("corrected", 3, (3, 8), (7, 12)),
    Fate("delivered", 8, (4, 12), (6, 12)),
    Fate("revision_requested", 3, (2.9, 4.5), (8, 12)),
    Fate("revising", 2, (3.2, 5), (9, 12)),
    Fate("on_hold", 2, (5, 10), (9, 14)),
    Fate("cancelled", 10, (10, 150), (6, 12)),
    Fate("answered", 4, (5, 8), (8, 12)),
    Fate("beyond", 2, (6.5, 9), (10, 14)),
    Fate("grace", 4, (3.7, 6), (8, 12)),
    Fate("questioned", 3, (3.2, 6), (9, 12)),
    Fate("told", 2, (3.5, 5.5), (9, 12)),
    Fate("reopened", 3, (5, 7), (9, 12)),
    Fate("given", 2, (3, 4.5), (9, 12)),
    Fate("refused", 2, (14, 40), (8, 12)),
    Fate("change_offered", 2, (4.5, 8), (8, 12)),
    Fate("change_bought", 2, (5.5, 7.5), (8, 12)),
    Fate("disputed", 1, (4, 5.5), (8, 12)),
    Fate("dispute_proposed", 1, (3.4, 4.2), (8, 12)),
    Fate("dispute_countered", 1, (5.5, 6.5), (8, 12)),
    Fate("dispute_settled", 2, (12, 40), (8, 12)),
)


def fates(count: int, rng: random.Random) -> list[Fate]:
    """`count` fates in the proportions of FATES; each occurs at least once when there is room."""
    drawn = list(FATES[:count])
    pool = [fate for fate in FATES for _ in range(fate.weight)]
    drawn += rng.choices(pool, k=max(0, count - len(drawn)))
    return drawn


def play(crew: Crew, count: int, rng: random.Random, now: dt.datetime) -> Iterator[str]:
    """Play `count` stories of one agency, oldest first so that the numbers
    follow the calendar; yields each number."""
    money.open_books(crew.managers[0].agency, crew, now)
    rubrics.keep(crew.managers[0], list(crew.editors), now - DAY * 200)
    begun = [(now - DAY * rng.uniform(*fate.ago), fate) for fate in fates(count, rng)]
    others, stories = draw(rng, count), []
    for start, fate in sorted(begun, key=lambda pair: pair[0]):
        client = crew.client(rng)
        commission = _commission(client, others, rng)
        deadline = start + DAY * rng.randint(*fate.days)
        story = DisputedStory(
            crew, client, commission, start=start, deadline=_working_hour(deadline), end=now, rng=rng
        )
        story.play(fate.name)
        talk(story)
        stories.append(story)
        yield story.order.number
    money.settle(stories)
    money.remind(crew, now)
    money.go_abroad(crew, now)


def begin_drafts(crew: Crew, count: int, rng: random.Random, now: dt.datetime) -> None:
    """Drafts that clients are still writing, half done; the first client has half of them."""
    texts = load_drafts()
    for place in range(count):
        written = texts[place % len(texts)]
        client = crew.clients[0] if place < (count + 1) // 2 else crew.client(rng)
        _half_a_draft(client, written.vary(rng, _company(client)), rng, now - DAY * rng.uniform(0.1, 12))


def _half_a_draft(client: Member, written: Draft, rng: random.Random, now: dt.datetime) -> OrderDraft:
    offering = current_offering(client.agency)
    service = next((row for row in offering.services if row.key == written.service), None)
    fields = {**words_of(written), "service": service, "quantity": written.quantity}
    fields["locale"] = written.locale or "en-GB"
    if service and written.quantity and rng.random() < 0.5:
        fields |= {
            "quality": rng.choice(offering.qualities),
            "deadline": _working_hour(clock.now() + DAY * rng.randint(6, 20)),
        }
    account = ClientAccount.objects.filter(people__membership=client.membership).earliest("id")
    draft = drafts.begin_draft(actor=client, account=account, now=now)
    later = min(now + HOUR * rng.uniform(0.1, 2), clock.now())
    return drafts.save_draft(actor=client, draft=draft, version=draft.version, fields=fields, now=later)


def _company(client: Member) -> Facts:
    """A client that is a company of the library orders in its own name."""
    name = client.membership.public_name
    return Facts(company=name) if any(company.name == name for company in COMPANIES) else Facts()


def _commission(client: Member, others: list[Commission], rng: random.Random) -> Commission:
    """What this client orders next: a company what its trade needs,
    anybody else the next of a shuffled deck."""
    own = of_company(client.membership.public_name)
    return rng.choice(own).vary(rng, _company(client)) if own else others.pop()


def _working_hour(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=16, minute=0, second=0, microsecond=0)


def crew_of(agency: Agency) -> Crew:
    """The people of an agency by what they do, in the order they joined."""
    members = [
        Member(agency, membership=row)
        for row in agency.memberships.filter(ended_at=None).select_related("user").order_by("pk")
    ]

    def holding(role: str) -> list[Member]:
        return [member for member in members if role in member.roles]

    return Crew(
        clients=holding("client"),
        writers=holding("writer"),
        editors=holding("editor"),
        managers=holding("manager") or holding("owner"),
        support=holding("support") or holding("owner"),
    )
