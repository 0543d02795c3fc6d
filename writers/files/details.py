"""Files without what programs write into them: who wrote them, at which company, with which comments and
deletions. Word documents are rewritten part by part, pictures are drawn anew, text has nothing to lose; of
everything else we could not tell what is left."""

from __future__ import annotations

import io
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from agencies.files.archives import DAMAGED, Overfull, opened, plain
from agencies.files.texts import DOCX
from agencies.files.types import PLAIN, RefusedFile

#: Parts of a document that say nothing but who made it, and what is left of each.
PACKAGE = "http://schemas.openxmlformats.org"
PROPERTIES = {
    "docprops/core.xml": f'<coreProperties xmlns="{PACKAGE}/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": f'<Properties xmlns="{PACKAGE}/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{PACKAGE}/officeDocument/2006/custom-properties"/>',
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
#: The comments and their people: the root stays, empty.
REMARKS = re.compile(r"word/(?:comments\w*|people)\.xml\Z")
ROOT = re.compile(rb"(<(?!\?)([\w:]+)(?:\s[^<>]*)?)/?>.*", re.DOTALL)
#: What is left of marks in a text: deleted words go, inserted ones are words like others.
EMPTY = re.compile(rb"<w:(?:del|moveFrom)(?:\s[^<>]*)?/>")
GONE = (
    (re.compile(rb"<w:del(?:\s[^<>]*)?>"), b"</w:del>"),
    (re.compile(rb"<w:moveFrom(?:\s[^<>]*)?>"), b"</w:moveFrom>"),
)
MARKS = (
    (re.compile(rb"</?w:(?:ins|moveTo)(?:\s[^<>]*)?/?>"), b""),
    (re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)(?:\s[^<>]*)?/>"), b""),
    (re.compile(rb'(\sw:(?:author|initials|lastValue)=)"[^"<>]*"'), rb'\1""'),
)
THUMBNAIL = re.compile(rb"<Relationship\s[^<>]*metadata/thumbnail[^<>]*/>")
VALUES = re.compile(rb">[^<>]+<")
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def strip_details(upload: UploadedFile, kind: str) -> UploadedFile:
    """The upload, whose content was judged to be of `kind`, without its details. Raises RefusedFile for what
    is no Word document, text or picture, and for what is damaged."""
    if kind == PLAIN:
        return upload
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if kind == DOCX:
        stripped = _document(content)
    elif kind in FORMATS:
        stripped = _picture(content, FORMATS[kind])
    else:
        raise RefusedFile(
            _("We can’t remove the details that this kind of file keeps. Save it as .docx or plain text.")
        )
    return SimpleUploadedFile(upload.name or "", stripped)


def _document(content: bytes) -> bytes:
    target = io.BytesIO()
    try:
        with opened(io.BytesIO(content)) as (archive, members), zipfile.ZipFile(target, "w") as stripped:
            for name, entry in members.items():
                part = _part(name, archive.read(entry))
                if part is not None:
                    # A name alone: not when it was packed, nor by what.
                    stripped.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    except (Overfull, *DAMAGED) as broken:
        raise RefusedFile(_("We can’t read this file.")) from broken
    return target.getvalue()


def _part(name: str, content: bytes) -> bytes | None:
    """What is left of one part; None for one that goes."""
    name = plain(name)
    if name in PROPERTIES:
        return f"{HEAD}{PROPERTIES[name]}".encode()
    if name.startswith("docprops/thumbnail"):
        return None
    if name == "_rels/.rels":
        return THUMBNAIL.sub(b"", content)
    if REMARKS.match(name):
        return ROOT.sub(rb"\1/>", content, count=1)
    if name.startswith("customxml/item") and name.endswith(".xml"):
        return VALUES.sub(b"><", content)
    if name.startswith("word/media/"):
        return _media(name, content)
    if name.startswith("word/") and name.endswith(".xml"):
        return _text(content)
    return content


def _text(content: bytes) -> bytes:
    """A text without its marks."""
    content = EMPTY.sub(b"", content)
    for begin, end in GONE:
        content = _without(content, begin, end)
    for mark, left in MARKS:
        content = mark.sub(left, content)
    return content


def _without(content: bytes, begin: re.Pattern[bytes], end: bytes) -> bytes:
    """Without what stands between such tags; in a time that grows with the length alone, whatever is open."""
    kept, at = [], 0
    while match := begin.search(content, at):
        closed = content.find(end, match.end())
        if closed < 0:
            break
        kept.append(content[at : match.start()])
        at = closed + len(end)
    return b"".join((*kept, content[at:]))


def _media(name: str, content: bytes) -> bytes:
    """A picture in a document; one that we can't read stays, since nobody else can either."""
    ending = next((kind for end, kind in PICTURES.items() if name.endswith(end)), "")
    try:
        return _picture(content, ending) if ending else content
    except RefusedFile:
        return content


def _picture(content: bytes, kind: str) -> bytes:
    """Drawn anew: upright, and with nothing but its pixels and their palette."""
    target = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
            upright = ImageOps.exif_transpose(picture)
            clean = Image.new(upright.mode, upright.size)
            if upright.palette is not None:
                clean.putpalette(upright.palette)
            clean.paste(upright)
            clean.save(target, kind)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as broken:
        raise RefusedFile(_("We can’t read this picture.")) from broken
    return target.getvalue()
