"""One's profile, and the photos of people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.profile import change_profile, remove_photo, set_photo
from accounts.files import photos
from accounts.forms.profile import PhotoForm, ProfileForm
from accounts.models import User
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from accounts.rules import tries
from accounts.rules.limits import PHOTO
from project.base.access import member_only, signed_in
from project.base.clock import now
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest, SignedInRequest

from .entrance import page


@signed_in
@page
@takes(ProfileForm)
def profile(request: SignedInRequest) -> HttpResponse:
    """Names, time zone, language and photo; the way to another address and another password."""
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        change_profile(**_who(request), **form.cleaned_data)
        messages.success(request, _("Profile saved."))
        return redirect("account_profile")
    return _page(request, form, PhotoForm())


@member_only
@require_POST
@takes(PhotoForm)
def photo_set(request: MemberRequest) -> HttpResponse:
    """Another photo of oneself; the page again when it is refused."""
    tries.count(tries.of_person(PHOTO, request, request.user, now()), now())
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_photo(**_who(request), upload=form.cleaned_data["photo"])
        except Invalid as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Photo saved."))
            return redirect("account_profile")
    return _page(request, _form(request), form)


@member_only
@require_POST
def photo_remove(request: MemberRequest) -> HttpResponse:
    """Take the photo away; the initials stand there again."""
    remove_photo(**_who(request))
    messages.success(request, _("Photo removed."))
    return redirect("account_profile")


@member_only
@require_safe
def photo(request: MemberRequest, key: str) -> HttpResponse:
    """The photo of a member of this agency, for its members. 404 for everything else."""
    here = User.objects.filter(photo=key, memberships__agency=request.agency, memberships__ended_at=None)
    if not here.exists():
        raise NotVisible
    answer = HttpResponse(photos.content_of(key), content_type=photos.CONTENT_TYPE)
    answer.headers["ETag"] = f'"{key}"'
    # Another photo has another address: the copy in the browser is asked about once an hour, for the right to
    # see it.
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "user": request.user, "browser": browser_facts(request)}


def _form(request: SignedInRequest, data: Any = None) -> ProfileForm:
    return ProfileForm(data, user=request.user, member=request.member, agency=request.agency)


def _page(request: SignedInRequest, form: ProfileForm, photo_form: PhotoForm) -> HttpResponse:
    # What is shown is what is stored, also while something else is refused.
    context = {"form": form, "photo_form": photo_form}
    status = 422 if form.errors or photo_form.errors else 200
    return security_centre.page(request, "profile", "accounts/profile/page.html", context, status=status)
