"""Editing the catalog and its prices, part by part: typed, looked at, and only then made the next version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.rules.agencies import edits_catalog
from catalog.actions import price_versions
from catalog.forms.price_sections import MOST_VERSIONS, SectionForm
from catalog.models import PriceBook, PriceBookChange
from catalog.pages import price_effects, price_history
from catalog.pricing import sections
from catalog.pricing.sections import SECTIONS, Section
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, Stale
from project.base.forms import takes
from project.base.http import MemberRequest

WISHES = ("preview", "save", "edit", "more")


@area(edits_catalog)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(*SectionForm.names, "base", "do")
def edit(request: MemberRequest, part: str) -> HttpResponse:
    """One part of the catalog. `do` says what a POST wants: preview (the
    default), save, edit again, one more row."""
    if part not in SECTIONS:
        raise Http404
    section, book = SECTIONS[part], PriceBook.objects.visible_to(request.viewer).standing()[0]
    before = sections.rows_of(section, book)
    if request.method != "POST":
        return _form_page(request, section, book, SectionForm(section, before, base=book.version))
    wish = query.choice(request.POST, "do", WISHES, "preview")
    base = query.number(request.POST, "base", most=MOST_VERSIONS)
    data = _with_row(request.POST) if wish == "more" else request.POST
    form = SectionForm(section, before, base=base, data=data)
    if not form.is_whole:
        form = SectionForm(section, before, base=book.version)
        problems = [_("Part of this form was missing. Make your change again.")]
        return _form_page(request, section, book, form, problems=problems, status=422)
    if wish in ("more", "edit"):
        return _form_page(request, section, book, form, again=True)
    if not form.is_valid():
        return _form_page(request, section, book, form, status=422)
    if wish == "save":
        return _save(request, section, book, form)
    return _preview(request, section, book, form)


def _with_row(data: Any) -> Any:
    """The fields that were sent, with one more empty row at the end."""
    copy, name = data.copy(), "form-TOTAL_FORMS"
    if total := query.number(data, name, most=9999):
        copy[name] = str(total + 1)
    return copy


def _save(request: MemberRequest, section: Section, book: PriceBook, form: SectionForm) -> HttpResponse:
    try:
        new = price_versions.save_section(
            actor=request.viewer, section=section, rows=form.rows(), base=form.base, now=clock.now()
        )
    except Stale as stale:
        return _conflict(request, section, stale.current, form)
    except Invalid as refusal:
        problems = [text for texts in refusal.errors.values() for text in texts]
        return _form_page(request, section, book, form, problems=problems, status=422)
    messages.success(request, _("Price list version %(version)s published.") % {"version": new.version})
    return redirect(f"{reverse('catalog:catalog')}#{section.part}")


def _preview(request: MemberRequest, section: Section, book: PriceBook, form: SectionForm) -> HttpResponse:
    try:
        found = price_effects.preview_of(
            request.agency, section, book, form.before, form.rows(), base=form.base
        )
    except Stale as stale:
        return _conflict(request, section, stale.current, form)
    if not found.changes:
        return _form_page(
            request, section, book, form, problems=[_("You haven’t changed anything yet.")], status=422
        )
    context = {
        **_frame(section, _("Preview")),
        "form": form,
        "version": book.version + 1,
        "told": price_history.told(found.changes, request.agency.currency),
        "reach": found.reach,
        "oddities": found.oddities,
        "example": found.example(section, book, clock.now()),
    }
    return render(request, "catalog/preview.html", context)


def _conflict(request: MemberRequest, section: Section, newest: PriceBook, form: SectionForm) -> HttpResponse:
    """What others stored meanwhile, and what was typed on top of it, in a form
    that goes on from the newest version."""
    before, currency = sections.rows_of(section, newest), request.agency.currency
    theirs = PriceBookChange.objects.since(request.agency, section.part, form.base)
    was = {(change.key, change.field): change.old for change in reversed(theirs)}
    merged = sections.merge(section, form.rows(), before, was)
    context: dict[str, Any] = {
        "newest": newest,
        "who": newest.created_by.public_name if newest.created_by else "",
        "theirs": price_history.told(theirs, currency),
        "mine": price_history.told(sections.compare(section, before, merged), currency),
    }
    form = SectionForm(section, before, base=newest.version, rows=merged)
    return _form_page(request, section, newest, form, status=409, **context)


def _frame(section: Section, here: str) -> dict[str, Any]:
    part = str(section.part.label)
    crumbs = [{"label": _("Price list"), "url": reverse("catalog:catalog")}]
    if here:
        crumbs.append({"label": part, "url": reverse("catalog:catalog_edit", args=[section.part.value])})
    return {"section": section, "title": part, "breadcrumbs": [*crumbs, {"label": here or part, "url": ""}]}


def _tabs(section: Section) -> list[dict[str, Any]]:
    return [
        {
            "label": str(other.part.label),
            "url": reverse("catalog:catalog_edit", args=[key]),
            "active": other is section,
            "count": None,
        }
        for key, other in SECTIONS.items()
    ]


def _form_page(
    request: MemberRequest,
    section: Section,
    book: PriceBook,
    form: SectionForm,
    *,
    status: int = 200,
    again: bool = False,
    problems: Any = (),
    **context: Any,
) -> HttpResponse:
    """The form; `again` leaves out what is wrong with it, because it is still being typed."""
    return render(
        request,
        "catalog/edit.html",
        {
            **_frame(section, ""),
            "tabs": _tabs(section),
            "book": book,
            "gross": book.prices_include_tax,
            "form": form,
            "again": again,
            "problems": [*problems, *([] if again else form.problems)],
            **context,
        },
        status=status,
    )
