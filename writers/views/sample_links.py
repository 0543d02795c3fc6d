"""The private links of a sample, and the page that such a link opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.receivers.sessions import browser_facts
from accounts.rules.limits import CALENDAR_LINK, count_try, network_of
from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.access import area, public
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from project.base.secrecy import shows_secret
from writers.actions.sample_links import link_of, make_link, open_link, revoke_link
from writers.forms.sample_links import LinkForm, OpenForm
from writers.models import PortfolioSample, SampleLink
from writers.pages.sample_links import html_of, link_url, links_of

from .redaction import own_sample_or_404

page = require_http_methods(["GET", "HEAD", "POST"])


@shows_secret
@area(is_writer)
@page
@sensitive_variables("made", "key")
@takes(LinkForm)
def index(request: MemberRequest, public_id: str) -> HttpResponse:
    """The links of one's own sample. The answer to a POST is the only page that ever holds one."""
    sample = own_sample_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, sample, LinkForm(request.typed))
    form = LinkForm(request.POST)
    if form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            link, key = make_link(**_who(request), sample=sample, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
        else:
            made = {"link": link, "url": link_url(request.agency, key)}
            return _page(request, sample, LinkForm(), made)
    return _page(request, sample, form)


@sensitive_variables("made", "context")
def _page(
    request: MemberRequest, sample: PortfolioSample, form: LinkForm, made: dict[str, Any] | None = None
) -> HttpResponse:
    live = links_of(request.viewer, sample)
    context = {"sample": sample, "form": form, "made": made, "live": live}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "writers/sample_links/list.html", context, status=status)


@area(is_writer)
@require_POST
def revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make a link worthless."""
    rows = SampleLink.objects.visible_to(request.viewer).filter(
        public_id=public_id, created_by_id=request.viewer.member_id
    )
    link = rows.select_related("sample__portfolio").first()
    if link is None:
        raise NotVisible()
    revoke_link(**_who(request), link=link)
    messages.success(request, _("Private link revoked."))
    return redirect("writers:sample_links", link.sample.public_id)


@public
@page
@sensitive_variables("key")
@takes(OpenForm)
def shown(request: AgencyRequest, key: str) -> HttpResponse:
    """A sample by its private link: first whose it is and what is asked of its reader, then, by a POST that
    counts a view, the text. A session that came along counts for nothing; whatever opens nothing is answered
    alike, and counted by network."""
    now = clock.now()
    form = OpenForm(request.POST if request.method == "POST" else None)
    html = ""
    try:
        link = link_of(key=key, agency=request.agency, now=now)
        if form.is_valid():
            link = open_link(key=key, agency=request.agency, now=now, **form.cleaned_data)
            html = html_of(link.sample)
    except Invalid as refusal:
        form.add_refusal(refusal)
    except NotVisible:
        count_try(CALENDAR_LINK, network_of(request), now=now)
        raise
    context = {"link": link, "sample": link.sample, "form": form, "html": html}
    response = render(request, "writers/sample_links/shown.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "browser": browser_facts(request), "now": clock.now()}
