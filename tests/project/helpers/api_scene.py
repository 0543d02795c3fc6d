"""Things of every kind for calls of the API, and their ids by the part of an address that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from accounts.actions.tokens import make_token
from accounts.models import Notice
from agencies.actions.invitations import invite
from agencies.actions.webhook_deliveries import send_test
from agencies.actions.working_hours import add_holiday
from billing.actions.invoices import issue_invoice, save_letterhead
from clients.actions.colleagues import invite_colleague
from clients.actions.contacts import add_contact
from clients.actions.notes import write_note
from orders.actions.favourites import add_favourite
from orders.actions.messages import post_message
from orders.actions.waiting_files import upload_for_order
from project.base import clock
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.agencies.helpers.agency_exports import ready as ready_export
from tests.agencies.helpers.branding import legal_in_force, published
from tests.agencies.helpers.domains import asked as asked_domain
from tests.agencies.helpers.features import switched
from tests.agencies.helpers.imports import imported, uploaded
from tests.agencies.helpers.receivers import make_webhook
from tests.analytics.helpers.reports import report_doors
from tests.cohorts.helpers.classes import begun
from tests.cohorts.helpers.doors import class_scene
from tests.drafts.helpers.presets import make_preset
from tests.helpers.capacity import away, workload
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, SELLER, account_of, make_draft, place_order
from tests.helpers.stages import scene_with_sessions
from tests.helpers.story import Story
from tests.orders.helpers.support import upload
from tests.quotes.helpers import quote_pages
from tests.support.helpers.disputes import Case
from tests.support.helpers.inbound import addressed
from tests.support.helpers.sla_policies import policy
from tests.support.helpers.tickets import kept_reply
from tests.support.helpers.tickets import opened as opened_ticket
from tests.writers.helpers.auto_accept import rule
from tests.writers.helpers.consents import asked_consent, sample_doors
from tests.writers.helpers.feedback import give
from tests.writers.helpers.pool import put
from tests.writers.helpers.portfolios import portfolio_of, sample_in, shortlisted
from tests.writers.helpers.rates import stored_rates
from tests.writers.helpers.reviews import saved_comment, shown_point, stored_rubric
from writers.actions.calendar_feeds import make_feed
from writers.models import WriterPortfolio

NEVER = {
    "orders/orders": "INK-2026-99999",
    "orders/quotes": "INK-Q-2026-99999",
    "writer-management/assignments": "INK-2026-99999",
    "writer-management/waiting-lists": "INK-2026-99999",
    "writer-management/reviews": "INK-2026-99999",
    "agencies/features": "nothing",
    "orders/catalog": "nothing",
    "orders/catalog/templates": "nothing",
    "orders/catalog/versions": "99",
    "agencies/branding/versions": "99",
    "billing/invoices": "999999",
    "billing/payments": "INK-2026-99999",
}

#: What may stand in an address, and is mostly no id.
MADE_UP = st.from_regex(re.compile(r"[\w.~-]{1,20}", re.ASCII), fullmatch=True) | st.integers(0).map(str)


def prefix_of(path: str) -> str:
    """The resource that a path of the schema begins with."""
    return path.removeprefix("/api/v1/").partition("{")[0].rstrip("/")


def never(path: str) -> str:
    """An id that nothing of this resource ever had."""
    return NEVER.get(prefix_of(path), "2222222222")


@dataclass
class Scene:
    """`ids`: a resource -> what names it. `inner`: the name of a further place of a path -> what stands
    there."""

    ids: dict[str, list[str]]
    inner: dict[str, list[str]] = field(default_factory=dict)

    def known(self, path: str) -> list[str]:
        """The ids of the resource that a path of the schema begins with."""
        return self.ids.get(prefix_of(path), [])

    def path_of(self, template: str, data: Any) -> str:
        """The path with real ids mostly, with made up ones now and then."""
        known = self.known(template)

        def fill(match: re.Match[str]) -> str:
            real = known if match.start() == template.index("{") else self.inner.get(match[1], [])
            chosen = data.draw(st.sampled_from([*real * 3, None, never(template)]))
            return str(data.draw(MADE_UP) if chosen is None else chosen)

        return re.sub(r"\{(\w+)\}", fill, template)


@scene_with_sessions
def api_scene(cast: Cast) -> Scene:
    """A delivered order with an answered revision, a draft, a preset, a quote, an invoice, what Clara
    has in her account, and the people of Inkwell."""
    # Of these days: the review window of its delivery is open.
    story = Story(cast, now=clock.now().replace(microsecond=0) - 2 * DAY).answered()
    quote, order = quote_pages.sent(cast), story.order
    webhook, _secret = make_webhook(cast.max, "https://hooks.example.com/in")
    sent = send_test(actor=cast.max, webhook=webhook, now=clock.now())
    message = post_message(actor=cast.clara, order=order, internal=False, text="Market first?", now=story.now)
    file = upload_for_order(actor=cast.clara, order=story.order, upload=upload(), now=story.now)
    session = sign_in_again(cast.clara)
    key, _raw = make_token(actor=cast.clara, name="Script", read_only=True, days=30, now=clock.now())
    invitation = invite(actor=cast.max, email="new@inkwell.example", roles=["writer"], now=clock.now())
    account = account_of(cast.clara)
    asked = invite_colleague(
        actor=cast.clara, account=account, email="new@kettle.example", role="reader", now=clock.now()
    ).invitation
    contact = add_contact(actor=cast.sam, account=account, fields={"name": "Dora Quay"}, now=clock.now())
    note = write_note(actor=cast.sam, account=account, text="Prefers short calls.", now=clock.now())
    feast = clock.now().date().replace(month=12, day=26)
    holiday = add_holiday(actor=cast.max, day=feast, name="Boxing Day")
    add_favourite(actor=cast.clara, order=story.order, now=story.now)
    save_letterhead(actor=cast.max, fields=SELLER)
    # Overdue, so that reminders can be sent.
    invoice = issue_invoice(actor=cast.max, order=story.order, now=story.now - 60 * DAY)
    rates = stored_rates(cast)
    pooled = put(cast, place_order(cast.clara, now=clock.now()), now=clock.now())
    portfolio = portfolio_of(cast.wendell, "wendell-writes")
    published(cast.otto, tagline="Other words")
    switch, plan = switched(cast)
    notice = Notice.objects.filter(user=cast.clara.membership.user, agency=cast.inkwell).first()
    return Scene(
        {
            "agencies/branding/versions": ["1"],
            "agencies/legal-pages": [legal_in_force(cast.otto).kind],
            "agencies/domains": [asked_domain(cast.otto).public_id],
            "agencies/exports": [ready_export(cast.otto, clock.now()).public_id],
            "agencies/features": ["messages"],
            "agencies/features/history": [switch.public_id],
            "agencies/features/scheduled": [plan.public_id],
            "agencies/holidays": [holiday.public_id],
            "agencies/imports": [uploaded(cast.max, "Company\nHarbour Ltd\n", now=clock.now()).public_id],
            "agencies/invitations": [invitation.public_id],
            "agencies/members": [cast.wanda.membership.public_id],
            "agencies/webhooks": [webhook.public_id],
            "billing/invoices": [str(invoice.number)],
            "billing/payments": [story.order.number],
            "clients/accounts": [account.public_id],
            "clients/favourites": [cast.wendell.membership.public_id],
            "orders/catalog": ["services"],
            "orders/catalog/templates": ["writing-centre"],
            "orders/catalog/versions": ["1"],
            "orders/catalog/imported": [
                imported(cast.max, "Name,Price\nAtlas,5\n", "catalog", now=clock.now()).public_id
            ],
            "orders/attachments": [file.public_id],
            "orders/order-presets": [make_preset(cast.clara).public_id],
            "orders/order-drafts": [make_draft(cast.clara).public_id],
            "orders/orders": [story.order.number],
            "writer-management/assignments": [story.order.number],
            "writer-management/waiting-lists": [story.order.number],
            "orders/revision-requests": [story.revision.public_id],
            "orders/quotes": [quote.number],
            **class_scene(cast)[0],
            "support/disputes": [Case(cast).answered().dispute.public_id],
            "support/tickets": [opened_ticket(cast, now=clock.now()).number],
            "support/saved-replies": [kept_reply(cast).public_id],
            "support/sla-policies": [policy(cast).key],
            "support/reply-addresses": [addressed(opened_ticket(cast, now=clock.now())).public_id],
            "users/devices": [session.device.public_id],
            "users/login-alerts": [cast.clara.membership.public_id],
            "users/notifications": [notice.public_id] if notice else [],
            "users/sign-in-questions": [session.alert.public_id],
            "users/sessions": [session.public_id],
            "users/tokens": [key.public_id],
            "writer-management/writer-portfolios": [portfolio.public_id],
            "writer-management/portfolio-samples": [sample_in(portfolio).public_id],
            "writer-management/auto-accept-rules": [rule(cast.wendell).public_id],
            "writer-management/calendar-feeds": [_feed(cast)],
            "writer-management/sample-consents": [asked_consent(cast, story).public_id],
            **_samples(cast),
            "writer-management/shortlist": [shortlisted(cast)],
            "writer-management/feedback": [give(cast, "client_to_editor", order, now=clock.now()).public_id],
            "writer-management/pool": [pooled.public_id],
            "writer-management/pool-entries": [pooled.public_id],
            "writer-management/levels": [rates.level.public_id],
            "writer-management/rates": [rates.rate.public_id],
            "writer-management/feedback-points": [shown_point(cast, story.order).public_id],
            "writer-management/reviews": [story.order.number],
            "writer-management/rubrics": [stored_rubric(cast).public_id],
            "writer-management/saved-comments": [saved_comment(cast).public_id],
            "writer-management/feedback-history": [cast.wendell.membership.public_id],
            "analytics/writers": [cast.wendell.membership.public_id],
            "analytics/class": [begun(cast).public_id],
            **_reports(cast),
            "writer-management/writer-capacity": [cast.wendell.membership.public_id],
            "writer-management/held-levels": [rates.held.public_id],
            "writer-management/editor-workload": [workload(cast.edith, max_active=5).public_id],
        },
        {
            "blackout_id": [away(cast.wendell, clock.now().date()).public_id],
            "delivery_id": [sent.public_id],
            "contact": [contact.public_id],
            "note": [note.public_id],
            "invitation": [asked.public_id],
            "person": [cast.clara.membership.public_id],
            "message": [message.public_id],
            "version": ["1"],
            "key": ["company"],
            "file": [],
        },
    )


def _reports(cast: Cast) -> dict[str, list[str]]:
    """A report of Max's that Sam receives too, and one that was made for Max."""
    doors = report_doors(cast)
    return {
        "analytics/reports": [doors["analytics:report"]["public_id"]],
        "analytics/report-runs": [doors["analytics:report_run"]["public_id"]],
    }


def _samples(cast: Cast) -> dict[str, list[str]]:
    """A sample of Wendell's with a private link, and another that Clara has asked to read."""
    portfolio = WriterPortfolio.objects.filter(member=cast.wendell.membership).first()
    sample = sample_in(portfolio or portfolio_of(cast.wendell))
    doors = sample_doors(cast, sample.public_id)
    return {
        "writer-management/sample-findings": [sample.public_id],
        "writer-management/sample-links": [doors["writers:sample_link_revoke"]["public_id"]],
        "writer-management/sample-requests": [doors["writers:sample_request_answer"]["public_id"]],
    }


def _feed(cast: Cast) -> str:
    feed, _key = make_feed(actor=cast.wendell, name="Phone", now=clock.now())
    return feed.public_id
