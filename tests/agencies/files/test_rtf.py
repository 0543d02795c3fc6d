"""RTF files: which are stored, and what is read of them: words in every code page, part by part."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.files import rtf
from agencies.files.names import fitting_name
from agencies.files.reading.gathering import MARK
from agencies.files.storage import digest_of, keep, kind_of
from agencies.files.texts import FileText, Unreadable, file_text
from agencies.files.types import RefusedFile, judge
from tests.helpers.cast import Cast

FONTS = rb"""{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset204 Arial{\*\falt Helvetica};}
{\f2\fcharset161 Arial;}{\f3\fcharset128 MS Mincho;}{\f4\fcharset177 Arial;}{\f5\fcharset2 Wingdings;}}"""


def rich(body: bytes, head: bytes = FONTS) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252\deff0" + head + rb"{\info{\title Not of the text}}\pard " + body + b"}"


def kind_or_refusal(content: bytes, name: str = "letter.rtf") -> str:
    try:
        return judge(io.BytesIO(content), len(content), name)
    except RefusedFile as refused:
        return str(refused)


@pytest.fixture
def read(cast: Cast, settings: Any, tmp_path: Path) -> Any:
    """What is found in a stored file of this content."""
    settings.MEDIA_ROOT = tmp_path

    def found(content: bytes) -> FileText:
        upload = SimpleUploadedFile("x.rtf", content)
        kind = kind_of(upload)
        assert kind == rtf.RTF
        return file_text(keep(agency_id=cast.inkwell.pk, upload=upload, kind=kind, sha256=digest_of(upload)))

    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "words"),
    [
        (rb"Tide\par Neap\par", "Tide\n\nNeap"),
        (rb"Ode\line 14\tab x", "Ode\n14\tx"),
        (rb"caf\'e9 \u8212\'97 na\u239\'efve", "café — naïve"),
        (rb"\f1 \'cf\'f0\'e8\'e2\'e5\'f2", "Привет"),
        (rb"\f2 \'c1\'e8\'de\'ed\'e1", "Αθήνα"),
        (rb"\f3 \'93\'fa\'96\'7b", "日本"),
        (rb"\f4 \'f9\'ec\'e5\'ed", "שלום"),
        (rb"\u-10179?\u-8704? \u2361?\u2367?", "😀 हि"),
        (rb"\uc0\u1052\u1080\uc2\u1088\'ac\'ac!", "Мир!"),
        (rb"\{a\} \\ b\~c\_d\-e", "{a} \\ b\u00a0c\u2011de"),
        (rb"\ldblquote q\rdblquote \emdash  x\bullet", "“q”— x•"),
        (rb"{\upr{ANSI}{\*\ud{\u1071?}}} after", "Я after"),
        (rb"{\pntext 1.\tab}{\listtext 2.\tab}item", "item"),
        (rb"{\*\unheard of}kept {\b bold}{\i0  words}", "kept bold words"),
        (rb"\trowd\cellx1\cellx2\intbl A\par a\cell B\cell\row\pard End", "A\na | B\n\nEnd"),
        (rb"\f5 \'fc\f0  x", "[Wingdings F0FC] x"),
        (
            rb"a\
b",
            "a\n\nb",
        ),
    ],
)
def test_words(read: Any, body: bytes, words: str) -> None:
    assert read(rich(body)).parts == {"body": words}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "part", "words"),
    [
        (rb"x{\footnote\pard\chftn  County archive}", "footnotes", "County archive"),
        (rb"x{\footnote\ftnalt\pard At the end}", "endnotes", "At the end"),
        (rb"{\header\pard Draft one\par}x", "headers", "Draft one"),
        (rb"{\footerf\pard Page one\par}x", "footers", "Page one"),
        (rb"x{\*\atnid MM}{\*\atnauthor Max}{\*\annotation\pard Who says so?}", "comments", "Who says so?"),
        (rb"{\shp{\*\shpinst{\shptxt\pard In a box\par}}{\shprslt again}}x", "text_boxes", "In a box"),
        (rb"x {\deleted\revauthdel1 was there}", "deleted", "was there"),
        (
            rb'x{\field{\*\fldinst{HYPERLINK "https://example.org/a"}}{\fldrslt y}}',
            "links",
            "https://example.org/a",
        ),
        (rb"x{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A quay}}}\pngblip 8950}", "pictures", "A quay"),
    ],
)
def test_each_part_that_differs_is_read(read: Any, body: bytes, part: str, words: str) -> None:
    found = read(rich(body)).parts

    assert found[part] == words
    assert words not in found["body"]


@pytest.mark.django_db
def test_notes_changes_and_comments_are_counted_and_marked(read: Any) -> None:
    body = (
        rb"Salt{\footnote Pans} {\revised\revauth1\revdttm7 new }{\revised\revauth1\revdttm7 words} "
        rb"{\deleted old}"
        rb"{\*\annotation One}{\*\annotation Two}"
    )
    found = read(rich(body))

    assert found.parts["body"] == f"Salt{MARK} new words"
    assert (found.changes, found.comments) == (2, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (rb"{\pict\pngblip 8950aa}", rb"{\pict\pngblip 8950ab}", "images"),
        (rb"{\pict\pngblip\bin4 }{}\}", rb"{\pict\pngblip\bin4 }{}{}", "images"),
        (rb"{\*\moMath{\mf{\mnum a}{\mden b}}}", rb"{\*\moMath{\mrad{\mnum a}{\mden b}}}", "other"),
    ],
)
def test_what_is_not_read_is_named(read: Any, old: bytes, new: bytes, kind: str) -> None:
    first, second = read(rich(b"x" + old)), read(rich(b"x" + new))

    assert first.parts == second.parts
    assert first.unread[kind] != second.unread[kind]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rb"{\object\objemb{\*\objdata 01}}", "objects of other programs"),
        (rb"{\object\objautlink\objupdate{\*\objclass htmlfile}}", "objects of other programs"),
        (rb"{\*\template http://a.example/x.dotm}", "load something"),
        (rb"{\*\template \'5c\'5ca.example\'5cx.dotm}", "load something"),
        (rb"{\*\template \u104?ttp://a.example/x}", "load something"),
        (rb'{\field{\*\fldinst DDEAUTO c:\\cmd.exe "/k"}}', "load something"),
        (rb'{\field{\*\fldinst {INCL}{UDETEXT "http://a.example/x"}}}', "load something"),
        (rb'{\field{\*\fldinst {\*\junk x}{\b INCLUDETEXT} "http://a.example/x"}}', "load something"),
        (rb'{\field{\*\fldinst x {\v y} INCLUDEPICTURE "\\\\\\\\a.example\\\\x"}}', "load something"),
        (rb"{\field{\*\fldinst {\field{\*\fldinst QUOTE 68}{\fldrslt D}}DE}}", "load something"),
        (rb'{\field{\*\fldinst HYPERLINK "javascript:alert(1)"}}', "macros"),
        (rb"{\*\mailmerge{\mmconnectstr Provider=x}}", "load something"),
        (rb"words {\b and no end", "damaged"),
    ],
)
def test_what_acts_by_itself_or_is_damaged_is_refused(body: bytes, said: str) -> None:
    content = rich(body)[: -1 if said == "damaged" else None]

    assert said in kind_or_refusal(content)


@pytest.mark.parametrize(
    "body",
    [
        rb"Plain words",
        rb"{\*\template C:\\Normal.dotm}x",
        rb'{\field{\*\fldinst HYPERLINK "https://example.org/link"}{\fldrslt y}}',
        rb"{\field{\*\fldinst PAGE}{\fldrslt 1}} the LINK \\objdata is spoken of",
        rb'{\field{\*\fldinst TOC \\o "1-3"}{\fldrslt{\field{\*\fldinst PAGEREF a}{\fldrslt 2}}}}',
    ],
)
def test_honest_files_are_stored(body: bytes) -> None:
    assert kind_or_refusal(rich(body) + b"\r\n\0") == rtf.RTF


def test_a_name_gets_its_ending() -> None:
    assert fitting_name("brief.doc", rtf.RTF) == "brief.doc.rtf"
    assert fitting_name("Brief.RTF", rtf.RTF) == "Brief.RTF"


HOSTILE = {
    "deep": b"{" * 2_000_000,
    "groups": b"{}" * 4_000_000,
    "words": rb"\b\i" * 2_500_000,
    "bytes": rb"\'e9" * 2_500_000,
    "escapes": rb"\\" * 5_000_000 + rb"\ob",
    "odd escapes": (rb"\\" * 50 + rb"\ob") * 90_000,
    "a field": rb"{\*\fldinst " + b"x{}" * 1_500_000 + b"}",
    "bin": rb"\bin9999999999 x",
    "numbers": rb"\u99999999999 \uc99999999999 \f-9999999999 \ansicpg99999999 \bin-5 ",
    "backslash": b"x\\",
}


@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_files_end_soon(which: str) -> None:
    content = rich(HOSTILE[which])
    begun = time.process_time()

    said = kind_or_refusal(content)

    assert "too large" in said or "damaged" in said or said == rtf.RTF
    assert time.process_time() - begun < 3


@pytest.mark.django_db
def test_broken_files_are_read_or_refused(read: Any) -> None:
    """Bytes of an honest file changed, left out and doubled: never anything but a text or a sentence."""
    honest = rich(rb"Salt{\footnote\pard Pans} \u8212? {\deleted old}{\pict 89}\trowd A\cell\row{\header h}")
    lot = random.Random(5)
    outcomes = set()
    for _each in range(60):
        broken = bytearray(honest)
        for _change in range(lot.randrange(1, 6)):
            at = lot.randrange(6, len(broken))
            broken[at : at + lot.randrange(3)] = bytes(lot.choices(b"{}\\'u*0 \xff\x00", k=lot.randrange(3)))
        if kind_or_refusal(bytes(broken)) != rtf.RTF:
            outcomes.add("refused")
            continue
        try:
            outcomes.add(type(read(bytes(broken))).__name__)
        except Unreadable:
            outcomes.add("unreadable")
    assert outcomes >= {"refused", "FileText"}


@pytest.mark.django_db
def test_a_file_too_deep_to_read_says_so(read: Any) -> None:
    with pytest.raises(Unreadable, match="too large to compare"):
        read(rich(b"{" * 1_000 + b"x" + b"}" * 1_000))
