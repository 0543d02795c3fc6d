"""What the description says of refusals: each status in words, and the shape of a problem document."""

from __future__ import annotations

from typing import Any

from .problems import MEDIA_TYPE

#: What every endpoint may answer beside what it states.
ALWAYS = (400, 406, 429, 500, 503)
WORDS = {
    200: "Done.",
    201: "Created.",
    206: "The part of the file that was asked for.",
    204: "Done; there is nothing to show.",
    400: "The request cannot be read, or a field of it is wrong: `errors` says which.",
    401: "No token and no session, or a token that is not valid here.",
    403: "The caller may never do this: role, scope of the token, or CSRF; or confirms who they are first.",
    404: "There is no such thing, or the caller may not see it.",
    405: "This method is not available here.",
    406: "Only JSON is available.",
    409: "Not possible now: `state`, `allowed` and `blocked` say what is; or `current` is the newer record.",
    413: "The body is too large.",
    415: "The body has another content type than this address reads.",
    416: "The file has no such part; `Content-Range` tells its size.",
    422: "The Idempotency-Key came with a different request before.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
    500: "An error on our side; `detail` holds its number in our log.",
    503: "The database is away; try again after `Retry-After` seconds.",
    507: "Files cannot be stored at the moment.",
}
#: Names of the refusals in the description.
NAMES = {
    400: "BadRequest",
    401: "NotAuthenticated",
    403: "NotAllowed",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    409: "Conflict",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    416: "NoSuchRange",
    422: "KeyReused",
    429: "TooManyRequests",
    500: "ServerError",
    503: "Unavailable",
    507: "NoRoom",
}
#: Of a dangerous endpoint.
PROOF = (
    "By session only for whoever has confirmed who they are within the last minutes; for others 403 of the "
    "type `reauthentication-required`."
)
PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A refusal, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "description": "`urn:quillhouse:problem:` and the name of the refusal."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "What is wrong, by field (`points.2.request`: of the third point); the empty "
            "name is the whole.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "state": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
        "blocked": {"type": "object", "additionalProperties": {"type": "string"}},
        "current": {"type": "object", "additionalProperties": {}},
    },
    "example": {
        "type": "urn:quillhouse:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "",
    },
}


def refusal(status: int) -> dict[str, Any]:
    """The response that the description refers to by the name of its status."""
    found: dict[str, Any] = {
        "description": WORDS[status],
        "content": {MEDIA_TYPE: {"schema": PROBLEM}},
    }
    if status in (429, 503):
        seconds = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
        found["headers"] = {"Retry-After": seconds}
    return found
