"""Each part of a document that can hold words: what changes in it alone is read, or named as not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.files.reading import gathering as kinds
from agencies.files.reading.gathering import MARK
from agencies.files.storage import store
from agencies.files.texts import FileText, file_text, text_of
from tests.helpers.cast import Cast
from tests.helpers.word import inside, line, open_text, word

pytestmark = pytest.mark.django_db
Make = Callable[[str], bytes]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def read(cast: Cast, content: bytes) -> FileText:
    return file_text(store(agency_id=cast.inkwell.pk, upload=SimpleUploadedFile("x", content)))


def shape(words: str) -> str:
    """A text box as Word writes it: once for itself, once for what is older."""
    box = f"<w:txbxContent>{line(words)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:shape>{box}</v:shape></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(words: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{words}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table_called(tag: str, words: str) -> bytes:
    row = f"<w:tr><w:tc>{line('A')}</w:tc></w:tr>"
    return word(f'<w:tbl><w:tblPr><w:{tag} w:val="{words}"/></w:tblPr>{row}</w:tbl>')


def unshown(instruction: str) -> str:
    """A field that has no result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(tag: str, words: str, text: str = "t") -> str:
    return f'<w:{tag} w:id="1" w:author="E"><w:r><w:{text}>{words}</w:{text}></w:r></w:{tag}>'


#: What holds the word -> (the document with another word there, the kind of part that shows it).
WORD: dict[str, tuple[Make, str]] = {
    "text": (lambda w: word(line(w)), kinds.BODY),
    "footnote": (lambda w: word(footnotes=f'<w:footnote w:id="2">{line(w)}</w:footnote>'), kinds.FOOTNOTES),
    "endnote": (lambda w: word(endnotes=f'<w:endnote w:id="2">{line(w)}</w:endnote>'), kinds.ENDNOTES),
    "comment": (lambda w: word(comments=f'<w:comment w:id="0">{line(w)}</w:comment>'), kinds.COMMENTS),
    "header": (lambda w: word(header=line(w)), kinds.HEADERS),
    "second header": (lambda w: word(header=line("One"), header2=line(w)), kinds.HEADERS),
    "footer": (lambda w: word(footer=line(w)), kinds.FOOTERS),
    "text box": (lambda w: word(inside(shape(w))), kinds.BOXES),
    "text box in a header": (lambda w: word(header=inside(shape(w))), kinds.BOXES),
    "word art": (
        lambda w: word(inside(f'<w:r><w:pict><v:textpath string="{w}"/></w:pict></w:r>')),
        kinds.BOXES,
    ),
    "formula": (lambda w: word(inside(f"<m:oMath><m:r><m:t>{w}</m:t></m:r></m:oMath>")), kinds.BODY),
    "insertion": (lambda w: word(inside(run("ins", w))), kinds.BODY),
    "deletion": (lambda w: word(inside(run("del", w, "delText"))), kinds.DELETED),
    "move": (lambda w: word(inside(run("moveFrom", w)) + inside(run("moveTo", w))), kinds.BODY),
    "alternative text": (
        lambda w: word(inside(f'<w:r><w:drawing><wp:docPr id="1" name="x" descr="{w}"/></w:drawing></w:r>')),
        kinds.PICTURES,
    ),
    "title of a picture": (
        lambda w: word(inside(f'<w:r><w:pict><v:shape><v:imagedata title="{w}"/></v:shape></w:pict></w:r>')),
        kinds.PICTURES,
    ),
    "caption of a table": (
        lambda w: table_called("tblCaption", w),
        kinds.PICTURES,
    ),
    "description of a table": (
        lambda w: table_called("tblDescription", w),
        kinds.PICTURES,
    ),
    "table": (
        lambda w: word(f"<w:tbl><w:tr><w:tc>{line('A')}</w:tc><w:tc>{line(w)}</w:tc></w:tr></w:tbl>"),
        kinds.BODY,
    ),
    "field": (lambda w: word(inside(field(w))), kinds.BODY),
    "simple field": (
        lambda w: word(inside(f'<w:fldSimple w:instr="X"><w:r><w:t>{w}</w:t></w:r></w:fldSimple>')),
        kinds.BODY,
    ),
    "content control": (
        lambda w: word(f"<w:sdt><w:sdtPr/><w:sdtContent>{line(w)}</w:sdtContent></w:sdt>"),
        kinds.BODY,
    ),
    "list to choose from": (
        lambda w: word(
            inside(
                f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="{w}"/>'
                "</w:ddList></w:ffData></w:fldChar></w:r>"
            )
        ),
        kinds.BODY,
    ),
    "symbol": (
        lambda w: word(inside(f'<w:r><w:sym w:font="Wingdings" w:char="F0{ord(w[0]):02X}"/></w:r>')),
        kinds.BODY,
    ),
    "ruby": (
        lambda w: word(
            inside(f"<w:r><w:ruby><w:rt><w:r><w:t>{w}</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>")
        ),
        kinds.BODY,
    ),
    "chart": (
        lambda w: word(chart=f"<c:ser><c:cat><c:pt><c:v>{w}</c:v></c:pt></c:cat></c:ser>"),
        kinds.CHARTS,
    ),
    "diagram": (
        lambda w: word(diagramData=f"<dgm:pt><dgm:t><a:p><a:r><a:t>{w}</a:t></a:r></a:p></dgm:t></dgm:pt>"),
        kinds.DIAGRAMS,
    ),
    "address of a link": (
        lambda w: word(inside(field("here").replace(" REF a ", f' HYPERLINK "https://example.com/{w}" '))),
        kinds.LINKS,
    ),
}


