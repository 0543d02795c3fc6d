"""`/api/v1/writer-management/portfolio-samples/`: pieces in portfolios."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from rest_framework.response import Response

from orders.views.fetching import order_or_404
from project.base import clock
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from writers.actions import portfolio_approval as approval
from writers.actions import portfolio_arranging as arranging
from writers.actions import portfolio_publishing as publishing
from writers.actions import portfolio_samples as acts
from writers.actions.portfolio_order_samples import add_order_sample
from writers.forms.portfolio_samples import SampleForm, initial_of
from writers.models import PortfolioSample, WriterPortfolio
from writers.pages.portfolio import RELATED, own_portfolio
from writers.rules.consents import judged_sample
from writers.rules.portfolio import (
    approves_portfolios,
    has_portfolio,
    reads_portfolios,
    sees_all_portfolios,
)
from writers.states.portfolio import Audience, ConsentLevel

from .portfolio_sample_shapes import (
    ArrangeBody,
    FromOrder,
    MoveBody,
    NewSample,
    SampleChange,
    SampleFilters,
    SampleOut,
    SamplesOut,
)
from .portfolio_shapes import NoteBody, ReadVersion

READERS, WRITERS, MANAGERS = only(reads_portfolios), only(has_portfolio), only(approves_portfolios)
ROOT = "/api/v1/writer-management/portfolio-samples/"
#: Names of the API -> of the form.
NAMES = {"text": "body", "type": "service"}


class SampleViewSet(Resource):
    """Samples of portfolios."""

    def thing(self, key: str) -> PortfolioSample:
        found: PortfolioSample | None = self._rows().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def own(self, key: str) -> PortfolioSample:
        """A sample of the viewer's own. Raises NotVisible for one that they only read."""
        found = self.thing(key)
        if found.portfolio.member_id != self.viewer.member_id:
            raise NotVisible()
        return found

    def shown(self, thing: PortfolioSample) -> dict[str, Any]:
        inside = sees_all_portfolios(self.viewer) or thing.portfolio.member_id == self.viewer.member_id
        return sample_out(thing, inside=inside, read=getattr(thing, "is_read", True))

    def _rows(self) -> Any:
        rows = PortfolioSample.objects.seen_by(self.viewer)
        return rows.select_related(*RELATED, "order", "consent")

    def _listed(self) -> Any:
        """Those, and what one may ask for, each with whether one reads its text."""
        read = PortfolioSample.objects.seen_by(self.viewer)
        asked_for = PortfolioSample.objects.on_request(self.viewer)
        rows = PortfolioSample.objects.filter(Q(pk__in=read.values("pk")) | Q(pk__in=asked_for.values("pk")))
        rows = rows.annotate(is_read=Exists(read.filter(pk=OuterRef("pk"))))
        return rows.select_related(*RELATED, "order", "consent")

    def _portfolio(self) -> WriterPortfolio:
        found = own_portfolio(self.viewer)
        if found is None:
            raise NotVisible()
        return found

    @endpoint(READERS, SampleOut, listed=True, query=SampleFilters)
    def list(self, request: Any) -> Response:
        """List the samples that you may read: your own, for clients those shown to them, for the desk all.
        Those shown on request stand without their text until they are granted to you."""
        rows = self._listed()
        if portfolio := self.asked.get("portfolio"):
            rows = rows.filter(portfolio__public_id=portfolio)
        return page(self, rows, self.shown, order=("id",), kinds=(int,))

    @endpoint(READERS, SampleOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a sample; of one shown on request, what you may know before it is granted to you."""
        found = self._listed().filter(public_id=public_id).first()
        if found is None:
            raise NotVisible()
        return self.ok(found)

    @endpoint(WRITERS, SampleOut, status=201, body=NewSample, creates=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Add a text of your own to your portfolio. It is not published."""
        portfolio = self._portfolio()
        form = self._bound({"audience": Audience.LINK, **self.body}, portfolio)
        who: dict[str, Any] = {"actor": self.viewer, "portfolio": portfolio, "now": self.now}
        made = acts.add_sample(**who, fields=form.wanted())
        return self.created(self.thing(made.public_id), f"{ROOT}{made.public_id}/")

    @verb("from-order", WRITERS, SampleOut, body=FromOrder, detail=False, moves=True, refusals=(404,))
    def from_order(self, request: Any) -> Response:
        """Make a sample of an order that you delivered. It is published only with the client’s consent. An
        order that has a sample gives that one."""
        order = order_or_404(self.http, self.body["source_order"])
        who: dict[str, Any] = {"actor": self.viewer, "portfolio": self._portfolio(), "now": self.now}
        return self.ok(self.thing(add_order_sample(**who, order=order).public_id))

    @endpoint(WRITERS, SampleOut, body=SampleChange, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a sample. Where the agency approves samples, a published one is hidden until
        the change is approved."""
        stored = self.own(public_id)
        kept = {
            name: initial_of(stored)[NAMES.get(name, name)]
            for name in SampleChange().fields
            if name != "version"
        }
        form = self._bound({**kept, **self.body}, stored.portfolio, stored)
        facts: dict[str, Any] = {"actor": self.viewer, "sample": stored, "version": self.version()}
        acts.edit_sample(**facts, fields=form.wanted(), now=self.now)
        return self.ok(self.thing(public_id))

    @endpoint(WRITERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a sample with its file and links."""
        acts.delete_sample(actor=self.viewer, sample=self.own(public_id), now=self.now)
        return Response(status=204)

    @verb("publish", WRITERS, SampleOut, moves=True)
    def publish(self, request: Any, public_id: str) -> Response:
        """Show a sample to its audience, or submit it where the agency approves samples. 409 with every
        reason against it."""
        return self._done(publishing.publish_sample, public_id)

    @verb("unpublish", WRITERS, SampleOut)
    def unpublish(self, request: Any, public_id: str) -> Response:
        """Take a sample offline."""
        return self._done(publishing.unpublish, public_id)

    @verb("toggle-featured", WRITERS, SampleOut, moves=True)
    def toggle_featured(self, request: Any, public_id: str) -> Response:
        """Feature a published sample, or no longer. You can feature three."""
        stored = self.own(public_id)
        return self._done(publishing.feature_sample, public_id, featured=not stored.featured)

    @verb("move", WRITERS, SampleOut, body=MoveBody)
    def move(self, request: Any, public_id: str) -> Response:
        """Move a sample one place."""
        return self._done(arranging.move_sample, public_id, way=self.body["way"])

    @verb("arrange", WRITERS, SamplesOut, body=ArrangeBody, detail=False, refusals=(404,))
    def arrange(self, request: Any) -> Response:
        """Set the order of your samples. Those that you leave out follow as they stood."""
        who: dict[str, Any] = {"actor": self.viewer, "portfolio": self._portfolio(), "now": self.now}
        rows = arranging.order_samples(**who, ids=self.body["samples"])
        return Response({"samples": [row.public_id for row in rows]})

    @verb("approve", MANAGERS, SampleOut, body=ReadVersion, moves=True)
    def approve(self, request: Any, public_id: str) -> Response:
        """Show a sample as of the version that you read."""
        facts: dict[str, Any] = {"sample": self.thing(public_id), "version": self.version()}
        approval.approve_sample(actor=self.viewer, now=self.now, **facts)
        return self.ok(self.thing(public_id))

    @verb("decline", MANAGERS, SampleOut, body=NoteBody, moves=True)
    def decline(self, request: Any, public_id: str) -> Response:
        """Ask the writer for changes of a sample that waits."""
        facts: dict[str, Any] = {"sample": self.thing(public_id), "note": self.body["note"]}
        approval.decline_sample(actor=self.viewer, now=self.now, **facts)
        return self.ok(self.thing(public_id))

    @verb("withdraw", MANAGERS, SampleOut, body=NoteBody)
    def withdraw(self, request: Any, public_id: str) -> Response:
        """Take a sample offline. The writer reads the note."""
        facts: dict[str, Any] = {"sample": self.thing(public_id), "reason": self.body["note"]}
        approval.withdraw_sample(actor=self.viewer, now=self.now, **facts)
        return self.ok(self.thing(public_id))

    def _done(self, action: Any, key: str, **options: Any) -> Response:
        action(actor=self.viewer, sample=self.own(key), now=self.now, **options)
        return self.ok(self.thing(key))

    def _bound(
        self, said: dict[str, Any], portfolio: WriterPortfolio, sample: PortfolioSample | None = None
    ) -> SampleForm:
        typed = {NAMES.get(name, name): value or "" for name, value in said.items() if name != "version"}
        with renamed({form: name for name, form in NAMES.items()}):
            return bound(SampleForm, typed, portfolio=portfolio, sample=sample)


def sample_out(sample: PortfolioSample, *, inside: bool, read: bool = True) -> dict[str, Any]:
    """A sample as the API shows it; `inside`: to its writer or the desk; `read`: with its text."""
    sample = judged_sample(sample, clock.now())
    use = getattr(sample, "file", None) if read else None
    consent = sample.consent
    return {
        "id": sample.public_id,
        "portfolio": sample.portfolio.public_id,
        "source": sample.source,
        "source_order": sample.order.number if inside and sample.order else None,
        "title": sample.title,
        "description": sample.description,
        "text": sample.body if read else "",
        "file": use.name if use else None,
        "subject": sample.subject.key if sample.subject else None,
        "type": sample.service.key if sample.service else None,
        "language": sample.language,
        "audience": sample.audience,
        "collection": sample.collection.name if sample.collection else None,
        "is_anonymized": bool(consent and consent.level == ConsentLevel.ANONYMISED),
        "is_featured": sample.featured,
        "is_published": sample.published_at is not None,
        "approval": sample.approval,
        "decision_note": sample.decision_note if inside else None,
        "version": sample.version,
    }
