"""The operator's pages at OPERATOR_HOST: figures of all agencies, what each may have, and suspending one.
They read numbers and names of agencies alone (project.figures), no text and no person of theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.operating import limit_by_operator, resume_by_operator, suspend_by_operator
from accounts.actions.operators import note_act, operator_of, sign_in_operator
from accounts.forms.operators import OperatorSignInForm, QuotaForm, SuspendForm
from accounts.models import OperatorAct, OperatorEvent, User
from accounts.rules.limits import network_of
from agencies.actions.operating import QUOTAS
from agencies.models import Agency, ClosedAgency
from project.base.clock import now
from project.base.errors import Invalid, TooMany
from project.base.paging import page_of
from project.figures import figures_of, waiting_jobs

#: A session of an operator ends after so long without a request, and after so long altogether.
IDLE, WHOLE = dt.timedelta(minutes=30), dt.timedelta(hours=8)
SIGN_IN, HOME = "/sign-in/", "/"
PAGE_SIZE, ACTS_SHOWN = 50, 20
View = Callable[..., HttpResponse]


def operators(view: View) -> View:
    """State that a view is for operators who are signed in; everybody else is led to sign in."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        user = _operator(request)
        if user is None:
            request.session.flush()
            return redirect(SIGN_IN)
        return view(request, user, **parts)

    return answer


@sensitive_post_parameters("password", "code")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Address, password and code, all at once."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = OperatorSignInForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "sign_in", 422 if form.errors else 200, form=form)
    try:
        user = sign_in_operator(**form.cleaned_data, network=network_of(request), now=now())
    except TooMany as refusal:
        form.add_error(None, refusal.message)
        response = _page(request, "sign_in", 429, form=form)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    if user is None:
        form.add_error(None, _("This doesn’t let you in. Check all three."))
        return _page(request, "sign_in", 422, form=form)
    _begin(request, user)
    return redirect(HOME)


@require_POST
@operators
def sign_out(request: HttpRequest, user: User) -> HttpResponse:
    request.session.flush()
    note_act(OperatorAct.SIGNED_OUT, user=user, now=now())
    return redirect(SIGN_IN)


@require_safe
@operators
def overview(request: HttpRequest, user: User) -> HttpResponse:
    """The agencies by their code, with their figures."""
    page = page_of(Agency.objects.all(), request, order=("code",), kinds=(str,), size=PAGE_SIZE)
    rows = [(row, f"/agencies/{row.agency.code}/") for row in figures_of(page.rows, now())]
    totals = Agency.objects.aggregate(agencies=Count("pk"), suspended=Count("suspended_at"))
    totals["closed"] = ClosedAgency.objects.count()
    acts = OperatorEvent.objects.select_related("user", "agency").order_by("-at", "-id")[:ACTS_SHOWN]
    return _page(request, "overview", rows=rows, page=page, totals=totals, jobs=waiting_jobs(), acts=acts)


@require_safe
@operators
def closed(request: HttpRequest, user: User) -> HttpResponse:
    """The agencies that there were, the last one to close first."""
    order, kinds = ("-closed_at", "-pk"), (dt.datetime, int)
    page = page_of(ClosedAgency.objects.all(), request, order=order, kinds=kinds, size=PAGE_SIZE)
    return _page(request, "closed", page=page)


@require_safe
@operators
def agency(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """One of them."""
    found = _agency(code)
    return _nothing() if found is None else _agency_page(request, found)


@require_POST
@operators
def limits(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Set what it may have."""
    found, form = _agency(code), QuotaForm(request.POST)
    if found is None:
        return _nothing()
    if not form.is_valid():
        return _agency_page(request, found, form=form)
    limit_by_operator(operator=user, agency=found, now=now(), **form.cleaned_data)
    return redirect(f"/agencies/{found.code}/")


@require_POST
@operators
def suspend(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Shut it."""
    found, form = _agency(code), SuspendForm(request.POST)
    if found is None:
        return _nothing()
    try:
        if not form.is_valid():
            raise Invalid(form.errors)
        suspend_by_operator(operator=user, agency=found, now=now(), **form.cleaned_data)
    except Invalid as refusal:
        return _agency_page(request, found, problem=" ".join(refusal.errors.get("reason", [])))
    return redirect(f"/agencies/{found.code}/")


@require_POST
@operators
def resume(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Let it work again."""
    found = _agency(code)
    if found is None:
        return _nothing()
    resume_by_operator(operator=user, agency=found, now=now())
    return redirect(f"/agencies/{found.code}/")


def _begin(request: HttpRequest, user: User) -> None:
    """A new session, with nothing of one that was there before."""
    request.session.flush()
    moment = now().timestamp()
    request.session.update(
        {"operator": user.pk, "proof": user.get_session_auth_hash(), "begun": moment, "seen": moment}
    )
    request.session.set_expiry(int(WHOLE.total_seconds()))


def _operator(request: HttpRequest) -> User | None:
    """Whose session it is, if it lives, its person is an operator still, and the password is the same."""
    kept, moment = request.session, now().timestamp()
    if "operator" not in kept or moment - kept["begun"] > WHOLE.total_seconds():
        return None
    if moment - kept["seen"] > IDLE.total_seconds():
        return None
    user = operator_of(kept["operator"])
    if user is None or not constant_time_compare(kept["proof"], user.get_session_auth_hash()):
        return None
    kept["seen"] = moment
    return user


def _agency(code: str) -> Agency | None:
    return Agency.objects.filter(code=code.upper()).first()


def _nothing() -> HttpResponse:
    return HttpResponse("There is nothing here.", status=404, content_type="text/plain")


def _agency_page(
    request: HttpRequest, found: Agency, form: QuotaForm | None = None, problem: str = ""
) -> HttpResponse:
    [row] = figures_of([found], now())
    form = form or QuotaForm(initial={name: getattr(found, name) for name in QUOTAS})
    status = 422 if form.errors or problem else 200
    urls = {name: f"/agencies/{found.code}/{name}/" for name in ("limits", "suspend", "resume")}
    return _page(request, "agency", status, row=row, form=form, problem=problem, urls=urls)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """Without the context of agencies' pages: there is no agency here."""
    context["csrf_token"] = get_token(request)
    return HttpResponse(render_to_string(f"operator/{name}.html", context), status=status)
