"""`/api/v1/writer-management/writer-portfolios/`: what writers show of themselves."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.models import ServiceType, Subject
from project.base.api.endpoint import ANYBODY, endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, NotVisible
from writers.actions import portfolio as acts
from writers.actions import portfolio_approval as approval
from writers.actions.portfolio_figures import update_figures
from writers.actions.portfolio_rows import CredentialFields, LinkFields
from writers.models import WriterPortfolio
from writers.pages.portfolio import kept_rows, own_portfolio
from writers.pages.portfolio_export import exported
from writers.pages.portfolio_public import EVERYBODY, PublicPortfolio, public_view
from writers.pages.portfolio_public import prepared as prepared_of
from writers.querysets.portfolio_public import parts
from writers.rules.portfolio import (
    approves_portfolios,
    has_portfolio,
    keeps_some_portfolio,
    sees_all_portfolios,
    updates_some_figures,
)

from .portfolio_shapes import (
    FiguresOut,
    NoteBody,
    PortfolioChange,
    PortfolioOut,
    PublicPortfolioOut,
    ReadVersion,
    VisibilityBody,
)

WRITERS, MANAGERS = only(has_portfolio), only(approves_portfolios)
KEEPERS = only(keeps_some_portfolio)
ROOT = "/api/v1/writer-management/writer-portfolios/"
#: Names of the API -> columns, where they differ.
COLUMNS = {"years_of_experience": "years", "is_indexed": "indexed"}


class PortfolioViewSet(Resource):
    """Portfolios of writers."""

    def thing(self, key: str) -> WriterPortfolio:
        rows = WriterPortfolio.objects.seen_by(self.viewer).select_related("agency", "member")
        found = rows.filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def kept(self, key: str) -> WriterPortfolio:
        """One of the viewer's own, or, for the desk, anybody's. Raises NotVisible for what they only read."""
        found = self.thing(key)
        if found.member_id != self.viewer.member_id and not sees_all_portfolios(self.viewer):
            raise NotVisible()
        return found

    def shown(self, thing: WriterPortfolio) -> dict[str, Any]:
        return portfolio_out(thing)

    @endpoint(ANYBODY, PublicPortfolioOut, listed=True, refusals=(404,))
    def list(self, request: Any) -> Response:
        """List the portfolios that you see, as others see them: public ones, for clients also those for
        clients, for the desk all."""
        rows = parts(WriterPortfolio.objects.seen_by(self.viewer), EVERYBODY)
        agency = self.http.agency
        make = lambda row: public_out(prepared_of(agency, row))  # noqa: E731
        return page(self, rows, make, order=("pk",), kinds=(int,))

    @endpoint(KEEPERS, PortfolioOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read your own portfolio, or as the desk anyone’s, with what is not on show."""
        return self.ok(self.kept(public_id))

    @verb("my-portfolio", WRITERS, PortfolioOut, method="get", detail=False, refusals=(404,))
    def my_portfolio(self, request: Any) -> Response:
        """Read your own."""
        found = own_portfolio(self.viewer)
        if found is None:
            raise NotVisible()
        return self.ok(found)

    @endpoint(WRITERS, PortfolioOut, status=201, creates=True)
    def create(self, request: Any) -> Response:
        """Create your portfolio: off, for you alone. If you have one, this answers with it."""
        made = acts.make_portfolio(actor=self.viewer, now=self.now)
        return self.created(made, f"{ROOT}{made.public_id}/")

    @endpoint(WRITERS, PortfolioOut, body=PortfolioChange, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change what you say of yourself. Where the agency approves portfolios, the approved words stay on
        show until it approves the new ones."""
        stored = self.kept(public_id)
        facts = {"actor": self.viewer, "portfolio": stored, "version": self.version(), "now": self.now}
        return self.ok(acts.save_portfolio(**facts, fields=self._fields(stored)))

    @verb("visibility", WRITERS, PortfolioOut, body=VisibilityBody)
    def visibility(self, request: Any, public_id: str) -> Response:
        """Switch your portfolio on or off, and say for whom it is."""
        said = {"enabled": self.body["is_enabled"], "visibility": self.body["visibility"]}
        who: dict[str, Any] = {"actor": self.viewer, "portfolio": self.kept(public_id), "now": self.now}
        return self.ok(acts.show_portfolio(**who, **said))

    @verb("submit", WRITERS, PortfolioOut)
    def submit(self, request: Any, public_id: str) -> Response:
        """Ask the agency to approve your words as they are now."""
        who: dict[str, Any] = {"actor": self.viewer, "portfolio": self.kept(public_id), "now": self.now}
        return self.ok(acts.submit_portfolio(**who))

    @verb("update-statistics", only(updates_some_figures), FiguresOut)
    def update_statistics(self, request: Any, public_id: str) -> Response:
        """Work out the figures of a portfolio as of now. They cannot be sent."""
        row = update_figures(actor=self.viewer, portfolio=self.kept(public_id), now=self.now)
        return Response(
            {
                "total_orders_completed": row.orders,
                "on_time_percentage": 100 * row.on_time // row.judged if row.judged else None,
                "on_time_n": row.judged,
                "average_rating": money_text(row.rating),
                "rating_n": row.rated,
                "member_since": row.since.isoformat() if row.since else None,
                "as_of": moment_text(row.as_of),
            }
        )

    @verb("public-view", ANYBODY, PublicPortfolioOut, method="get")
    def public_view(self, request: Any, public_id: str) -> Response:
        """Read a public portfolio as everyone sees it."""
        found = WriterPortfolio.objects.public(self.http.agency).filter(public_id=public_id).first()
        if found is None:
            raise NotVisible()
        return Response(public_out(public_view(found, agency=self.http.agency)))

    @verb("export", WRITERS, method="get", media_types=("application/zip",))
    def export(self, request: Any, public_id: str) -> FileResponse:
        """Take your own portfolio along: a ZIP of a page with every sample, published or not, and files."""
        found = self.kept(public_id)
        if found.member_id != self.viewer.member_id:
            raise NotVisible()
        return exported(found, self.now)

    @verb("approve", MANAGERS, PortfolioOut, body=ReadVersion, moves=True)
    def approve(self, request: Any, public_id: str) -> Response:
        """Show a portfolio with the words of the version that you read."""
        facts = {"actor": self.viewer, "portfolio": self.thing(public_id), "version": self.version()}
        return self.ok(approval.approve_portfolio(**facts, now=self.now))

    @verb("decline", MANAGERS, PortfolioOut, body=NoteBody, moves=True)
    def decline(self, request: Any, public_id: str) -> Response:
        """Ask the writer for changes."""
        facts: dict[str, Any] = {"actor": self.viewer, "portfolio": self.thing(public_id), **self.body}
        return self.ok(approval.decline_portfolio(**facts, now=self.now))

    @verb("withdraw", MANAGERS, PortfolioOut, body=NoteBody)
    def withdraw(self, request: Any, public_id: str) -> Response:
        """Take a portfolio offline. The writer reads the note."""
        facts: dict[str, Any] = {"actor": self.viewer, "portfolio": self.thing(public_id)}
        return self.ok(approval.withdraw_portfolio(**facts, reason=self.body["note"], now=self.now))

    def _fields(self, stored: WriterPortfolio) -> acts.PortfolioFields:
        """All that a save sets: what is stored, and what was sent."""
        said, kept = self.body, kept_rows(stored)
        names = ("headline", "bio", *acts.COLUMNS)
        plain = {name: getattr(stored, name) for name in names}
        for name in (*names, *COLUMNS):
            if name in said:
                plain[COLUMNS.get(name, name)] = said[name]
        agency_id = stored.agency_id
        if "specialties" in said:
            kept["subjects"] = _chosen(Subject, agency_id, said["specialties"], "specialties")
        if "services" in said:
            kept["services"] = _chosen(ServiceType, agency_id, said["services"], "services")
        credentials = said.get("credentials", _dicts(kept["credentials"], "kind", "title", "issuer", "year"))
        links = said.get("links", _dicts(kept["links"], "label", "url"))
        return acts.PortfolioFields(
            **plain,
            slug=said.get("slug", ""),
            subjects=kept["subjects"],
            services=kept["services"],
            credentials=[CredentialFields(**row) for row in credentials],
            links=[LinkFields(**row) for row in links],
        )


def _dicts(rows: Any, *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names} for row in rows]


def _chosen(model: Any, agency_id: int, keys: list[str], field: str) -> list[Any]:
    """The rows of these keys. Raises Invalid by field for one that the agency does not have."""
    rows = list(model.objects.filter(agency_id=agency_id, key__in=keys, archived_at=None))
    if len(rows) != len(set(keys)):
        unknown = sorted(set(keys) - {row.key for row in rows})
        raise Invalid({field: _("The agency doesn’t offer “%(keys)s”.") % {"keys": "”, “".join(unknown)}})
    return rows


def public_out(shown: PublicPortfolio) -> dict[str, Any]:
    """A portfolio as the API shows it to others: of the one object that the public page prints."""
    figures = {figure.kind: figure.value for figure in shown.figures}
    of = {figure.kind: figure.n for figure in shown.figures}
    rating, since = figures.get("rating"), figures.get("since")
    kinds = {"education": "education", "certification": "certifications", "award": "awards"}
    credentials = {
        name: [{part: one[part] for part in ("kind", "title", "issuer", "year")} for one in found]
        for kind, name in kinds.items()
        for found in [[one for one in shown.credentials if one["kind"] == kind]]
    }
    return {
        "id": shown.id,
        "name": shown.name,
        "slug": shown.slug,
        "headline": shown.headline,
        "bio": shown.bio,
        "specialties": [one["name"] for one in shown.specialities],
        "services": [one["name"] for one in shown.services],
        "languages": [one["code"] for one in shown.languages],
        "years_of_experience": shown.years,
        **credentials,
        "links": [{"label": one["label"], "url": one["url"]} for one in shown.links],
        "total_orders_completed": figures.get("orders"),
        "on_time_percentage": figures.get("on_time"),
        "on_time_n": of.get("on_time"),
        "average_rating": f"{rating:.2f}" if rating is not None else None,
        "rating_n": of.get("rating"),
        "member_since": str(since) if since is not None else None,
        "figures_as_of": moment_text(shown.figures_at),
        "version": shown.version,
    }


def portfolio_out(portfolio: WriterPortfolio) -> dict[str, Any]:
    """A portfolio as its writer and the desk read it."""
    return {
        **public_out(public_view(portfolio)),
        "is_enabled": portfolio.enabled,
        "visibility": portfolio.visibility,
        "is_indexed": portfolio.indexed,
        "approval": portfolio.approval,
        "is_waiting": portfolio.submitted_at is not None,
        "decision_note": portfolio.decision_note,
        "edited_headline": portfolio.headline,
        "edited_bio": portfolio.bio,
    }
