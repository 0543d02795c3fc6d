"""The portfolios of the demo's writers: a dozen, most of them public, with samples of their own and of orders
whose clients agreed, did not, or were not asked yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from accounts.actions.people import make_person
from agencies.actions.people import admit
from agencies.models import Agency, Membership, Role
from catalog.models import ServiceType, Subject
from orders.models import Order
from orders.states.orders import State
from project.base.viewer import Member
from writers.actions.capacity import save_capacity
from writers.actions.consents import answer_consent, ask_consent
from writers.actions.non_disclosures import set_nda
from writers.actions.portfolio import PortfolioFields, make_portfolio, save_portfolio, show_portfolio
from writers.actions.portfolio_figures import update_figures
from writers.actions.portfolio_order_samples import add_order_sample
from writers.actions.portfolio_publishing import feature_sample, publish_sample
from writers.actions.portfolio_rows import CredentialFields, LinkFields
from writers.actions.portfolio_samples import SampleFields, add_sample
from writers.models import SampleConsent, WriterPortfolio
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import ConsentLevel, Figure, Visibility

from .capacity import PLAIN
from .portfolio_texts import WrittenPortfolio, WrittenSample, load

#: What clients answered about the latest completed orders of a writer, the newest first; "" waits.
ANSWERS = (ConsentLevel.FULL, "", ConsentLevel.EXCERPT, ConsentLevel.NEVER)
DAY = dt.timedelta(days=1)
QUESTION = "May I show this text in my portfolio? I am proud of it, and would name you only if you like."


def keep(agency: Agency, begun: dt.datetime, now: dt.datetime) -> None:
    """Play what writers made of their portfolios. Those who only have a portfolio join after the stories."""
    made: dict[str, WriterPortfolio] = {}
    agency.memberships.update(created_at=begun)  # when they joined: the story began then
    known = {row.public_name: row for row in agency.memberships.select_related("user")}
    for written in load():
        membership = known.get(written.name) or _join(agency, written, begun)
        actor = Member(agency, membership=membership)
        if written.name not in known:
            _speak(actor, written, now)
        made[written.name] = _portfolio(actor, written, now - 40 * DAY)
    for name in ("Wendell H.", "Wanda K."):
        _show_orders(made[name], now)
    for portfolio in made.values():
        writer = Member(agency, membership=portfolio.member)
        update_figures(actor=writer, portfolio=portfolio, now=now)


def _join(agency: Agency, written: WrittenPortfolio, now: dt.datetime) -> Membership:
    user = make_person(email=written.email, name=written.name, password=None)
    roles = [Role.WRITER.value]
    member = admit(agency=agency, user=user, roles=roles, public_name=written.name, now=now)
    member.created_at = now
    member.save(update_fields=["created_at"])
    return member


def _speak(actor: Member, written: WrittenPortfolio, now: dt.datetime) -> None:
    pairs = [("", code) for code in written.languages]
    fields = replace(PLAIN, accepting=False, message="Back in spring.", languages=pairs)
    save_capacity(actor=actor, member=actor.membership, fields=fields, version=1, now=now)


def _portfolio(actor: Member, written: WrittenPortfolio, now: dt.datetime) -> WriterPortfolio:
    portfolio = make_portfolio(actor=actor, now=now)
    fields = PortfolioFields(
        headline=written.headline,
        bio=written.about,
        years=written.years,
        subjects=list(Subject.objects.filter(agency=actor.agency, key__in=written.subjects)),
        services=list(ServiceType.objects.filter(agency=actor.agency, key__in=written.services)),
        credentials=[_credential(row) for row in written.credentials],
        links=[LinkFields(*row) for row in written.links],
        show_orders=Figure.ORDERS in written.shows,
        show_on_time=Figure.ON_TIME in written.shows,
        show_rating=Figure.RATING in written.shows,
        show_since=Figure.SINCE in written.shows,
    )
    portfolio = save_portfolio(
        actor=actor, portfolio=portfolio, fields=fields, version=portfolio.version, now=now
    )
    for sample in written.samples:
        _sample(actor, portfolio, sample, now)
    visibility = Visibility(written.visibility)
    return show_portfolio(actor=actor, portfolio=portfolio, enabled=True, visibility=visibility, now=now)


def _credential(row: tuple[str, ...]) -> CredentialFields:
    kind, title, issuer, year = row
    return CredentialFields(kind, title, issuer, int(year))


def _sample(actor: Member, portfolio: WriterPortfolio, written: WrittenSample, now: dt.datetime) -> None:
    fields = SampleFields(
        title=written.title,
        description=written.about,
        body=written.body,
        subject=Subject.objects.filter(agency=actor.agency, key=written.subject).first(),
        service=ServiceType.objects.filter(agency=actor.agency, key=written.service).first(),
        audience=written.audience,
    )
    sample = add_sample(actor=actor, portfolio=portfolio, fields=fields, now=now)
    sample = publish_sample(actor=actor, sample=sample, now=now)
    if written.featured:
        feature_sample(actor=actor, sample=sample, featured=True, now=now)


def _show_orders(portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Ask about the writer's latest completed orders, and let their clients answer. One is under a
    non-disclosure agreement, so that nobody asks about it."""
    writer = Member(portfolio.agency, membership=portfolio.member)
    rows = Order.objects.filter(agency=portfolio.agency, writer=portfolio.member, state=State.COMPLETED)
    found = rows.select_related("requested_by__user", "agency").order_by("-closed_at")
    orders = list(found[: len(ANSWERS) + 1])
    for order, level in zip(orders, ANSWERS, strict=False):
        consent = ask_consent(actor=writer, order=order, message=QUESTION, now=now - 9 * DAY)
        if level:
            _answer(consent, level, now - 7 * DAY)
        sample = add_order_sample(actor=writer, portfolio=portfolio, order=order, now=now - 5 * DAY)
        sample.consent = consent
        if level == ConsentLevel.FULL and not why_not(sample, now):
            publish_sample(actor=writer, sample=sample, now=now - 4 * DAY)
    for order in orders[len(ANSWERS) :]:
        client = Member(portfolio.agency, membership=order.requested_by)
        set_nda(actor=client, order=order, now=now - 9 * DAY)


def _answer(consent: SampleConsent, level: str, now: dt.datetime) -> None:
    client = Member(consent.order.agency, membership=consent.order.requested_by)
    answer_consent(actor=client, consent=consent, level=level, until=None, now=now)
