"""Reading bodies and writing answers: JSON alone, and only such JSON as the program can store."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, DataAndFiles
from rest_framework.renderers import JSONRenderer

from project.base.errors import TooLarge
from project.base.text import has_forbidden, without_controls

from .problems import Unreadable

#: Levels of brackets, names and items of a whole body: none of ours comes near.
DEEPEST, MOST_PARTS = 12, 5_000


class StrictJSONParser(BaseParser):
    """A JSON object in UTF-8. Refused as unreadable: anything else, numbers that are none (NaN, 1e309), a
    name twice, characters that no text of the program may hold, and bodies that are too deep or too wide."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            found = json.loads(
                raw.decode("utf-8"),
                parse_constant=_no_number,
                parse_float=_number,
                parse_int=_whole,
                object_pairs_hook=_object,
            )
        except RecursionError:
            raise Unreadable(_("The body is nested too deeply.")) from None
        except ValueError as error:
            raise Unreadable(_("The body is not valid JSON: %s") % _first_line(error)) from None
        if not isinstance(found, dict):
            raise Unreadable(_("The body must be a JSON object."))
        _look_through(found)
        return found


def _first_line(error: ValueError) -> str:
    return (getattr(error, "msg", "") or str(error)).splitlines()[0][:120]


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not a number of JSON")


def _number(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError("a number is too large")
    return found


def _whole(text: str) -> int:
    if len(text) > 20:
        raise ValueError("a number is too large")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _look_through(found: dict[str, Any]) -> None:
    """Level by level, without recursion."""
    level: list[Any] = [found]
    parts = 0
    for _level in range(DEEPEST):
        inner: list[Any] = []
        for part in level:
            parts += 1
            if isinstance(part, dict):
                inner += [*part.keys(), *part.values()]
            elif isinstance(part, list):
                inner += part
            elif isinstance(part, str) and has_forbidden(without_controls(part)):
                raise Unreadable(_("The body contains characters that cannot be stored."))
        if parts + len(inner) > MOST_PARTS:
            raise Unreadable(_("The body has too many parts."))
        if not inner:
            return
        level = inner
    raise Unreadable(_("The body is nested too deeply."))


class FormParser(BaseParser):
    """A multipart form, read as those of pages are: by the request itself, whose heads may be mended
    (project.uploads)."""

    media_type = "multipart/form-data"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles:
        request = (parser_context or {})["request"]._request
        try:
            return DataAndFiles(*request.parse_file_upload(request.META, stream))
        except MultiPartParserError as error:
            raise Unreadable(_("The form cannot be read: %s") % error) from None


class ProblemOrJSONRenderer(JSONRenderer):
    """JSON for whoever accepts it, and for refusals whatever is accepted. No options: no indentation by
    `Accept`, no ASCII escapes."""

    charset = "utf-8"
    ensure_ascii = False

    def get_indent(self, accepted_media_type: str, renderer_context: Mapping[str, Any]) -> None:
        return None


class ProblemBesideFileRenderer(ProblemOrJSONRenderer):
    """Of an endpoint that answers with a file of `media_type`: the file is no business of renderers, a
    refusal is a problem document all the same."""

    def __init__(self, media_type: str) -> None:
        self.media_type = media_type
