"""Word and OpenDocument texts whose parts hold given words: each as small as it can be."""

from __future__ import annotations

from html import escape

from tests.helpers.packages import OFFICE, office, open_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": WORD,
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
#: Of a part of a Word document: its first element, and the last word of its relationship.
ROOTS = {
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
    "footer": "w:ftr",
    "chart": "c:chartSpace",
    "diagramData": "dgm:dataModel",
    "numbering": "w:numbering",
}
TEXT = "Boats come in."


def line(text: str) -> str:
    """A paragraph of Word."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def inside(xml: str) -> str:
    """A paragraph that holds this between two words."""
    return f"<w:p><w:r><w:t>Boats</w:t></w:r>{xml}<w:r><w:t>come in.</w:t></w:r></w:p>"


def word(body: str = line(TEXT), main: str = "word/document.xml", **parts: str | bytes) -> bytes:
    """A Word document of this body; `parts` are other parts by the word of their relationship: text is what
    stands in its first element, bytes are the file itself."""
    links, members = [], {}
    for kind, content in parts.items():
        kind = kind.rstrip("_0123456789")
        name = f"{kind}{len(links)}.{'bin' if isinstance(content, bytes) else 'xml'}"
        links.append((f"{OFFICE}/{kind}", name))
        root = ROOTS.get(kind, "w:x")
        xml = f'<?xml version="1.0"?><{root} {SPACES}>{content!s}</{root}>'
        members[f"word/{name}"] = content if isinstance(content, bytes) else xml
    document = f'<?xml version="1.0"?><w:document {SPACES}><w:body>{body}</w:body></w:document>'
    return office(body=document, main=main, links=tuple(links), members=members)


OPEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}"'
    for prefix, space in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "draw": "drawing:1.0",
        "style": "style:1.0",
        "svg": "svg-compatible:1.0",
        "form": "form:1.0",
    }.items()
)
OPEN += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def open_text(body: str, header: str = "", **members: str | bytes) -> bytes:
    """An OpenDocument text of this body and page header; `members` by name, `__` for a slash."""
    content = f"<office:document-content {OPEN}><office:body><office:text>{body}</office:text></office:body>"
    styles = (
        f"<office:document-styles {OPEN}><office:master-styles><style:master-page><style:header>{header}"
        "</style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    return open_document(
        members={
            "content.xml": f"{content}</office:document-content>",
            "styles.xml": styles,
            **{name.replace("__", "/"): of for name, of in members.items()},
        }
    )