@pytest.mark.parametrize("name", WORD)
def test_what_changes_in_one_part_of_a_word_document_is_read(cast: Cast, name: str) -> None:
    make, kind = WORD[name]
    old, new = read(cast, make("nine")), read(cast, make("ten"))

    assert {k for k in kinds.KINDS if old.parts.get(k) != new.parts.get(k)} == {kind}
    if name != "symbol":
        assert "nine" in old.parts[kind] and "ten" in new.parts[kind]
        assert old.parts[kind].count("nine") == 1


#: What is not read: only that it differs can be told.
UNREAD: dict[str, tuple[Make, str]] = {
    "picture": (lambda w: word(image=w.encode()), kinds.IMAGES),
    "embedded object": (lambda w: word(oleObject=w.encode()), kinds.EMBEDDED),
    "list number": (
        lambda w: word(
            numbering=f'<w:abstractNum><w:lvl w:ilvl="0"><w:lvlText w:val="{w}"/></w:lvl></w:abstractNum>'
        ),
        kinds.NUMBERING,
    ),
    "a part that we do not know": (lambda w: word(novelty=f"<w:p>{w}</w:p>"), kinds.OTHER),
    "an element that we do not know": (
        lambda w: word(inside(f"<w:r><w:news>{w}</w:news></w:r>")),
        kinds.OTHER,
    ),
    "formula in a field": (lambda w: word(inside(unshown(f" EQ \\\\f({w},2) "))), kinds.OTHER),
    "button": (lambda w: word(inside(unshown(f" MACROBUTTON x {w} "))), kinds.OTHER),
    "entry of an index": (lambda w: word(inside(unshown(f' XE "{w}" '))), kinds.OTHER),
    "choices of a content control": (
        lambda w: word(
            "<w:sdt><w:sdtPr><w:dropDownList>"
            f'<w:listItem w:displayText="{w}"/></w:dropDownList></w:sdtPr></w:sdt>'
        ),
        kinds.OTHER,
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_read_is_named_where_it_differs(cast: Cast, name: str) -> None:
    make, kind = UNREAD[name]
    old, again, new = (read(cast, make(words)) for words in ("nine", "nine", "ten"))

    assert old.parts == new.parts
    assert old.unread == again.unread
    assert {k for k in (*old.unread, *new.unread) if old.unread.get(k) != new.unread.get(k)} == {kind}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:br/></w:r>", "Boats\ncome in."),
        ("<w:r><w:cr/></w:r>", "Boats\ncome in."),
        ("<w:r><w:tab/></w:r>", "Boats\tcome in."),
        ("<w:r><w:noBreakHyphen/></w:r>", "Boats\u2011come in."),
        ("<w:r><w:softHyphen/></w:r>", "Boatscome in."),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', f"Boats{MARK}come in."),
        ('<w:r><w:sym w:font="Symbol" w:char="00B0"/></w:r>', "Boats°come in."),
    ],
)
def test_what_stands_between_words(cast: Cast, xml: str, text: str) -> None:
    assert read(cast, word(inside(xml))).parts == {kinds.BODY: text}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "(a)/(b)"),
        ("<m:sSup><m:e>{a}</m:e><m:sup>{b}</m:sup></m:sSup>", "(a)^(b)"),
        ("<m:rad><m:deg>{b}</m:deg><m:e>{a}</m:e></m:rad>", "√[b](a)"),
        (
            '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'
            "<m:e>{a}</m:e><m:e>{b}</m:e></m:d>",
            "[a|b]",
        ),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{a}</m:sub><m:sup>{b}</m:sup></m:nary>',
            "∑_(a)^(b)",
        ),
    ],
)
def test_formulas_are_lines_of_signs(cast: Cast, xml: str, text: str) -> None:
    a, b = (f"<m:r><m:t>{letter}</m:t></m:r>" for letter in "ab")
    body = inside(f"<m:oMath>{xml.format(a=a, b=b)}</m:oMath>")

    assert read(cast, word(body)).parts == {kinds.BODY: f"Boats {text} come in."}


