"""What belongs to no app: the agency's home page and style sheet, the way
to one's workspace, help, robots.txt."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.models import BrandPicture
from agencies.models.branding import PICTURES
from agencies.rules import agencies as agency_rules
from agencies.rules.absolute_urls import public_url
from agencies.rules.agencies import is_editor, is_writer
from agencies.rules.opening import sees_closed
from agencies.views.branding import as_picture
from catalog.pages.catalog import services_context
from catalog.pricing.offering import current_offering
from clients.rules.accounts import is_client
from project.base.access import member_only, public
from project.base.brand import brand_css
from project.base.errors import NotVisible
from project.base.http import AgencyRequest, MemberRequest, host_name
from project.base.public_pages import same_for_everybody
from support.rules.inbound_addresses import inbound_address

#: The first page of a member: the first line whose right holds.
FIRST_PAGES = (
    (agency_rules.is_staff, "orders:desk"),
    (is_editor, "writers:editing"),
    (is_writer, "writers:studio"),
    (is_client, "orders:list"),
)


@public
@same_for_everybody()
@require_safe
def home(request: AgencyRequest) -> HttpResponse:
    """The branded home page of the agency: what it offers and how it works; that it is not open yet."""
    if not request.agency.is_open and not sees_closed(request.viewer):
        return render(request, "closed.html")
    services = services_context(current_offering(request.agency))["services"]
    return render(request, "home.html", {"services": services, "welcome": request.agency.brand.welcome})


@member_only
@require_safe
def workspace(request: MemberRequest) -> HttpResponse:
    """To the first useful page of the member's roles; an owner's is the setup until the agency is open."""
    if not request.agency.is_open and agency_rules.sets_agency(request.viewer):
        return redirect("agencies:setup")
    for right, name in FIRST_PAGES:
        if right(request.viewer):
            return redirect(name)
    return render(request, "no_role.html")


#: The parts of the help page, for whom the right holds.
HELP = (
    (is_client, "help/_client.html"),
    (is_writer, "help/_writer.html"),
    (is_editor, "help/_editor.html"),
    (agency_rules.is_staff, "help/_desk.html"),
)


@member_only
@require_safe
def help_page(request: MemberRequest) -> HttpResponse:
    """How the workspaces of this member work, with this agency's own times."""
    context = {
        "parts": [template for right, template in HELP if right(request.viewer)],
        "review_days": request.agency.review_days,
        "length_tolerance": request.agency.length_tolerance,
        "included_rounds": request.agency.included_rounds,
        "grace_days": request.agency.grace_days,
        "offer_hours": request.agency.offer_hours,
        "reviewed": request.agency.editorial_review,
        "manages": agency_rules.sees_agency(request.viewer),
        "mail_in": inbound_address(request.agency),
    }
    return render(request, "help/page.html", context)


@public
@same_for_everybody()
@require_safe
def robots(request: AgencyRequest) -> HttpResponse:
    """Public pages may be indexed; everything private may not even be asked for, nor anything of an agency
    that is not open."""
    private = [
        "/orders/",
        "/studio/",
        "/editing/",
        "/desk/",
        "/account/",
        "/accounts/",
        "/home/",
        "/files/",
        "/invoices/",
        "/search/",
        "/help/",
        "/invitation/",
        "/quotes/",
        "/mail/",
        "/shown/",
        "/consent/",
    ]
    # By themselves, without where somebody wanted to go: people look for these by name.
    entrances = ["/accounts/sign-in/$", "/accounts/sign-up/$"]
    allowed, refused = (f"Allow: {path}" for path in entrances), (f"Disallow: {path}" for path in private)
    sitemap = public_url(host_name(request), reverse("writers:sitemap"))
    if not request.agency.is_open:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    lines = ["User-agent: *", *allowed, *refused, "", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


#: Seconds for which a browser keeps the sheet of a version: another colour has another address.
YEAR = 365 * 24 * 3600


@public
@require_safe
def stylesheet(request: AgencyRequest, version: int) -> HttpResponse:
    """GET /brand.<version>.css: kept for a year by browsers when
    `version` is the current one, else not at all."""
    brand = request.agency.brand
    sheet = brand_css(brand.primary, brand.primary_dark, brand.accent)
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    return _kept_by_version(response, version == brand.version)


@public
@require_safe
def brand_picture(request: AgencyRequest, which: str, version: int) -> HttpResponse:
    """GET /brand/logo.<version>.png: a picture of the published look, kept as the style sheet is."""
    brand = request.agency.brand
    key = getattr(brand, f"{which}_id") if which in PICTURES else None
    if key is None:
        raise NotVisible
    picture = BrandPicture.objects.select_related("file").get(agency=request.agency, pk=key)
    return _kept_by_version(as_picture(picture), version == brand.version)


def _kept_by_version(response: HttpResponse, is_current: bool) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_current else "no-store"
    return response
