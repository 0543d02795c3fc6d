"""The components: what they print, and the rules that all of them keep."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import include
from django.urls import path as address
from django.utils.safestring import SafeString

from project import ui_page
from project.base import marks
from tests.helpers.pages import tight

ROOT = Path(__file__).resolve().parents[2]
# Mails are left out: no content policy reaches them, and mail readers know no linked style sheets.
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if not {"emails", "email"} & set(path.parts)
)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "ui").glob("*.html")), ids=lambda path: path.name
)
def test_a_component_opens_with_its_contract(path: Path) -> None:
    assert "{% comment %}" in path.read_text(encoding="utf-8").partition("<")[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_page_carries_inline_style_or_script(path: Path) -> None:
    """The content policy would block it; `hx-on` and `javascript:` need what the policy forbids. A block of
    data for search engines is none: it never runs."""
    text = path.read_text(encoding="utf-8").replace('<script type="application/ld+json">', "")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|hx-on|javascript:|<script(?![^>]*\bsrc=)", text)


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"{% icon \"([a-z0-9-]+)\"", path.read_text("utf-8"))
    }
    assert named <= marks.icon_names()


def test_the_sprite_lists_its_names() -> None:
    comment = marks.SPRITE.read_text("utf-8").partition("Names:")[2].partition("-->")[0]
    assert frozenset(comment.split()) == marks.icon_names()


def test_an_unknown_icon_or_tone_is_an_error() -> None:
    with pytest.raises(ValueError):
        marks.icon("unicorn")
    with pytest.raises(ValueError):
        marks.badge("Late", "purple")


def test_a_badge_tells_a_text_from_the_same_one_that_counts_as_html() -> None:
    assert "&lt;i&gt;" in marks.badge("<i>", "good") and "<i>" in marks.badge(SafeString("<i>"), "good")
    assert "&lt;i&gt;" in marks.badge("<i>", "good")


def test_marks_escape_what_people_typed() -> None:
    for made in (
        marks.badge("<b>"),
        marks.avatar("<b> <i>"),
        render("{% card title=t %}{{ t }}{% endcard %}", t="<b>"),
    ):
        assert "<b>" not in made


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Clara Nowak", "CN"), ("sam", "S"), ("", "?"), ("  ", "?"), ("Ana de la Cruz", "AC"), ("(x) Öz", "Ö")],
)
def test_initials(name: str, letters: str) -> None:
    assert marks.initials(name) == letters


def test_the_face_of_a_name_never_changes() -> None:
    assert marks.avatar("Clara Nowak") == marks.avatar("Clara Nowak")
    assert 'class="avatar face-7"' in marks.avatar("Clara Nowak")


@pytest.mark.parametrize(
    ("away", "state", "words"),
    [
        (timedelta(days=2, hours=3, minutes=40), "ok", "2 days, 3 hr left"),
        (timedelta(days=1), "ok", "1 day left"),
        (timedelta(hours=23, minutes=59), "soon", "only 23 hr, 59 min left"),
        (timedelta(seconds=59), "soon", "only 0 min left"),
        (timedelta(0), "late", "0 min late"),
        (timedelta(minutes=-61), "late", "1 hr, 1 min late"),
        (timedelta(days=-400), "late", "400 days late"),
    ],
)
def test_a_deadline_says_in_words_what_is_left(away: timedelta, state: str, words: str) -> None:
    made = marks.deadline(NOW + away, now=NOW)
    assert f'class="deadline deadline-{state}"' in made
    assert words in made


def test_a_deadline_names_the_moment_for_machines_and_readers() -> None:
    made = marks.deadline(datetime(2027, 1, 5, 13, 30, tzinfo=UTC), now=NOW)
    assert 'datetime="2027-01-05T13:30:00Z"' in made
    assert "5 Jan 2027" in made
    assert "data-deadline" not in marks.deadline(NOW, now=NOW, done=True)
    assert marks.deadline(None) == '<span class="deadline">–</span>'


def test_a_kept_piece_of_page_becomes_a_parameter() -> None:
    made = render(
        '{% slot as acts %}<a href="/x/">Go</a>{% endslot %}{% card title="T" actions=acts %}body{% endcard '
        "%}"
    )
    assert '<div class="card-actions"><a href="/x/">Go</a></div>' in made


def test_forms_that_are_buttons_carry_the_token() -> None:
    for source in ('{% post_button "/x/" "Go" %}', '{% confirm "/x/" "Go" reason="required" %}'):
        made = render(source, csrf_token="abc123")
        assert 'name="csrfmiddlewaretoken" value="abc123"' in made
        assert 'action="/x/"' in made


def test_a_button_is_kept_without_what_was_in_it() -> None:
    source = "{% post_button url label icon='trash' value='50%' name='part' %}"
    for number in range(2):
        made = render(source, url=f"/{number}/?a=1&b=%41", label=f"<b> {number} %s", csrf_token=f"t{number}")
        assert f'action="/{number}/?a=1&amp;b=%41"' in made and f'value="t{number}"' in made
        assert f"&lt;b&gt; {number} %s" in made and 'name="part" value="50%"' in made
    unsafe, safe = render("{% post_button '/' 'Go' name='n' value=v %}", v="<i>"), SafeString("<i>")
    assert 'value="&lt;i&gt;"' in unsafe
    assert 'value="<i>"' in render("{% post_button '/' 'Go' name='n' value=v %}", v=safe)


def test_a_blocked_verb_shows_its_reason_and_posts_nowhere() -> None:
    made = render('{% post_button "/x/" "Deliver" blocked="A must-fix point is open." %}')
    assert "A must-fix point is open." in made
    assert "disabled" in made
    assert "<form" not in made


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.")
    note = forms.CharField(label="Note", required=False)
    file = forms.FileField(label="File", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Nothing fits.")


def test_a_refused_form_lists_each_problem_once_beside_its_field() -> None:
    made = render('{% form form submit="Send" guard=True %}', form=Sample({}), csrf_token="abc123")
    assert made.count("Nothing fits.") == 1
    assert '<a href="#id_title">Title</a>: This field is required.' in tight(made)
    assert 'aria-invalid="true"' in made
    assert (
        'id="id_title_error"' in made
        and "id_title_error" in re.findall(r'aria-describedby="([^"]+)"', made)[0]
    )
    assert 'enctype="multipart/form-data"' in made
    assert made.count(">optional<") == 2


@pytest.mark.parametrize(
    "status", ["400", "403", "404", "409", "413", "422", "429", "500", "500_bare", "503"]
)
def test_an_error_page_needs_neither_request_nor_words(status: str) -> None:
    made = render_to_string(f"errors/{status}.html")
    assert made.count("<h1>") == 1
    assert not re.search(r"<h1>\s*</h1>|<p>\s*</p>", made)


def test_an_error_page_prefers_the_words_of_the_refusal() -> None:
    words = {
        "title": "Somebody else was quicker",
        "message": "Wanda has it.",
        "hint": "See other offers.",
        "back_url": "/studio/",
    }
    made = render_to_string("errors/409.html", words)
    for text in ("Somebody else was quicker", "Wanda has it.", "See other offers.", 'href="/studio/"'):
        assert text in made


@pytest.fixture
def gallery_address(settings: Any) -> None:
    """The addresses of the product with /ui/, which exists in development and demo mode only."""
    addresses = ModuleType("addresses_with_gallery")
    addresses.urlpatterns = [address("ui/", ui_page.gallery), address("", include("project.urls"))]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = addresses


@pytest.mark.django_db
@pytest.mark.parametrize("base", ["workspace", "public"])
def test_the_gallery_shows_every_component(cast, sign_in, gallery_address, base: str) -> None:
    answer = sign_in(cast.clara).get(f"/ui/?base={base}&errors=1")
    assert answer.status_code == 200
    shown = {template.name.removeprefix("ui/") for template in answer.templates if template.name}
    frames = {
        f"{name}.html"
        for name in (
            "brand",
            "brand_mark",
            "demo_bar",
            "keyboard_help",
            "palette",
            "search_box",
            "side_menu",
            "user_menu",
        )
    }
    other_ways = {f"{name}.html" for name in ("avatar", "badge", "deadline", "facts", "page_header")}
    everything = {found.name for found in (ROOT / "templates" / "ui").glob("*.html")}
    assert everything - frames - other_ways <= shown