def test_tracked_changes_are_counted_and_read_as_accepted(cast: Cast) -> None:
    mark = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Boats </w:t></w:r></w:p>"
    body = mark + inside(run("ins", " soon ") + run("del", "late", "delText")) + inside(run("moveFrom", "x"))

    found = read(cast, word(body))

    assert found.parts[kinds.BODY] == "Boats Boats soon come in.\n\nBoatscome in."
    assert found.parts[kinds.DELETED] == "late"
    assert found.changes == 4


def test_an_inserted_paragraph_is_one_change(cast: Cast) -> None:
    mark = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"

    assert read(cast, word(f"<w:p>{mark}{run('ins', 'Boats')}</w:p>")).changes == 1
    assert read(cast, word(f"<w:p>{mark}<w:r><w:t>Boats</w:t></w:r></w:p>")).changes == 1


def test_rows_of_a_table(cast: Cast) -> None:
    row = f"<w:tr><w:tc>{line('A')}{line('B')}</w:tc><w:tc>{line('C')}</w:tc></w:tr>"

    assert read(cast, word(f"<w:tbl>{row}{row}</w:tbl>")).parts == {kinds.BODY: "A\nB | C\n\nA\nB | C"}


def test_the_text_alone_has_neither_notes_nor_their_marks(cast: Cast) -> None:
    body = inside('<w:r><w:footnoteReference w:id="2"/></w:r>')
    content = word(body, footnotes=f"<w:footnote>{line('A note')}</w:footnote>", header=line("Draft"))

    upload = SimpleUploadedFile("x", content)
    assert text_of(store(agency_id=cast.inkwell.pk, upload=upload)) == "Boatscome in."


def test_the_main_part_by_its_relationship(cast: Cast) -> None:
    assert read(cast, word(line("Boats"), main="word/document2.xml")).parts == {kinds.BODY: "Boats"}


