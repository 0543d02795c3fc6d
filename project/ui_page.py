"""The development page /ui/: every component of templates/ui/ in every state, and the bases with `?base=`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.pages.price import PriceLine

from .base import marks, query
from .base.access import public
from .base.components import Step, happening

STATES = [
    ("Placed", "info", "send"),
    ("Offered", "info", "hourglass"),
    ("Assigned", "neutral", "user-check"),
    ("In progress", "accent", "writing"),
    ("In review", "accent", "eye"),
    ("Delivered", "good", "inbox"),
    ("Revision requested", "warn", "rotate"),
    ("On hold", "neutral", "player-pause"),
    ("Disputed", "bad", "gavel"),
    ("Completed", "good", "circle-check"),
    ("Cancelled", "neutral", "ban"),
]
PEOPLE = [
    "Clara Nowak",
    "Wendell Okafor",
    "Wanda Lindqvist",
    "Edith Marlowe",
    "Sam",
    "Max Brandt",
    "Otto Reyes",
    "Nick Ito",
]
BRANDS = ["#1f5f8b", "#0f766e", "#7a1f3d", "#e8b500", "#d9e021", "#111111", "#f4f4f4", "#ff3b30"]


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("What the text is about, in one line.")
    )
    email = forms.EmailField(label=_("Email address"))
    brief = forms.CharField(label=_("Brief"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    service = forms.ChoiceField(
        label=_("Service"), choices=[("", "–"), ("blog", _("Blog article")), ("bio", _("Short bio"))]
    )
    tone = forms.ChoiceField(
        label=_("Tone"),
        choices=[("warm", _("Warm")), ("plain", _("Plain"))],
        widget=forms.RadioSelect,
        initial="plain",
    )
    extras = forms.MultipleChoiceField(
        label=_("Add-ons"),
        choices=[("seo", _("Search summary")), ("img", _("Picture captions"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    deadline = forms.DateTimeField(
        label=_("Deadline"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Europe/London"),
    )
    attachment = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, DOCX or Markdown, up to 20 MB.")
    )
    consent = forms.BooleanField(label=_("Show the finished text in the writer’s portfolio"), required=False)


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component. `?base=workspace` (default) or `public` chooses
    the frame; `?errors=1` a refused form."""
    now = timezone.now()
    refused = SampleForm({"no-title": "", "no-email": "clara", "no-service": ""}, prefix="no")
    messages.success(request, _("Draft saved."))
    messages.error(request, _("This offer has already been answered."))
    base = "base_public.html" if query.text(request.GET, "base") == "public" else "base_workspace.html"
    samples = {**_orders(now), **_content(now), **_navigation()}
    context = {
        "base": base,
        "form": SampleForm(),
        "refused": refused,
        "states": STATES,
        "people": PEOPLE,
        "longer_words": [
            {"label": "House style", "text": "British spelling.\nNumbers up to twelve in words."}
        ],
        **samples,
    }
    return render(
        request, "ui/gallery.html", {**context, "icons": sorted(marks.icon_names()), "tones": marks.TONES}
    )


def _orders(now: Any) -> dict[str, Any]:
    titles = [
        ("Twelve product pages for the spring catalogue", "Wendell Okafor", 50, "1,240.00"),
        ("Annual report: the chapter on water", "Wanda Lindqvist", 9, "2,310.50"),
        ("Speech for the opening of the new reading room", "", -3, "415.00"),
        (
            "Translation of a lease, English to German, with a glossary that must be kept to the letter",
            "Nick Ito",
            300,
            "98.75",
        ),
    ]
    rows = [
        {
            "number": f"INK-2026-{41 + at:05}",
            "title": title,
            "writer": writer,
            "due": now + timedelta(hours=hours, minutes=21),
            "price": f"€{price}",
            "label": STATES[at * 2][0],
            "tone": STATES[at * 2][1],
            "icon": STATES[at * 2][2],
        }
        for at, (title, writer, hours, price) in enumerate(titles)
    ]
    whens = {
        "later": now + timedelta(days=4, hours=2),
        "soon": now + timedelta(hours=3, minutes=20),
        "late": now - timedelta(hours=5),
    }
    return {"rows": rows, "now": now, **whens}


