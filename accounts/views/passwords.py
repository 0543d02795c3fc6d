"""Forgotten, new and changed passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.actions.session_acts import hold_session
from accounts.forms.entrance import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from accounts.models import User
from accounts.models.user import hashed_before
from accounts.receivers.sessions import browser_facts
from accounts.rules import tries
from accounts.rules.limits import RESET, SIGN_IN, count_try, forget, network_of
from accounts.views.reauth import note_password
from project.base.access import public, signed_in
from project.base.clock import now
from project.base.errors import Taken
from project.base.forms import takes
from project.base.http import AgencyRequest, SignedInRequest

from .entrance import FormPage, GetChangesNothing, page


class Forgotten(FormPage, allauth_views.PasswordResetView):
    """Answers alike whoever is asked for; the mail says the rest."""

    form_class = ForgottenPasswordForm

    def post(self, request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count_try(RESET, network_of(request), now=now())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        tries.count(tries.of_reset(self.request, form.cleaned_data["email"], now()), now())
        with transaction.atomic():
            return super().form_valid(form)


class FromKey(FormPage, GetChangesNothing, allauth_views.PasswordResetFromKeyView):
    """The mailed link. It works once, however many use it at the same
    time, and proves the address by the way."""

    form_class = NewPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        with hashed_before(form.cleaned_data["password1"]), transaction.atomic():
            user = form.user = User.objects.select_for_update().get(pk=self.reset_user.pk)
            if not default_token_generator.check_token(user, self.key):
                raise Taken(get_adapter().error_messages["invalid_password_reset"])
            response = super().form_valid(form)
            address = EmailAddress.objects.filter(user=user, email=user.email, verified=False).first()
            if address is not None:
                get_adapter().confirm_email(self.request, address)
        forget(SIGN_IN, user.email, network_of(self.request))
        return response


class Change(FormPage, allauth_views.PasswordChangeView):
    """Ends every other session of the person: their password hash is part of each session. The old password
    is proof enough where a code by mail is not asked for beside it."""

    form_class = ChangePasswordForm

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tries.count(tries.of_password(request, request.user.email), now())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        tries.take_back(tries.of_password(self.request, self.request.user.email))
        note_password(self.request)
        if asked := self.request.require_proof():
            return asked
        with hashed_before(form.cleaned_data["password1"]), transaction.atomic():
            hold_session(user=self.request.user, browser=browser_facts(self.request))
            return super().form_valid(form)


forgotten = public(page(takes(ForgottenPasswordForm)(Forgotten.as_view())))
forgotten_sent = public(require_safe(allauth_views.PasswordResetDoneView.as_view()))
from_key = public(page(takes(NewPasswordForm)(FromKey.as_view())))
from_key_done = public(require_safe(allauth_views.PasswordResetFromKeyDoneView.as_view()))
change = signed_in(page(takes(ChangePasswordForm)(Change.as_view())))