#: The same for OpenDocument.
ODT: dict[str, tuple[Make, str]] = {
    "text": (lambda w: open_text(f"<text:p>{w}</text:p>"), kinds.BODY),
    "heading": (lambda w: open_text(f"<text:h>{w}</text:h>"), kinds.BODY),
    "footnote": (
        lambda w: open_text(
            '<text:p>A<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body><text:p>{w}</text:p></text:note-body></text:note></text:p>"
        ),
        kinds.FOOTNOTES,
    ),
    "comment": (
        lambda w: open_text(
            f"<text:p>A<office:annotation><dc:creator>E</dc:creator><text:p>{w}</text:p></office:annotation></text:p>"
        ),
        kinds.COMMENTS,
    ),
    "header": (lambda w: open_text("<text:p>A</text:p>", header=f"<text:p>{w}</text:p>"), kinds.HEADERS),
    "text box": (
        lambda w: open_text(
            f"<text:p>A<draw:frame><draw:text-box><text:p>{w}</text:p></draw:text-box></draw:frame></text:p>"
        ),
        kinds.BOXES,
    ),
    "alternative text": (
        lambda w: open_text(f"<text:p>A<draw:frame><svg:desc>{w}</svg:desc></draw:frame></text:p>"),
        kinds.PICTURES,
    ),
    "deletion": (
        lambda w: open_text(
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>E"
            f"</dc:creator></office:change-info><text:p>{w}</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes><text:p>A</text:p>"
        ),
        kinds.DELETED,
    ),
    "table": (
        lambda w: open_text(
            "<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
            f"<table:table-cell><text:p>{w}</text:p></table:table-cell></table:table-row></table:table>"
        ),
        kinds.BODY,
    ),
    "formula": (
        lambda w: open_text(
            '<text:p>A<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>',
            **{"Object 1__content.xml": f"<math><mfrac><mi>{w}</mi><mi>b</mi></mfrac></math>"},
        ),
        kinds.FORMULAS,
    ),
    "address of a link": (
        lambda w: open_text(f'<text:p><text:a xlink:href="https://example.com/{w}">A</text:a></text:p>'),
        kinds.LINKS,
    ),
}


@pytest.mark.parametrize("name", ODT)
def test_what_changes_in_one_part_of_an_open_document_is_read(cast: Cast, name: str) -> None:
    make, kind = ODT[name]
    old, new = read(cast, make("nine")), read(cast, make("ten"))

    assert {k for k in kinds.KINDS if old.parts.get(k) != new.parts.get(k)} == {kind}
    assert old.parts[kind].count("nine") == 1 and "ten" in new.parts[kind]
    assert "E" not in old.parts.get(kinds.COMMENTS, "") + old.parts.get(kinds.DELETED, "")


@pytest.mark.parametrize(
    "element",
    [
        '<text:hidden-text text:string-value="{}" text:is-hidden="true"/>',
        '<text:conditional-text text:string-value-if-true="{}"/>',
        '<text:bibliography-mark text:author="{}">[1]</text:bibliography-mark>',
    ],
)
def test_what_an_open_document_does_not_show_is_named(cast: Cast, element: str) -> None:
    old, new = (read(cast, open_text(f"<text:p>A{element.format(w)}</text:p>")) for w in ("nine", "ten"))

    assert old.parts == new.parts and old.unread != new.unread and set(new.unread) == {kinds.OTHER}


def test_blanks_and_breaks_of_an_open_document(cast: Cast) -> None:
    body = '<text:p>Boats\n  come<text:s text:c="2"/>in<text:line-break/>at<text:tab/>nine</text:p>'

    assert read(cast, open_text(body)).parts == {kinds.BODY: "Boats come  in\nat\tnine"}


def test_pictures_of_an_open_document_are_named(cast: Cast) -> None:
    body = '<text:p>A<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    old, new = (read(cast, open_text(body, **{"Pictures__a.png": words})) for words in ("nine", "ten"))

    assert old.parts == new.parts and old.unread != new.unread and set(new.unread) == {kinds.IMAGES}
