"""Time off out of one's own calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.calendar_import import Imported, import_calendar, remove_imported
from writers.forms.calendar_import import CalendarImportForm


@area(is_writer)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(CalendarImportForm)
def read(request: MemberRequest) -> HttpResponse:
    """Enter what my calendar says as time off, in place of what an earlier import entered."""
    form = CalendarImportForm()
    if request.method == "POST":
        form = CalendarImportForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        try:
            done = import_calendar(actor=request.viewer, text=form.text, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, said(done))
            return redirect("writers:blackouts")
    status = 422 if form.errors else 200
    return render(request, "writers/capacity/calendar_import.html", {"form": form}, status=status)


@area(is_writer)
@require_POST
def remove(request: MemberRequest) -> HttpResponse:
    """Take out what imports have entered."""
    messages.success(request, said(remove_imported(actor=request.viewer, now=clock.now())))
    return redirect("writers:blackouts")


def said(done: Imported) -> str:
    """What an import did, in a sentence or two."""
    words = _("Calendar imported: %(added)s times off added, %(removed)s removed.") % {
        "added": done.added,
        "removed": done.removed,
    }
    if not done.skipped:
        return words
    skipped = ngettext("%(n)s event could not be read.", "%(n)s events could not be read.", done.skipped) % {
        "n": done.skipped
    }
    return f"{words} {skipped}"
