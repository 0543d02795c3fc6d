"""What files are called: one visible line whose ending says what the file is."""

from __future__ import annotations

from agencies.files.packages import OOXML
from agencies.files.rtf import RTF
from agencies.files.types import PLAIN
from project.base import text as texts

NAME_LENGTH = 160
#: The endings that a type may have. Programs choose by them what to open a file with: a name with another one
#: gets the first of these in addition.
ENDINGS = {
    PLAIN: ("txt", "md", "csv"),
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    f"{OOXML}.wordprocessingml.document": ("docx",),
    f"{OOXML}.spreadsheetml.sheet": ("xlsx",),
    f"{OOXML}.presentationml.presentation": ("pptx",),
    RTF: ("rtf",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
}


def clean_name(name: str) -> str:
    """The given name as we keep it: one visible line without a path, at
    most NAME_LENGTH characters, ending kept."""
    plain = (
        "".join(" " if texts.has_forbidden(char) else char for char in name)
        .replace("\\", "/")
        .rsplit("/", 1)[-1]
    )
    line = "" if texts.is_blank(plain) else texts.clean_line(plain).strip(". ")
    line = "file" if texts.is_blank(line) else line
    stem, dot, ending = line.rpartition(".")
    if not dot or len(ending) > 10:
        return line[:NAME_LENGTH].rstrip(". ")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"


def fitting_name(name: str, content_type: str) -> str:
    """The given name as `clean_name` makes it, and with an ending of the judged type: `brief.hta` that is
    plain text is called `brief.hta.txt`. Twice is once."""
    line, endings = clean_name(name), ENDINGS[content_type]
    if line.rpartition(".")[2].lower() in endings and "." in line:
        return line
    return f"{line[: NAME_LENGTH - len(endings[0]) - 1].rstrip('. ')}.{endings[0]}"
