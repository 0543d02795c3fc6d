"""Signing in and out, signing up, confirming an address: allauth's
flows behind our gate, limits and pages."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.adapters.account import following, with_following
from accounts.demo.people import people_of
from accounts.forms.entrance import SignInForm, SignUpForm
from accounts.models.user import hashed_before
from accounts.rules.limits import SIGN_UP, SIGN_UP_ADDRESS, count_try, network_of
from project.base.access import public
from project.base.clock import now
from project.base.forms import takes
from project.base.http import AgencyRequest

page = require_http_methods(["GET", "HEAD", "POST"])


class FormPage:
    """A refused form comes back as 422 with all that was typed, passwords aside."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class GetChangesNothing:
    """allauth ends the session of another person who opens a mailed link;
    we do so only when they send its form."""

    def logout(self) -> None:
        if self.request.method == "POST":  # type: ignore[attr-defined]
            super().logout()  # type: ignore[misc]


class SignIn(FormPage, allauth_views.LoginView):
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = people_of(self.request.agency) if settings.DEMO else []
        return {**super().get_context_data(**kwargs), "demo_people": people}


class SignUp(FormPage, allauth_views.SignupView):
    form_class = SignUpForm

    def post(self, request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count_try(SIGN_UP, network_of(request), now=now())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        count_try(SIGN_UP_ADDRESS, form.cleaned_data["email"], now=now())
        # Also for a known address, of which the time must not tell.
        with hashed_before(form.cleaned_data["password1"]):
            return self._signed_up(form)

    def _signed_up(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            # Somebody signed up with this address a moment ago: answer as for any known address.
            form.account_already_exists = True
            with transaction.atomic():
                return super().form_valid(form)


class ConfirmEmail(GetChangesNothing, allauth_views.ConfirmEmailView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = with_following(self.request.path, following(self.request))
        return {**super().get_context_data(**kwargs), "confirm_url": here}

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            return super().post(*args, **kwargs)


sign_in = public(page(takes(SignInForm, "login", "next")(SignIn.as_view())))
sign_up = public(page(takes(SignUpForm, "name", "password1", "password2", "next")(SignUp.as_view())))
sign_out = public(page(takes("next")(allauth_views.LogoutView.as_view())))
inactive = public(require_safe(allauth_views.AccountInactiveView.as_view()))
check_your_mail = public(require_safe(allauth_views.EmailVerificationSentView.as_view()))
confirm_email = public(page(ConfirmEmail.as_view()))
