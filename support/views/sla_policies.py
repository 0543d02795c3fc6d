"""What the agency promises: its policies, a change of them with what it would do, and old versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from support.actions.sla_policies import planned, remove_policy, save_policy
from support.forms.sla_policies import NAMES, PolicyInput
from support.models import SlaVersion
from support.pages import sla_policies as pages
from support.pages.settings import settings_tabs
from support.pages.sla_effects import effect_lines, effects_of
from support.rules.sla_policies import Book, Terms, book_of, can_edit_policies, mark_of, version_book

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_NUMBER = 2_147_483_647


@area(can_edit_policies)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The policies in their order, what holds without one, and the last versions."""
    book = book_of(request.agency)
    context = {
        "book": book,
        "lines": pages.policy_lines(request.viewer, book),
        "defaults": pages.default_lines(),
        "versions": pages.version_lines(request.viewer),
        "ways": settings_tabs(request.viewer, "support:policies"),
    }
    return render(request, "support/policies/index.html", context)


@area(can_edit_policies)
@form_page
@takes(*NAMES)
def edit(request: MemberRequest, public_id: str = "") -> HttpResponse:
    """Change a policy, or add one without `public_id`. What that would do to open tickets is shown before it
    is saved: another press saves exactly what was looked at."""
    book = book_of(request.agency)
    stored = policy_or_404(book, public_id) if public_id else None
    place = book.place_of(public_id)
    if request.method != "POST":
        typed = PolicyInput(None, viewer=request.viewer, initial=stored, place=place)
        return _page(request, book, stored, typed)
    typed = PolicyInput(request.POST, viewer=request.viewer)
    if not typed.is_valid():
        return _page(request, book, stored, typed, status=422)
    try:
        return _look_or_save(request, book, stored, typed)
    except Invalid as refusal:
        typed.add_refusal(refusal)
        return _page(request, book, stored, typed, status=422)
    except Stale as refusal:
        typed.problems.append(str(refusal.message))
        return _page(request, book_of(request.agency), stored, typed, status=409)


def _look_or_save(
    request: MemberRequest, book: Book, stored: Terms | None, typed: PolicyInput
) -> HttpResponse:
    terms, now = typed.terms(stored.key if stored else ""), clock.now()
    base = query.number(request.POST, "base", most=MOST_NUMBER)
    policies = planned(request.viewer, book, terms, typed.position)
    mark = mark_of(base, policies)
    if query.choice(request.POST, "do", ("save",)) and query.verbatim(request.POST, "seen", most=16) == mark:
        save_policy(actor=request.viewer, terms=terms, position=typed.position, base=base, now=now)
        messages.success(request, _("Policy saved. Open tickets get their new times within a minute."))
        return redirect("support:policies")
    effects = effects_of(request.viewer, policies, now)
    shown: dict[str, Any] = {"effects": effects, "effect_lines": effect_lines(effects, now), "seen": mark}
    return _page(request, book, stored, typed, base=base, **shown)


@area(can_edit_policies)
@form_page
@takes("base")
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Remove a policy, after a look at what that would do."""
    book, now = book_of(request.agency), clock.now()
    stored = policy_or_404(book, public_id)
    context: dict[str, Any] = {}
    if request.method == "POST":
        base = query.number(request.POST, "base", most=MOST_NUMBER)
        try:
            remove_policy(actor=request.viewer, key=stored.key, base=base, now=now)
        except Stale as refusal:
            context["problem"], book = str(refusal.message), book_of(request.agency)
        else:
            messages.success(request, _("Policy removed. Open tickets get their new times within a minute."))
            return redirect("support:policies")
    effects = effects_of(request.viewer, book.without(stored.key), now)
    context |= {"policy": stored, "base": book.number, "effects": effects}
    context["effect_lines"] = effect_lines(effects, now)
    return render(
        request, "support/policies/remove.html", context, status=409 if "problem" in context else 200
    )


@area(can_edit_policies)
@require_safe
def version(request: MemberRequest, number: int) -> HttpResponse:
    """The policies as they were."""
    rows = SlaVersion.objects.visible_to(request.viewer).select_related("made_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotVisible()
    lines = pages.policy_lines(request.viewer, version_book(found.pk))
    return render(request, "support/policies/version.html", {"version": found, "lines": lines})


def policy_or_404(book: Book, key: str) -> Terms:
    """The policy of this key that holds now."""
    found = book.find(key)
    if found is None:
        raise NotVisible()
    return found


def _page(
    request: MemberRequest,
    book: Book,
    stored: Terms | None,
    typed: PolicyInput,
    *,
    status: int = 200,
    base: int | None = None,
    **context: Any,
) -> HttpResponse:
    context = {
        "policy": stored,
        "typed": typed,
        "base": book.number if base is None else base,
        **context,
    }
    return render(request, "support/policies/edit.html", context, status=status)