def _content(now: Any) -> dict[str, Any]:
    lines = [
        PriceLine("Blog article", "€180.00", "1,200 words at €0.12, within a week × 1.00, senior × 1.25"),
        PriceLine("Search summary", "€15.00", "fixed"),
        PriceLine("Preferred writer", "€18.00", "10 % of the work"),
    ]
    files = [
        {
            "name": "brief-for-the-spring-catalogue.docx",
            "url": "#",
            "size": 48_213,
            "note": _("version 2"),
            "remove_url": "#",
            "content_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        },
        {
            "name": "style_guide_final_FINAL_really_final_2026_with_a_very_long_name.pdf",
            "url": "#",
            "size": 2_480_133,
            "content_type": "application/pdf",
        },
        {"name": "notes.md", "url": "#", "size": 812, "content_type": "text/markdown"},
    ]
    events = [
        happening(
            now - timedelta(hours=2),
            gettext("requested a revision"),
            icon="rotate",
            tone="warn",
            who="Clara",
            note=gettext("Three points, one of which must be fixed."),
        ),
        happening(
            now - timedelta(days=1), gettext("approved version 1"), icon="inbox", tone="good", who="Edith"
        ),
        happening(
            now - timedelta(days=6), gettext("placed the order"), icon="send", tone="info", who="Clara"
        ),
    ]
    sums = [PriceLine(gettext("Net"), "€213.00"), PriceLine(gettext("VAT, 20%"), "€42.60")]
    return {
        "price": {"lines": lines, "sums": sums, "total": "€255.60"},
        "files": files,
        "events": events,
        "prose": _prose(),
        "diff_rows": _diff(),
    }


def _diff() -> list[dict[str, Any]]:
    yours = "For architects who plan schools.\nPlease mention the acoustic panels."
    saved = "For architects who plan schools and libraries."
    return [
        {
            "label": _("Title"),
            "left": "The quiet classroom",
            "right": "The quiet classroom",
            "differs": False,
        },
        {"label": _("Brief"), "left": yours, "right": saved, "differs": True},
    ]


def _prose() -> Any:
    """What project/base/markdown.py hands to a page, written out."""
    return format_html(
        "<h2>{}</h2><p>{}</p><blockquote><p>{}</p></blockquote><h3>{}</h3><ul><li>{}</li><li>{}</li></ul><p>{}</p>",
        _("The reading room at noon"),
        _(
            "By twelve the light has moved from the long tables to the catalogue drawers, and "
            "the room changes its sound. Chairs are pushed back; someone opens a sandwich with "
            "great care. The librarian, who has heard every wrapper in the city, does not look "
            "up."
        ),
        _("A library is a house in which strangers agree to be quiet together."),
        _("What the architects kept"),
        _("the oak floor, sanded by hand and oiled twice"),
        _("the brass lamps, rewired, at their old height above the page"),
        _(
            "What they added cannot be seen: felt beneath the boards, glass in two layers, and "
            "ventilation that takes the air away as slowly as a reader turns a page."
        ),
    )


def _navigation() -> dict[str, Any]:
    words = [_("Placed"), _("In progress"), _("In review"), _("Delivered"), _("Completed")]
    states = ["done", "done", "current", "next", "next"]
    notes = ("", "", gettext("Edith’s turn"), *[""] * len(words))
    steps = tuple(map(Step, map(str, words), states, notes))
    tabs = [
        {"label": _("Open"), "url": "?tab=open", "active": True, "count": 12},
        {"label": _("Waiting for you"), "url": "?tab=turn", "active": False, "count": 3},
        {"label": _("Late"), "url": "?tab=late", "active": False, "count": 0},
        {"label": _("Completed"), "url": "?tab=done", "active": False, "count": "1,000+"},
        {"label": _("All"), "url": "?tab=all", "active": False, "count": None},
    ]
    crumbs = [
        {"label": _("Orders"), "url": "#"},
        {"label": "INK-2026-00041", "url": "#"},
        {"label": _("Revision"), "url": ""},
    ]
    pages = {
        "first": {"previous_url": "", "next_url": "?after=x", "shown": 25},
        "only": {"previous_url": "", "next_url": "", "shown": 4},
    }
    pages["middle"] = {"previous_url": "?before=x", "next_url": "?after=y", "shown": 25}
    return {"steps": steps, "tabs": tabs, "crumbs": crumbs, "pages": pages, "brand_colours": BRANDS}
