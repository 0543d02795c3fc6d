"""The paper that Word documents stand on: styles, and an agency's letterhead (its name and address at the
head of the first page, its colour, what the document is at the foot of each). Works on parts of documents.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: A4 with margins of 25 mm, in twentieths of a point.
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
PAGE += 'w:header="709" w:footer="709" w:gutter="0"/>'
NOTES = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
INK, SOFT, LINE = "1C1E21", "5F6368", "D0D3D6"
#: The colours that the styles bring along, each with the name of a theme that would win over it.
_COLOUR = re.compile(r'<w:color w:val="(?:0F4761|4F81BD|365F91|595959|272727)"[^>]*/>')
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
#: Always the same moment: the reference document is no news.
MOMENT = (1980, 1, 1, 0, 0, 0)
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_TABLE_STYLE = re.compile(r"<w:tblStyle [^>]*/>")
_DATED = re.compile(r">[^<>]*</dcterms:")
QUOTED = (
    f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="12" w:color="{LINE}"/></w:pBdr>'
    '<w:spacing w:before="100" w:after="100"/>'
)
_QUOTED = re.compile(r'(w:styleId="BlockText".*?)<w:spacing [^>]*/>', re.DOTALL)
_RULED = re.compile(r'(<w:style w:type="table" w:default="1" w:styleId="Table">.*?<w:tblPr>)', re.DOTALL)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    for side in ("top", "bottom", "insideH")
)


@dataclass(frozen=True)
class Stationery:
    """What a document is written on. Without `name` it is plain paper. `colour`: rrggbb, of headings; `foot`
    stands on each page."""

    colour: str = INK
    name: str = ""
    address: str = ""
    foot: str = ""


def on_stationery(reference: bytes, stationery: Stationery) -> bytes:
    """The reference document with that head, foot and colour."""
    parts = _unpacked(reference)
    parts["word/styles.xml"] = _styled(parts["word/styles.xml"], stationery.colour)
    section = f"<w:sectPr>{NOTES}{PAGE}</w:sectPr>"
    if stationery.name:
        parts |= _letterhead(parts, stationery)
        section = f"<w:sectPr>{_references()}{NOTES}{PAGE}<w:titlePg/></w:sectPr>"
    parts["word/document.xml"] = _SECTION.sub(section, parts["word/document.xml"])
    return _packed(parts)


def finished(document: bytes, made: dt.datetime) -> bytes:
    """A document of pandoc with what its sandbox keeps from it, the time, and with the columns of
    right-to-left tables from right to left."""
    parts = _unpacked(document)
    moment = f">{made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}</dcterms:"
    parts["docProps/core.xml"] = _DATED.sub(moment, parts["docProps/core.xml"])
    parts["word/document.xml"] = _TABLE.sub(_turned, parts["word/document.xml"])
    return _packed(parts)


def _turned(table: re.Match[str]) -> str:
    if "<w:bidi />" not in table[0]:
        return table[0]
    return _TABLE_STYLE.sub(r"\g<0><w:bidiVisual/>", table[0], count=1)


def _styled(styles: str, colour: str) -> str:
    styles = _COLOUR.sub(f'<w:color w:val="{colour}"/>', styles)
    styles = _QUOTED.sub(rf"\1{QUOTED}", styles, count=1)
    return _RULED.sub(rf"\1<w:tblBorders>{BORDERS}</w:tblBorders>", styles, count=1)


def _letterhead(parts: Mapping[str, str], stationery: Stationery) -> dict[str, str]:
    """The parts that a head on the first page and a foot on each add and change."""
    relations = _relation("head", "header", "head.xml") + _relation("foot", "footer", "foot.xml")
    kinds = _override("head", "header") + _override("foot", "footer")
    links, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    return {
        links: parts[links].replace("</Relationships>", f"{relations}</Relationships>"),
        types: parts[types].replace("</Types>", f"{kinds}</Types>"),
        "word/head.xml": _part("hdr", _head(stationery)),
        "word/foot.xml": _part("ftr", _foot(stationery.foot)),
    }


def _references() -> str:
    return (
        '<w:headerReference w:type="first" r:id="head"/>'
        '<w:footerReference w:type="first" r:id="foot"/><w:footerReference w:type="default" r:id="foot"/>'
    )


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{KINDS}/{kind}" Target="{target}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'


def _part(kind: str, body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{kind} {NAMES}>{body}</w:{kind}>'


def _head(stationery: Stationery) -> str:
    name = _paragraph(
        _run(stationery.name, f'<w:b/><w:color w:val="{stationery.colour}"/><w:sz w:val="24"/>')
    )
    lines = [line for line in stationery.address.splitlines() if line.strip()]
    said = [_paragraph(_run(line, f'<w:color w:val="{SOFT}"/><w:sz w:val="18"/>')) for line in lines]
    ruled = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{stationery.colour}"/></w:pBdr>'
    return name + "".join(said) + f'<w:p><w:pPr>{ruled}<w:spacing w:after="240"/></w:pPr></w:p>'


def _foot(words: str) -> str:
    soft = f'<w:color w:val="{SOFT}"/><w:sz w:val="16"/>'
    page = f"<w:r><w:rPr>{soft}</w:rPr><w:tab/></w:r>" + _run(f"{_('Page')} ", soft)
    number = f'<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{soft}</w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>'
    return f"<w:p><w:pPr>{tabs}</w:pPr>{_run(words, soft)}{page}{number}</w:p>"


def _paragraph(runs: str) -> str:
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>{runs}</w:p>'


def _run(words: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _unpacked(document: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _packed(parts: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)
    return target.getvalue()
