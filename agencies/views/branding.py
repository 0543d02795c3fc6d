"""The desk's pages about branding: the draft of the look beside its preview, its pictures, what was shown
before."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.brand_pictures import remove_brand_picture, set_brand_picture
from agencies.actions.branding import discard_brand_draft, publish_brand, restore_brand, save_brand_draft
from agencies.files.brand_pictures import CONTENT_TYPE, content_of
from agencies.forms.branding import BrandForm, BrandPictureForm
from agencies.models import BrandDraft, BrandPicture, BrandVersion
from agencies.models.branding import PICTURES
from agencies.pages import branding as printed
from agencies.rules.agencies import sets_branding
from agencies.rules.branding import NO_DRAFT, TYPED
from project.base import query
from project.base.access import area
from project.base.brand import brand_css
from project.base.clock import now
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest

owners = area(sets_branding)
#: The colours that a button replaces by the nearest readable one.
MAIN = ("primary", "primary_dark")


@owners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(BrandForm, "version", "nearest")
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types forget our requests
def branding(request: MemberRequest) -> HttpResponse:
    """The draft of the look, and what it would look like. Saving shows it to owners alone."""
    draft = printed.draft_or_fresh(request.agency)
    if request.method != "POST":
        return _page(request, draft, BrandForm(initial=initial_of(draft)))
    form, version = BrandForm(request.POST, initial=initial_of(draft)), query.number(request.POST, "version")
    saved = _saved(request, form, version) if form.is_valid() else None
    if saved is None:
        return _page(request, printed.draft_or_fresh(request.agency), form)
    if request.htmx:
        return _page(request, printed.draft_or_fresh(request.agency), form)
    messages.success(request, _("Draft saved."))
    return redirect(_here(request))


@owners
@require_POST
@takes("version")
def publish(request: MemberRequest) -> HttpResponse:
    """Show the draft to everybody."""
    publish_brand(actor=request.viewer, version=query.number(request.POST, "version"), now=now())
    messages.success(request, _("Branding published."))
    return redirect("agencies:branding")


@owners
@require_POST
def discard(request: MemberRequest) -> HttpResponse:
    """Prepare nothing any longer."""
    discard_brand_draft(actor=request.viewer)
    messages.success(request, _("Draft deleted."))
    return redirect("agencies:branding")


@owners
@require_POST
@takes(BrandPictureForm)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types forget our requests
def picture_set(request: MemberRequest, which: str) -> HttpResponse:
    """A picture of the draft in place of the one before; the page again when it is refused."""
    _require_known(which)
    form = BrandPictureForm(request.POST, request.FILES, **printed.picture_options(which))
    if form.is_valid():
        try:
            upload = form.cleaned_data["picture"]
            set_brand_picture(actor=request.viewer, which=which, upload=upload, now=now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Picture saved in the draft."))
            return redirect(f"{reverse('agencies:branding')}#pictures")
    draft = printed.draft_or_fresh(request.agency)
    return _page(request, draft, BrandForm(initial=initial_of(draft)), pictures={which: form})


@owners
@require_POST
@takes(BrandPictureForm)
def picture_remove(request: MemberRequest, which: str) -> HttpResponse:
    """No such picture in the draft."""
    _require_known(which)
    remove_brand_picture(actor=request.viewer, which=which, now=now())
    messages.success(request, _("Picture removed from the draft."))
    return redirect(f"{reverse('agencies:branding')}#pictures")


@owners
@require_safe
def picture_file(request: MemberRequest, public_id: str) -> HttpResponse:
    """A picture of the draft, or of an earlier look, for owners."""
    rows = BrandPicture.objects.visible_to(request.viewer).select_related("file")
    answer = as_picture(get_object_or_404(rows, public_id=public_id))
    answer["Cache-Control"] = "no-store, private"
    return answer


@owners
@require_safe
def draft_sheet(request: MemberRequest) -> HttpResponse:
    """The style sheet of the draft, for previews."""
    draft = printed.draft_or_fresh(request.agency)
    sheet = brand_css(draft.primary, draft.primary_dark, draft.accent)
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@owners
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """What was published, the newest first."""
    return render(request, "agencies/branding/history.html", {"page": printed.history(request)})


@owners
@require_POST
def restore(request: MemberRequest, number: int) -> HttpResponse:
    """Publish an earlier look again."""
    restore_brand(actor=request.viewer, number=number, now=now())
    messages.success(request, _("Branding of version %s restored.") % number)
    return redirect("agencies:brand_history")


def as_picture(picture: BrandPicture) -> HttpResponse:
    """A picture as browsers show it, which runs nothing."""
    answer = HttpResponse(content_of(picture), content_type=CONTENT_TYPE)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def initial_of(draft: BrandDraft | BrandVersion) -> dict[str, Any]:
    """A look as its form shows it."""
    return {name: getattr(draft, name) for name in TYPED}


def _saved(request: MemberRequest, form: BrandForm, version: int) -> BrandDraft | None:
    fields = form.with_nearest(query.choice(request.POST, "nearest", MAIN))
    try:
        return save_brand_draft(actor=request.viewer, fields=fields, version=version, now=now())
    except Invalid as refusal:
        form.add_refusal(refusal)
    except Stale as stale:
        form.add_error(None, _("%s Save again to keep your version.") % stale.message)
    return None


def _page(request: MemberRequest, draft: BrandDraft, form: BrandForm, **more: Any) -> HttpResponse:
    pictures = more.get("pictures", {})
    show = query.choice(request.GET, "show", printed.PREVIEWS, "page")
    context = {
        "form": form,
        "draft": draft if draft.version != NO_DRAFT else None,
        "version": draft.version,
        "changes": printed.changes(request.agency, draft),
        "contrasts": printed.contrasts(draft.primary, draft.primary_dark),
        "pictures": printed.picture_rows(draft, pictures),
        "tabs": printed.preview_tabs(show),
        "show": show,
        "preview_url": f"{reverse('brand_preview', args=[show])}?v={draft.version}",
        "here": _here(request),
    }
    name = "agencies/branding/page.html" + ("#beside" if request.htmx else "")
    refused = form.errors or any(one.errors for one in pictures.values())
    return render(request, name, context, status=422 if refused else 200)


def _here(request: MemberRequest) -> str:
    """The page with the preview that was open."""
    show = query.choice(request.GET, "show", printed.PREVIEWS)
    return reverse("agencies:branding") + (f"?show={show}" if show else "")


def _require_known(which: str) -> None:
    if which not in PICTURES:
        raise NotVisible
