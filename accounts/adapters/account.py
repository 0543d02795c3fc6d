"""How allauth behaves in this house: mail as jobs, links on the agency's own
host, limits in rows, our sign-up policy."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core import context as allauth_context
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from accounts.actions.mail import write_mail
from accounts.actions.security_mail import write_security_mail
from accounts.models import User
from accounts.rules import tries
from accounts.rules.limits import client_address
from agencies.rules.absolute_urls import agency_url
from project.base import query
from project.base.clock import now
from project.base.http import AgencyRequest, knows_agency
from project.base.jobs import Urgency
from project.base.mail_addresses import canonical_email

#: allauth's template prefix -> our folder of three templates in templates/emails/.
MAILS = {
    "account/email/email_confirmation": "confirm_email",
    "account/email/email_confirmation_signup": "confirm_email",
    "account/email/account_already_exists": "account_exists",
    "account/email/unknown_account": "no_account",
    "account/email/password_reset_key": "reset_password",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
}
LONGEST_EMAIL = 254


class AccountAdapter(DefaultAccountAdapter):
    """The one door between allauth and Quillhouse. The agency is always `request.agency`, which the host name
    chose: allauth promises its hooks a plain HttpRequest, and they assert that it is one of ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address and password do not match. Check both."),
        "enter_current_password": _("This is not your current password. Try again."),
        "invalid_password_reset": _("This link has expired or has already been used."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: allauth's JSON answers would be a second, undocumented API."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` may lead there: only a path of this host, never another host or scheme."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        assert knows_agency(request)
        return request.agency.takes_sign_ups

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_EMAIL:
            raise ValidationError(_("Enter a shorter email address."))
        return canonical_email(email)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def set_password(self, user: Any, password: str) -> None:
        """Of the row, the password alone: what others changed meanwhile stays."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_stages(self) -> list[str]:
        """What stands between password and session: allauth's list, with our
        second factor in the place of its own."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.adapters.stages.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    # --- sign-in limits -------------------------------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password within the limits. Every try counts before the password is looked at, so that many
        at once cannot slip through; a right password is given back. Raises TooMany beyond the limits."""
        assert knows_agency(request)
        credentials["email"] = canonical_email(str(credentials.get("email", "")))
        counted = tries.of_password(request, credentials["email"])
        tries.count(counted, now())
        user = super().authenticate(request, **credentials)
        if user is not None:
            tries.take_back(counted)
        return user

    # --- links and mail -------------------------------------------------------------------------

    def link(self, request: AgencyRequest, path: str) -> str:
        """`path` on the host that the request came to, if it is one of this
        agency's domains, else on the primary one."""
        return agency_url(request.agency, path, visited_host(request))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The mailed link. It leads on to where the person was going, from whichever device they open it."""
        assert knows_agency(request)
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return self.link(request, with_following(path, following(request)))

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return self.link(allauth_context.request, path)

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail of one of allauth's occasions; a job sends it.
        Allauth's own links never reach the text."""
        request = allauth_context.request
        base = self.link(request, "")
        facts = {
            "link": context.get("activate_url") or context.get("password_reset_url", ""),
            "sign_in_url": base + reverse("account_login"),
            "sign_up_url": base + reverse("account_signup"),
            "reset_url": base + reverse("account_reset_password"),
        }
        kind, person = MAILS[template_prefix], context.get("user")
        about: dict[str, Any] = {"agency": request.agency, "kind": kind, "context": facts, "now": now()}
        about["host"] = visited_host(request)
        if kind == "password_changed":
            person = User.objects.get(email=canonical_email(email))
            write_security_mail(user=person, to=email, **about)
        else:
            write_mail(recipient=email, reader=person, urgency=Urgency.PERSON, **about)


def following(request: HttpRequest) -> str:
    """The path of this host that `next` says to go on to, "" for none or one that leads elsewhere."""
    wanted = query.text(request.POST, "next", most=2000) or query.text(request.GET, "next", most=2000)
    return wanted if get_adapter().is_safe_url(wanted) else ""


def with_following(path: str, wanted: str) -> str:
    """`path` with where to go on to, if anywhere."""
    return f"{path}?{urlencode({'next': wanted})}" if wanted else path


def visited_host(request: HttpRequest) -> str:
    """The host name of a request without port: a wish only, `agency_host`
    compares it with the agency's domains."""
    return split_domain_port(request.get_host())[0]
