"""Files of two versions compared: part by part, true of what was read, and in the right pairs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.actions import deliveries
from orders.models import Attachment
from tests.helpers.cast import Cast
from tests.helpers.papers import docx, pdf
from tests.helpers.story import Story
from tests.helpers.word import inside, line, open_text, word
from tests.orders.helpers.support import upload
from tests.orders.views.test_version_comparison import again, marked, page

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
Files = dict[str, bytes]
SAME = "The words are the same"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.fixture
def compare(cast: Cast, sign_in: SignIn) -> Callable[..., str]:
    """The comparison of two versions with these files."""
    story = Story(cast).in_progress()

    def told(old: Files, new: Files, query: str = "") -> str:
        sent = [[upload(name, content) for name, content in files.items()] for files in (old, new)]
        if not story.order.deliveries.exists():
            deliveries.deliver(
                actor=cast.wendell, order=story.order, text="", note="", now=story.now, uploads=sent[0]
            )
            again(story, "", *sent[1])
        return page(sign_in(cast.wendell), story.order, query)

    return told


def noted(words: str) -> bytes:
    return word(inside(NOTE), footnotes=f'<w:footnote w:id="2">{line(words)}</w:footnote>')


def test_a_footnote_that_differs_is_shown_under_its_name(compare: Any) -> None:
    html = compare({"a.docx": noted("County archive")}, {"a.docx": noted("National archive")})

    assert marked(html) == [("del", "County"), ("ins", "National")]
    assert '<h2 class="compare-part">Footnotes</h2>' in html and SAME not in html


def test_changes_are_numbered_through_all_parts(compare: Any) -> None:
    old = word(line("Boats at dusk"), header=line("Draft one"))
    new = word(line("Boats at dawn"), header=line("Draft two"))
    html = compare({"a.docx": old}, {"a.docx": new}, "?at=1")

    assert marked(html) == [("del", "dusk"), ("ins", "dawn"), ("del", "one"), ("ins", "two")]
    assert html.count('id="change-1"') == html.count('id="change-2"') == 1
    assert "2 changes" in html and "at=2#change-2" in html


def test_tracked_changes_comments_and_what_was_not_read_are_said(compare: Any) -> None:
    inserted = '<w:ins w:author="E"><w:r><w:t> soon </w:t></w:r></w:ins>'
    old = word(inside(""), image=b"one")
    new = word(inside(inserted), image=b"two", comments=f"<w:comment>{line('Why?')}</w:comment>")
    html = compare({"a.docx": old}, {"a.docx": new})

    assert "Version 2 has 1 open tracked change; compared as if accepted." in html
    assert "Version 2 has 1 comment." in html and ("ins", "Why?") in marked(html)
    assert "Different, but not compared: pictures." in html


def test_equal_words_are_no_claim_about_what_was_not_read(compare: Any) -> None:
    html = compare({"a.docx": word(image=b"one")}, {"a.docx": word(image=b"two")})

    assert "Something else differs that we can’t compare" in html and "pictures" in html
    assert "identical" not in html


def test_equal_words_of_files_that_differ(compare: Any) -> None:
    html = compare({"a.docx": word(styles="<x/>")}, {"a.docx": word(styles="<y/>")})

    assert "The words are the same in both files. Formatting isn’t compared." in html
    assert "identical" not in html


def test_the_same_bytes_are_identical_whatever_they_are(compare: Any) -> None:
    assert "The two files are identical, byte for byte." in compare({"a.pdf": pdf()}, {"a v2.pdf": pdf()})


def test_another_pdf_cannot_be_compared_by_words(compare: Any) -> None:
    html = compare({"a.pdf": pdf()}, {"a v2.pdf": pdf() + b"%"})

    assert "Only .docx, .odt, .rtf and text files can be compared word by word." in html


def test_an_open_document_and_a_word_document(compare: Any) -> None:
    html = compare({"a.odt": open_text("<text:p>At dusk</text:p>")}, {"a.docx": docx("At dawn")})

    assert marked(html) == [("del", "dusk"), ("ins", "dawn")]


def test_soft_line_breaks_part_words(compare: Any) -> None:
    old, new = (
        f"<w:p><w:r><w:t>Ms {name}</w:t><w:br/><w:t>14 Quay</w:t></w:r></w:p>" for name in ("Ode", "Oda")
    )

    assert marked(compare({"a.docx": word(old)}, {"a.docx": word(new)})) == [("del", "Ode"), ("ins", "Oda")]


def test_pictures_do_not_count_for_the_size(compare: Any) -> None:
    picture = b"\xff\xd8" + bytes(6_000_000)
    old, new = (word(line(words), image=picture) for words in ("at dusk", "at dawn"))

    assert marked(compare({"a.docx": old}, {"a.docx": new})) == [("del", "dusk"), ("ins", "dawn")]


def test_a_book_of_eighty_thousand_words(compare: Any) -> None:
    lines = [line(f"Chapter {number}. " + "The boats come in at dusk. " * 40) for number in range(333)]
    old = "".join(lines)
    new = "".join([*lines[:200], lines[200].replace("Chapter", "Part"), *lines[201:]])
    html = compare({"book.docx": word(old)}, {"book.docx": word(new)})

    assert "too l" not in html and "1 change<" in html


# --- pairs ------------------------------------------------------------------------------------------

NFD = unicodedata.normalize("NFD", "résumé.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1.docx", "v2.docx"),
        ("résumé.txt", NFD),
        ("Report.docx", "REPORT.DOCX"),
        ("Report draft 1.docx", "Report_final.docx"),
        ("Report 2026-03-01.docx", "Report 2026-04-12.docx"),
        ("Report.docx", "Report (2).docx"),
        ("Report.docx", "Report - Copy.docx"),
        ("Report_v1.2.docx", "Report v3.docx"),
        ("Harbour report.docx", "Harbor report.docx"),
        ("Report.docx", "Report.txt"),
    ],
)
def test_names_that_belong_together(compare: Any, old: str, new: str) -> None:
    def content(name: str, words: str) -> bytes:
        return docx(words) if name.lower().endswith("docx") else words.encode()

    html = compare(
        {old: content(old, "At dusk"), "Glossary.docx": docx("A")},
        {"Timetable.docx": docx("B"), new: content(new, "At dawn")},
    )

    assert marked(html) == [("del", "dusk"), ("ins", "dawn")]
    assert "Only in version 1:" in html and "Only in version 2:" in html


def test_chapters_keep_their_numbers(compare: Any) -> None:
    html = compare(
        {"Chapter 1.docx": docx("One"), "Chapter 2.docx": docx("Two")},
        {"Chapter 2 v2.docx": docx("Two more"), "Chapter 3.docx": docx("Three")},
    )

    assert "<bdi>Chapter 2.docx → Chapter 2 v2.docx</bdi>" in html
    assert marked(html) == [("ins", " more")]
    assert "Chapter 1.docx</bdi>" in html and "Chapter 3.docx</bdi>" in html


def test_two_files_paired_by_hand(cast: Cast, compare: Any) -> None:
    old, new = {"Notes.docx": docx("At dusk"), "A.txt": b"x"}, {"Text.docx": docx("At dawn"), "B.txt": b"y"}
    html = compare(old, new)
    assert "Nothing to compare" in html and "Pair two files by hand" in html

    first, second = (Attachment.objects.get(name=name).public_id for name in ("Notes.docx", "Text.docx"))
    html = compare(old, new, f"?part=chosen&old_file={first}&new_file={second}")

    assert marked(html) == [("del", "dusk"), ("ins", "dawn")]
    assert f'value="{first}" selected' in html and f'value="{second}" selected' in html


@pytest.mark.parametrize(
    "query", ["?old_file=x&new_file=y", "?part=chosen", "?old_file=text&new_file=text&part=chosen"]
)
def test_a_pair_that_is_none(compare: Any, query: str) -> None:
    assert marked(compare({"a.docx": docx("At dusk")}, {"a.docx": docx("At dawn")}, query))


def test_an_rtf_file_is_compared_with_the_word_file_that_follows_it(compare: Any) -> None:
    old = rb"{\rtf1\ansi\ansicpg1252 Boats at dusk, a caf\'e9{\footnote County archive}.\par}"
    html = compare({"Harbour.rtf": old}, {"Harbour v2.docx": word(line("Boats at dawn, a café."))})

    assert marked(html)[:2] == [("del", "dusk"), ("ins", "dawn")]
    assert '<h2 class="compare-part">Footnotes</h2>' in html and "archive" in html


UNSEEN = "\ufeffBo\u00adats co\u200bme \u200ein\u2060 at \u2067dusk\u2069 \u200cand \u200ddawn"


def test_what_nobody_sees_is_no_change(compare: Any) -> None:
    """Of files of every kind; what shapes letters is one."""
    old = {"a.txt": b"Boats come in at dusk and dawn", "b.docx": word(line("Boats come in at dusk and dawn"))}
    html = compare(old, {"a.txt": UNSEEN.encode(), "b.docx": word(line(UNSEEN))})

    assert SAME in html and marked(html) == []


def test_what_shapes_letters_is_a_change(compare: Any) -> None:
    html = compare({"a.txt": "میخواهم".encode()}, {"a.txt": "می\u200cخواهم".encode()})

    assert SAME not in html and marked(html) == [("del", "میخواهم"), ("ins", "می\u200cخواهم")]
